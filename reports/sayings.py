"""How the effect of each estimator is put into words: a rise, a difference, a surplus of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reports.vocabulary import Words

Contrast: TypeAlias = Literal["arms", "time", "weeks", "groups", "none"]


_ANSWERED: Words = {"fr": "{x} ont répondu ainsi", "en": "{x} answered this way"}
_ON_AVERAGE: Words = {"fr": "{x} en moyenne", "en": "{x} on average"}
_SCORE: Words = {"fr": "le score est de {x}", "en": "the score is {x}"}


@dataclass(frozen=True)
class Saying:
    """How the effect of an estimator is put into words. `{x}` is the amount with its unit, `{other}` the comparison,
    `{group}` a declared group of people.

    `level` says an amount that is compared with nothing.
    `relative`: the effect is a share of what would have been, said in percent.
    `share`: the effect is a share from −1 to 1, said in percentage points (in percent when nothing is compared).
    """

    contrast: Contrast
    share: bool
    relative: bool = field(default=False, kw_only=True)
    higher: Words
    lower: Words
    level: Words = field(default_factory=lambda: _ANSWERED)


_CHANGE = (
    {"fr": "une hausse de {x}", "en": "a rise of {x}"},
    {"fr": "une baisse de {x}", "en": "a fall of {x}"},
)
_DIFFERENCE = (
    {"fr": "un résultat plus élevé de {x} qu’avec {other}", "en": "a result {x} higher than with {other}"},
    {"fr": "un résultat plus bas de {x} qu’avec {other}", "en": "a result {x} lower than with {other}"},
)
_WITH_AND_WITHOUT = (
    {
        "fr": "une moyenne plus haute de {x} que les semaines sans",
        "en": "a mean {x} higher than in the weeks without",
    },
    {
        "fr": "une moyenne plus basse de {x} que les semaines sans",
        "en": "a mean {x} lower than in the weeks without",
    },
)
_DIFFERENCE_OF_CHANGE = (
    {"fr": "un changement plus haut de {x} qu’avec {other}", "en": "a change {x} higher than with {other}"},
    {"fr": "un changement plus bas de {x} qu’avec {other}", "en": "a change {x} lower than with {other}"},
)
_NET_CHANGE = (
    {"fr": "un écart de {x} en faveur des réponses en hausse", "en": "a surplus of {x} of rising answers"},
    {"fr": "un écart de {x} en faveur des réponses en baisse", "en": "a surplus of {x} of falling answers"},
)
_DOMINANCE = (
    {
        "fr": "un écart de {x} en faveur de réponses plus hautes, par rapport à {other}",
        "en": "a surplus of {x} of higher answers, compared with {other}",
    },
    {
        "fr": "un écart de {x} en faveur de réponses plus basses, par rapport à {other}",
        "en": "a surplus of {x} of lower answers, compared with {other}",
    },
)

_GAP = (
    {
        "fr": "une différence avec {other} plus haute de {x} pour {group} que pour les autres",
        "en": "a difference from {other} {x} higher among {group} than among the others",
    },
    {
        "fr": "une différence avec {other} plus basse de {x} pour {group} que pour les autres",
        "en": "a difference from {other} {x} lower among {group} than among the others",
    },
)
_GAP_OF_CHANGE = (
    {
        "fr": "un changement plus haut de {x} pour {group} que pour les autres",
        "en": "a change {x} higher among {group} than among the others",
    },
    {
        "fr": "un changement plus bas de {x} pour {group} que pour les autres",
        "en": "a change {x} lower among {group} than among the others",
    },
)
_STEP = (
    {"fr": "un saut de {x} vers le haut", "en": "a step of {x} upwards"},
    {"fr": "un saut de {x} vers le bas", "en": "a step of {x} downwards"},
)
_LEARNT = (
    {
        "fr": "une hausse de {x} à chaque doublement des itérations",
        "en": "a rise of {x} at each doubling of iterations",
    },
    {
        "fr": "une baisse de {x} à chaque doublement des itérations",
        "en": "a fall of {x} at each doubling of iterations",
    },
)
_REPORTED: Words = {"fr": "{x} le signalent", "en": "{x} report it"}
_IN_POPULATION: Words = {
    "fr": "{x} répondraient ainsi, si chacun dans la population avait été aussi facile à atteindre",
    "en": "{x} would answer this way, had everyone in the population been as easy to reach",
}
_ON_AVERAGE_IN_POPULATION: Words = {
    "fr": "{x} en moyenne, si chacun dans la population avait été aussi facile à atteindre",
    "en": "{x} on average, had everyone in the population been as easy to reach",
}

SAYINGS: Mapping[str, Saying] = {
    "proportion": Saying("none", True, *_CHANGE),
    "mean": Saying("none", False, *_CHANGE, level=_ON_AVERAGE),
    "proportion_difference": Saying("arms", True, *_DIFFERENCE),
    "recommendation_score": Saying("none", False, *_CHANGE, level=_SCORE),
    "paired_ordinal": Saying("time", True, *_NET_CHANGE),
    "paired_categories": Saying("time", True, *_CHANGE),
    "paired_mean": Saying("time", False, *_CHANGE),
    "two_arms_mean": Saying("arms", False, *_DIFFERENCE),
    "two_arms_change": Saying("arms", False, *_DIFFERENCE_OF_CHANGE),
    "two_arms_clusters": Saying("arms", False, *_DIFFERENCE),
    "two_arms_ordinal": Saying("arms", True, *_DOMINANCE),
    "two_arms_ancova": Saying("arms", False, *_DIFFERENCE),
    "unwanted_effect": Saying("none", True, *_CHANGE, level=_REPORTED),
    "equity_shares": Saying("groups", True, *_GAP),
    "equity_means": Saying("groups", False, *_GAP),
    "equity_changes": Saying("groups", False, *_GAP_OF_CHANGE),
    "interrupted_series": Saying("time", False, *_STEP),
    "interrupted_counts": Saying("time", True, *_STEP, relative=True),
    "learning_curve": Saying("time", True, *_LEARNT, relative=True),
    "switched_weeks": Saying("weeks", False, *_WITH_AND_WITHOUT),
    "sites_pooled": Saying("arms", False, *_DIFFERENCE),
    "weighted_share": Saying("none", True, *_CHANGE, level=_IN_POPULATION),
    "weighted_mean": Saying("none", False, *_CHANGE, level=_ON_AVERAGE_IN_POPULATION),
    "waves_random_intercept": Saying("arms", False, *_DIFFERENCE),
}
