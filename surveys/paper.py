"""A questionnaire as a sheet of paper: what is printed, in which order, under which number, with which codes.

Numbers and codes are also what is typed when the filled sheet comes back (`surveys.paper_entry`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from string import ascii_uppercase

from surveys.expressions.tree import Call, Expression, Value
from surveys.paper_codes import MOST_BOXES, Codes, Printed, is_written, numbering
from surveys.paper_conditions import Said, said
from surveys.paper_labels import told_apart
from surveys.paper_parts import Beside, Block, CodeList, Item, Option, Part, Section, Space, Table
from surveys.questionnaire import Questionnaire
from surveys.questions import Group, Question
from surveys.values import Text
from surveys.wording import NOTHING_SAID, REFERENCE, pick

SPACES: Mapping[str, Space] = {
    "select_one": "one", "select_multiple": "several", "rank": "rank", "integer": "number", "decimal": "number",
    "range": "scale", "text": "line", "barcode": "line", "date": "date", "time": "time", "datetime": "moment",
    "geopoint": "place", "geotrace": "points", "geoshape": "points", "acknowledge": "tick", "note": "words",
}  # fmt: skip
BLOCKS = 3  # of a repeat on one sheet; who needs more asks for another sheet
MOST_BLOCKS = 10
MOST_STEPS = 11  # of a scale printed as boxes; beyond, a number is written
LONGEST_ROW = 7  # choices of a table
IN_WORDS: Mapping[str, tuple[Space, Space]] = {  # with a list of codes printed apart; without
    "select_one": ("one_listed", "one_written"),
    "select_multiple": ("several_listed", "several_written"),
    "rank": ("rank_listed", "rank_written"),
}


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

    @cached_property
    def code_lists(self) -> tuple[CodeList, ...]:
        """The lists printed apart, in the order they are asked; one that several questions offer is printed once."""
        asked: dict[tuple[str, ...], list[str]] = {}
        for name, printed in self.numbers.items():
            if len(printed.codes) > MOST_BOXES:
                asked.setdefault(tuple(printed.codes.values()), []).append(name)
        lists = (
            (self.questionnaire.question(names[0]), tuple(self.numbers[name].number for name in names))
            for names in asked.values()
        )
        letters = ascii_uppercase if len(asked) <= len(ascii_uppercase) else map(str, range(1, len(asked) + 1))
        return tuple(
            CodeList(letter, numbers, self._options(first, self.numbers[first.name].codes))
            for letter, (first, numbers) in zip(letters, lists, strict=False)
        )

    @cached_property
    def besides(self) -> tuple[Beside, ...]:
        """All that goes with the words that are printed."""
        return tuple(one for section in self.sections for one in (section.beside, *_besides(section.parts)) if one)

    def _section(self, name: str, things: Sequence[Question | Group]) -> Section:
        group = self.questionnaire.group(name) if name and not _is_repeat(things[0], name) else None
        parts = tuple(self._parts([one for one in things if one is not group]))
        if group is None:
            return Section("", "", parts)
        condition, beside = self._condition(group.relevant), self._beside(group.media)
        return Section(self._say(group.label), self._say(group.hint), parts, condition, beside)

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
            options=options if space in ("one", "several", "rank", "scale") else (),
            soft=question.missing_options,
            condition=self._condition(*self._conditions(question)),
            letter=self._letters.get(question.name, ""),
            beside=self._beside(question.media),
        )

    def _space(self, question: Question, options: Sequence[Option]) -> Space:
        if question.name not in self.numbers and question.type != "note":
            return "elsewhere"
        if is_written(self.questionnaire, question):
            return IN_WORDS[question.type][question.name not in self._letters]
        space = SPACES.get(question.type, "line")
        if space == "line" and "multiline" in question.appearance:
            return "lines"
        return "number" if space == "scale" and not options else space

    def _options(self, question: Question, codes: Codes) -> tuple[Option, ...]:
        if question.type == "range":
            return tuple(Option(step, step) for step in _steps(question))
        choices = {choice.name: choice for choice in self.questionnaire.choices_of(question)}
        labels = {name: self._say(choice.label) or name for name, choice in choices.items()}
        apart = told_apart(self.questionnaire, question, labels, self._say)
        return tuple(Option(code, apart[name], self._beside(choices[name].media)) for code, name in codes.items())

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        """The letter of the list printed apart, by question."""
        names = {printed.number: name for name, printed in self.numbers.items()}
        return {names[number]: one.letter for one in self.code_lists for number in one.numbers}

    def _beside(self, media: Mapping[str, Text]) -> Beside:
        files = {kind: pick(text, self.language, self.questionnaire) for kind, text in media.items()}
        picture = files.get("image") or files.get("big-image", "")
        return Beside(picture, bool(files.get("audio")), bool(files.get("video")))

    def _table_of(self, thing: Question | Group) -> str:
        """What questions of one table share; empty for one that stands alone."""
        if not self.tables or isinstance(thing, Group) or thing.type != "select_one" or thing.name not in self.numbers:
            return ""
        scale = {"likert", "list-nolabel", "list"} & set(thing.appearance) or self._in_table(thing)
        short = 0 < len(self.numbers[thing.name].codes) <= LONGEST_ROW
        pictured = thing.media or any(choice.media for choice in self.questionnaire.choices_of(thing))
        plain = thing.relevant is None and thing.choice_filter is None and not pictured
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


def _besides(parts: Iterable[Part]) -> Iterator[Beside]:
    for part in parts:
        if isinstance(part, Block):
            yield from _besides(part.parts)
        elif isinstance(part, Item):
            yield from (part.beside, *(option.beside for option in part.options))


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
