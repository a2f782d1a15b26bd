"""Questionnaires: uploading a workbook, its problems, its preview, and which wave asks it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for

from livinglab.actions.questionnaire_drafts import start_draft
from livinglab.actions.questionnaires import store_questionnaire
from livinglab.store.attachments import FileContents, awaited_files, questionnaire_files
from livinglab.store.failures import Full, Refused
from livinglab.store.projects import Project
from livinglab.store.questionnaire_drafts import QuestionnaireDraft, drafts_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Study
from livinglab.web.access import by, here, here_within
from livinglab.web.forms import Answered, complain
from livinglab.web.participant.matrices import preview as previewed
from livinglab.web.participant.sheet import Sheet
from livinglab.web.team.blueprint import team
from livinglab.web.team.versions import shown
from livinglab.web.team.workbooks import GivenFiles, posted_files, posted_workbook, problems_page, read_with
from livinglab.words import t
from surveys.editing.forms import laid_out
from surveys.problems import has_errors
from surveys.workbook import open_workbook


@team.get("/studies/<study_id>/questionnaires")
def questionnaires(study_id: str) -> Answered:
    """Every version the project has, the form to upload one, and the wave each serves."""
    return render_template("team/questionnaires.html", **shown(here(Study, study_id)), errors=[], complaints={})


@team.post("/studies/<study_id>/questionnaires")
def upload_questionnaire(study_id: str) -> Answered:
    """Reads the workbook and stores it, or stores nothing and lists what to correct."""
    study = here(Study, study_id)
    filename, content, complaint = posted_workbook()
    if complaint:
        return complain("team/questionnaires.html", [("workbook", complaint)], **shown(study))
    return _publish(study, content, filename, GivenFiles(posted_files()))


@team.post("/studies/<study_id>/questionnaires/<version_id>/files")
def give_files(study_id: str, version_id: str) -> Answered:
    """Reads the workbook of the version again, with the files it had and those given now: another version."""
    study = here(Study, study_id)
    version = here_within(study.project_id, QuestionnaireVersion, version_id)
    given = posted_files()
    if not given:
        flash(t("questionnaires.files_missing"))
        return redirect(url_for("team.preview", study_id=study.id, version_id=version.id))
    return _publish(study, version.source, version.source_filename, GivenFiles(given, FileContents(version)))


@team.get("/studies/<study_id>/questionnaires/<version_id>")
def preview(study_id: str, version_id: str) -> Answered:
    """The questionnaire as the person who answers sees it."""
    study = here(Study, study_id)
    version = here_within(study.project_id, QuestionnaireVersion, version_id)
    sheet = Sheet("preview", "", version, {}, 0, None)
    pages = [(page, previewed(sheet, page)) for page in version.content.pages()]
    return render_template(
        "team/preview.html",
        study=study,
        version=version,
        sheet=sheet,
        pages=pages,
        awaited=awaited_files(version),
        files=questionnaire_files(version).values(),
    )


def _kept_as_draft(study: Study, content: bytes, filename: str) -> QuestionnaireDraft | None:
    """A draft that holds the workbook as it is, once; None when its sheets cannot be opened at all."""
    workbook = laid_out(open_workbook(content, filename), filename)
    if not workbook.sheets:
        return None
    project = _project_of(study)
    known = next((draft for draft in drafts_of(project) if draft.filename == filename[-255:]), None)
    if known is not None and known.workbook == workbook:
        return known
    return start_draft(by=by(), project=project, workbook=workbook, filename=filename)


def _publish(study: Study, source: bytes, filename: str, files: GivenFiles) -> Answered:
    """Stores what the workbook and its files say, or stores nothing and lists what to correct."""
    reading, named = read_with(source, filename, files)
    if reading.questionnaire is None or has_errors(reading.problems):
        return problems_page(
            study,
            filename,
            reading.problems,
            title=t("questionnaires.problems_title"),
            again=t("questionnaires.upload_title"),
            way_back=url_for("team.questionnaires", study_id=study.id),
            draft=_kept_as_draft(study, source, filename),
        )
    project = _project_of(study)
    try:
        version = store_questionnaire(
            by=by(), project=project, content=reading.questionnaire, filename=filename, source=source, files=named
        )
    except (Refused, Full) as refused:
        return complain("team/questionnaires.html", [("files", refused.words())], **shown(study))
    flash(t("questionnaires.stored"))
    unused = named.unused_in(reading.questionnaire)
    if unused:
        flash(t("questionnaires.files_unused", n=len(unused), names=", ".join(unused)))
    return redirect(url_for("team.preview", study_id=study.id, version_id=version.id))


def _project_of(study: Study) -> Project:
    return here(Project, study.project_id)
