"""Which questionnaire version a wave of a study serves or served, and the codebook of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from analysis import plan_json
from livinglab.store.database import db
from livinglab.store.overview import versions_ever
from livinglab.store.questionnaires import QuestionnaireVersion, StudyQuestionnaire
from livinglab.store.studies import Study
from surveys.codebook import Codebook, union
from surveys.languages import UNLABELLED


def served(study: Study, wave: str) -> QuestionnaireVersion | None:
    """The version served now at a wave, if any."""
    chosen = select(StudyQuestionnaire).where(
        StudyQuestionnaire.study_id == study.id,
        StudyQuestionnaire.wave == wave,
        StudyQuestionnaire.retired_at.is_(None),
    )
    assigned = db.session.scalars(chosen).first()
    return assigned.version if assigned else None


def served_now(study: Study) -> Mapping[str, QuestionnaireVersion]:
    """Wave → version, for the waves that have one."""
    chosen = select(StudyQuestionnaire).where(
        StudyQuestionnaire.study_id == study.id, StudyQuestionnaire.retired_at.is_(None)
    )
    return {assigned.wave: assigned.version for assigned in db.session.scalars(chosen)}


def languages_served(study: Study) -> Mapping[str, str]:
    """The languages of the questionnaires served now, code → what they call it, those of the first wave first."""
    contents = [version.content for version in served_now(study).values()]
    codes = dict.fromkeys(code for content in contents for code in content.languages if code != UNLABELLED)
    names = {code: name for content in contents for code, name in content.language_names.items()}
    return {code: names.get(code, "") for code in codes}


def once_served(study: Study, wave: str, digest: str) -> QuestionnaireVersion | None:
    """The version of that digest, if the wave serves it or ever did: answers to a replaced version are welcome."""
    chosen = (
        select(QuestionnaireVersion)
        .join(StudyQuestionnaire, StudyQuestionnaire.version_id == QuestionnaireVersion.id)
        .where(
            StudyQuestionnaire.study_id == study.id,
            StudyQuestionnaire.wave == wave,
            QuestionnaireVersion.digest == digest,
        )
    )
    return db.session.scalars(chosen).first()


def waves_that_served(study: Study, digest: str) -> tuple[str, ...]:
    """The waves that serve the version of that digest, or ever did."""
    chosen = (
        select(StudyQuestionnaire.wave)
        .join(QuestionnaireVersion, StudyQuestionnaire.version_id == QuestionnaireVersion.id)
        .where(StudyQuestionnaire.study_id == study.id, QuestionnaireVersion.digest == digest)
    )
    return tuple(db.session.scalars(chosen.distinct().order_by(StudyQuestionnaire.wave)))


def ever_served(study: Study, wave: str) -> Sequence[QuestionnaireVersion]:
    """Every version a wave serves or served, the newest first."""
    chosen = (
        select(QuestionnaireVersion)
        .join(StudyQuestionnaire, StudyQuestionnaire.version_id == QuestionnaireVersion.id)
        .where(StudyQuestionnaire.study_id == study.id, StudyQuestionnaire.wave == wave)
    )
    newest_first = (QuestionnaireVersion.created_at.desc(), QuestionnaireVersion.id)
    return db.session.scalars(chosen.order_by(*newest_first)).unique().all()


def codebook_of(study: Study) -> Codebook:
    """The union of all versions of the study: every variable an answer may be about."""
    return union([version.content for version in versions_ever(study.id)])


def planned_waves(study: Study) -> frozenset[str]:
    """The codes of the waves of the plan as it stands."""
    return frozenset(wave.code for wave in plan_json.loads(study.plan).waves) if study.plan else frozenset()


def planned_arms(study: Study) -> tuple[str, ...]:
    """The codes of the arms of the plan as it stands, in its order."""
    return tuple(arm.code for arm in plan_json.loads(study.plan).arms) if study.plan else ()


def planned_ways(study: Study) -> tuple[str, ...]:
    """The codes of the ways that the plan compares apart, e.g. buying and building: costs are theirs too."""
    economics = plan_json.loads(study.plan).economics if study.plan else None
    return tuple(way.code for way in economics.alternatives) if economics else ()
