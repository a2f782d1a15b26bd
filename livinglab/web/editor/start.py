"""Where a questionnaire begins: empty, from a model, from a version, from a file; and the drafts there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.questionnaire_drafts import discard_draft, start_draft
from livinglab.store.failures import NotFound
from livinglab.store.overview import questionnaire_versions_of
from livinglab.store.projects import Project
from livinglab.store.questionnaire_drafts import QuestionnaireDraft, drafts_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.web.access import by, here, here_within
from livinglab.web.editor.blueprint import editor
from livinglab.web.forms import Answered, complain, in_languages
from livinglab.words import LANGUAGES, spoken, t
from surveys.editing.forms import MODELS, empty_workbook, laid_out, model, title_of
from surveys.editing.names import free_name, proposed_name
from surveys.languages import own_name
from surveys.workbook import Workbook, open_workbook
from surveys.xlsform_writer import workbook_of

LARGEST_WORKBOOK = 10 * 1024 * 1024
SPOKEN = (
    "fr", "en", "ar", "bg", "br", "ca", "de", "es", "eu", "it", "nl", "pl", "pt", "ro", "ru", "tr", "uk", "zh",
    "fr-x-falc", "en-x-easy",
)  # fmt: skip


@dataclass(frozen=True)
class Beginning:
    """What a draft begins with."""

    workbook: Workbook
    filename: str


@editor.get("/projects/<project_id>/questionnaires")
def drafts(project_id: str) -> Answered:
    """The drafts of a project, and the versions one can start again from."""
    project = here(Project, project_id)
    return render_template(
        "editor/drafts.html",
        project=project,
        drafts=drafts_of(project),
        versions=_latest(questionnaire_versions_of(project.id)),
        wide=True,
    )


@editor.get("/projects/<project_id>/questionnaires/new")
def start(project_id: str) -> Answered:
    """The ways to begin."""
    return render_template("editor/start.html", **_offered(here(Project, project_id)))


@editor.post("/projects/<project_id>/questionnaires/new")
def begin(project_id: str) -> Answered:
    """Begins a draft and opens it."""
    project = here(Project, project_id)
    way = request.form.get("from", "empty")
    ways: dict[str, Callable[[Project, str], Beginning | Answered]] = {
        "empty": _from_nothing,
        "file": _from_file,
        "version": _from_version,
    }
    made = ways.get(way, _from_model)(project, way)
    if not isinstance(made, Beginning):
        return made
    draft = start_draft(by=by(), project=project, workbook=made.workbook, filename=made.filename)
    return redirect(url_for("editor.outline", draft_id=draft.id), 303)


@editor.get("/drafts/<draft_id>/discard")
def discarding(draft_id: str) -> Answered:
    """Asks before throwing a draft away."""
    return render_template("editor/discard.html", draft=here(QuestionnaireDraft, draft_id))


@editor.post("/drafts/<draft_id>/discard")
def discard(draft_id: str) -> Answered:
    """Throws it away; published versions stay."""
    draft = here(QuestionnaireDraft, draft_id)
    project_id = draft.project_id
    discard_draft(by=by(), draft=draft)
    flash(t("editor.discarded"))
    return redirect(url_for("editor.drafts", project_id=project_id), 303)


def languages_offered() -> list[tuple[str, str]]:
    """Languages as titles of a workbook write them, with the name each gives itself: "Français (fr)"."""
    return [(f"{own_name(code)} ({code})", own_name(code)) for code in SPOKEN]


def _from_nothing(project: Project, way: str) -> Beginning | Answered:
    title = {language: words for language, words in in_languages("title").items() if words}
    written = [offered for offered, _ in languages_offered() if offered in request.form.getlist("languages")]
    errors = []
    if not title:
        errors.append((f"title_{LANGUAGES[0]}", t("editor.title_missing")))
    if not written:
        errors.append(("languages", t("editor.languages_missing")))
    if errors:
        return complain("editor/start.html", errors, typed=request.form, **{**_offered(project), "chosen": written})
    form_id = _free_form_id(project, next(iter(title.values())))
    return Beginning(empty_workbook(form_id, title, tuple(written)), f"{form_id}.xlsx")


def _from_model(project: Project, way: str) -> Beginning | Answered:
    if way not in MODELS:
        raise NotFound
    return Beginning(model(way), f"{way}.xlsx")


def _from_version(project: Project, way: str) -> Beginning:
    version = here_within(project.id, QuestionnaireVersion, request.form.get("version", ""))
    workbook = laid_out(open_workbook(version.source, version.source_filename), version.source_filename)
    survey = workbook.sheet("survey")
    if survey is None or not survey.rows[1:]:  # not made from a workbook: written out of what was published
        workbook = workbook_of(version.content)
    return Beginning(workbook, version.source_filename)


def _from_file(project: Project, way: str) -> Beginning | Answered:
    file = request.files.get("workbook")
    content = file.stream.read(LARGEST_WORKBOOK + 1) if file and file.filename else b""
    if file is None or not file.filename or len(content) > LARGEST_WORKBOOK:
        sentence = t("questionnaires.file_too_large" if content else "questionnaires.file_missing")
        return complain("editor/start.html", [("workbook", sentence)], **_offered(project))
    workbook = open_workbook(content, file.filename)
    if workbook.problems:
        problem = workbook.problems[0]
        language = spoken()
        sentence = f"{problem.what(language)} {problem.remedy(language)}"
        return complain("editor/start.html", [("workbook", sentence)], **_offered(project))
    return Beginning(laid_out(workbook, file.filename), file.filename)


def _free_form_id(project: Project, title: str) -> str:
    taken = {version.questionnaire.form_id for version in questionnaire_versions_of(project.id)}
    return free_name(proposed_name(title, ()), taken)


def _latest(versions: Sequence[QuestionnaireVersion]) -> list[QuestionnaireVersion]:
    """The newest version of each questionnaire."""
    newest: dict[str, QuestionnaireVersion] = {}
    for version in sorted(versions, key=lambda one: one.created_at):
        newest[version.questionnaire_id] = version
    return list(reversed(newest.values()))


def _offered(project: Project) -> Mapping[str, object]:
    return {
        "project": project,
        "models": [(name, title_of(model(name))) for name in MODELS],
        "languages_offered": languages_offered(),
        "chosen": [written for written, _ in languages_offered()[:2]],
    }
