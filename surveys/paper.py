"""A questionnaire as a sheet of paper: what is printed, in which order, under which number, with which codes.

Numbers and codes are also what is typed when the filled sheet comes back (`surveys.paper_entry`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from string import ascii_lowercase
from typing import Literal, TypeAlias

from surveys.expressions.tree import Call, Expression, Value
from surveys.paper_conditions import Said, said
from surveys.questionnaire import Questionnaire
from surveys.questions import Group, Question
from surveys.values import Missing, Text
from surveys.wording import NOTHING_SAID, REFERENCE, pick

Codes: TypeAlias = Mapping[str, str]  # printed code, in lower case → name of the choice
Space: TypeAlias = Literal[
    "one", "several", "rank", "number", "line", "lines", "date", "time", "moment", "place", "points", "scale", "tick",
    "words", "elsewhere",
]  # fmt: skip

SPACES: Mapping[str, Space] = {
    "select_one": "one", "select_multiple": "several", "rank": "rank", "integer": "number", "decimal": "number",
    "range": "scale", "text": "line", "barcode": "line", "date": "date", "time": "time", "datetime": "moment",
    "geopoint": "place", "geotrace": "points", "geoshape": "points", "acknowledge": "tick", "note": "words",
}  # fmt: skip
BLOCKS = 3  # of a repeat on one sheet; who needs more asks for another sheet
MOST_BLOCKS = 10
MOST_STEPS = 11  # of a scale printed as boxes; beyond, a number is written
LONGEST_ROW = 7  # choices of a table


@dataclass(frozen=True)
class Printed:
    """The number of a question and the codes of its choices: a, b, c; numbers where letters do not suffice."""

    number: str
    codes: Codes


@dataclass(frozen=True)
class Option:
    """One box to tick."""

    code: str
    label: str


@dataclass(frozen=True)
class Item:
    """One question as printed. `space` is where the answer goes: boxes, a line, a date…

    "elsewhere": paper cannot hold it. "words" is only read. `condition` says when to answer; None: always.
    """

    name: str
    number: str
    label: str
    hint: str
    space: Space
    options: tuple[Option, ...] = ()
    soft: tuple[Missing, ...] = ()
    condition: Said | None = None


@dataclass(frozen=True)
class Table:
    """Questions with the same answers, as the rows of one table."""

    options: tuple[Option, ...]
    rows: tuple[Item, ...]


@dataclass(frozen=True)
class Block:
    """A repeat: the same questions `copies` times, each with its number."""

    title: str
    copies: int
    parts: tuple[Part, ...]
    condition: Said | None = None


@dataclass(frozen=True)
class Section:
    """A titled part of the questionnaire, or one without a title. `lead` is what its first lines say."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    condition: Said | None = None


Part: TypeAlias = Item | Table | Block


