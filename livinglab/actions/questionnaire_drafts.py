"""Drafts of questionnaires: begun, changed, undone, tried, given up. Nobody overwrites what they have not seen."""

from __future__ import annotations

from sqlalchemy import delete

from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db, lock, now
from livinglab.store.failures import Conflict, NotFound
from livinglab.store.projects import Project
from livinglab.store.questionnaire_drafts import DraftStep, QuestionnaireDraft, redoable, undoable
from surveys.editing.forms import title_of
from surveys.editing.stored import to_bytes
from surveys.editing.trial import Case
from surveys.workbook import Workbook

STEPS_KEPT = 50  # an afternoon of work; one step of a questionnaire of 300 questions is some 20 kB


def start_draft(*, by: Member, project: Project, workbook: Workbook, filename: str) -> QuestionnaireDraft:
    """A draft that holds a workbook, whatever is wrong with it."""
    with team_action(by, "start_questionnaire_draft", project) as act:
        draft = QuestionnaireDraft(
            project_id=project.id,
            filename=filename[-255:],
            title=dict(title_of(workbook)),
            revision=1,
            step=1,
            updated_by_id=account_id(by),
        )
        db.session.add(draft)
        db.session.flush()
        _add_step(draft, "started", "", workbook)
        act.on(draft)
    return draft


def change_draft(
    *, by: Member, draft: QuestionnaireDraft, seen: int, workbook: Workbook, done: str, about: str = ""
) -> QuestionnaireDraft:
    """The draft with another workbook; what had been undone is forgotten. Raises Conflict when someone was quicker."""
    with team_action(by, "change_questionnaire_draft", draft) as act:
        _take(draft, seen, by)
        db.session.execute(delete(DraftStep).where(DraftStep.draft_id == draft.id, DraftStep.number > draft.step))
        draft.step += 1
        draft.title = dict(title_of(workbook))
        _add_step(draft, done, about, workbook)
        oldest = draft.step - STEPS_KEPT
        db.session.execute(delete(DraftStep).where(DraftStep.draft_id == draft.id, DraftStep.number < oldest))
        act.on(draft)
    return draft


def undo_draft(*, by: Member, draft: QuestionnaireDraft, seen: int) -> QuestionnaireDraft:
    """The draft as it was before the last change; unchanged when that state is no longer kept."""
    with team_action(by, "undo_questionnaire_draft", draft) as act:
        _take(draft, seen, by)
        if undoable(draft) is not None:
            draft.step -= 1
        draft.title = dict(title_of(draft.workbook))
        act.on(draft)
    return draft


def redo_draft(*, by: Member, draft: QuestionnaireDraft, seen: int) -> QuestionnaireDraft:
    """The draft with the change that was undone last."""
    with team_action(by, "redo_questionnaire_draft", draft) as act:
        _take(draft, seen, by)
        if redoable(draft) is not None:
            draft.step += 1
        draft.title = dict(title_of(draft.workbook))
        act.on(draft)
    return draft


def keep_case(*, by: Member, draft: QuestionnaireDraft, case: Case) -> QuestionnaireDraft:
    """The draft with one more example; one of the same title is replaced."""
    with team_action(by, "keep_questionnaire_case", draft) as act:
        lock(draft)
        others = [kept for kept in draft.cases if kept["title"] != case.title]
        draft.cases = [*others, case.to_json()]
        act.on(draft)
    return draft


def drop_case(*, by: Member, draft: QuestionnaireDraft, title: str) -> QuestionnaireDraft:
    """The draft without the example of that title. Raises NotFound."""
    with team_action(by, "drop_questionnaire_case", draft) as act:
        lock(draft)
        left = [kept for kept in draft.cases if kept["title"] != title]
        if len(left) == len(draft.cases):
            raise NotFound
        draft.cases = left
        act.on(draft)
    return draft


def discard_draft(*, by: Member, draft: QuestionnaireDraft) -> None:
    """Throws a draft away with its steps; versions published from it stay."""
    with team_action(by, "discard_questionnaire_draft", draft) as act:
        act.on(draft)
        db.session.delete(draft)


def _take(draft: QuestionnaireDraft, seen: int, by: Member) -> None:
    """Holds the draft and counts one more change. Raises Conflict when it is no longer what was seen."""
    lock(draft)
    if draft.revision != seen:
        raise Conflict("questionnaire_changed_elsewhere")
    draft.revision += 1
    draft.updated_at = now()
    draft.updated_by_id = account_id(by)


def _add_step(draft: QuestionnaireDraft, done: str, about: str, workbook: Workbook) -> None:
    step = DraftStep(draft_id=draft.id, number=draft.step, done=done, about=about[:200], workbook=to_bytes(workbook))
    db.session.add(step)
