"""Unwanted effects that somebody reported: noted, taken off with a reason, counted, never a rate and never a person."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from desk import Desk
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from people import Cast, open_study
from sqlalchemy import select
from trials import FACTS, outcome, plan, two_arms

import analysis
from analysis import evidence_json
from analysis.disclosure import is_small
from analysis.harms_reported import HARMS, HarmReport, harms_table
from analysis.pipeline import Beside
from analysis.recompute import recompute
from analysis.results import Evidence
from livinglab import actions
from livinglab.actions.harms import Told
from livinglab.store.audit import AuditLine
from livinglab.store.database import db
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.harms import harms_counted, harms_of
from livinglab.web.wording import recent_day
from reports.chapters import annex, harms
from surveys.answer_tables import BESIDE

FALL = Told(date(2026, 1, 5), "Une chute dans l’escalier", "moderate", "perhaps", "relative", "Rampe posée")
SERIOUS = "Grave\u00a0: des soins, un dommage durable ou un danger"
MADE = plan(outcome("two_arms_mean", waves=("t1",)))
REPORT = st.builds(
    HarmReport,
    st.sampled_from(["slight", "moderate", "serious"]),
    st.sampled_from(["related", "perhaps", "unrelated", "unknown"]),
    st.sampled_from(["walks", "usual", ""]),
)


def evidence(reports: Sequence[HarmReport] | None) -> Evidence:
    """Of a small trial, with these reports; None: no place was kept for any."""
    beside = Beside(harms=None if reports is None else tuple(reports))
    return analysis.analyse(two_arms([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 7]), MADE, FACTS, beside)


@given(st.lists(REPORT, max_size=30))
def test_no_arm_shows_a_small_count_and_everything_adds_up(reports: list[HarmReport]) -> None:
    rows = harms_table(reports, MADE).rows
    of = {about: [count for each, _, count in rows if each == about] for about in ("seriousness", "relation", "arm")}
    assert sum(of["seriousness"]) == sum(of["relation"]) == len(reports)  # type: ignore[arg-type]  # counts
    arms = [sum(one.arm == arm for one in reports) for arm in ("walks", "usual", "")]
    assert of["arm"] == ([None] * 3 if any(is_small(count, 5) for count in arms) else arms)


def test_reports_are_told_as_reports_and_recomputed() -> None:
    found = evidence([HarmReport("serious", "related", "walks"), HarmReport("slight", "unknown")])
    told = " ".join(said.text for block in harms.blocks(found, "en", "") for said in block.said())
    assert "reported to the team, not sought: 2, of which serious: 1." in told
    assert "their number is not a rate" in told
    assert "Walks" not in told
    read = {one.figure_id: one.holds for one in recompute(evidence_json.loads(evidence_json.dumps(found)))}
    assert read["harms"] is True


@pytest.mark.parametrize(
    "row", [("seriousness", "serious", 7), ("arm", "walks", 1)], ids=["another sum", "an arm of one"]
)
def test_reports_that_do_not_add_up_or_show_a_small_arm_do_not_hold(row: tuple[str, str, int]) -> None:
    found = evidence([HarmReport("serious", "related", "walks")])
    [table] = [one for one in found.tables if one.kind == "harms_reported"]
    rows = tuple(row if each[:2] == row[:2] else each for each in table.rows)
    altered = replace(found, tables=tuple(replace(one, rows=rows) if one is table else one for one in found.tables))
    assert [one.holds for one in recompute(altered) if one.figure_id == "harms"] == [False]


def test_nothing_reported_is_said_and_is_not_no_harm() -> None:
    told = " ".join(said.text for block in harms.blocks(evidence([]), "fr", "") for said in block.said())
    assert "Aucun effet indésirable n’a été signalé à l’équipe. Personne n’était interrogé" in told
    assert [block for block in harms.blocks(evidence([]), "fr", "") if "Table" in type(block).__name__] == []


def test_the_annex_prints_their_table_in_words() -> None:
    found = evidence([HarmReport("serious", "perhaps", "walks")])
    table = next(each for each in found.tables if each.kind == HARMS)
    grid = annex.evidence_grid(table, found, "fr")
    printed = {*grid.columns, *(cell for row in grid.rows for cell in row[:2])}
    assert printed & {"about", "reports", "relation", "slight", "perhaps", "unrelated"} == set()
    assert {"Compté selon", "Signalements", "gravité", "peut-être lié"} <= printed


def test_an_earlier_report_without_a_place_for_them_says_nothing_of_them() -> None:
    assert len(harms.blocks(evidence(None), "en", "")) == 1


def test_reports_are_taken_home_with_their_codes_in_words(everyone: Cast) -> None:
    """What is reported says nothing more of answers: an archive that is brought in again passes over it."""
    study, marc = open_study(everyone), everyone.marc
    with zipfile.ZipFile(actions.export_answers(by=marc, study=study)) as archive:
        assert [name for name in archive.namelist() if name.startswith("harms/")] == []
    first, _ = (actions.record_harm(by=marc, study=study, told=told) for told in (FALL, replace(FALL, what="=1+1")))
    actions.withdraw_harm(by=marc, harm=first, reason="Noté deux fois")
    with zipfile.ZipFile(actions.export_answers(by=everyone.rose, study=study)) as archive:
        rows = _table(archive, "harms/reports.csv")
        words = {(row["column"], row["code"]): row["words"] for row in _table(archive, "harms/codebook_fr.csv")}
        assert {name for name in archive.namelist() if name.startswith("harms/")} <= BESIDE
        english = {(row["column"], row["code"]) for row in _table(archive, "harms/codebook_en.csv")}
    assert {(row["what"], row["taken_off_because"], bool(row["taken_off_at"])) for row in rows} == {
        (FALL.what, "Noté deux fois", True),
        ("'=1+1", "", False),
    }
    assert (words["seriousness", "serious"], words["arm", ""]) == (SERIOUS, "Je ne sais pas")
    assert {("seriousness", row["seriousness"]) for row in rows} | {("relation", row["relation"]) for row in rows} <= {
        *words
    }
    assert english == set(words)


def _table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_a_report_is_noted_and_taken_off_with_a_reason(everyone: Cast) -> None:
    study, marc = open_study(everyone), everyone.marc
    first, second = (actions.record_harm(by=marc, study=study, told=FALL) for _ in range(2))
    actions.withdraw_harm(by=marc, harm=first, reason="Noté deux fois")
    with pytest.raises(Conflict, match="harm_withdrawn_already"):
        actions.withdraw_harm(by=marc, harm=first, reason="Encore")
    assert [one.id for one in harms_of(study.id)] == [second.id]
    assert [(one.what, one.withdrawn_because) for one in harms_of(study.id, withdrawn=True)] == [
        (FALL.what, "Noté deux fois")
    ]
    assert harms_counted(study.id) == (HarmReport("moderate", "perhaps", ""),)
    verbs = select(AuditLine.verb).where(AuditLine.object_kind == "ReportedHarm").order_by(AuditLine.sequence)
    assert list(db.session.scalars(verbs)) == ["record_harm", "record_harm", "withdraw_harm"]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"happened_on": date(2999, 1, 1)}, "happened_in_the_future"),
        ({"seriousness": "awful"}, "harm_word_unknown"),
        ({"arm": "nowhere"}, "harm_word_unknown"),
        ({"what": "  "}, "text_missing"),
    ],
)
def test_what_cannot_be_is_refused(everyone: Cast, changes: dict[str, object], refused: str) -> None:
    study = open_study(everyone)
    told = replace(FALL, **changes)  # type: ignore[arg-type]  # keyword names are those of Told
    with pytest.raises(Refused, match=refused):
        actions.record_harm(by=everyone.marc, study=study, told=told)
    assert harms_of(study.id) == []


def test_a_stranger_notes_nothing(everyone: Cast) -> None:
    with pytest.raises(NotFound):
        actions.record_harm(by=everyone.ines, study=open_study(everyone), told=FALL)


def test_the_page_says_what_to_do_keeps_what_was_typed_and_notes_it(laboratory: Flask, people: Cast) -> None:
    study = open_study(people)
    desk, address = Desk(laboratory).known_as(people.marc), f"/studies/{study.id}/unwanted-effects"
    empty = desk.open(address)
    assert "Nothing was reported" in empty.words
    assert "That does not mean that nothing happened" in empty.words
    assert f"For example: {recent_day()}" in empty.words
    typed = {"what": "A fall", "seriousness": "slight", "relation": "unknown", "reporter": "relative", "done": "None"}
    wrong = desk.send(empty, "report-harm", typed)
    assert (wrong.status, wrong.errors()) == (422, ["Write a day that exists: day, month, year."])
    assert wrong.soup.select_one("textarea#what").text.strip() == "A fall"  # type: ignore[union-attr]  # it is there
    dated = {"happened_on.day": "5", "happened_on.month": "1", "happened_on.year": "2026"}
    noted = desk.send(wrong, "report-harm", dated)
    assert "The report is noted." in noted.words
    [harm] = harms_of(study.id)
    assert desk.send(noted, f"withdraw-{harm.id}", {"reason": ""}).status == 422
    gone = desk.send(noted, f"withdraw-{harm.id}", {"reason": "Twice"})
    assert ("Reports taken off" in gone.words, "Twice" in gone.words) == (True, True)
