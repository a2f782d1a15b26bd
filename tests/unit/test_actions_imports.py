"""Imports: checked like a page, all rows or none, people known by pseudonym only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from people import Cast, lucie_in, open_study
from sqlalchemy import func, select

from livinglab import actions
from livinglab.actions import Imported, ImportedRow
from livinglab.store import Refused
from livinglab.store.consents import Consent
from livinglab.store.database import db
from livinglab.store.responses import Response
from livinglab.store.studies import Participant

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)


def row(number: int, person: str, wave: str = "before", arm: str | None = "walk", **answers: object) -> ImportedRow:
    return ImportedRow(number, person, wave, answers or {"hours": 7}, arm=arm, answered_at=AT)


def problems_of(people: Cast, *rows: ImportedRow, create: bool = True) -> list[tuple[int, str, str]]:
    study = open_study(people)
    lucie_in(study, arm="wait")
    with pytest.raises(Refused, match="import_has_problems") as refused:
        actions.import_responses(by=people.marc, study=study, rows=rows, create_participants=create)
    assert db.session.scalar(select(func.count(Response.id))) == 0
    return [(each.row, each.code, each.column) for each in refused.value.details]  # type: ignore[attr-defined]


def test_rows_become_responses_of_participants_known_by_pseudonym(everyone: Cast) -> None:
    rows = [row(2, "p1"), row(3, "p1", "after"), row(4, "p2", arm="wait")]
    imported = actions.import_responses(
        by=everyone.marc, study=open_study(everyone), rows=rows, create_participants=True
    )
    people = db.session.scalars(select(Participant)).all()
    assert (imported, sorted(person.arm or "" for person in people)) == (Imported(3, 2), ["wait", "walk"])
    assert [person.pseudonym for person in people if person.pseudonym in {"p1", "p2"}] == []


def test_a_later_file_finds_the_same_people(everyone: Cast) -> None:
    study = open_study(everyone)
    actions.import_responses(by=everyone.marc, study=study, rows=[row(2, "p1")], create_participants=True)
    assert actions.import_responses(by=everyone.marc, study=study, rows=[row(2, "p1", "after")]) == Imported(1, 0)


def test_every_imported_row_rests_on_a_consent(everyone: Cast) -> None:
    study = open_study(everyone)
    actions.import_responses(by=everyone.marc, study=study, rows=[row(2, "p1")], create_participants=True)
    assert db.session.scalars(select(Consent.channel)).all() == ["import"]


def test_one_row_that_does_not_hold_stops_all(people: Cast) -> None:
    assert problems_of(people, row(2, "p1"), row(3, "p2", hours="many")) == [(3, "not_integer", "hours")]


@pytest.mark.parametrize(
    ("bad", "code", "column"),
    [
        (row(2, "p1", "never"), "wave_unknown", "wave"),
        (row(2, " "), "participant_missing", "participant"),
        (row(2, "p1", arm="placebo"), "arm_unknown", "arm"),
        (row(2, "lucie@example.org"), "arm_differs", "participant"),
        (row(2, "p1", no_such_question=1), "unknown_question", "no_such_question"),
    ],
)
def test_what_is_wrong_is_said_with_its_row_and_column(people: Cast, bad: ImportedRow, code: str, column: str) -> None:
    assert problems_of(people, bad) == [(2, code, column)]


def test_two_rows_for_one_person_and_wave_are_refused(people: Cast) -> None:
    assert problems_of(people, row(2, "p1"), row(3, "p1")) == [(3, "participant_twice", "participant")]


def test_nobody_is_created_unless_asked(people: Cast) -> None:
    assert problems_of(people, row(2, "p1"), create=False) == [(2, "participant_unknown", "participant")]


def test_a_problem_says_what_to_do(people: Cast) -> None:
    problem = actions.RowProblem(2, "participant_twice", "participant", "p1")
    assert problem.what("en") == "“p1” has two rows for the same wave. Keep one."
