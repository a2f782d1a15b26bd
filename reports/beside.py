"""What stands beside a result: other readings of its table, each with an interval, and what silence could hide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from analysis.results import Finding, LevelOfEvidence, Reliability
from reports import sentences
from reports.numbers import Language, number, p_value, percent
from reports.people_words import say
from reports.sentences import Speaker
from reports.vocabulary import Words
from reports.wording import unbroken

Details: TypeAlias = Mapping[str, float]
Remark: TypeAlias = Callable[[Finding, Details, Language], str]

UNANSWERED: Words = {
    "fr": "Et les {missing} sans réponse ? Selon ce qu’ils auraient répondu, au pire et au mieux, le résultat sur tous "
    "irait de {low} à {high}.",
    "en": "And the {missing} without an answer? Whatever they would have said, the result over everyone would lie "
    "between {low} and {high}.",
}
EFFECT_SIZES: Words = {
    "fr": "En écarts types : {dz} de ceux du changement (d_z), {dav} de ceux des scores (d_av).",
    "en": "In standard deviations: {dz} of those of the change (d_z), {dav} of those of the scores (d_av).",
}
HEDGES: Words = {"fr": "En écarts types : {g} (g de Hedges).", "en": "In standard deviations: {g} (Hedges’ g)."}
IMPUTED: Words = {
    "fr": "Imputation multiple, prévue au plan ({times} tirages) : si les {people} personnes sans réponse dont le "
    "départ est connu ressemblaient à celles de leur groupe qui ont répondu, {effect}, de {low} à {high}. Lecture de "
    "sensibilité, de classe C : elle ne remplace pas le résultat.",
    "en": "Multiple imputation, as planned ({times} draws): if the {people} people without an answer whose start is "
    "known were like those of their arm who answered, {effect}, from {low} to {high}. A sensitivity reading, of class "
    "C: it does not replace the result.",
}
ODDS: Words = {
    "fr": "Rapport de cotes (modèle à cotes proportionnelles) : {ratio}, entre {low} et {high}.",
    "en": "Odds ratio (proportional-odds model): {ratio}, between {low} and {high}.",
}
ROBUST: Words = {
    "fr": "Avec une erreur qui laisse chaque personne varier à sa façon (HC3) : de {low} à {high}.",
    "en": "With an error that lets everyone vary in their own way (HC3): from {low} to {high}.",
}
WHOLE_ITEM: Words = {
    "fr": "Toutes les réponses ensemble : Stuart-Maxwell {stuart}, Bhapkar {bhapkar}, {df} degrés de liberté, p {p}.",
    "en": "All answers together: Stuart-Maxwell {stuart}, Bhapkar {bhapkar}, {df} degrees of freedom, p {p}.",
}
RUN_CHART: Mapping[bool, Words] = {
    False: {
        "fr": "Règles de la courbe : plus longue suite {run} (limite {run_limit}), médiane croisée {crossings} fois "
        "(au moins "
        "{crossings_limit}) : rien qui dépasse le hasard.",
        "en": "Rules of the run chart: longest run {run} (limit {run_limit}), median crossed {crossings} times (at "
        "least "
        "{crossings_limit}): nothing beyond chance.",
    },
    True: {
        "fr": "Règles de la courbe : plus longue suite {run} (limite {run_limit}), médiane croisée {crossings} fois "
        "(au moins "
        "{crossings_limit}) : quelque chose s’est déplacé, sans que l’on sache pourquoi.",
        "en": "Rules of the run chart: longest run {run} (limit {run_limit}), median crossed {crossings} times (at "
        "least "
        "{crossings_limit}): something shifted, without saying why.",
    },
}
PREDICTION: Words = {
    "fr": "Un autre lieu pourrait connaître de {low} à {high}. Différences entre lieux : {i2} de la variance.",
    "en": "Another site may expect {low} to {high}. Differences between sites: {i2} of the variance.",
}
PROGRESS: Words = {"fr": "Rapport de progrès : {ratio}.", "en": "Progress ratio: {ratio}."}
OMEGA: Words = {"fr": "Oméga de McDonald : {omega}.", "en": "McDonald’s omega: {omega}."}
BETWEEN_ARMS: Words = {
    "fr": " (intervalle à {share} : entre {low} et {high} points)",
    "en": " ({share} interval: between {low} and {high} points)",
}


def remarks(finding: Finding, by: Speaker) -> Iterator[str]:
    """Every other reading that the estimate carries, in a fixed order; none for a refused estimate."""
    details = finding.estimate.details
    for needed, remark in REMARKS.items():
        if needed in details and (finding.estimate.effect is not None or needed == "signal"):
            yield _set(remark(finding, details, by.language), by.language)
    if "effect_group" in details:
        yield _sides(finding, details, by)


def omega_words(reliability: Reliability, language: Language) -> str:
    """McDonald's omega as a sentence, where there is one."""
    if reliability.omega is None:
        return ""
    return _set(OMEGA[language].format(omega=number(reliability.omega, language, 2)), language)


