"""The answers of a study to take home, once the audit line is written."""

from __future__ import annotations

from livinglab.actions import export_answers
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.downloads import download
from livinglab.web.forms import Answered
from livinglab.web.team.blueprint import team


@team.post("/studies/<study_id>/answers.zip")
def answers(study_id: str) -> Answered:
    """The archive, as a file."""
    study = here(Study, study_id)
    return download(export_answers(by=by(), study=study), "application/zip", f"answers-{study.id}.zip")
