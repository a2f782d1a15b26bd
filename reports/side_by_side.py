"""Several studies of one outcome on one page: each as it reported it, and their mean where one may be taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import get_args

from analysis.pooling import Pooled
from analysis.results import Evidence, Finding, Level
from analysis.side_by_side import Group, Stood, groups_of
from reports import sentences
from reports.blocks import Block, Bullets, Heading, Paragraph, Picture, Said, Table
from reports.document import Chapter, Document
from reports.figures import sites
from reports.figures.primitives import Drawing
from reports.grid import Grid
from reports.numbers import ABSENT, Language, date, number
from reports.side_by_side_words import COLUMNS, MEAN, REFUSED, ROWS, SAY
from reports.vocabulary import LEVELS
from reports.wording import words

FEW = 5  # studies; below, how much results differ from one to the next is hardly known


def side_by_side(studies: Sequence[Evidence], language: Language, laboratory: str, on: str) -> Document:
    """The page of a project on a day (ISO): a part per outcome found in two studies or more, then what stands alone."""
    groups, alone = groups_of(studies)
    parts = [Chapter(f"outcome-{place}", tuple(_part(group, place, language))) for place, group in enumerate(groups, 1)]
    if alone:
        parts.append(Chapter("alone", tuple(_alone(alone, language))))
    simulated = any(each.facts.origin == "simulated" for each in studies)
    return Document(
        language=language,
        audience="comparison",
        title=SAY["title"][language],
        author=laboratory,
        head=SAY["head"][language].format(date=date(on, language), count=number(len(studies), language)),
        stamp=words("simulated", language) if simulated else "",
        page_word=words("page", language),
        of_word=words("page_of", language),
        dated=on,
        evidence_digest="",
        chapters=tuple(parts),
    )


def _part(group: Group, place: int, language: Language) -> Iterator[Block]:
    newest = group.rows[-1].finding
    yield Heading(2, sentences.label(newest, language))
    counts = {"count": number(len(group.rows), language), "n": number(group.n, language)}
    yield Paragraph(SAY["lead"][language].format(**counts))
    yield Picture(f"studies-{place}", "", _drawing(group, language), SAY["caption"][language])
    yield Table(SAY["twin"][language], _grid(group, language))
    if group.pooled is None:
        yield Paragraph(REFUSED[group.refused][language])
        return
    yield Paragraph(_mean(group, group.pooled, language))
    if len(group.rows) < FEW:
        yield Paragraph(SAY["few"][language].format(count=number(FEW, language)))
    weakest = min((row.finding.level for row in group.rows), key=get_args(Level).index)
    yield Paragraph(SAY["weakest"][language].format(verb=LEVELS[weakest][language]))


def _mean(group: Group, pooled: Pooled, language: Language) -> str:
    """The mean as a size and its interval: no verb of cause, each study keeps its own."""
    finding = _of_mean(group, pooled)
    said = SAY["mean"][language].format(
        count=number(len(group.rows), language),
        n=number(group.n, language),
        share=number(100 * finding.estimate.confidence, language),
        interval=sentences.interval_words(finding, language),
    )
    if pooled.prediction_low is None or pooled.prediction_high is None:
        return said
    ends = [sentences.value_words(finding, end, language) for end in (pooled.prediction_low, pooled.prediction_high)]
    return f"{said} {SAY['another'][language].format(low=ends[0], high=ends[1])}"


def _of_mean(group: Group, pooled: Pooled) -> Finding:
    """The mean in the shape of a finding, so that it is written in the same unit and with the same care."""
    newest = group.rows[-1].finding
    estimate = replace(newest.estimate, effect=pooled.effect, low=pooled.low, high=pooled.high, n=group.n)
    return replace(newest, estimate=estimate)


def _drawing(group: Group, language: Language) -> Drawing:
    rows: list[sites.Bounds] = [
        (ROWS["study"][language].format(number=place), estimate.effect, estimate.low, estimate.high)
        for place, estimate in enumerate((row.finding.estimate for row in group.rows), start=1)
    ]
    finding = group.rows[-1].finding
    if group.pooled is not None:
        finding = _of_mean(group, group.pooled)
        rows.append((MEAN[language], group.pooled.effect, group.pooled.low, group.pooled.high))
        if group.pooled.prediction_low is not None:
            rows.append((ROWS["another"][language], None, group.pooled.prediction_low, group.pooled.prediction_high))
    elements, height = sites.block(rows, finding, language, 4.0)
    return Drawing(sites.WIDTH, height, tuple(elements), _alternative(group, language))


def _alternative(group: Group, language: Language) -> str:
    """Each study's own sentence, at its own level."""
    told = " ".join(
        f"{place}. {sentences.finding_sentence(row.finding, sentences.speaker(row.evidence, language))}"
        for place, row in enumerate(group.rows, start=1)
    )
    return SAY["alternative"][language].format(each=told)


def _grid(group: Group, language: Language) -> Grid:
    rows = tuple((number(place, language), *_row(row, language)) for place, row in enumerate(group.rows, start=1))
    columns = tuple(column[language] for column in COLUMNS)
    return Grid(columns, rows, (False, False, False, False, True, True, True, True))


def _row(row: Stood, language: Language) -> tuple[str, ...]:
    facts, estimate = row.evidence.facts, row.finding.estimate
    return (
        f"{facts.study}, {facts.version_tested}" if facts.version_tested else facts.study,
        date(facts.last_answer_on, language),
        LEVELS[row.finding.level][language],
        number(estimate.n, language),
        sentences.effect_words(row.finding, language) or ABSENT,
        *(sentences.value_words(row.finding, end, language) for end in (estimate.low, estimate.high)),
    )


def _alone(alone: Sequence[Stood], language: Language) -> Iterator[Block]:
    yield Heading(2, SAY["alone"][language])
    yield Paragraph(SAY["alone_lead"][language])
    yield Bullets(
        tuple(
            Said(
                SAY["alone_each"][language].format(
                    outcome=sentences.label(row.finding, language), study=row.evidence.facts.study
                )
            )
            for row in alone
        )
    )
