"""One activity on the page: its picture with what it says and does not say, its words, and its table for the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.blocks import Block, Bullets, Facts, Heading, Paragraph, Picture, Row, Rows, Said, Table
from reports.document import short
from reports.grid import Grid
from reports.minutes import pictures
from reports.minutes.methods import method_of, parameters_said
from reports.minutes.pictures import Shown
from reports.minutes.readings import readings
from reports.minutes.value import Activity, Frozen, Minutes, Word
from reports.minutes.words import counted, say
from reports.numbers import ABSENT, Language, number

MOST_TABLE_ROWS = 12  # of one table, which must fit on a page even where every proposal is long
LONGEST_CELL = 150  # letters of a proposal in a table; longer ones stand in full below it


def figure_of(place: int) -> str:
    """The figure of the activity with that number."""
    return f"R{place}"


def activity(place: int, held: Activity, language: Language) -> Iterator[Block]:
    """An activity: question, result, words, reasons, and how it was counted."""
    yield Heading(2, say("activities", language, n=place, question=held.question), f"activity-{place}")
    yield Paragraph(held.kind, style="over")
    if held.minutes is None and held.frozen is None:
        yield Paragraph(say("not_held_long", language))
        return
    if held.frozen is None:
        yield Paragraph(say("unfrozen", language))
    else:
        yield from _judged(place, held, held.frozen, language)
        yield from readings(place, held.frozen, held.words, language)
    yield from _words(held, language)
    yield from _reasons(held, language)
    if held.hidden:
        yield Paragraph(counted("hidden", held.hidden, language), figure_of(place))
    if held.waiting:
        yield Paragraph(counted("waiting", held.waiting, language), figure_of(place))
    if held.frozen is not None:
        yield from _basis(place, held.frozen, language)


def tables(place: int, held: Activity, language: Language) -> Iterator[Block]:
    """The table of a result, in parts that fit on a page; nothing where nothing was judged."""
    if held.frozen is None or not method_of(held.frozen.method).columns or not held.frozen.result.standings:
        return
    rows = shown_rows(held, language)
    for first in range(0, len(rows), MOST_TABLE_ROWS):
        part = rows[first : first + MOST_TABLE_ROWS]
        whole = len(part) == len(rows)
        caption = say(
            "table" if whole else "table_part",
            language,
            n=place,
            question=held.question,
            first=part[0].number,
            last=part[-1].number,
        )
        yield Table(caption, _grid(held.frozen, part, language), figure_of(place), style="result")
    longer = [row for row in rows if len(row.words) > LONGEST_CELL]
    if longer:
        yield Heading(3, say("in_full", language))
        yield Bullets(tuple(Said(f"{row.number}. {row.words}") for row in longer))


def shown_rows(held: Activity, language: Language) -> Sequence[Shown]:
    """The standings of a result by number, with the words of their subjects."""
    words = {word.subject: word for word in held.words}
    standings = held.frozen.result.standings if held.frozen else ()
    return [
        Shown(place, said_of(words.get(each.subject, Word(each.subject, hidden=True)), language), each)
        for place, each in enumerate(standings, start=1)
    ]


def said_of(word: Word, language: Language) -> str:
    """Its words, or that they are hidden."""
    return say("hidden_word", language) if word.hidden else word.text


def _judged(place: int, held: Activity, frozen: Frozen, language: Language) -> Iterator[Block]:
    method, figure = method_of(frozen.method), figure_of(place)
    if not held.words and not frozen.result.standings:
        yield Paragraph(say("no_words", language), figure)
        return
    if method.columns:
        dots = f" {counted('dots_each', held.dots, language)}" if frozen.method == "dots" else ""
        yield Paragraph(counted("judged", frozen.result.people, language) + dots, figure, "over judged")
    if frozen.result.people and method.picture:
        yield from _pictures(place, held, frozen, language)
    yield Paragraph(method.honest[language], style="honest")


def _pictures(place: int, held: Activity, frozen: Frozen, language: Language) -> Iterator[Block]:
    """A line for each proposal under the key of its parts, or the plane with the proposals under it."""
    method, rows, figure = method_of(frozen.method), shown_rows(held, language), figure_of(place)
    caption = say("caption", language, n=place, what=held.question)
    if method.picture == "plane":
        yield Picture(f"result-{place}", figure, pictures.plane(method, rows, language), caption)
        yield Bullets(tuple(Said(_numbered(row), figure) for row in rows))
        return
    over = pictures.key(method, language)
    if over is not None:
        yield Picture(f"result-{place}-key", figure, over, "")
    drawn = pictures.lines(method, rows, language)
    yield Rows(
        tuple(
            Row(_numbered(row), Picture(f"result-{place}-{row.number}", figure, drawing, ""), beside)
            for row, (drawing, beside) in zip(rows, drawn, strict=True)
        )
    )


def _words(held: Activity, language: Language) -> Iterator[Block]:
    """What was written: themes with their members, records with their fields, or a plain list."""
    themes = [word for word in held.words if word.members or word.hidden_members]
    alone = [word for word in held.words if word not in themes]
    if themes:
        yield Heading(3, say("themes", language))
        for theme in themes:
            yield Paragraph(said_of(theme, language), style="theme")
            hidden = (say("hidden_word", language),) * theme.hidden_members
            yield Bullets(tuple(Said(text) for text in (*theme.members, *hidden)))
    records = [word for word in alone if len(word.details) > 1 and not word.hidden]
    for record in records:
        yield Heading(3, record.text)
        yield Facts(record.details)
    plain = [word for word in alone if word not in records]
    if plain and not _in_a_table(held):
        yield Heading(3, say("alone" if themes else "written", language))
        yield Bullets(tuple(Said(_line(word, language)) for word in plain))


def _in_a_table(held: Activity) -> bool:
    """Whether the picture and the annex hold the words already: those that carry no detail."""
    judged = held.frozen is not None and bool(method_of(held.frozen.method).columns) and bool(held.frozen.result.people)
    return judged and not any(word.details for word in held.words)


def _line(word: Word, language: Language) -> str:
    text = said_of(word, language)
    if word.by_team and not word.hidden:
        text = say("by_team", language, text=text)
    details = (say("detail", language, name=name, value=value) for name, value in word.details)
    return " · ".join((text, *details))


def _reasons(held: Activity, language: Language) -> Iterator[Block]:
    told = [(said_of(word, language), why) for word in held.words for why in word.reasons]
    if told:
        yield Heading(3, say("reasons", language))
        yield Bullets(tuple(Said(say("reason", language, subject=_cut(text), why=why)) for text, why in told))


def _basis(place: int, frozen: Frozen, language: Language) -> Iterator[Block]:
    seed = say("no_seed", language) if frozen.seed is None else say("seed", language, seed=frozen.seed)
    parameters = parameters_said(frozen.parameters, language) or say("no_parameters", language)
    method = method_of(frozen.method).name[language]
    basis = say("basis", language, n=place, method=method, parameters=parameters, seed=seed)
    yield Paragraph(basis, figure_of(place), style="basis")
    digests = {"counts": short(frozen.input_digest), "result": short(frozen.result_digest)}
    yield Paragraph(say("digests", language, **digests), figure_of(place), style="digest")


def _grid(frozen: Frozen, rows: Sequence[Shown], language: Language) -> Grid:
    columns = method_of(frozen.method).columns
    ranked = any(each.rank is not None for each in frozen.result.standings)
    heads = [column.head(frozen.parameters, language) for column in columns]
    rank = (say("column_rank", language),) if ranked else ()
    return Grid(
        (*rank, say("column_subject", language), *heads),
        tuple(
            (
                *((_rank(row, language),) if ranked else ()),
                _numbered(row),
                *(column.cell(row.standing.figures, language) for column in columns),
            )
            for row in rows
        ),
        (*([True] if ranked else []), False, *([True] * len(columns))),
    )


def _rank(row: Shown, language: Language) -> str:
    return ABSENT if row.standing.rank is None else number(row.standing.rank, language)


def _numbered(row: Shown) -> str:
    return f"{row.number}. {_cut(row.words)}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1].rstrip() + "…"


def held_activities(minutes: Minutes) -> Sequence[tuple[int, Activity]]:
    """Every activity with its number."""
    return list(enumerate(minutes.activities, start=1))
