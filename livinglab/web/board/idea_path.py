"""What became of one idea, for whoever wrote it: in order of time, in plain words, nothing of the team or of others."""

from __future__ import annotations

from collections.abc import Sequence

from livinglab.store.sessions import Contribution
from livinglab.store.trace import Node
from livinglab.web.chain import Step, became

TOLD = ("decision", "requirement", "prototype_version", "study")


def path_from(idea: Contribution) -> Sequence[Step]:
    """The steps that came from an idea."""
    moves = became(idea.project_id, Node("contribution", idea.id))
    steps = dict.fromkeys(move.later for move in moves if move.later.node.kind in TOLD)
    return sorted(steps, key=lambda step: (step.on, TOLD.index(step.node.kind)))
