"""For researchers: every estimate with all its digits, its settings, its details, what was checked and refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Scale
from analysis.results import Cell, Check, Evidence, Finding, Reliability
from reports import sentences
from reports.blocks import Block, Bullets, Heading, Paragraph, Said
from reports.chapters.annex import pieces
from reports.grid import Grid
from reports.labels import arm_label, scale_label, wave_label
from reports.method_words import CHECKED, DETAILS, SETTINGS
from reports.numbers import ABSENT, Language, exact, listed, number
from reports.research_words import say
from reports.vocabulary import LEVELS, LOWERED, method_words, words_of

DUST = 1e-12
PLACED = re.compile(r"site\.(?P<number>[^.]+)\.(?P<name>effect|low|high)")


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Outcome after outcome in the plan's order, then the scales."""
    return (
        Paragraph(say("methods_lead", language)),
        *(block for finding in evidence.findings for block in _finding(finding, evidence, language)),
        *_scales(evidence, language),
        *_reliabilities(evidence, language),
    )


def _finding(finding: Finding, evidence: Evidence, language: Language) -> Iterator[Block]:
    figure, estimator = finding.figure_id, finding.estimate.estimator
    yield Heading(3, f"{figure} · {sentences.label(finding, language)}", f"method-{figure.lower()}", figure)
    if estimator in CATALOGUE:
        row, method = CATALOGUE[estimator], method_words(estimator, language)
        named = say("method_of", language, method=method[:1].upper() + method[1:], effect=row.effect[language])
        yield Paragraph(f"{named} {say('reference', language, reference=row.reference)}", figure, style="basis")
    keys = ("column_kind", "column_name", "column_value")
    grid = Grid(tuple(say(key, language) for key in keys), tuple(_rows(finding, evidence, language))).folded()
    yield from pieces(say("settings_caption", language, figure=figure), grid, figure, "settings")


def _rows(finding: Finding, evidence: Evidence, language: Language) -> Iterator[tuple[str, str, str]]:
    """What came out, what it depends on, what the method adds, what was looked at, what was declined."""
    estimate = finding.estimate
    for name, value in _results(finding, evidence, language):
        yield say("result", language), name, value
    for key, setting in sorted(estimate.parameters.items()):
        yield say("setting", language), words_of(SETTINGS, key, language), _setting(setting, language)
    for key, detail in sorted(estimate.details.items()):
        yield say("detail", language), _named(key, evidence, language), _digits(detail, language)
    for check in estimate.checks:
        yield say("assumption", language), words_of(CHECKED, check.code, language), _verdict(check, language)
    for code, reason in zip(estimate.refused, sentences.reasons(finding, language), strict=True):
        yield say("refusal", language), code, reason


def _named(key: str, evidence: Evidence, language: Language) -> str:
    """What a detail is called; with the name of the arm it is given for, or the number its place is published under."""
    place = PLACED.fullmatch(key)
    if place:
        return say("of_place", language, name=say(place["name"], language), place=place["number"])
    code, _, arm = key.partition(".")
    if arm in {one.code for one in evidence.plan.arms}:
        return f"{words_of(DETAILS, code, language)}, {arm_label(evidence, arm, language)}"
    return words_of(DETAILS, key, language)


def _results(finding: Finding, evidence: Evidence, language: Language) -> Iterator[tuple[str, str]]:
    estimate = finding.estimate
    figures = {
        "effect": estimate.effect,
        "low": estimate.low,
        "high": estimate.high,
        "minimal_detectable": finding.minimal_detectable,
    }
    for key, value in figures.items():
        if value is not None:
            yield say(key, language), _digits(value, language)
    for key, value in {"p_value": estimate.p_value, "p_adjusted": finding.p_adjusted}.items():
        if value is not None:
            yield say(key, language), exact(_ten(value), language)
    yield say("n", language), number(estimate.n, language)
    for arm, n in sorted(estimate.n_by_arm.items()):
        yield say("n_of_arm", language, arm=arm_label(evidence, arm, language)), number(n, language)
    yield say("missing", language), number(estimate.missing, language)
    yield say("level_of_finding", language), LEVELS[finding.level][language]
    for code in finding.lowered_for:
        yield say("rule_level", language), words_of(LOWERED, code, language)


def _setting(value: Cell | tuple[str, ...], language: Language) -> str:
    """As the plan codes it: the names that recompute."""
    if isinstance(value, tuple):
        return ", ".join(value) or ABSENT
    if value is None:
        return ABSENT
    return value if isinstance(value, str) else exact(value, language)


def _verdict(check: Check, language: Language) -> str:
    verdict = say("met" if check.passed else "not_met", language)
    if check.value is None:
        return verdict
    return say("met_at", language, value=exact(_ten(check.value), language), verdict=verdict)


def _scales(evidence: Evidence, language: Language) -> Iterator[Block]:
    if evidence.plan.scales:
        yield Heading(3, say("scales", language), "scales")
        yield Bullets(tuple(Said(_scale(scale, language)) for scale in evidence.plan.scales))


def _scale(scale: Scale, language: Language) -> str:
    return say(
        "scale_items",
        language,
        scale=scale.label.get(language, scale.code),
        code=scale.code,
        items=listed(scale.items, language),
        reversed=listed(scale.reversed_items, language) or say("none", language),
        minimum=exact(scale.minimum, language),
        maximum=exact(scale.maximum, language),
        method=say(f"method_{scale.method}", language),
        answered=number(scale.minimum_answered, language),
        blank=say(f"blank_{scale.blank}", language),
    )


def _reliabilities(evidence: Evidence, language: Language) -> Iterator[Block]:
    if evidence.reliabilities:
        yield Heading(3, say("reliability", language), "reliability-exact")
        yield Bullets(
            tuple(Said(_reliability(each, evidence, language), each.figure_id) for each in evidence.reliabilities)
        )


def _reliability(each: Reliability, evidence: Evidence, language: Language) -> str:
    alpha, low, high = (
        ABSENT if value is None else _digits(value, language) for value in (each.alpha, each.low, each.high)
    )
    return say(
        "reliability_exact",
        language,
        figure=each.figure_id,
        scale=scale_label(evidence, each.scale, language),
        wave=wave_label(evidence, each.wave, language),
        alpha=alpha,
        low=low,
        high=high,
        n=number(each.n, language),
        items=number(each.items, language),
    )


def _digits(value: float, language: Language) -> str:
    """Ten significant digits, one more than verification compares; what is zero but for rounding is zero."""
    return exact(0.0 if abs(value) < DUST else _ten(value), language)


def _ten(value: float) -> float:
    return float(f"{value:.10g}")
