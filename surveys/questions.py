"""What a questionnaire is made of: choices, questions, and the groups and repeats they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from surveys.expressions.tree import Call, Expression
from surveys.question_types import QUESTION_TYPES
from surveys.values import Missing, Text

Precision: TypeAlias = Literal["day", "month", "year"]
PRECISIONS: Mapping[str, Precision] = {"month-year": "month", "year": "year"}


COMPASS: Mapping[str, float] = {"degrees": 360}
MEASURED = frozenset({"integer", "decimal"})  # the types of a bearing


@dataclass(frozen=True)
class Choice:
    """One answer a list offers. `name` is stored, `label` is read.

    `media` maps a kind (image, audio, video) to a file per language; `attributes` are the other columns of the row,
    which a choice filter may refer to.
    """

    name: str
    label: Text
    media: Mapping[str, Text] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """A section, or a repeat: a section asked once per instance. `groups` are those it stands in, outermost first.

    A repeat with a `count` has as many instances as that says; without, the person adds and removes them. `node` is the
    name in paths where it differs from `name`. `extra` keeps the columns this platform does not use, for the workbook.
    """

    name: str
    label: Text = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    relevant: Expression | None = None
    appearance: tuple[str, ...] = ()
    repeat: bool = False
    count: Expression | None = None
    hint: Text = field(default_factory=dict)
    media: Mapping[str, Text] = field(default_factory=dict)
    node: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One row of the survey sheet. `type` is a key of `surveys.question_types.QUESTION_TYPES`.

    `name` is unique in the questionnaire: the column of the answers. Where a workbook uses a name again in another
    group, the later one is called `group.name` here and `node` keeps what paths call it.
    `required`, `relevant`, `constraint`, `calculation`, `default` and `read_only` are None when the cell was empty.
    `choices` names a list of the questionnaire or a table ("cities.csv"); `choices_from` the question of a repeat whose
    answers are what this one offers. `missing_options` are the soft answers the
    respondent may choose. `parameters` are the numbers of the parameters column, `options` its words. `trigger` names
    the questions whose change calculates this one again. `extra` keeps the columns this platform does not use.
    """

    name: str
    type: str
    label: Text = field(default_factory=dict)
    hint: Text = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    required: Expression | None = None
    required_message: Text = field(default_factory=dict)
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Text = field(default_factory=dict)
    calculation: Expression | None = None
    default: Expression | None = None
    choices: str | None = None
    choices_from: str = ""
    appearance: tuple[str, ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)
    missing_options: tuple[Missing, ...] = ()
    guidance: Text = field(default_factory=dict)
    media: Mapping[str, Text] = field(default_factory=dict)
    choice_filter: Expression | None = None
    trigger: tuple[str, ...] = ()
    read_only: Expression | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    node: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def bounds(self) -> Mapping[str, float]:
        """What its type checks numbers by: the parameters; for a bearing, how far round one turns."""
        return COMPASS if "bearing" in self.appearance and self.type in MEASURED else self.parameters

    @property
    def shown(self) -> bool:
        """Whether the question has a place on a page."""
        return QUESTION_TYPES[self.type].shown

    @property
    def heads_a_table(self) -> bool:
        """Whether it only names the columns of the questions below it (appearance `label`): nobody can answer it."""
        return "label" in self.appearance and self.type in ("select_one", "select_multiple")

    @property
    def asked(self) -> bool:
        """Whether the person gives the answer."""
        return QUESTION_TYPES[self.type].asked and not self.heads_a_table

    @property
    def on_paper(self) -> bool:
        """Whether a sheet of paper can hold an answer to it, and someone type it."""
        held = QUESTION_TYPES[self.type].variable != "file"
        return self.asked and self.shown and held and not self.always_read_only

    @property
    def precision(self) -> Precision:
        """How much of a date is asked (appearances `year`, `month-year`); the rest is the first, as in ODK."""
        return next((part for word, part in PRECISIONS.items() if word in self.appearance), "day")

    @property
    def always_read_only(self) -> bool:
        """Whether it is read-only whatever the answers are."""
        return self.read_only is not None and self.read_only.tree == Call("true", ())
