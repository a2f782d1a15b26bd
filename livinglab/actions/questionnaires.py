"""Questionnaires: storing what a workbook says, serving a version at a wave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import select

from livinglab.actions.action import draw_edge, node, team_action
from livinglab.actions.questionnaire_files import given_files, name_files
from livinglab.actions.studies import deviation_of
from livinglab.store.actors import Member, account_id
from livinglab.store.attachments import awaited_files
from livinglab.store.database import db, now
from livinglab.store.failures import NotFound, Refused
from livinglab.store.projects import Project
from livinglab.store.questionnaires import Questionnaire, QuestionnaireVersion, StudyQuestionnaire
from livinglab.store.serving import planned_waves
from livinglab.store.studies import Study
from livinglab.store.trace import TraceEdge
from surveys.questionnaire import Questionnaire as Content


@dataclass(frozen=True)
class Departure:
    """Something that departs from the plan, and why."""

    what: str
    why: str


def store_questionnaire(
    *,
    by: Member,
    project: Project,
    content: Content,
    filename: str,
    source: bytes,
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> QuestionnaireVersion:
    """Publishes what `surveys.read_workbook` read, once; the same content again is the same version.

    `files` are those it was read with, by name: those the questionnaire refers to are kept with it.
    """
    with given_files(content, files) as given, team_action(by, "store_questionnaire", project) as act:
        version, new = published(project, by, content, filename, source)
        if new:
            act.on(version)
        name_files(version, given)
    return version


def published(
    project: Project, by: Member, content: Content, filename: str, source: bytes
) -> tuple[QuestionnaireVersion, bool]:
    """The version that says this, inside the running action, and whether it is new."""
    questionnaire = _questionnaire(project, content)
    known = _version(questionnaire, content.digest)
    if known is not None:
        return known, False
    version = QuestionnaireVersion(
        questionnaire_id=questionnaire.id,
        digest=content.digest,
        definition=content.to_json(),
        source_filename=filename[-255:],
        source=source,
        published_by_id=account_id(by),
    )
    questionnaire.title = dict(content.title)
    db.session.add(version)
    db.session.flush()
    return version, True


def assign_questionnaire(
    *, by: Member, study: Study, wave: str, version: QuestionnaireVersion, departure: Departure | None = None
) -> StudyQuestionnaire:
    """Serves a version at a wave from now on; answers to the one it replaces are still accepted.

    With a `departure` that is written down beside the plan, once it is locked, in the same step.
    """
    with team_action(by, "assign_questionnaire", study) as act:
        if version.project_id != study.project_id:
            raise NotFound
        if study.state == "closed":
            raise Refused("study_closed")
        if study.locked and wave not in planned_waves(study):
            raise Refused("wave_unknown", wave=wave)
        require_files(version)
        current = _current(study, wave)
        if current is not None and current.version_id == version.id:
            return current
        if current is not None:
            current.retired_at = now()
            db.session.flush()
        assigned = served_from_now(study, wave, version)
        if departure is not None and study.locked:
            db.session.add(deviation_of(study, by, departure.what, departure.why))
        act.on(assigned)
    return assigned


def served_from_now(study: Study, wave: str, version: QuestionnaireVersion) -> StudyQuestionnaire:
    """Serves a version at a wave that serves none, inside the running action. Raises Refused."""
    if study.anonymous and version.content.telling:
        raise Refused("anonymous_questionnaire_tells", names=", ".join(sorted(version.content.telling)))
    assigned = StudyQuestionnaire(study_id=study.id, wave=wave, version_id=version.id)
    db.session.add(assigned)
    _trace_once(study, version)
    return assigned


def require_files(version: QuestionnaireVersion) -> None:
    """A version that still awaits files cannot be served. Raises Refused."""
    awaited = awaited_files(version)
    if awaited:
        raise Refused("questionnaire_awaits_files", n=len(awaited), names=", ".join(awaited))


def _questionnaire(project: Project, content: Content) -> Questionnaire:
    chosen = select(Questionnaire).where(
        Questionnaire.project_id == project.id, Questionnaire.form_id == content.form_id
    )
    known = db.session.scalars(chosen).first()
    if known is not None:
        return known
    questionnaire = Questionnaire(project_id=project.id, form_id=content.form_id, title=dict(content.title))
    db.session.add(questionnaire)
    db.session.flush()
    return questionnaire


def _version(questionnaire: Questionnaire, digest: str) -> QuestionnaireVersion | None:
    chosen = select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == questionnaire.id, QuestionnaireVersion.digest == digest
    )
    return db.session.scalars(chosen).first()


def _current(study: Study, wave: str) -> StudyQuestionnaire | None:
    chosen = select(StudyQuestionnaire).where(
        StudyQuestionnaire.study_id == study.id,
        StudyQuestionnaire.wave == wave,
        StudyQuestionnaire.retired_at.is_(None),
    )
    return db.session.scalars(chosen).first()


def _trace_once(study: Study, version: QuestionnaireVersion) -> None:
    chosen = select(TraceEdge.id).where(
        TraceEdge.source_id == version.id, TraceEdge.relation == "measures", TraceEdge.target_id == study.id
    )
    if db.session.scalar(chosen) is None:
        draw_edge(study.project_id, node("questionnaire_version", version), "measures", node("study", study))
