"""Prototypes: registering one, releasing a version."""

from __future__ import annotations

from collections.abc import Sequence

from livinglab.actions import texts
from livinglab.actions.action import draw_edge, node, team_action
from livinglab.store.actors import Member
from livinglab.store.database import add_once
from livinglab.store.failures import NotFound, Refused
from livinglab.store.needs import Requirement
from livinglab.store.projects import Project
from livinglab.store.prototypes import Prototype, PrototypeVersion

READINESS = range(1, 10)


def register_prototype(*, by: Member, project: Project, name: str, summary: str = "") -> Prototype:
    """Something the project builds; its name is its own within the project."""
    prototype = Prototype(project_id=project.id, name=texts.required_text(name), summary=texts.optional_text(summary))
    with team_action(by, "register_prototype", project) as act:
        if not add_once(prototype):
            raise Refused("prototype_name_taken")
        act.on(prototype)
    return prototype


def release_version(
    *,
    by: Member,
    prototype: Prototype,
    label: str,
    changes: str = "",
    readiness_level: int | None = None,
    readiness_reason: str = "",
    requirements: Sequence[Requirement] = (),
) -> PrototypeVersion:
    """A state of the prototype that can be tested, the requirements it implements, its readiness with a reason."""
    version = PrototypeVersion(
        prototype_id=prototype.id,
        label=texts.required_text(label, 80),
        changes=texts.optional_text(changes),
        readiness_level=_level(readiness_level),
        readiness_reason=_reason(readiness_level, readiness_reason),
    )
    with team_action(by, "release_version", prototype) as act:
        _require_here(prototype, requirements)
        if not add_once(version):
            raise Refused("version_label_taken")
        for requirement in requirements:
            source, target = node("prototype_version", version), node("requirement", requirement)
            draw_edge(prototype.project_id, source, "implements", target)
        act.on(version)
    return version


def _level(level: int | None) -> int | None:
    if level is not None and level not in READINESS:
        raise Refused("readiness_out_of_range")
    return level


def _reason(level: int | None, reason: str) -> str | None:
    why = texts.optional_text(reason)
    if level is not None and not why:
        raise Refused("readiness_without_reason")
    return why if level is not None else None


def _require_here(prototype: Prototype, requirements: Sequence[Requirement]) -> None:
    if any(requirement.project_id != prototype.project_id for requirement in requirements):
        raise NotFound
