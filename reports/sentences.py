"""Sentences made from an estimate and its level: never a stronger verb than the design allows.

Every sentence of a report about a result is made here, from tables that hold French and English side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Outcome, Plan
from analysis.results import Evidence, Finding, Level
from reports.numbers import ABSENT, Language, decimals_for, in_turn, number, percent, quoted
from reports.refusal_words import CHECKS, REFUSED
from reports.sayings import SAYINGS, Saying
from reports.vocabulary import LOWERED, Words, unit_of, words_of
from reports.wording import words

POINTS = {"fr": "points de pourcentage", "en": "percentage points"}

# {result} holds the amount and its direction; {thing} what was tested. One row per level: the verb is nowhere else.
CLAIMS: Mapping[Level, Words] = {
    "says": {
        "fr": "les participants disent, pour {thing} : {result}.",
        "en": "participants say, for {thing}: {result}.",
    },
    "followed": {
        "fr": "le test de {thing} a été suivi d’{result}.",
        "en": "the test of {thing} was followed by {result}.",
    },
    "suggests": {
        "fr": "la comparaison suggère, pour {thing}, {result}.",
        "en": "the comparison suggests, for {thing}, {result}.",
    },
    "caused": {
        "fr": "{thing} a causé, dans ce test, {result}.",
        "en": "{thing} caused, in this test, {result}.",
    },
}

UNCLEAR: Mapping[str, Words] = {
    "arms": {
        "fr": "pas de différence claire entre {thing} et {other}.",
        "en": "no clear difference between {thing} and {other}.",
    },
    "time": {
        "fr": "pas de changement clair entre le début et la fin du test.",
        "en": "no clear change between the start and the end of the test.",
    },
    "weeks": {
        "fr": "pas de différence claire entre les semaines avec {thing} et les semaines sans.",
        "en": "no clear difference between the weeks with {thing} and the weeks without.",
    },
    "groups": {
        "fr": "pas d’écart clair entre {group} et les autres.",
        "en": "no clear gap between {group} and the others.",
    },
    "none": {"fr": "pas de résultat clair.", "en": "no clear result."},
}

DESCRIBED: Words = {
    "fr": "les participants disent : {said}.",
    "en": "participants say: {said}.",
}
NO_ANSWER: Words = {
    "fr": "pas de conclusion. {reasons}",
    "en": "no conclusion. {reasons}",
}
DETECTABLE: Words = {
    "fr": "Avec {n} participants, ce test pouvait voir une différence de {mde} ou plus ; une plus petite peut exister.",
    "en": "With {n} participants, this test could show a difference of {mde} or more; a smaller one may exist.",
}
DETECTABLE_IN_SERIES: Words = {
    "fr": "Avec {n} périodes, cette série pouvait montrer un saut de {mde} ou plus ; un plus petit peut exister.",
    "en": "With {n} periods, this series could show a step of {mde} or more; a smaller one may exist.",
}
THRESHOLD: Mapping[bool, Words] = {
    True: {
        "fr": "Le seuil de réussite fixé à l’avance ({amount}) est atteint par tout l’intervalle.",
        "en": "The success threshold set in advance ({amount}) is met by the whole interval.",
    },
    False: {
        "fr": "Le seuil de réussite fixé à l’avance ({amount}) n’est pas atteint par tout l’intervalle.",
        "en": "The success threshold set in advance ({amount}) is not met by the whole interval.",
    },
}
WEAKER: Words = {
    "fr": "Le verbe est plus faible ici : {reasons}.",
    "en": "The verb is weaker here: {reasons}.",
}
CAUTION: Words = {
    "fr": "À lire avec prudence : {checks}.",
    "en": "Read with caution: {checks}.",
}
SIDES: Mapping[str, Words] = {
    "better": {"fr": "C’est le sens espéré.", "en": "This is the hoped-for direction."},
    "worse": {"fr": "C’est le contraire du sens espéré.", "en": "This is the opposite of the hoped-for direction."},
}
BETWEEN: Mapping[str, Words] = {
    "same": {"fr": "entre {low} et {high} {side}", "en": "between {low} and {high} {side}"},
    "across": {"fr": "entre {low} de moins et {high} de plus", "en": "between {low} less and {high} more"},
    "level": {"fr": "entre {low} et {high}", "en": "between {low} and {high}"},
}
LIKELY: Words = {"fr": "{between} ; le plus plausible : {best}", "en": "{between}; most plausible: {best}"}
MORE: Words = {"fr": "de plus", "en": "more"}
LESS: Words = {"fr": "de moins", "en": "less"}
COLON: Words = {"fr": "\u00a0: ", "en": ": "}


@dataclass(frozen=True)
class Speaker:
    """Who speaks: a language and the names of what was tested and what it was compared with."""

    language: Language
    thing: str
    other: str
    groups: Mapping[str, str] = field(default_factory=dict)


def speaker(evidence: Evidence, language: Language) -> Speaker:
    """The names a report uses for what was tested: the arms of the plan where there are two, else the prototype."""
    arms = {arm.role: arm.label.get(language, arm.code) for arm in reversed(evidence.plan.arms)}
    tested = evidence.facts.prototype or _title(evidence.plan, language)
    two = "intervention" in arms and "comparison" in arms
    return Speaker(
        language,
        thing=quoted(arms["intervention"] if two else tested, language),
        other=quoted(arms["comparison"], language) if two else "",
        groups={group.code: quoted(group.label.get(language, group.code), language) for group in evidence.plan.groups},
    )


def finding_sentence(finding: Finding, by: Speaker) -> str:
    """The finding as one sentence: its outcome, then what may be said of it at its level."""
    return (label(finding, by.language) + COLON[by.language] + _claim(finding, by)).replace("..", ".")


def remarks(finding: Finding, by: Speaker) -> tuple[str, ...]:
    """What must be said beside the sentence: the hoped-for side, the threshold, what a null could not see, refusals."""
    said = [SIDES[finding.direction][by.language]] if finding.direction in SIDES else []
    if finding.threshold_met is not None and finding.outcome.threshold is not None:
        amount = threshold_words(finding.outcome, by.language)
        said.append(THRESHOLD[finding.threshold_met][by.language].format(amount=amount))
    if finding.direction == "unclear" and finding.minimal_detectable is not None:
        mde = amount_words(finding, finding.minimal_detectable, by.language)
        detectable = DETECTABLE_IN_SERIES if CATALOGUE[finding.outcome.estimator].counts_periods else DETECTABLE
        said.append(detectable[by.language].format(n=number(finding.estimate.n, by.language), mde=mde))
    if finding.direction != "refused":
        said.extend(reasons(finding, by.language))
        said.extend(_lowered(finding, by.language))
    said.extend(_failed_checks(finding, by.language))
    return tuple(said)


def interval_words(finding: Finding, language: Language) -> str:
    """The interval in words and numbers: « entre 2 et 9 points de plus ; le plus plausible : 5 »."""
    estimate, between = finding.estimate, range_words(finding, language)
    if not between or estimate.effect is None or estimate.low is None or estimate.high is None:
        return ""
    if saying(finding).contrast == "none":
        best = _level(finding, estimate.effect, language)
    else:
        best = _bare(finding, estimate.effect, language)
        if estimate.low < 0 < estimate.high:
            best = f"{best} {(LESS if estimate.effect < 0 else MORE)[language]}"
    return LIKELY[language].format(between=between, best=best)


def range_words(finding: Finding, language: Language) -> str:
    """The two ends of the interval alone, where the effect stands beside: « entre 2 et 9 points de plus »."""
    estimate = finding.estimate
    if estimate.effect is None or estimate.low is None or estimate.high is None:
        return ""
    low, high = estimate.low, estimate.high
    if saying(finding).contrast == "none":
        ends = {"low": _level(finding, low, language), "high": _level(finding, high, language)}
        return BETWEEN["level"][language].format(**ends)
    if low < 0 < high:
        ends = {"low": amount_words(finding, low, language), "high": amount_words(finding, high, language)}
        return BETWEEN["across"][language].format(**ends)
    near, far = sorted((low, high), key=abs)
    return BETWEEN["same"][language].format(
        low=_bare(finding, near, language),
        high=amount_words(finding, far, language),
        side=(LESS if high <= 0 else MORE)[language],
    )


def interval_sentence(finding: Finding, language: Language) -> str:
    """The interval with its confidence, as a sentence; empty where there is none."""
    interval = interval_words(finding, language)
    if not interval:
        return ""
    return words("interval", language, share=percent(finding.estimate.confidence, language), interval=interval)


def threshold_words(outcome: Outcome, language: Language) -> str:
    """The success threshold set in the plan, with its sign and unit."""
    if outcome.threshold is None:
        return ""
    said = SAYINGS[outcome.estimator]
    value = outcome.threshold * (100 if said.share else 1)
    unit = "%" if said.relative else POINTS[language] if said.share else outcome.unit.get(language, "")
    decimals = len(f"{abs(value):.6g}".partition(".")[2])
    sign = "−" if value < 0 else "+"
    return f"{sign}{number(abs(value), language, decimals)}\u00a0{unit_of(unit, value, language)}".strip()


def effect_words(finding: Finding, language: Language) -> str:
    """The effect alone, with its sign and unit, for a card or a table."""
    effect = finding.estimate.effect
    if effect is None:
        return ""
    if saying(finding).contrast == "none":
        return _level(finding, effect, language)
    return signed_words(finding, effect, language)


def signed_words(finding: Finding, value: float, language: Language) -> str:
    """A difference with its sign: +5,2 points, −5,2 points."""
    written = _bare(finding, value, language)
    return f"{'−' if value < 0 else '+'}{written} {_unit(finding, value, language)}".strip()


def bound_words(finding: Finding, value: float, language: Language) -> str:
    """A value the effect could take, said as the effect itself is: signed for a difference, plain for a level."""
    if saying(finding).contrast == "none":
        return _level(finding, value, language)
    return signed_words(finding, value, language)


def amount_words(finding: Finding, value: float, language: Language) -> str:
    """The size of a difference with its unit, without sign."""
    return f"{_bare(finding, value, language)}\u00a0{_unit(finding, value, language)}".strip()


def value_words(finding: Finding, value: float | None, language: Language, *, signed: bool = True) -> str:
    """A bound or a detectable effect as a bare number, at the precision of its finding."""
    if value is None:
        return ABSENT
    above = "+" if saying(finding).contrast != "none" else ""
    sign = ("−" if value < 0 else above) if signed else ""
    return sign + _bare(finding, value, language)


def reasons(finding: Finding, language: Language) -> tuple[str, ...]:
    """Why something was refused, one sentence each."""
    return tuple(words_of(REFUSED, code, language) for code in finding.estimate.refused)


def saying(finding: Finding) -> Saying:
    """How the effect of this finding's estimator is said."""
    return SAYINGS[finding.estimate.estimator]


