"""Sheets of paper: numbered and asked for by a person, drawn by a job. Enqueuing follows the commit, in the web."""

from __future__ import annotations

from collections.abc import Sequence

from livinglab.actions.action import action, team_action
from livinglab.store.actors import OPERATOR, Member, account_id
from livinglab.store.consents import consent_texts
from livinglab.store.database import db, lock, now
from livinglab.store.failures import Refused
from livinglab.store.print_runs import PrintedSheet, PrintRun, last_number
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.serving import once_served
from livinglab.store.studies import Participant, Study

MOST_COPIES = 500  # of one run: a box of paper


def print_sheets(
    *,
    by: Member,
    study: Study,
    wave: str,
    version: QuestionnaireVersion,
    language: str,
    large: bool = False,
    copies: int = 0,
    people: Sequence[Participant] = (),
) -> PrintRun:
    """Numbers the copies after those already printed in the study; none is one blank form. `people`: a copy for each.

    The caller enqueues the job once this returns. Raises Refused.
    """
    copies = len(people) or copies
    with team_action(by, "print_sheets", study) as act:
        if once_served(study, wave, version.digest) is None:
            raise Refused("questionnaire_not_served")
        if language not in version.content.languages and language != version.content.default_language:
            raise Refused("language_unknown")
        if not 0 <= copies <= MOST_COPIES:
            raise Refused("copies_out_of_range", most=MOST_COPIES)
        if any(one.study_id != study.id or one.withdrawn_at is not None for one in people):
            raise Refused("participant_withdrawn")
        lock(study)
        before = last_number(study.id)
        texts = consent_texts(study)
        text = texts.get(language) or next(iter(texts.values()), None)
        run = PrintRun(
            study_id=study.id,
            wave=wave,
            version_id=version.id,
            language=language,
            consent_text_id=text.id if text else None,
            large=large,
            first=before + 1 if copies else None,
            last=before + copies if copies else None,
            named=bool(people),
            sheets=[
                PrintedSheet(number=number, participant=one) for number, one in enumerate(people, start=before + 1)
            ],
            requested_by_id=account_id(by),
        )
        db.session.add(run)
        act.on(run)
    return run


def finish_print_run(*, run: PrintRun, path: str, pages: int) -> PrintRun:
    """The file is there."""
    with action(OPERATOR, "finish_print_run") as act:
        run.path, run.pages, run.state, run.finished_at = path, pages, "done", now()
        act.on(run)
    return run


def fail_print_run(*, run: PrintRun) -> PrintRun:
    """The file could not be drawn; its numbers are not given again."""
    with action(OPERATOR, "fail_print_run") as act:
        run.state, run.finished_at = "failed", now()
        act.on(run)
    return run
