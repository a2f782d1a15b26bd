"""A sample taken up: a study with its questionnaires, their waves and a draft of its plan. All of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import surveys
from analysis import plan_json
from livinglab.actions.action import team_action
from livinglab.actions.questionnaires import published, served_from_now
from livinglab.actions.studies import begun
from livinglab.samples import Asked, Sample
from livinglab.store.actors import Member
from livinglab.store.database import db
from livinglab.store.projects import Project
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.studies import Study
from surveys.questionnaire import Questionnaire


class SampleUnreadable(Exception):
    """A form of a sample is wrong: its folder was changed by hand."""


def take_up_sample(
    *, by: Member, version: PrototypeVersion, sample: Sample, day: date, language: str, zone: str
) -> Study:
    """A draft study of a version that starts on a day, as a sample proposes it; its series are called as in a language,
    its days are those of a time zone.

    A questionnaire the project has already, word for word, is the one that is asked. Raises SampleUnreadable.
    """
    plan = replace(plan_json.loads(sample.plan(day, language)), zone=zone)
    forms = [(asked, _read(asked)) for asked in sample.questionnaires]
    with team_action(by, "take_up_sample", version) as act:
        study = begun(version, sample.title)
        project = db.session.get_one(Project, study.project_id)
        for asked, content in forms:
            form, _ = published(project, by, content, asked.file, asked.content)
            for wave in asked.waves:
                served_from_now(study, wave, form)
        study.plan = plan_json.dumps(plan)
        act.on(study)
    return study


def _read(asked: Asked) -> Questionnaire:
    found = surveys.read_workbook(asked.content, asked.file).questionnaire
    if found is None:
        raise SampleUnreadable(asked.file)
    return found