def attrition_words(level: LevelOfEvidence, confidence: float, language: Language) -> str:
    """The interval of the difference in losses, to follow its amount."""
    if level.differential_low is None or level.differential_high is None:
        return ""
    low, high = (number(100 * bound, language) for bound in (level.differential_low, level.differential_high))
    said = BETWEEN_ARMS[language].format(share=percent(confidence, language), low=low, high=high)
    return _set(said, language)


def _set(words: str, language: Language) -> str:
    return unbroken(words) if language == "fr" else words


def _unanswered(finding: Finding, details: Details, language: Language) -> str:
    low, high = (
        sentences.bound_words(finding, details[code], language) for code in ("unanswered_low", "unanswered_high")
    )
    return UNANSWERED[language].format(missing=number(finding.estimate.missing, language), low=low, high=high)


def _imputed(finding: Finding, details: Details, language: Language) -> str:
    effect, low, high = (
        sentences.bound_words(finding, details[f"imputed_{end}"], language) for end in ("effect", "low", "high")
    )
    return IMPUTED[language].format(
        times=number(details["imputations"], language),
        people=number(details["imputed_people"], language),
        effect=effect,
        low=low,
        high=high,
    )


def _sizes(finding: Finding, details: Details, language: Language) -> str:
    return EFFECT_SIZES[language].format(
        dz=number(details["d_z"], language, 2), dav=number(details["d_av"], language, 2)
    )


def _hedges(finding: Finding, details: Details, language: Language) -> str:
    return HEDGES[language].format(g=number(details["hedges_g"], language, 2))


def _odds(finding: Finding, details: Details, language: Language) -> str:
    ratio, low, high = (number(details[f"odds_ratio{end}"], language, 2) for end in ("", "_low", "_high"))
    return ODDS[language].format(ratio=ratio, low=low, high=high)


def _robust(finding: Finding, details: Details, language: Language) -> str:
    low, high = (sentences.bound_words(finding, details[f"hc3_{end}"], language) for end in ("low", "high"))
    return ROBUST[language].format(low=low, high=high)


def _run_chart(finding: Finding, details: Details, language: Language) -> str:
    run, run_limit, crossings, crossings_limit = (
        number(details[code], language) for code in ("longest_run", "longest_run_limit", "crossings", "crossings_limit")
    )
    return RUN_CHART[details["signal"] == 1][language].format(
        run=run, run_limit=run_limit, crossings=crossings, crossings_limit=crossings_limit
    )


def _prediction(finding: Finding, details: Details, language: Language) -> str:
    low, high = (sentences.bound_words(finding, details[f"prediction_{end}"], language) for end in ("low", "high"))
    return PREDICTION[language].format(low=low, high=high, i2=percent(details["i_squared"], language))


def _progress(finding: Finding, details: Details, language: Language) -> str:
    return PROGRESS[language].format(ratio=number(details["progress_ratio"], language, 2))


def _weighted(finding: Finding, details: Details, language: Language) -> str:
    def said(code: str) -> str:
        share = "unweighted" in details
        return percent(details[code], language) if share else sentences.value_words(finding, details[code], language)

    return say(
        "weighted",
        language,
        share=said("unweighted" if "unweighted" in details else "unweighted_mean"),
        low=said("unweighted_low"),
        high=said("unweighted_high"),
        deff=number(details["design_effect"], language, 2),
        n=number(finding.estimate.n, language),
        effective=number(details["effective_n"], language),
    )


def _sides(finding: Finding, details: Details, by: Speaker) -> str:
    inside, others = (
        sentences.bound_words(finding, details[f"effect_{side}"], by.language) for side in ("group", "others")
    )
    group = by.groups.get(finding.outcome.group or "", "")
    return say("gap_sides", by.language, group=group, inside=inside, others=others)


def _whole_item(finding: Finding, details: Details, language: Language) -> str:
    return WHOLE_ITEM[language].format(
        stuart=number(details["stuart_maxwell"], language, 2),
        bhapkar=number(details["bhapkar"], language, 2),
        df=number(details["whole_item_df"], language),
        p=p_value(details["whole_item_p"], language),
    )


REMARKS: Mapping[str, Remark] = {
    "d_av": _sizes,
    "hedges_g": _hedges,
    "odds_ratio": _odds,
    "hc3_low": _robust,
    "whole_item_p": _whole_item,
    "unweighted": _weighted,
    "unweighted_mean": _weighted,
    "signal": _run_chart,
    "prediction_low": _prediction,
    "progress_ratio": _progress,
    "unanswered_low": _unanswered,
    "imputed_low": _imputed,
}
