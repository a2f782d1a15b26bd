"""Minutes written by hand for the tests: one session with each method, its decisions, its hidden words."""

from __future__ import annotations

from collections.abc import Iterable

from analysis import frozen_json
from analysis.deliberation.counts import Count, Counts
from analysis.deliberation.results import result_of
from reports.minutes.value import Activity, Decision, Frozen, Minutes, Option, Requirement, Word
from reports.numbers import Language

IDEAS = (
    "Des bancs à l’ombre, tous les deux cents mètres",
    "Une navette le dimanche 🙂, du centre à la piscine",
    "مقاعد في الظل أمام المركز الصحي",
    "Un panneau qui dit combien de temps il faut à pied",
)


def frozen(method: str, counts: Counts) -> Frozen:
    """The result of counts as an activity freezes it when it closes."""
    result = result_of(method, counts)
    return Frozen(
        method, result.parameters, None, counts, frozen_json.digest(counts), result, frozen_json.digest(result)
    )


def counts(subjects: int, people: int, rows: Iterable[tuple[int, str, int | None, int]]) -> Counts:
    """Counts of numbered subjects: (subject, scale, value, people)."""
    ordered = sorted((f"s{n:02}", scale, value is None, value or 0, many) for n, scale, value, many in rows)
    made = tuple(Count(subject, scale, None if skip else value, many) for subject, scale, skip, value, many in ordered)
    return Counts(tuple(f"s{n:02}" for n in range(1, subjects + 1)), people, made)


def words(held: Frozen, texts: Iterable[str]) -> tuple[Word, ...]:
    """The words of numbered subjects in the order of the result."""
    of = {f"s{n:02}": Word(f"s{n:02}", text) for n, text in enumerate(texts, start=1)}
    return tuple(of.get(each.subject, Word(each.subject, hidden=True)) for each in held.result.standings)


def activity(kind: str, question: str, method: str, made: Counts, texts: Iterable[str] = IDEAS) -> Activity:
    """A held activity."""
    held = frozen(method, made)
    return Activity(kind, question, planned=15, minutes=17, dots=3, words=words(held, texts), frozen=held)


def activities() -> tuple[Activity, ...]:
    """One activity for each method."""
    dots = counts(
        4, 14, [(1, "dots", 1, 5), (1, "dots", 2, 2), (2, "dots", 1, 7), (3, "dots", 3, 1), (4, "dots", 0, 1)]
    )
    opinions = [(1, "opinion", 1, 9), (1, "opinion", -1, 1), (2, "opinion", 1, 6), (2, "opinion", -1, 6)]
    statements = counts(4, 14, [*opinions, (2, "opinion", 0, 2), (3, "opinion", 0, 3), (4, "opinion", -1, 12)])
    grades = [(1, "grade", 5, 6), (1, "grade", 3, 4), (2, "grade", 4, 3), (2, "grade", 0, 7), (3, "grade", 2, 5)]
    judgment = counts(4, 11, [*grades, (3, "grade", 1, 3), (3, "grade", None, 2), (1, "grade", 4, 1)])
    marks = [(1, "impact", 5, 6), (1, "feasibility", 2, 6), (2, "impact", 1, 3), (2, "impact", 5, 3)]
    plane = counts(4, 7, [*marks, (2, "feasibility", 4, 5), (3, "impact", 3, 2), (3, "feasibility", 3, 2)])
    said = [(1, "consent", 1, 12), (1, "consent", 0, 1), (2, "consent", 1, 9), (2, "consent", -1, 2)]
    consent = counts(2, 14, [*said, (2, "consent", None, 1)])
    pairs = Counts(
        ("s01", "s02", "s03"),
        6,
        (
            Count("s01", "preference", 1, 5, "s02"),
            Count("s01", "preference", 0, 1, "s03"),
            Count("s02", "preference", -1, 3, "s03"),
        ),
    )
    written = frozen("nothing", Counts(("s01", "s02"), 0, ()))
    personas = (
        Word("s01", "Jeanne, 81 ans", details=(("Sa situation", "Vit seule, au troisième."), ("Elle veut", "Sortir."))),
        Word("s02", "Karim, aidant", details=(("Ce qui le gêne", "Les horaires du bus."),)),
    )
    return (
        Activity("Persona", "Pour qui travaillons-nous ?", 20, 5, 24, words=personas, hidden=1, frozen=written),
        activity("Idées", "Qu’est-ce qui aiderait à sortir à pied ?", "dots", dots),
        activity("Énoncés", "D’accord ou pas ?", "statements", statements),
        activity("Jugement majoritaire", "Que vaut chaque proposition ?", "majority_judgment", judgment, IDEAS[:2]),
        activity("Deux par deux", "Laquelle d’abord ?", "pairwise", pairs),
        activity("Effet et faisabilité", "Que peut-on faire ?", "impact_feasibility", plane),
        objected(activity("Consentement", "Peut-on essayer ?", "consent", consent)),
        Activity("Parcours", "Un trajet, pas à pas", planned=20),
    )


def objected(held: Activity) -> Activity:
    """The same, with the reason of an objection on its second proposal."""
    first, second = held.words
    told = Word(second.subject, second.text, reasons=("Trop cher pour la commune.", "Et les chauffeurs ?"))
    return Activity(held.kind, held.question, 10, 0, 8, words=(first, told), frozen=held.frozen)


def minutes(language: Language = "fr") -> Minutes:
    """A full session."""
    held = activities()
    rests_on = held[1].frozen.result_digest if held[1].frozen else ""
    return Minutes(
        language=language,
        session="Atelier des balades du mardi",
        project="Balades",
        laboratory="Laboratoire de Lunel",
        number=2,
        on="2026-11-24",
        people=14,
        place="salle des fêtes de Lunel",
        follow="balades.example/s/idea",
        roles=(("habitantes, habitants", 8),),
        tongues=("français", "arabe"),
        activities=held,
        decisions=(
            Decision(
                "Installer six bancs d’essai au printemps",
                "C’est ce que le plus de personnes soutiennent, et la commune peut le faire seule.",
                "Deux personnes auraient voulu la navette d’abord.",
                "2026-11-24",
                2,
                rests_on,
                (Option(IDEAS[0], True), Option(IDEAS[1], False), Option("", False)),
                (Requirement("Un banc tous les 200 m", "Aucun écart de plus de 220 m entre deux bancs."),),
            ),
            Decision("Revoir la navette à l’automne", "Le coût n’est pas connu.", "", "2026-11-25"),
        ),
    )  # fmt: skip


def empty(language: Language = "fr") -> Minutes:
    """A session that was opened and closed, and nothing else."""
    return Minutes(language, "Atelier", "Balades", "Laboratoire de Lunel", 1, "2026-11-24", 0)


def crowded(language: Language = "fr") -> Minutes:
    """Sixty ideas, some very long, all judged."""
    texts = [f"Idée {n} : " + "un peu plus de temps pour traverser, " * (1 + n % 9 * 2) for n in range(1, 61)]
    rows = [(n, "opinion", value, (n * (value + 2)) % 13) for n in range(1, 61) for value in (1, 0, -1)]
    long = activity("Énoncés", "D’accord ou pas ?", "statements", counts(60, 40, rows), texts)
    dots = activity("Idées", "Quoi d’autre ?", "dots", counts(60, 40, [(n, "dots", 1, n) for n in range(1, 61)]), texts)
    return Minutes(language, "Grand atelier", "Balades", "Laboratoire", 1, "2026-11-24", 40, activities=(long, dots))
