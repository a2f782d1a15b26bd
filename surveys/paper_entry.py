"""A sheet of paper being typed: one cell per question in the order of the sheet, what they say, where two differ.

What was typed is kept as it was, by place ("person~2~age"): the answers are read from it again each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveys.complaints import Complaint
from surveys.flow import Route, route
from surveys.paper import copies
from surveys.paper_codes import Codes, Printed, numbering
from surveys.places import At, Place, with_answers
from surveys.questionnaire import Questionnaire
from surveys.questions import Group, Question
from surveys.submission import asked_only, check, type_complaint
from surveys.typed_codes import Reading, read_code
from surveys.values import Answer, Context

MOST_BLOCKS = 200  # of one repeat: more is a mistake, and one page could not show them


@dataclass(frozen=True)
class Cell:
    """Where one answer is typed. `number` is the one printed beside the question."""

    place: Place
    question: Question
    number: str
    codes: Codes

    @property
    def key(self) -> str:
        """What its field is called."""
        return self.place.key


@dataclass(frozen=True)
class Block:
    """One instance of a repeat as printed, or on an added sheet. `last`: one more may come after it."""

    repeat: Group
    at: At
    last: bool

    @property
    def key(self) -> str:
        """The repeat in one word, whatever the number of the instance."""
        return Place(self.repeat.name, self.at[:-1]).key


@dataclass(frozen=True, eq=False)
class Entry:
    """What was typed of one sheet. `blocks` says how many blocks of a repeat are shown, by the key of the repeat."""

    questionnaire: Questionnaire
    typed: Mapping[str, str]
    blocks: Mapping[str, int]
    context: Context

    @cached_property
    def layout(self) -> tuple[Cell | Block, ...]:
        """The cells in the order of the sheet, each block announced before its own."""
        return tuple(self._inside("", ()))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells alone."""
        return tuple(item for item in self.layout if isinstance(item, Cell))

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """What each cell says, by its key."""
        return {cell.key: self.read(cell) for cell in self.cells}

    @cached_property
    def written(self) -> dict[str, Answer]:
        """Everything written on the sheet, asked or not; what is no answer of its type as it was typed."""
        return self._joined(self.cells)

    @cached_property
    def route(self) -> Route:
        """Where the answers lead."""
        valid = [cell for cell in self.cells if self.readings[cell.key].invalid is None]
        return route(self.questionnaire, self._joined(valid), self.context)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """What is given to the one validation of every door: without answers to questions the person should skip."""
        return asked_only(self.questionnaire, self.written, self.context)

    @cached_property
    def not_asked(self) -> tuple[Cell, ...]:
        """The cells filled although the answers do not lead to them."""
        return tuple(cell for cell in self.cells if not self.readings[cell.key].blank and not self.is_asked(cell))

    @cached_property
    def complaints(self) -> tuple[Complaint, ...]:
        """What keeps the sheet from being accepted, in its order."""
        asked = [cell for cell in self.cells if self.is_asked(cell)]
        ours = {
            cell.place: type_complaint(cell.place, reading.invalid)
            for cell in asked
            if (reading := self.readings[cell.key]).invalid is not None
        }
        checked = check(self.questionnaire, self.answers, self.context, copied=True).complaints
        rest = [complaint for complaint in checked if complaint.place not in ours]
        order = {cell.place: rank for rank, cell in enumerate(self.cells)}
        return tuple(sorted([*ours.values(), *rest], key=lambda one: order.get(one.place, len(order))))

    def read(self, cell: Cell) -> Reading:
        """What this entry says in a cell, also of one it does not show."""
        return read_code(self.questionnaire, cell.question, cell.codes, self.typed.get(cell.key, ""))

    def is_asked(self, cell: Cell) -> bool:
        """Whether the answers lead to it."""
        return self.route.has(cell.place) and self.route.is_asked(cell.place)

    def _joined(self, cells: Sequence[Cell]) -> dict[str, Answer]:
        joined: dict[str, Answer] = {}
        for cell in cells:
            reading = self.readings[cell.key]
            if not reading.blank:
                joined = with_answers(joined, cell.place.at, {cell.place.name: reading.value})
        return joined

    def _inside(self, within: str, at: At) -> Iterator[Cell | Block]:
        structure = self.questionnaire.structure
        for thing in structure.inside(within):
            if isinstance(thing, Question) and thing.on_paper:
                line = self._printed[thing.name]
                yield Cell(Place(thing.name, at), thing, line.number, line.codes)
            elif isinstance(thing, Group) and thing.repeat:
                number = self._blocks(thing, at)
                for one in range(1, number + 1):
                    here = (*at, (thing.name, one))
                    yield Block(thing, here, one == number)
                    yield from self._inside(thing.name, here)

    @cached_property
    def _printed(self) -> Mapping[str, Printed]:
        return numbering(self.questionnaire)

    def _blocks(self, repeat: Group, at: At) -> int:
        """How many blocks are shown: those printed or asked for, and no fewer than were filled."""
        key = Place(repeat.name, at).key
        after = len(key) + 1
        filled = (int(place[after:].partition("~")[0]) for place in self.typed if place.startswith(f"{key}~"))
        return min(max(copies(repeat), self.blocks.get(key, 1), *filled), MOST_BLOCKS)


@dataclass(frozen=True)
class Difference:
    """A cell two people read differently."""

    cell: Cell
    first: Reading
    second: Reading


@dataclass(frozen=True)
class Comparison:
    """Two entries of one sheet. `cells`: those at least one of them filled, each with whether they agree."""

    cells: tuple[tuple[Cell, bool], ...]
    differences: tuple[Difference, ...]

    @property
    def agreed(self) -> int:
        """How many of these cells say the same."""
        return sum(same for _cell, same in self.cells)


def compare(first: Entry, second: Entry) -> Comparison:
    """Where two entries of one sheet say the same and where they differ."""
    blocks = {key: max(first.blocks.get(key, 1), second.blocks.get(key, 1)) for key in {*first.blocks, *second.blocks}}
    both = Entry(first.questionnaire, {**first.typed, **second.typed}, blocks, first.context)
    pairs = [(cell, first.read(cell), second.read(cell)) for cell in both.cells]
    filled = [pair for pair in pairs if not (pair[1].blank and pair[2].blank)]
    differences = tuple(Difference(*pair) for pair in filled if not pair[1].says_as(pair[2]))
    return Comparison(tuple((cell, one.says_as(other)) for cell, one, other in filled), differences)
