"""What a study still needs, and the one thing to do next. Pure: facts in, steps out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from livinglab.store.studies import StudyState


@dataclass(frozen=True)
class Facts:
    """Where a study stands."""

    state: StudyState
    has_questionnaire: bool
    has_plan: bool
    all_waves_served: bool
    has_consent: bool
    locked: bool
    participants: int


@dataclass(frozen=True)
class Step:
    """One step: its words are `studies.step_<code>`, its page is `endpoint`."""

    code: str
    endpoint: str
    done: Callable[[Facts], bool]


@dataclass(frozen=True)
class Next:
    """The next thing to do: words `studies.next_<code>` and `…_action`; `endpoint` is the page where it is done."""

    code: str
    endpoint: str


STEPS = (
    Step("questionnaire", "team.questionnaires", lambda facts: facts.has_questionnaire),
    Step("plan", "team.plan", lambda facts: facts.has_plan),
    Step("assign", "team.questionnaires", lambda facts: facts.all_waves_served),
    Step("consent", "team.consent", lambda facts: facts.has_consent),
    Step("lock", "team.review_plan", lambda facts: facts.locked),
    Step("enrol", "team.participants", lambda facts: facts.participants > 0),
)

AFTERWARDS: dict[StudyState, Next] = {
    "open": Next("collect", "team.participants"),
    "closing": Next("report", "team.reports"),
    "closed": Next("report", "team.reports"),
}


def next_of(facts: Facts) -> Next:
    """The first step not yet done; once all are, opening; once open, collecting, then reporting."""
    if facts.state in AFTERWARDS:
        return AFTERWARDS[facts.state]
    missing = next((step for step in STEPS if not step.done(facts)), None)
    return Next(missing.code, missing.endpoint) if missing else Next("open", "team.study")
