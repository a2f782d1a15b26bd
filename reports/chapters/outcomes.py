"""All planned outcomes: the forest plot, then each result as a sentence within its level."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.estimators.catalogue import CATALOGUE
from analysis.results import Evidence, Finding, Reliability
from reports import beside, sentences
from reports.blocks import Block, Bullets, Heading, Paragraph, Picture, Said
from reports.figures import FIGURES, answers
from reports.labels import scale_label, wave_label
from reports.numbers import Language, number, p_value
from reports.sentences import Speaker
from reports.vocabulary import method_words
from reports.wording import words

FIGURE = "P2"
BY_KIND = {"equity": "P3", "sites": "P4", "run_chart": "P5"}  # drawn where a plan has such outcomes


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Nothing left out, in the plan's order; what counts unwanted effects is drawn here, and told in their chapter."""
    by = sentences.speaker(evidence, language)
    told_here = [each for each in evidence.findings if not CATALOGUE[each.outcome.estimator].harm]
    results = [block for each in told_here for block in result(each, evidence, by)]
    elsewhere = len(told_here) < len(evidence.findings)
    lead = (words("outcomes_lead", language), words("outcomes_harms", language) if elsewhere else "")
    return (
        Paragraph(" ".join(filter(None, lead))),
        *_picture("forest", FIGURE, evidence, language),
        *(block for name, figure in BY_KIND.items() for block in _picture(name, figure, evidence, language)),
        *results,
        *_reliabilities(evidence, language),
    )


def result(finding: Finding, evidence: Evidence, by: Speaker, counted: str = "") -> Iterator[Block]:
    """One result: its sentence as a title, its interval (or what was `counted`) and remarks, what it rests on."""
    figure = finding.figure_id
    yield Heading(3, sentences.finding_sentence(finding, by), figure.lower(), figure)
    said = (counted or sentences.interval_sentence(finding, by.language), *sentences.remarks(finding, by))
    if any(said):
        yield Paragraph(" ".join(filter(None, said)), figure, style="interval")
    more = tuple(beside.remarks(finding, by))
    if more:
        yield Paragraph(" ".join(more), figure)
    drawn = answers.of(finding, evidence, by.language)
    yield Paragraph(_basis(finding, evidence, by.language), figure, style="basis")
    if drawn is not None:
        yield Picture(f"answers-{figure}", figure, drawn.drawing, answers.caption(drawn, finding, by.language))


def _basis(finding: Finding, evidence: Evidence, language: Language) -> str:
    estimate = finding.estimate
    by_arm = [
        f"{arm.label.get(language, arm.code)}\u00a0{number(estimate.n_by_arm[arm.code], language)}"
        for arm in evidence.plan.arms
        if arm.code in estimate.n_by_arm
    ]
    method = method_words(estimate.estimator, language)
    p = _p_words(finding, language)
    return words(
        "basis_series" if CATALOGUE[finding.outcome.estimator].counts_periods else "basis",
        language,
        n=number(estimate.n, language),
        arms=f" ({', '.join(by_arm)})" if len(by_arm) > 1 else "",
        missing=number(estimate.missing, language),
        method=method[:1].upper() + method[1:] + (f" ({p})" if p else ""),
        class_=estimate.verifiability,
        figure=finding.figure_id,
    )


def _p_words(finding: Finding, language: Language) -> str:
    if finding.estimate.p_value is None:
        return ""
    p = p_value(finding.estimate.p_value, language)
    if finding.p_adjusted is None:
        return words("p_value", language, p=p)
    return words("p_adjusted", language, p=p, adjusted=p_value(finding.p_adjusted, language))


def _picture(name: str, figure: str, evidence: Evidence, language: Language) -> Iterator[Block]:
    drawing = FIGURES[name].draw(evidence, language)
    if drawing is not None:
        caption = words("caption", language, figure=figure, title=FIGURES[name].title[language])
        yield Picture(name, figure, drawing, caption)


def _reliabilities(evidence: Evidence, language: Language) -> Iterator[Block]:
    if evidence.reliabilities:
        yield Heading(3, words("reliability", language), "reliability")
        yield Bullets(
            tuple(Said(_reliability(each, evidence, language), each.figure_id) for each in evidence.reliabilities)
        )


def _reliability(each: Reliability, evidence: Evidence, language: Language) -> str:
    scale = scale_label(evidence, each.scale, language)
    shared = {
        "scale": scale,
        "wave": wave_label(evidence, each.wave, language),
        "n": number(each.n, language),
        "figure": each.figure_id,
    }
    if each.alpha is None:
        return words("reliability_none", language, **shared)
    between = words("between", language, low=number(each.low, language, 2), high=number(each.high, language, 2))
    alpha, items = number(each.alpha, language, 2), number(each.items, language)
    said = words("reliability_sentence", language, alpha=alpha, between=between, items=items, **shared)
    return f"{said} {beside.omega_words(each, language)}".strip()
