"""What the codes of the analysis are called in a report: estimators, reasons, checks, tables and their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.estimators.catalogue import CATALOGUE
from reports.numbers import Language

Words: TypeAlias = Mapping[str, str]
Contrast: TypeAlias = Literal["arms", "time", "none"]


@dataclass(frozen=True)
class Saying:
    """How the effect of an estimator is put into words. `{x}` is the amount with its unit, `{other}` the comparison.

    `share`: the effect is a share from −1 to 1, said in percentage points (in percent when nothing is compared).
    """

    contrast: Contrast
    share: bool
    higher: Words
    lower: Words


_CHANGE = (
    {"fr": "une hausse de {x}", "en": "a rise of {x}"},
    {"fr": "une baisse de {x}", "en": "a fall of {x}"},
)
_DIFFERENCE = (
    {"fr": "un résultat plus élevé de {x} qu’avec {other}", "en": "a result {x} higher than with {other}"},
    {"fr": "un résultat plus bas de {x} qu’avec {other}", "en": "a result {x} lower than with {other}"},
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

SAYINGS: Mapping[str, Saying] = {
    "proportion": Saying("none", True, *_CHANGE),
    "proportion_difference": Saying("arms", True, *_DIFFERENCE),
    "paired_ordinal": Saying("time", True, *_NET_CHANGE),
    "paired_mean": Saying("time", False, *_CHANGE),
    "two_arms_mean": Saying("arms", False, *_DIFFERENCE),
    "two_arms_ordinal": Saying("arms", True, *_DOMINANCE),
    "two_arms_ancova": Saying("arms", False, *_DIFFERENCE),
    "waves_random_intercept": Saying("arms", False, *_DIFFERENCE),
}

LEVELS: Mapping[str, Words] = {
    "says": {"fr": "les participants disent", "en": "participants say"},
    "followed": {"fr": "a été suivi de", "en": "was followed by"},
    "suggests": {"fr": "la comparaison suggère", "en": "the comparison suggests"},
    "caused": {"fr": "a causé, dans ce test", "en": "caused, in this test"},
}

DESIGNS: Mapping[str, Words] = {
    "no_baseline": {"fr": "sans mesure de départ", "en": "no baseline"},
    "one_group": {"fr": "un groupe, avant et après", "en": "one group, before and after"},
    "comparison": {"fr": "groupe de comparaison et mesure de départ", "en": "comparison group with a baseline"},
    "randomised": {"fr": "groupes tirés au sort", "en": "randomised arms"},
}

LOWERED: Mapping[str, Words] = {}

DIMENSIONS: Mapping[str, Words] = {
    "economic": {"fr": "Économique", "en": "Economic"},
    "social": {"fr": "Social", "en": "Social"},
    "environmental": {"fr": "Environnemental", "en": "Environmental"},
}

DIRECTIONS: Mapping[str, Words] = {
    "better": {"fr": "Mieux", "en": "Better"},
    "worse": {"fr": "Moins bien", "en": "Worse"},
    "unclear": {"fr": "Pas de différence claire", "en": "No clear difference"},
    "described": {"fr": "Décrit, non comparé", "en": "Described, not compared"},
    "refused": {"fr": "Calcul refusé", "en": "Calculation refused"},
}

ROLES: Mapping[str, Words] = {
    "primary": {"fr": "principal", "en": "primary"},
    "secondary": {"fr": "secondaire", "en": "secondary"},
    "exploratory": {"fr": "exploratoire", "en": "exploratory"},
}

REFUSED: Mapping[str, Words] = {}
CHECKS: Mapping[str, Words] = {}
DETAILS: Mapping[str, Words] = {}
COLUMNS: Mapping[str, Words] = {}
CONVENTIONS: Mapping[str, Words] = {}

SINGULAR: Mapping[str, str] = {
    "points": "point",
    "points de pourcentage": "point de pourcentage",
    "percentage points": "percentage point",
    "minutes": "minute",
    "hours": "hour",
    "heures": "heure",
    "days": "day",
    "jours": "jour",
    "euros": "euro",
    "years": "year",
    "années": "année",
    "sorties": "sortie",
    "fois": "fois",
    "times": "time",
}


def words_of(table: Mapping[str, Words], code: str, language: Language) -> str:
    """The words for a code; a code nobody worded yet is shown as it is rather than hidden."""
    return table[code][language] if code in table else code.replace("_", " ")


def unit_of(unit: str, amount: float, language: Language) -> str:
    """The unit in the number its amount asks for: French is singular below two, English at exactly one."""
    one = abs(amount) < 2 if language == "fr" else abs(amount) == 1
    return SINGULAR.get(unit, unit) if one else unit


def method_words(estimator: str, language: Language) -> str:
    """The name of an estimator, as the catalogue words it."""
    return CATALOGUE[estimator].words[language] if estimator in CATALOGUE else estimator
