"""Prototypes, field tests, lead times: the indicators of the whole project, on the day the report was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from analysis.indicators.catalogue import GROUPS, INDICATORS, Group
from analysis.indicators.readings import ProjectIndicators, Reading, Target
from analysis.results import Evidence
from reports import indicator_words as say
from reports.blocks import Block, Columns, Paragraph, Picture, Table
from reports.figures import helices, waits
from reports.grid import Grid
from reports.numbers import Language, date, in_turn, number
from reports.wording import words


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """What was counted, pictures first; nothing in a report written before indicators were."""
    if evidence.indicators is None:
        return ()
    day = date(evidence.indicators.facts.as_of.isoformat(), language)
    return (
        Paragraph(words("progress_lead", language, date=day)),
        *_pictures(evidence.indicators.readings, evidence.indicators.facts.minimum_cell, language),
        *_tables(evidence.indicators, language),
        *((Paragraph(say.TARGETS["honest"][language], style="honest"),) if evidence.indicators.targets else ()),
        *_candidates(evidence.indicators.readings, language),
    )


def _candidates(readings: Sequence[Reading], language: Language) -> Iterator[Block]:
    if any(reading.found.state == "candidates" for reading in readings):
        yield Paragraph(words("progress_candidates", language))


def twins(evidence: Evidence, language: Language) -> Iterator[tuple[str, str, Grid]]:
    """The table twin of each picture: its title, its figure, the numbers that were drawn."""
    if evidence.indicators is None:
        return
    minimum = evidence.indicators.facts.minimum_cell
    for reading in evidence.indicators.readings:
        row, found = INDICATORS[reading.code], reading.found
        title, figure = row.words.title[language], GROUPS[row.group]
        if waits.is_drawn(found.curve):
            yield title, figure, waits.grid(found.curve, language)
        elif _is_drawn(reading):
            yield title, figure, helices.grid(found.cells, minimum, language)


def _is_drawn(reading: Reading) -> bool:
    """Whether there is a balance of helices to draw."""
    return INDICATORS[reading.code].unit == "evenness" and helices.is_drawn(reading.found.cells)


def _of(group: Group, readings: Sequence[Reading]) -> list[Reading]:
    return [reading for reading in readings if INDICATORS[reading.code].group == group]


def _pictures(readings: Sequence[Reading], minimum: int, language: Language) -> Iterator[Block]:
    """Two abreast."""
    drawn = [*_waits(readings, language), *_balance(readings, minimum, language)]
    for left, right in zip_longest(drawn[::2], drawn[1::2]):
        yield Columns((left,), (right,) if right else ())


def _waits(readings: Sequence[Reading], language: Language) -> Iterator[Picture]:
    for reading in _of("waits", readings):
        row, found = INDICATORS[reading.code], reading.found
        if waits.is_drawn(found.curve):
            title, said = row.words.title[language], say.sentence(row, found, language)
            drawing = waits.draw(found.curve, language, title, said)
            yield Picture(f"wait-{row.code}", GROUPS["waits"], drawing, f"{title}. {said}")


def _balance(readings: Sequence[Reading], minimum: int, language: Language) -> Iterator[Picture]:
    for reading in _of("people", readings):
        row, found = INDICATORS[reading.code], reading.found
        if _is_drawn(reading):
            title = row.words.title[language]
            drawing = helices.draw(found.cells, minimum, language, title)
            caption = f"{title}. {say.sentence(row, found, language)}"
            yield Picture(f"balance-{row.code}", GROUPS["people"], drawing, caption)


def _tables(read: ProjectIndicators, language: Language) -> Iterator[Block]:
    """A table for each group; targets stand beside the values where the project set any. What has no value yet, and no
    target, is said beneath in a sentence."""
    targets = {target.code: target for target in read.targets}
    named = [words(f"progress_{name}", language) for name in ("indicator", "value", "left_out")]
    if targets:
        named.insert(2, say.TARGETS["column"][language])
    numeric = (*(False,) * (len(named) - 1), True)
    for group, figure in GROUPS.items():
        readings = _of(group, read.readings)
        shown = [reading for reading in readings if reading.found.value is not None or reading.code in targets]
        caption = words("caption", language, figure=figure, title=say.GROUP_TITLES[group][language])
        if shown:
            rows = tuple(_row(reading, targets, language) for reading in shown)
            yield Table(caption, Grid(tuple(named), rows, numeric), figure)
        without = _without_value([reading for reading in readings if reading not in shown], language)
        if without:
            yield Paragraph(without if shown else f"{caption} {without}", figure, style="basis")


def _without_value(readings: Sequence[Reading], language: Language) -> str:
    """Why these have no value, each reason once: « Rien à compter encore : Empreinte des versions. »"""
    of_reason: dict[str, list[str]] = {}
    for reading in readings:
        row = INDICATORS[reading.code]
        of_reason.setdefault(say.value_words(row, reading.found, language), []).append(_counted(reading, language))
    said = (
        words("progress_without", language, reason=why, titles=in_turn(titles, language))
        for why, titles in of_reason.items()
    )
    return " ".join(f"{each[:1].upper()}{each[1:]}" for each in said)


def _counted(reading: Reading, language: Language) -> str:
    """An indicator by its title, with the cases it leaves out where there are any."""
    title, left_out = INDICATORS[reading.code].words.title[language], len(reading.found.left_out)
    if not left_out:
        return title
    return words("progress_but", language, title=title, count=number(left_out, language))


def _row(reading: Reading, targets: Mapping[str, Target], language: Language) -> tuple[str, ...]:
    row, found = INDICATORS[reading.code], reading.found
    interval = say.interval_words(row, found, language)
    value = ", ".join(filter(None, (say.value_words(row, found, language), interval)))
    aimed = (say.target_words(row, reading, targets.get(row.code), language),) if targets else ()
    return row.words.title[language], value, *aimed, number(len(found.left_out), language)