@dataclass(frozen=True)
class Paper:
    """A questionnaire in one language, as it is printed. Large type leaves no room for `tables`."""

    questionnaire: Questionnaire
    language: str
    tables: bool = True

    @property
    def title(self) -> str:
        """Its title."""
        return self._say(self.questionnaire.title)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What is printed, in order: a section per outermost group, and one per run of questions outside any."""
        things = [thing for thing in self.questionnaire.structure.inside("") if self._is_printed(thing)]
        sections = (self._section(name, tuple(run)) for name, run in groupby(things, key=_outermost))
        return tuple(section for section in sections if section.parts or section.lead)

    @cached_property
    def numbers(self) -> Mapping[str, Printed]:
        """The number and the codes of each question that is typed."""
        return numbering(self.questionnaire)

    def _section(self, name: str, things: Sequence[Question | Group]) -> Section:
        group = self.questionnaire.group(name) if name and not _is_repeat(things[0], name) else None
        parts = tuple(self._parts([one for one in things if one is not group]))
        if group is None:
            return Section("", "", parts)
        return Section(self._say(group.label), self._say(group.hint), parts, self._condition(group.relevant))

    def _parts(self, things: Sequence[Question | Group]) -> Iterator[Part]:
        """Questions, tables of them, and repeats; the groups between only add their conditions."""
        shown = [thing for thing in things if isinstance(thing, Question) or thing.repeat]
        for table, run in groupby(shown, key=self._table_of):
            several = tuple(run)
            if table and len(several) > 1:
                rows = tuple(self._item(one) for one in several if isinstance(one, Question))
                yield Table(rows[0].options, rows)
            else:
                yield from (self._block(one) if isinstance(one, Group) else self._item(one) for one in several)

    def _block(self, repeat: Group) -> Block:
        inside = [one for one in self.questionnaire.structure.inside(repeat.name) if self._is_printed(one)]
        parts = tuple(self._parts(inside))
        return Block(self._say(repeat.label), copies(repeat), parts, self._condition(repeat.relevant))

    def _item(self, question: Question) -> Item:
        printed = self.numbers.get(question.name)
        options = self._options(question, printed.codes if printed else {})
        space = self._space(question, options)
        return Item(
            name=question.name,
            number=printed.number if printed else "",
            label=self._say(question.label) or ("" if question.type == "note" else question.name),
            hint=self._say(question.hint),
            space=space,
            options=options if space != "number" else (),
            soft=question.missing_options,
            condition=self._condition(*self._conditions(question)),
        )

    def _space(self, question: Question, options: Sequence[Option]) -> Space:
        if question.name not in self.numbers and question.type != "note":
            return "elsewhere"
        space = SPACES.get(question.type, "line")
        if space == "line" and "multiline" in question.appearance:
            return "lines"
        return "number" if space == "scale" and not options else space

    def _options(self, question: Question, codes: Codes) -> tuple[Option, ...]:
        if question.type == "range":
            return tuple(Option(step, step) for step in _steps(question))
        labels = {choice.name: self._say(choice.label) for choice in self.questionnaire.choices_of(question)}
        return tuple(Option(code, labels[name] or name) for code, name in codes.items())

    def _table_of(self, thing: Question | Group) -> str:
        """What questions of one table share; empty for one that stands alone."""
        if not self.tables or isinstance(thing, Group) or thing.type != "select_one" or thing.name not in self.numbers:
            return ""
        scale = {"likert", "list-nolabel", "list"} & set(thing.appearance) or self._in_table(thing)
        short = len(self.numbers[thing.name].codes) <= LONGEST_ROW
        plain = thing.relevant is None and thing.choice_filter is None
        return f"{thing.choices} {thing.groups} {thing.missing_options}" if scale and short and plain else ""

    def _in_table(self, question: Question) -> bool:
        groups = (self.questionnaire.group(name) for name in question.groups)
        return any("table-list" in group.appearance for group in groups)

    def _conditions(self, question: Question) -> tuple[Expression | None, ...]:
        """Its own, and those of the groups it stands in below the section or the repeat that says its own."""
        around = [self.questionnaire.group(name) for name in question.groups[1:]]
        inner = around[1 + max((place for place, one in enumerate(around) if one.repeat), default=-1) :]
        return (*(group.relevant for group in inner), question.relevant)

    def _condition(self, *expressions: Expression | None) -> Said | None:
        trees = [one.tree for one in expressions if one is not None and one.tree != Call("true", ())]
        return said(trees, self._number, self._value) if trees else None

    def _number(self, name: str) -> str:
        """The number printed beside a question; empty when it is not on the sheet."""
        return self.numbers[name].number if name in self.numbers else ""

    def _value(self, name: str, value: str) -> str:
        """A value of a question in words: the label of a choice."""
        offered = self.questionnaire.choices_of(self.questionnaire.question(name))
        return next((self._say(one.label) for one in offered if one.name == value), "") or value

    def _is_printed(self, thing: Question | Group) -> bool:
        return isinstance(thing, Group) or (thing.shown and not thing.always_read_only and not thing.heads_a_table)

    def _say(self, text: Text) -> str:
        """Words as printed: Markdown, with a gap where an earlier answer would stand."""
        return REFERENCE.sub(NOTHING_SAID, pick(text, self.language, self.questionnaire)).strip()


def numbering(questionnaire: Questionnaire) -> Mapping[str, Printed]:
    """The questions a sheet of paper can hold, numbered in the order of the questionnaire."""
    asked = [question for question in questionnaire.questions if question.on_paper]
    return {one.name: Printed(str(number), _codes(questionnaire, one)) for number, one in enumerate(asked, start=1)}


def _codes(questionnaire: Questionnaire, question: Question) -> Codes:
    names = [choice.name for choice in questionnaire.choices_of(question)]
    letters = len(names) <= len(ascii_lowercase)
    return dict(zip(ascii_lowercase if letters else map(str, range(1, len(names) + 1)), names, strict=False))


def _outermost(thing: Question | Group) -> str:
    """The section something is printed in."""
    if thing.groups:
        return thing.groups[0]
    return thing.name if isinstance(thing, Group) and not thing.repeat else ""


def _is_repeat(thing: Question | Group, name: str) -> bool:
    return isinstance(thing, Group) and thing.repeat and thing.name == name


def copies(repeat: Group) -> int:
    """How many blocks of a repeat are printed: as many as are asked for where that is a number; else a few."""
    count = repeat.count.tree if repeat.count is not None else None
    if isinstance(count, Value) and isinstance(count.value, int | float):
        return max(1, min(int(count.value), MOST_BLOCKS))
    return BLOCKS


def _steps(question: Question) -> Iterator[str]:
    """The values of a scale, when they can be printed as boxes."""
    start, end, step = (question.parameters[key] for key in ("start", "end", "step"))
    number = int(abs(end - start) / abs(step) + 1e-9) + 1
    if number <= MOST_STEPS:
        yield from (f"{start + step * place:.10g}" for place in range(number))
