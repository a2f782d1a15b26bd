"""The instruments the questionnaires of a project ask word for word: what a plan can score without typing."""

from __future__ import annotations

from livinglab.store.instruments import recognised_in
from livinglab.store.overview import questionnaire_versions_of
from livinglab.store.studies import Study
from surveys.instruments.insertion import Asked, asked_in


def instruments_asked(study: Study) -> tuple[Asked, ...]:
    """Those of the newest version of each questionnaire, each under its name."""
    newest = {version.questionnaire_id: version for version in reversed(questionnaire_versions_of(study.project_id))}
    known = recognised_in(study.project_id)
    found = {one.code: one for version in newest.values() for one in asked_in(version.content, known)}
    return tuple(found[code] for code in sorted(found))
