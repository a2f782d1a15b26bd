"""A sample taken up: a study with its questionnaires, their waves and a draft of its plan, and those that come along.
All of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import surveys
from analysis import plan_json
from analysis.plan import Plan
from livinglab.actions.action import team_action
from livinglab.actions.consents import add_texts
from livinglab.actions.questionnaires import published, served_from_now
from livinglab.actions.studies import begun
from livinglab.samples import Asked, Sample, companions_of
from livinglab.store.actors import Member
from livinglab.store.database import db
from livinglab.store.projects import Project
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.studies import Study
from surveys.questionnaire import Questionnaire


class SampleUnreadable(Exception):
    """A form of a sample is wrong: its folder was changed by hand."""


@dataclass(frozen=True)
class _Ready:
    """A sample whose plan and forms were read, before anything is written."""

    sample: Sample
    plan: Plan
    forms: tuple[tuple[Asked, Questionnaire], ...]


def take_up_sample(
    *, by: Member, version: PrototypeVersion, sample: Sample, day: date, language: str, zone: str
) -> Study:
    """A draft study of a version that starts on a day, as a sample proposes it; its series are called as in a language,
    its days are those of a time zone. The studies of its companions are made beside it.

    A questionnaire the project has already, word for word, is the one that is asked. Raises SampleUnreadable.
    """
    ready = [_ready(each, day, language, zone) for each in (sample, *companions_of(sample))]
    with team_action(by, "take_up_sample", version) as act:
        study, *_ = [_taken_up(by, version, each) for each in ready]
        act.on(study)
    return study


def _ready(sample: Sample, day: date, language: str, zone: str) -> _Ready:
    plan = replace(plan_json.loads(sample.plan(day, language)), zone=zone)
    return _Ready(sample, plan, tuple((asked, _read(asked)) for asked in sample.questionnaires))


def _taken_up(by: Member, version: PrototypeVersion, ready: _Ready) -> Study:
    study = begun(version, ready.sample.title, anonymous=ready.sample.anonymous)
    project = db.session.get_one(Project, study.project_id)
    for asked, content in ready.forms:
        form, _ = published(project, by, content, asked.file, asked.content)
        for wave in asked.waves:
            served_from_now(study, wave, form)
    if ready.sample.consent:
        add_texts(study, ready.sample.consent)
    study.plan = plan_json.dumps(ready.plan)
    return study


def _read(asked: Asked) -> Questionnaire:
    found = surveys.read_workbook(asked.content, asked.file).questionnaire
    if found is None:
        raise SampleUnreadable(asked.file)
    return found
