"""What an activity is: what people write in it, what they judge, the method that counts. Pure: no web, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Ballot: TypeAlias = Literal["none", "dots", "scales", "pairs"]
Control: TypeAlias = Literal["line", "lines", "choice"]
HEADLINE = "text"  # the field every contribution has: its words on a screen, on a card, in the minutes


@dataclass(frozen=True)
class Field:
    """One thing to write. Its words are `field_<activity>_<code>` of words/activities.toml, `…_hint` when it has one.

    `missing` is the refusal that says what to do when it is needed and empty.
    """

    code: str
    control: Control = "line"
    choices: tuple[str, ...] = ()
    required: bool = False
    hint: bool = False
    missing: str = ""
    required_with: tuple[str, str] | None = None  # (another field, its value) that makes this one required


@dataclass(frozen=True)
class Scale:
    """A choice of one value per subject. `steps`: value → its name, in the order they are read.

    `skip` offers "no opinion", which is kept and is no value; `why_at` names the steps that need a reason.
    """

    code: str
    steps: Mapping[int, str]
    skip: bool = False
    why_at: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Activity:
    """One kind of activity of an agenda.

    `fields` empty: nobody writes, the subjects are prepared by the team or come from an earlier activity.
    `gathers`: the team makes themes of its subjects. `method` is a row of `analysis.deliberation.results`.
    """

    code: str
    fields: tuple[Field, ...] = ()
    ballot: Ballot = "none"
    scales: tuple[Scale, ...] = ()
    method: str = "nothing"
    gathers: bool = False

    @property
    def stages(self) -> tuple[Literal["writing", "judging"], ...]:
        """What an item of this kind goes through between planned and closed."""
        return ("writing", "judging") if self.fields else ("judging",)

    @property
    def prepared(self) -> bool:
        """Whether it needs subjects before it starts: nobody will write any."""
        return not self.fields

    def scale(self, code: str) -> Scale | None:
        """One of its scales."""
        return next((scale for scale in self.scales if scale.code == code), None)
