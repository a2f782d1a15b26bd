"""The words of the pictures of answers, and the answers of a question in the words respondents read."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.results import Evidence, Finding
from reports.figures.primitives import broken
from reports.labels import answer_label
from reports.numbers import MINUS, Language, exact

WORDS: Mapping[str, Mapping[str, str]] = {
    "everyone": {"fr": "Toutes les réponses", "en": "All answers"},
    "before": {"fr": "Avant", "en": "Before"},
    "after": {"fr": "Après", "en": "After"},
    "success": {"fr": "réponses qui comptent", "en": "answers that count"},
    "other": {"fr": "autres réponses", "en": "other answers"},
    "to": {"fr": "{low} à {high}", "en": "{low} to {high}"},
    "group": {"fr": "Groupe", "en": "Group"},
    "answer": {"fr": "Réponse", "en": "Answer"},
    "answers": {"fr": "Réponses", "en": "Answers"},
    "share": {"fr": "Part", "en": "Share"},
    "difference": {"fr": "Écart, après moins avant", "en": "Difference, after minus before"},
    "beyond": {"fr": "{value} et au-delà", "en": "{value} and beyond"},
    "better": {"fr": "mieux", "en": "better"},
    "worse": {"fr": "moins bien", "en": "worse"},
    "no_change": {"fr": "inchangé", "en": "no change"},
    "gained": {"fr": "Vers une réponse qui compte : {n}", "en": "Towards an answer that counts: {n}"},
    "lost": {"fr": "Dans l’autre sens : {n}", "en": "The other way: {n}"},
    "stayed": {"fr": "Sans passer de l’une à l’autre : {n}", "en": "Neither way: {n}"},
    "people": {"fr": "Personnes", "en": "People"},
    "bars": {"fr": "Les réponses, groupe par groupe.", "en": "The answers, group by group."},
    "slopes": {
        "fr": "Les réponses de chaque personne, avant et après.",
        "en": "Each person’s answers, before and after.",
    },
    "histogram": {
        "fr": "Combien de personnes ont changé, et de combien.",
        "en": "How many people changed, and by how much.",
    },
}
LONGEST = 46  # letters of an answer on a picture; its twin has them all


def say(key: str, language: Language, **values: str) -> str:
    """The words for a key, filled in."""
    return WORDS[key][language].format(**values)


def answer(code: str, finding: Finding, evidence: Evidence, language: Language) -> str:
    """An answer as the respondent read it; its code where the report does not carry the questions."""
    if code in ("success", "other"):
        return say(code, language)
    return answer_label(evidence, finding.outcome.measure, code, language)


def span(low: float, high: float, finding: Finding, evidence: Evidence, language: Language) -> str:
    """Answers counted together, by the words of both ends."""
    ends = [answer(f"{value:.12g}", finding, evidence, language) for value in dict.fromkeys((low, high))]
    return ends[0] if len(ends) == 1 else say("to", language, low=ends[0], high=ends[1])


def short(text: str, width: float, size: float) -> str:
    """The beginning of a text that fits on one line."""
    text = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    lines = broken(text, width, size)
    return text if len(lines) < 2 else broken(text, width - size, size)[0] + "…"


def signed(value: float, language: Language) -> str:
    """A difference with its sign: +2, −1, 0."""
    written = exact(abs(value), language)
    return written if not value else ("+" if value > 0 else MINUS) + written
