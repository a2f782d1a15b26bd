"""What votes on statements say further, as the minutes print it: what capacities share, opinion groups or why none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import TypeAlias

from analysis.deliberation.consensus import Cell, Consensus
from analysis.deliberation.readings import Apart, Capacities, Opinions
from analysis.deliberation.results import Standing
from reports.blocks import Block, Bullets, Heading, Paragraph, Picture, Row, Rows, Said
from reports.document import short
from reports.minutes import pictures
from reports.minutes.methods import method_of
from reports.minutes.pictures import Shown
from reports.minutes.reading_words import told, told_of
from reports.minutes.value import Frozen, Reading, Word
from reports.minutes.words import say
from reports.numbers import Language, number

Names: TypeAlias = Mapping[str, str]
AGREE = 1
MOST_APART = 5  # statements that set a group apart, as on the results page
MOST_SHARED = 12  # statements of one side: the largest agreement first; the others are counted
CODES = {"capacities": "K", "opinions": "G"}


def reading_figure(place: int, reading: Reading) -> str:
    """The figure of a reading: that of its result, then a letter."""
    return f"R{place}{CODES[reading.kind]}"


def reading_title(reading: Reading, language: Language) -> str:
    """What it reads."""
    return told(f"{reading.kind}_title", language)


def readings(place: int, frozen: Frozen, words: Sequence[Word], language: Language) -> Iterator[Block]:
    """Each reading of an activity, under a heading of its own."""
    texts = {word.subject: say("hidden_word", language) if word.hidden else word.text for word in words}
    for reading in frozen.readings:
        yield from _Told(reading, reading_figure(place, reading), texts, language).blocks()


class _Told:
    """One reading in a language; statements hidden since are named as such, here as in the result."""

    def __init__(self, reading: Reading, figure: str, texts: Mapping[str, str], language: Language) -> None:
        self.reading, self.figure, self.texts, self.language = reading, figure, texts, language
        self.stack = 0

    def say(self, key: str, **values: object) -> str:
        return told(key, self.language, **values)

    def paragraph(self, text: str, style: str = "body") -> Paragraph:
        return Paragraph(text, self.figure, style)

    def blocks(self) -> Iterator[Block]:
        yield Heading(3, reading_title(self.reading, self.language), "", self.figure)
        found = self.reading.result
        if found is None:
            yield self.paragraph(self.say("waiting" if self.reading.state == "waiting" else "opinions_failed"))
            return
        yield from self._capacities(found) if isinstance(found, Capacities) else self._opinions(found)
        seed = self.reading.seed
        drawn = say("no_seed", self.language) if seed is None else say("seed", self.language, seed=seed)
        yield self.paragraph(self.say("basis", figure=self.figure, seed=drawn), "basis")
        digest = short(self.reading.result_digest)
        yield self.paragraph(self.say(f"frozen_{self.reading.kind}", digest=digest), "digest")

    def _capacities(self, found: Capacities) -> Iterator[Block]:
        if found.refused:
            yield self.paragraph(self.say(f"refused_{found.refused}"))
            return
        names = {code: words for code, words in self.reading.names if code in found.compared}
        sizes = [
            self.say("group_size", group=names[code], n=number(people, self.language))
            for code, people in found.compared.items()
        ]
        lead = self.say("capacities_lead", groups=", ".join(sizes))
        if found.small:
            every = dict(self.reading.names)
            lead += " " + self.say("capacities_small", groups=", ".join(every[code] for code in found.small))
        yield self.paragraph(lead)
        yield from self._shared(found.statements, names)
        yield self.paragraph(self.say("capacities_honest"), "honest")

    def _opinions(self, found: Opinions) -> Iterator[Block]:
        if found.reasons:
            placed = int(found.figures["placed"] or 0)
            why = (self._reason(reason, placed) for reason in found.reasons)
            yield self.paragraph(" ".join((self.say("opinions_none"), *why)))
            return
        names = {str(place): self.say("group", letter=ascii_uppercase[place]) for place in range(len(found.sizes))}
        colon = "\u00a0: " if self.language == "fr" else ": "
        sizes = zip(names.values(), found.sizes, strict=True)
        said = (f"{name}{colon}{told_of('people', size, self.language)}" for name, size in sizes)
        yield Bullets(tuple(Said(line, self.figure) for line in said))
        left_out = int(found.figures["left_out"] or 0)
        if left_out:
            yield self.paragraph(told_of("left_out", left_out, self.language), "basis")
        yield self.paragraph(self.say("opinions_shared"), "over")
        yield from self._shared(found.statements, names)
        yield from self._apart(found.apart, names)
        yield self.paragraph(self.say("opinions_honest"), "honest")

    def _reason(self, reason: str, placed: int) -> str:
        if reason == "too_few_people":
            return told_of("reason_too_few_people", placed, self.language)
        return self.say(f"reason_{reason}")

    def _shared(self, statements: Sequence[Consensus], names: Names) -> Iterator[Block]:
        for side in ("agreed", "rejected"):
            chosen = [each for each in statements if each.side == side]
            if chosen:
                yield self.paragraph(self.say(f"{side}_title"), "theme")
            for each in chosen[:MOST_SHARED]:
                yield from self._line(each.statement, each.cells, names)
            if chosen[MOST_SHARED:]:
                yield self.paragraph(told_of("others", len(chosen) - MOST_SHARED, self.language))
        if not any(each.side for each in statements):
            yield self.paragraph(self.say("shared_none"))
        compared = sum(each.agreement is not None for each in statements)
        yield self.paragraph(told_of("shared_of", compared, self.language), "basis")

    def _apart(self, apart: Sequence[Apart], names: Names) -> Iterator[Block]:
        """As on the page: two groups are told apart together, more of them one by one."""
        both = len(names) == 2
        if both:
            yield self.paragraph(self.say("apart_both"), "theme")
        for code, name in names.items():
            own = [each for each in apart if str(each.group) == code][:MOST_APART]
            if both and code != "0":
                continue
            if not both:
                yield self.paragraph(self.say("apart_title", group=name), "theme")
            if not own:
                yield self.paragraph(self.say("apart_none"))
            for each in own:
                key = "agrees_more" if each.value == AGREE else "disagrees_more"
                yield from self._line(each.statement, each.cells, names, self.say(key, group=name))

    def _line(self, statement: str, cells: Sequence[Cell], names: Names, said: str = "") -> Iterator[Block]:
        """A statement, and a bar for what each group said of it."""
        yield self.paragraph(self.texts.get(statement, say("hidden_word", self.language)), "statement")
        if said:
            yield self.paragraph(said, "basis")
        of = {cell.group: cell for cell in cells}
        yield Rows(tuple(self._row(name, of.get(code)) for code, name in names.items()))

    def _row(self, name: str, cell: Cell | None) -> Row:
        self.stack += 1
        method = method_of("statements")
        figures = {} if cell is None else {"agree": cell.agree, "passed": _passed(cell), "disagree": cell.disagree}
        [(drawing, _)] = pictures.lines(method, [Shown(1, name, Standing(name, None, figures))], self.language)
        sentence = self._sentence(cell)
        drawing = replace(drawing, alternative=f"{name}. {sentence}.")
        return Row(name, Picture(f"{self.figure}-{self.stack}", self.figure, drawing, ""), sentence)

    def _sentence(self, cell: Cell | None) -> str:
        if cell is None:
            return self.say("withheld")
        counts = {"agree": cell.agree, "disagree": cell.disagree, "passed": _passed(cell)}
        return self.say("said_statements", **{name: number(n, self.language) for name, n in counts.items()})


def _passed(cell: Cell) -> int:
    return cell.seen - cell.agree - cell.disagree
