"""How the results of each method are told: one row per method, its columns, its picture, its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from analysis.results import Figure
from reports.numbers import ABSENT, Language, number, percent

Shown: TypeAlias = Literal["count", "share", "decimal", "grade", "yes_no"]
Picture: TypeAlias = Literal["", "dots", "stacked", "intervals", "plane"]
Words: TypeAlias = Mapping[str, str]
Figures: TypeAlias = Mapping[str, Figure]

GRADES: tuple[Words, ...] = (
    {"fr": "À rejeter", "en": "To reject"},
    {"fr": "Insuffisante", "en": "Poor"},
    {"fr": "Passable", "en": "Fair"},
    {"fr": "Bonne", "en": "Good"},
    {"fr": "Très bonne", "en": "Very good"},
    {"fr": "Excellente", "en": "Excellent"},
)
YES_NO: Words = {"fr": "non/oui", "en": "no/yes"}


@dataclass(frozen=True)
class Column:
    """A figure of a table; `between` names the figures of its interval."""

    figure: str
    label: Words
    shown: Shown = "count"
    between: tuple[str, str] | None = None

    def head(self, parameters: Mapping[str, Any], language: Language) -> str:
        """What stands over the column, with the level of its intervals."""
        return self.label[language].format(level=percent(parameters.get("confidence"), language))

    def cell(self, figures: Figures, language: Language) -> str:
        """The figure as it is read; a dash where it could not be computed."""
        comma = "\u00a0;" if language == "fr" else ","
        return self._written(figures, language, f"{{value}} [{{low}}{comma} {{high}}]")

    def aloud(self, figures: Figures, language: Language) -> str:
        """The same for those who hear it: brackets are not heard."""
        words = {"fr": "{value} (entre {low} et {high})", "en": "{value} (between {low} and {high})"}
        return self._written(figures, language, words[language])

    def _written(self, figures: Figures, language: Language, words: str) -> str:
        value = shown(figures.get(self.figure), self.shown, language)
        if figures.get(self.figure) is None or self.between is None:
            return value
        low, high = (shown(figures.get(name), self.shown, language) for name in self.between)
        return words.format(value=value, low=low, high=high)


@dataclass(frozen=True)
class Part:
    """A part of a stacked bar: how many people, under which name."""

    figure: str
    label: Words


@dataclass(frozen=True)
class Method:
    """`beside`: figures written at the end of each bar. `honest`: what the result does not say."""

    name: Words
    honest: Words
    columns: tuple[Column, ...] = ()
    picture: Picture = ""
    parts: tuple[Part, ...] = ()
    beside: tuple[Column, ...] = ()


def method_of(code: str) -> Method:
    """The row of a method; that of a plain list for one unknown here."""
    return METHODS.get(code, METHODS["nothing"])


def shown(value: Figure, how: Shown, language: Language) -> str:
    """A figure as a reader of the language writes it."""
    return ABSENT if value is None else FORMS[how](value, language)


def parameters_said(parameters: Mapping[str, Any], language: Language) -> str:
    """Each parameter by its name with its value; empty when there is none."""
    named = {name: PARAMETERS[name][language] if name in PARAMETERS else name for name in sorted(parameters)}
    return ", ".join(f"{said} {_value(parameters[name], language)}" for name, said in named.items())


def _value(value: Any, language: Language) -> str:
    if isinstance(value, float):
        return number(value, language, len(f"{value:.15g}".partition(".")[2]))
    return number(value, language) if isinstance(value, int) else str(value)


def _decimal(value: float, language: Language) -> str:
    return number(value, language, 1 if abs(value) >= 1 else 2)


def _grade(value: float, language: Language) -> str:
    return GRADES[int(value)][language] if 0 <= value < len(GRADES) else ABSENT


FORMS: Mapping[Shown, Callable[[float, Language], str]] = {
    "count": number,
    "share": percent,
    "decimal": _decimal,
    "grade": _grade,
    "yes_no": lambda value, language: YES_NO[language].split("/")[bool(value)],
}
PARAMETERS: Mapping[str, Words] = {
    "confidence": {"fr": "confiance", "en": "confidence"},
    "grades": {"fr": "mentions", "en": "grades"},
    "steps": {"fr": "degrés", "en": "steps"},
    "prior_sd": {"fr": "écart type a priori", "en": "prior standard deviation"},
}
CONFLICT: Words = {"fr": "Conflit, de 0 à 1", "en": "Conflict, 0 to 1"}
SKIPPED: Words = {"fr": "Sans avis", "en": "No opinion"}

METHODS: Mapping[str, Method] = {
    "nothing": Method(
        {"fr": "sans jugement", "en": "without judgement"},
        {
            "fr": "Rien n’a été jugé : ces mots sont ceux de la salle, sans ordre.",
            "en": "Nothing was judged: these are the room’s words, in no order.",
        },
    ),
    "dots": Method(
        {"fr": "gommettes", "en": "dots"},
        {
            "fr": "Les gommettes disent le soutien dans cette salle, ce jour-là. Elles ne disent ni l’opposition, ni "
            "l’avis des absents.",
            "en": "Dots say how much support there was in this room, on this day. They say nothing of opposition, nor "
            "of people who were absent.",
        },
        (
            Column("dots", {"fr": "Gommettes", "en": "Dots"}),
            Column("people", {"fr": "Personnes", "en": "People"}),
        ),
        "dots",
        (),
        (
            Column("dots", {"fr": "gommettes", "en": "dots"}),
            Column("people", {"fr": "personnes", "en": "people"}),
        ),
    ),
    "statements": Method(
        {"fr": "part d’accord et conflit", "en": "share who agree, and conflict"},
        {
            "fr": "L’intervalle dit ce que vaudrait la part si d’autres personnes semblables s’étaient prononcées. Un "
            "conflit de 1 : la salle est coupée en deux.",
            "en": "The interval says what the share could be had other, similar people answered. A conflict of 1: the "
            "room is split in two.",
        },
        (
            Column("agree", {"fr": "D’accord", "en": "Agree"}),
            Column("passed", {"fr": "Passent", "en": "Passed"}),
            Column("disagree", {"fr": "Pas d’accord", "en": "Disagree"}),
            Column(
                "share", {"fr": "Part d’accord [{level}]", "en": "Share who agree [{level}]"}, "share", ("low", "high")
            ),
            Column("conflict", CONFLICT, "decimal"),
        ),
        "stacked",
        (
            Part("agree", {"fr": "d’accord", "en": "agree"}),
            Part("passed", {"fr": "passent", "en": "passed"}),
            Part("disagree", {"fr": "pas d’accord", "en": "disagree"}),
        ),
        (Column("conflict", {"fr": "conflit", "en": "conflict"}, "decimal"),),
    ),
    "majority_judgment": Method(
        {"fr": "jugement majoritaire", "en": "majority judgment"},
        {
            "fr": "Une proposition vaut la mention que la moitié des personnes au moins lui donne ou dépasse. Les "
            "« sans avis » ne comptent pas ; regardez leur nombre.",
            "en": "A proposal is worth the grade that at least half of the people give it or exceed. “No opinion” does "
            "not count; look at how many there are.",
        },
        (
            Column("median", {"fr": "Mention majoritaire", "en": "Majority grade"}, "grade"),
            *(Column(f"grade_{grade}", GRADES[grade]) for grade in range(5, -1, -1)),
            Column("skipped", SKIPPED),
        ),
        "stacked",
        tuple(Part(f"grade_{grade}", GRADES[grade]) for grade in range(5, -1, -1)),
        (
            Column("median", {"fr": "", "en": ""}, "grade"),
            Column("skipped", {"fr": "sans avis", "en": "no opinion"}),
        ),
    ),
    "pairwise": Method(
        {"fr": "comparaisons par paires (Bradley et Terry)", "en": "pairwise comparison (Bradley and Terry)"},
        {
            "fr": "Deux propositions dont les intervalles se recouvrent largement ne sont pas départagées. Sans rang : "
            "elles n’ont pas toutes été comparées entre elles.",
            "en": "Two proposals whose intervals overlap widely are not told apart. No rank: they have not all been "
            "compared with each other.",
        },
        (
            Column("strength", {"fr": "Force [{level}]", "en": "Strength [{level}]"}, "decimal", ("low", "high")),
            Column("comparisons", {"fr": "Comparaisons", "en": "Comparisons"}),
            Column("component", {"fr": "Ensemble comparé", "en": "Compared set"}),
        ),
        "intervals",
        (),
        (Column("strength", {"fr": "", "en": ""}, "decimal", ("low", "high")),),
    ),
    "impact_feasibility": Method(
        {"fr": "effet et faisabilité, moyennes et conflits", "en": "impact and feasibility, means and conflicts"},
        {
            "fr": "Une moyenne au milieu peut cacher deux camps : lisez le conflit à côté.",
            "en": "A mean in the middle may hide two camps: read the conflict beside it.",
        },
        (
            Column("impact_mean", {"fr": "Effet, sur 5", "en": "Impact, of 5"}, "decimal"),
            Column("impact_conflict", {"fr": "Conflit sur l’effet", "en": "Conflict on impact"}, "decimal"),
            Column("impact_people", {"fr": "Personnes (effet)", "en": "People (impact)"}),
            Column("feasibility_mean", {"fr": "Faisabilité, sur 5", "en": "Feasibility, of 5"}, "decimal"),
            Column("feasibility_conflict", {"fr": "Conflit, faisabilité", "en": "Conflict, feasibility"}, "decimal"),
            Column("feasibility_people", {"fr": "Personnes (faisabilité)", "en": "People (feasibility)"}),
        ),
        "plane",
    ),
    "consent": Method(
        {"fr": "consentement, c’est-à-dire absence d’objection", "en": "consent, that is no objection"},
        {
            "fr": "Une objection n’est pas un veto : elle dit ce qu’il faut améliorer avant que la proposition passe.",
            "en": "An objection is not a veto: it says what to improve before the proposal passes.",
        },
        (
            Column("passes", {"fr": "Passe", "en": "Passes"}, "yes_no"),
            Column("consent", {"fr": "Consentent", "en": "Consent"}),
            Column("reservation", {"fr": "Avec réserve", "en": "With a reservation"}),
            Column("objection", {"fr": "Objections", "en": "Objections"}),
            Column("skipped", SKIPPED),
        ),
        "stacked",
        (
            Part("consent", {"fr": "consentent", "en": "consent"}),
            Part("reservation", {"fr": "avec réserve", "en": "with a reservation"}),
            Part("objection", {"fr": "objections", "en": "objections"}),
        ),
        (Column("skipped", {"fr": "sans avis", "en": "no opinion"}),),
    ),
}