def label(finding: Finding, language: Language) -> str:
    """The outcome's name in the language, or its code when the plan gives none."""
    return finding.outcome.label.get(language) or finding.outcome.code


def _claim(finding: Finding, by: Speaker) -> str:
    effect, said = finding.estimate.effect, saying(finding)
    if finding.direction == "refused" or effect is None:
        return NO_ANSWER[by.language].format(reasons=" ".join(reasons(finding, by.language))).strip()
    if finding.direction == "described" or said.contrast == "none":
        level = said.level[by.language].format(x=_level(finding, effect, by.language))
        return DESCRIBED[by.language].format(said=level)
    group = by.groups.get(finding.outcome.group or "", "")
    if finding.direction == "unclear":
        return UNCLEAR[said.contrast][by.language].format(thing=by.thing, other=by.other, group=group)
    pattern = (said.lower if effect < 0 else said.higher)[by.language]
    result = pattern.format(x=amount_words(finding, effect, by.language), other=by.other, group=group)
    return CLAIMS[finding.level][by.language].format(thing=by.thing, result=result)


def _lowered(finding: Finding, language: Language) -> Iterator[str]:
    if finding.lowered_for:
        why = in_turn((words_of(LOWERED, code, language) for code in finding.lowered_for), language)
        yield WEAKER[language].format(reasons=why)


