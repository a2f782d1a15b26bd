"""Who may do what: one table from role to abilities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

ProjectRole: TypeAlias = Literal["manager", "researcher", "volunteer", "funder"]

Ability: TypeAlias = Literal[
    "administer",  # accounts, projects, members
    "write",  # sessions, decisions, prototypes, plans, questionnaires, participants
    "read_rows",  # answers one by one, participants by pseudonym
    "export",  # take rows home
    "enter",  # type sheets of paper, without seeing any other answer
    "request_report",
    "read_reports",
    "read",  # the project's pages and its counts
]

ALL: frozenset[Ability] = frozenset(get_args(Ability))

ABILITIES: Mapping[ProjectRole, frozenset[Ability]] = {
    "manager": ALL - {"administer"},
    "researcher": frozenset({"read", "read_rows", "export", "request_report", "read_reports"}),
    "volunteer": frozenset({"read", "enter"}),
    "funder": frozenset({"read", "read_reports"}),
}
