"""The result of a closed item, in words and figures: one row per method, for phones, the room and the team."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from livinglab.actions.snapshots import freeze
from livinglab.store.judgements import current_marks, snapshot_of
from livinglab.store.sessions import AgendaItem, Contribution
from livinglab.web.board.pictures import Interval, Place, intervals, places
from livinglab.web.board.readings import ShownReading, shown_readings
from livinglab.web.wording import format_number, format_share
from livinglab.words import t

Figures: TypeAlias = Mapping[str, float | int | None]
Shown: TypeAlias = Literal["count", "share", "decimal", "grade", "yes_no"]
GRADE_NAMES = ("reject", "poor", "fair", "good", "very_good", "excellent")


@dataclass(frozen=True)
class Column:
    """A figure of a result in a table; `between` names the figures of its interval."""

    figure: str
    shown: Shown = "count"
    between: tuple[str, str] | None = None


@dataclass(frozen=True)
class Method:
    """How the results of a method are told: the columns of its table, the parts of its bar, its sentence."""

    columns: tuple[Column, ...]
    parts: tuple[str, ...] = ()
    sentence: Callable[[Figures], str] = lambda figures: ""
    drawn: Literal["", "intervals", "places"] = ""


@dataclass(frozen=True)
class Row:
    """A subject in a result."""

    contribution: Contribution
    rank: int | None
    figures: Figures
    sentence: str
    cells: tuple[str, ...]
    parts: tuple[tuple[str, int], ...]
    interval: Interval | None = None


@dataclass(frozen=True)
class Outcome:
    """What a closed item shows: its rows from first to last, and how many people gave a judgement."""

    method: str
    people: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    readings: Mapping[str, ShownReading] = field(default_factory=dict)
    places: tuple[Place, ...] = ()

    @property
    def ranked(self) -> bool:
        """Whether the method puts one before another."""
        return any(row.rank is not None for row in self.rows)


def outcome_of(item: AgendaItem) -> Outcome:
    """The result of an item; only a closed one has any. What was hidden since is left out of the rows."""
    if item.state != "closed":
        return Outcome(item.activity.method, 0, (), ())
    snapshot = snapshot_of(item) or freeze(item)
    subjects = {subject.id: subject for subject in item.subjects}
    told = METHODS[snapshot.method]
    standings = [each for each in snapshot.result["standings"] if each["subject"] in subjects]
    figures = [each["figures"] for each in standings]
    on_lines = intervals(figures) if told.drawn == "intervals" else (None,) * len(figures)
    rows = tuple(
        _row(told, subjects[each["subject"]], each, interval)
        for each, interval in zip(standings, on_lines, strict=True)
    )
    return Outcome(
        snapshot.method,
        snapshot.result["people"],
        told.columns,
        rows,
        shown_readings(snapshot, subjects) if snapshot.id else {},
        places(figures) if told.drawn == "places" else (),
    )


def _row(told: Method, contribution: Contribution, standing: Mapping[str, Any], interval: Interval | None) -> Row:
    figures: Figures = standing["figures"]
    return Row(
        contribution,
        standing["rank"],
        figures,
        told.sentence(figures),
        tuple(cell(column, figures) for column in told.columns),
        tuple((part, int(figures[part] or 0)) for part in told.parts),
        interval,
    )


def cell(column: Column, figures: Figures) -> str:
    """A figure as it is read in a table; one that could not be computed is said so."""
    value = figures[column.figure]
    if value is None:
        return t("results.none")
    said = FORMS[column.shown](value)
    if column.between is None:
        return said
    low, high = (FORMS[column.shown](figures[name] or 0) for name in column.between)
    return t("results.between", value=said, low=low, high=high)


def _decimal(value: float) -> str:
    return format_number(round(value, 2) + 0.0, 1 if abs(value) >= 1 else 2)  # + 0.0: no “-0.00”


def _grade(value: float) -> str:
    return t(f"activities.step_grade_{GRADE_NAMES[int(value)]}")


FORMS: Mapping[Shown, Callable[[float], str]] = {
    "count": lambda value: format_number(int(value)),
    "share": format_share,
    "decimal": _decimal,
    "grade": _grade,
    "yes_no": lambda value: t("results.yes" if value else "results.no"),
}


def _dots_said(figures: Figures) -> str:
    if not figures["dots"]:
        return t("board.no_support")
    return t(
        "board.support",
        dots=t("board.dots_count", n=figures["dots"]),
        people=t("board.people_count", n=figures["people"]),
    )


def _statement_said(figures: Figures) -> str:
    return t(
        "results.said_statements",
        agree=figures["agree"],
        disagree=figures["disagree"],
        passed=figures["passed"],
    )


def _grade_said(figures: Figures) -> str:
    median = figures["median"]
    if median is None:
        return t("results.said_no_grade")
    return t("results.said_majority_judgment", grade=_grade(median))


def _preferred_said(figures: Figures) -> str:
    return t("results.said_pairwise", n=int(figures["comparisons"] or 0))


def _marks_said(figures: Figures) -> str:
    impact, feasibility = figures["impact_mean"], figures["feasibility_mean"]
    return t(
        "results.said_impact_feasibility",
        impact=t("results.none") if impact is None else _decimal(impact),
        feasibility=t("results.none") if feasibility is None else _decimal(feasibility),
    )


def _consent_said(figures: Figures) -> str:
    if figures["passes"] is None:
        return t("results.said_no_position")
    return t("results.said_passes") if figures["passes"] else t("results.said_objections", n=figures["objection"])


METHODS: Mapping[str, Method] = {
    "nothing": Method(()),
    "dots": Method((Column("dots"), Column("people")), sentence=_dots_said),
    "statements": Method(
        (
            Column("agree"),
            Column("disagree"),
            Column("passed"),
            Column("share", "share", ("low", "high")),
            Column("conflict", "decimal"),
        ),
        ("agree", "passed", "disagree"),
        _statement_said,
    ),
    "majority_judgment": Method(
        (Column("median", "grade"), *(Column(f"grade_{grade}") for grade in range(5, -1, -1)), Column("skipped")),
        tuple(f"grade_{grade}" for grade in range(5, -1, -1)),
        _grade_said,
    ),
    "pairwise": Method(
        (Column("strength", "decimal", ("low", "high")), Column("comparisons"), Column("component")),
        drawn="intervals",
        sentence=_preferred_said,
    ),
    "impact_feasibility": Method(
        (
            Column("impact_mean", "decimal"),
            Column("impact_conflict", "decimal"),
            Column("impact_people"),
            Column("feasibility_mean", "decimal"),
            Column("feasibility_conflict", "decimal"),
            Column("feasibility_people"),
        ),
        drawn="places",
        sentence=_marks_said,
    ),
    "consent": Method(
        (
            Column("passes", "yes_no"),
            Column("consent"),
            Column("reservation"),
            Column("objection"),
            Column("skipped"),
        ),
        ("consent", "reservation", "objection"),
        _consent_said,
    ),
}


def reasons_of(item: AgendaItem) -> Mapping[str, tuple[str, ...]]:
    """Subject → the reasons people gave with their judgement, in no order that tells who; a taken-back one is gone."""
    if not any(scale.why_at for scale in item.activity.scales):
        return {}
    told: dict[str, list[str]] = {}
    for mark in current_marks(item).values():
        if mark.why:
            told.setdefault(mark.subject, []).append(mark.why)
    return {subject: tuple(sorted(words)) for subject, words in told.items()}
