"""Drafts of questionnaires: each change can be undone, and nobody overwrites what they have not seen."""

from __future__ import annotations

import pytest
from flask import Flask
from people import Cast
from sqlalchemy import func, select

from livinglab import actions
from livinglab.actions.questionnaire_drafts import STEPS_KEPT
from livinglab.store import Conflict, NotAllowed, NotFound
from livinglab.store.database import db
from livinglab.store.questionnaire_drafts import DraftStep, QuestionnaireDraft, drafts_of, redoable, undoable
from surveys.editing.forms import model, set_settings
from surveys.editing.stored import from_bytes, to_bytes
from surveys.editing.trial import Case, Outcome
from surveys.workbook import Workbook

WORKSHOP = model("workshop")


def titled(title: str) -> Workbook:
    return set_settings(WORKSHOP, {("form_title", "fr"): title})


def begun(people: Cast) -> QuestionnaireDraft:
    return actions.start_draft(by=people.marc, project=people.balades, workbook=WORKSHOP, filename="workshop.md")


def changed(people: Cast, draft: QuestionnaireDraft, title: str) -> QuestionnaireDraft:
    return actions.change_draft(
        by=people.marc, draft=draft, seen=draft.revision, workbook=titled(title), done="settings"
    )


def test_a_draft_keeps_every_cell(everyone: Cast) -> None:
    draft = begun(everyone)
    assert (draft.workbook, from_bytes(to_bytes(WORKSHOP))) == (WORKSHOP, WORKSHOP)
    assert draft.title == {"fr": "Retour sur un atelier", "en": "Feedback on a workshop"}
    assert list(drafts_of(everyone.balades)) == [draft]


def test_changes_are_undone_and_done_again(everyone: Cast) -> None:
    draft = changed(everyone, changed(everyone, begun(everyone), "Un"), "Deux")
    actions.undo_draft(by=everyone.marc, draft=draft, seen=3)
    assert draft.title["fr"] == "Un"
    actions.undo_draft(by=everyone.marc, draft=draft, seen=4)
    assert (draft.workbook, undoable(draft)) == (WORKSHOP, None)
    actions.redo_draft(by=everyone.marc, draft=draft, seen=5)
    actions.redo_draft(by=everyone.marc, draft=draft, seen=6)
    assert (draft.workbook, redoable(draft)) == (titled("Deux"), None)


def test_undoing_at_the_beginning_changes_nothing(people: Cast) -> None:
    draft = actions.undo_draft(by=people.marc, draft=begun(people), seen=1)
    assert draft.workbook == WORKSHOP


def test_what_was_undone_is_forgotten_by_the_next_change(people: Cast) -> None:
    draft = changed(people, begun(people), "Un")
    actions.undo_draft(by=people.marc, draft=draft, seen=2)
    changed(people, draft, "Deux")
    assert (draft.title["fr"], redoable(draft)) == ("Deux", None)


def test_only_the_last_steps_are_kept(people: Cast) -> None:
    draft = begun(people)
    for number in range(STEPS_KEPT + 3):
        changed(people, draft, str(number))
    assert db.session.scalar(select(func.count(DraftStep.id))) == STEPS_KEPT + 1


def test_who_saw_an_older_state_overwrites_nothing(everyone: Cast) -> None:
    draft = changed(everyone, begun(everyone), "Amina")
    with pytest.raises(Conflict):
        actions.change_draft(by=everyone.marc, draft=draft, seen=1, workbook=titled("Marc"), done="settings")
    assert (draft.title["fr"], draft.revision) == ("Amina", 2)


def test_examples_are_kept_by_title(people: Cast) -> None:
    draft = begun(people)
    for value in ("no", "yes"):
        case = Case("Comes back", {"come_back": value}, Outcome((), (), {}))
        actions.keep_case(by=people.marc, draft=draft, case=case)
    assert [Case.from_json(kept).answers for kept in draft.cases] == [{"come_back": "yes"}]
    actions.drop_case(by=people.marc, draft=draft, title="Comes back")
    with pytest.raises(NotFound):
        actions.drop_case(by=people.marc, draft=draft, title="Comes back")


def test_a_draft_is_given_up_with_its_steps(everyone: Cast) -> None:
    actions.discard_draft(by=everyone.marc, draft=changed(everyone, begun(everyone), "Un"))
    assert [db.session.scalar(select(func.count(table.id))) for table in (QuestionnaireDraft, DraftStep)] == [0, 0]


def test_a_draft_is_changed_by_who_may_write(laboratory: Flask, people: Cast) -> None:
    draft = begun(people)
    with pytest.raises(NotAllowed):
        actions.change_draft(by=people.rose, draft=draft, seen=1, workbook=WORKSHOP, done="settings")
    with pytest.raises(NotFound):
        actions.undo_draft(by=people.ines, draft=draft, seen=1)