def _failed_checks(finding: Finding, language: Language) -> Iterator[str]:
    failed = [words_of(CHECKS, check.code, language) for check in finding.estimate.checks if not check.passed]
    if failed:
        yield CAUTION[language].format(checks=in_turn(failed, language))


def _level(finding: Finding, value: float, language: Language) -> str:
    if saying(finding).share:
        return percent(value, language, share_decimals(finding) if value else 0)
    return ("−" if value < 0 else "") + amount_words(finding, value, language)


def share_decimals(finding: Finding) -> int:
    """Decimals of a percentage of people: of an unwanted effect those of its interval, of anything else none."""
    estimate = finding.estimate
    if not CATALOGUE[estimate.estimator].harm or estimate.low is None or estimate.high is None:
        return 0
    return decimals_for(100 * estimate.low, 100 * estimate.high)


def _factor(finding: Finding) -> float:
    return 100.0 if saying(finding).share else 1.0


def _decimals(finding: Finding) -> int:
    """The digits the interval deserves, and up to two more so that a bound near zero does not read as zero."""
    estimate, factor = finding.estimate, _factor(finding)
    low, high, effect = (
        None if value is None else value * factor for value in (estimate.low, estimate.high, estimate.effect)
    )
    enough = decimals_for(low, high, effect)
    bounds = [bound for bound in (low, high) if bound]
    return next((more for more in range(enough, enough + 2) if all(round(one, more) for one in bounds)), enough + 2)


def _bare(finding: Finding, value: float, language: Language) -> str:
    return number(abs(value) * _factor(finding), language, _decimals(finding))


def _unit(finding: Finding, value: float, language: Language) -> str:
    said = saying(finding)
    unit = "%" if said.relative else POINTS[language] if said.share else finding.outcome.unit.get(language, "")
    shown = round(abs(value) * _factor(finding), _decimals(finding))
    return unit_of(unit, shown, language)


def _title(plan: Plan, language: Language) -> str:
    return plan.title.get(language) or next(iter(plan.title.values()), "")
