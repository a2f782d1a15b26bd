"""What the votes say further, for the faces of a session: shared across capacities, and opinion groups or why none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any, TypeAlias

from livinglab.store.sessions import Contribution, ResultSnapshot
from livinglab.store.vote_readings import ReadingState, VoteReading, readings_of
from livinglab.words import t

Subjects: TypeAlias = Mapping[str, Contribution]
AGREE = 1
MOST_APART = 5  # statements that set a group apart: more would say less


@dataclass(frozen=True)
class Part:
    """What one group said of a statement. `parts` is None when too few of it voted to be shown."""

    group: str
    parts: tuple[tuple[str, int], ...] | None
    own: bool = False

    @property
    def sentence(self) -> str:
        """The same in words."""
        if self.parts is None:
            return t("readings.withheld")
        (_, agree), (_, passed), (_, disagree) = self.parts
        return t("results.said_statements", agree=agree, disagree=disagree, passed=passed)


@dataclass(frozen=True)
class Line:
    """A statement and what each group said of it."""

    contribution: Contribution
    groups: tuple[Part, ...]
    said: str = ""


@dataclass(frozen=True)
class Shared:
    """Statements where the majority of every group stands on the same side, and how many were compared."""

    agreed: tuple[Line, ...]
    rejected: tuple[Line, ...]
    compared: int


@dataclass(frozen=True)
class Group:
    """A group, its people, and what sets it apart: opinion groups only."""

    name: str
    people: int
    apart: tuple[Line, ...] = ()


@dataclass(frozen=True)
class ShownReading:
    """One reading as a page shows it. `refused` are the reasons in words; nothing else is there with one."""

    kind: str
    state: ReadingState
    digest: str
    refused: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    small: str = ""
    left_out: int = 0
    shared: Shared = Shared((), (), 0)


def shown_readings(snapshot: ResultSnapshot, subjects: Subjects) -> Mapping[str, ShownReading]:
    """Kind → reading, for a result that has any. Statements hidden since are left out."""
    return {each.kind: _shown(each, subjects) for each in readings_of(snapshot)}


def _shown(reading: VoteReading, subjects: Subjects) -> ShownReading:
    if reading.state != "done" or reading.result is None:
        return ShownReading(reading.kind, reading.state, "")
    shown = _capacities if reading.kind == "capacities" else _opinions
    return shown(reading, reading.result, subjects)


def _capacities(reading: VoteReading, result: Mapping[str, Any], subjects: Subjects) -> ShownReading:
    refused = (t(f"readings.refused_{result['refused']}"),) if result["refused"] else ()
    return ShownReading(
        reading.kind,
        reading.state,
        reading.result_digest or "",
        refused,
        tuple(Group(_capacity(name), people) for name, people in result["compared"].items()),
        ", ".join(_capacity(name) for name in result["small"]),
        shared=_shared(result["statements"], subjects, tuple(result["compared"]), _capacity),
    )


def _opinions(reading: VoteReading, result: Mapping[str, Any], subjects: Subjects) -> ShownReading:
    figures = result["figures"]
    names = tuple(str(number) for number in range(len(result["sizes"])))
    return ShownReading(
        reading.kind,
        reading.state,
        reading.result_digest or "",
        tuple(t(f"readings.reason_{reason}", n=figures["placed"]) for reason in result["reasons"]),
        tuple(
            Group(_letter(name), people, _apart(result["apart"], subjects, names, name))
            for name, people in zip(names, result["sizes"], strict=True)
        ),
        left_out=figures["left_out"],
        shared=_shared(result["statements"], subjects, names, _letter),
    )


def _shared(statements: Sequence[Mapping[str, Any]], subjects: Subjects, names: Sequence[str], named: Any) -> Shared:
    known = [each for each in statements if each["statement"] in subjects]
    lines = {
        side: tuple(_line(each, subjects, names, named) for each in known if each["side"] == side)
        for side in ("agreed", "rejected")
    }
    return Shared(lines["agreed"], lines["rejected"], sum(each["agreement"] is not None for each in known))


def _apart(apart: Sequence[Mapping[str, Any]], subjects: Subjects, names: Sequence[str], name: str) -> tuple[Line, ...]:
    own = [each for each in apart if str(each["group"]) == name and each["statement"] in subjects]
    return tuple(
        _line(
            each,
            subjects,
            names,
            _letter,
            "readings.agrees_more" if each["value"] == AGREE else "readings.disagrees_more",
            name,
        )
        for each in own[:MOST_APART]
    )


def _line(
    told: Mapping[str, Any], subjects: Subjects, names: Sequence[str], named: Any, said: str = "", own: str = ""
) -> Line:
    cells = {cell["group"]: cell for cell in told["cells"]}
    parts = tuple(Part(named(name), _parts(cells.get(name)), name == own) for name in names)
    return Line(subjects[told["statement"]], parts, t(said, group=_letter(own)) if said else "")


def _parts(cell: Mapping[str, int] | None) -> tuple[tuple[str, int], ...] | None:
    if cell is None:
        return None
    passed = cell["seen"] - cell["agree"] - cell["disagree"]
    return ("agree", cell["agree"]), ("passed", passed), ("disagree", cell["disagree"])


def _capacity(name: str) -> str:
    return t(f"board.helix_{name}")


def _letter(number: str) -> str:
    return t("readings.group", letter=ascii_uppercase[int(number)])
