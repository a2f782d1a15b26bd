"""The team's pages: today, projects, members, studies and everything a study needs."""

from livinglab.web.team import (
    answers,
    consents,
    field_clients,
    files,
    home,
    instruments,
    members,
    own_instruments,
    participants,
    plans,
    projects,
    questionnaires,
    reports,
    responses,
    set_aside,
    studies,
    versions,
)
from livinglab.web.team.blueprint import team

__all__ = [
    "answers",
    "consents",
    "field_clients",
    "files",
    "home",
    "instruments",
    "members",
    "own_instruments",
    "participants",
    "plans",
    "projects",
    "questionnaires",
    "reports",
    "responses",
    "set_aside",
    "studies",
    "team",
    "versions",
]
