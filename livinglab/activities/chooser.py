"""The method chooser: which way of choosing suits a list, and why. One row per advice, read from the top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

FEW = 15  # proposals one person can hold in mind and grade one by one
Aim: TypeAlias = Literal["rank", "listen", "decide", "plan"]
AIMS: tuple[Aim, ...] = ("rank", "decide", "listen", "plan")


@dataclass(frozen=True)
class Situation:
    """What the team has before it: how many proposals, to do what with, whether people answer at different moments."""

    proposals: int
    aim: Aim
    apart: bool = False


@dataclass(frozen=True)
class Advice:
    """The activity to take and the key of its reason; `then` comes after, when one is not enough."""

    activity: str
    reason: str
    then: str = ""


@dataclass(frozen=True)
class Rule:
    """An advice and when it holds."""

    when: Callable[[Situation], bool]
    advice: Advice


RULES: tuple[Rule, ...] = (
    Rule(lambda it: it.proposals < 1, Advice("ideas", "nothing_yet", "majority_judgment")),
    Rule(lambda it: it.aim == "decide" and it.proposals <= 3, Advice("consent", "one_proposal")),
    Rule(lambda it: it.aim == "listen", Advice("statements", "both_sides")),
    Rule(lambda it: it.apart and it.proposals > FEW, Advice("pairwise", "long_and_apart")),
    Rule(lambda it: it.proposals > FEW, Advice("grouping", "too_many", "majority_judgment")),
    Rule(lambda it: it.aim == "plan", Advice("impact_feasibility", "two_questions")),
    Rule(lambda it: True, Advice("majority_judgment", "short_list")),
)


def advise(situation: Situation) -> Advice:
    """The advice for a situation: the first rule that holds; the last one always does."""
    return next(rule.advice for rule in RULES if rule.when(situation))
