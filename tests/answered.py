"""A study with its answers, for the tests of what is made of them."""

from __future__ import annotations

import random

from people import PLAN, Cast, open_study

from livinglab import actions
from livinglab.actions import Newcomer
from livinglab.store import now
from livinglab.store.consents import consent_texts
from livinglab.store.serving import served
from livinglab.store.studies import Study
from surveys.submission import Submission

SEED = 20261124
PEOPLE = 24


def answered_study(people: Cast) -> Study:
    """A study with two arms of twelve (simulated); one person in seven gave no answer afterwards."""
    return answered(people, open_study(people))


def answered(people: Cast, study: Study, name: str = "") -> Study:
    """The same answers in an open study; `name` tells them from those of another."""
    chance = random.Random(SEED)
    enrolled = actions.enrol_participants(by=people.marc, study=study, newcomers=[Newcomer()] * PEOPLE, randomise=True)
    for number, one in enumerate(enrolled):
        actions.give_consent(by=one.participant, consent_text=consent_texts(study)["fr"])
        for wave in PLAN.waves[: 1 if number % 7 == 6 else 2]:
            version = served(study, wave.code)
            assert version is not None
            answers = {"hours": chance.randint(5, 9), "rested": chance.choice(["yes", "no"]), "remark": ""}
            sent = Submission(f"{name}{wave.code}-{number:020}", version.digest, answers, "fr", "page", now(), now())
            actions.accept_submission(by=one.participant, wave=wave.code, submission=sent)
    return study
