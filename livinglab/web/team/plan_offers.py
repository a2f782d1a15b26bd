"""What the form of the plan offers to choose from: questions, scores, series, groups, waves, ways of comparing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from analysis.estimators.catalogue import CATALOGUE, EstimatorRow, MeasureKind
from analysis.measures import find_variable, kinds_of_variable
from livinglab.web.team.estimator_needs import Need, fields_asked, needs_of
from livinglab.web.team.field_reader import text_of
from livinglab.web.team.plan_form import PlanFields, Row, Value, name_of, with_rows
from livinglab.words import either, spoken, t
from surveys.codebook import Codebook, Variable
from surveys.languages import decimal_mark

Option: TypeAlias = tuple[str, str]
Heading: TypeAlias = tuple[str, list[Option]]  # a title over some options
OF_ALLOCATION = ("site",)  # what is known of a participant besides their answers
OFFERED_BY_SOME = ("adjust_for", "imputations")
IMPUTATIONS = ("20", "50", "100")
NO_QUESTION = Codebook((), (), (), "fr")


@dataclass(frozen=True)
class Offers:
    """The choices of one form. `codebook` holds the questions; None when no questionnaire was uploaded."""

    fields: PlanFields
    codebook: Codebook | None

    def measures(self) -> list[Option]:
        """Scores, declared series, and every question that something can be measured on."""
        scales = [(code, t("plan.measure_scale", label=label)) for code, label in self._named("scale")]
        series = [(f"series:{code}", t("plan.measure_series", label=label)) for code, label in self._named("series")]
        return [*scales, *series, *map(_question, self._variables("categorical"))]

    def items(self) -> list[Option]:
        """The questions a score can be made of: those answered by a number."""
        return [_question(variable) for variable in self._variables("numeric")]

    def covariates(self) -> list[Option]:
        """What a comparison can be adjusted for: scores, and questions answered by a number or a choice."""
        scales = [(code, t("plan.measure_scale", label=label)) for code, label in self._named("scale")]
        asked = [one for one in self._variables("categorical") if one.type != "text" or one.expression]
        return [*scales, *map(_question, asked)]

    def attributes(self) -> list[Option]:
        """What can be known of each participant: of their allocation, or answered at the start."""
        return [*self.allocated(), *map(_question, self._variables("categorical"))]

    def allocated(self) -> list[Option]:
        """What is known of each participant from their allocation."""
        return [(name, t(f"plan.attribute_{name}")) for name in OF_ALLOCATION]

    def answers(self, name: Value | None) -> list[Option]:
        """The answers that a question offers; none for a score, a number or free words."""
        variable = find_variable(self.codebook or NO_QUESTION, str(name or ""))
        return [(choice.name, either(choice.label) or choice.name) for choice in variable.choices] if variable else []

    def named(self, name: str) -> str:
        """A question, a score, a series or a fact of the allocation in words; its name where nothing knows it."""
        return self._words.get(name, name)

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return dict([*self.measures(), *self.attributes()])

    def answers_named(self, name: Value | None) -> Mapping[str, str]:
        """The answers that a question offers, by code."""
        return dict(self.answers(name))

    def waves(self) -> list[Option]:
        """The waves that have a name."""
        return self._named("wave")

    def imputations(self) -> list[Option]:
        """How often the missing may be drawn."""
        return [("", t("plan.no_imputation")), *((number, number) for number in IMPUTATIONS)]

    def groups(self) -> list[Option]:
        """The groups of people that have a name."""
        return self._named("group")

    def estimators(self) -> list[Heading]:
        """Every way of comparing: first those that suit the way the groups are formed, then the others."""
        design = text_of(self.fields.top, "design")
        fits = [row for row in CATALOGUE.values() if design in row.designs]
        others = [row for row in CATALOGUE.values() if design not in row.designs]
        found = ((t("plan.estimators_fit"), fits), (t("plan.estimators_other"), others))
        return [(title, [(row.code, either(row.words)) for row in rows]) for title, rows in found if rows]

    def asked(self, row: Row) -> Mapping[str, Need]:
        """Which fields the chosen way of comparing needs, may use, does not use."""
        return fields_asked(self._chosen(row))

    def unused(self, row: Row) -> list[str]:
        """The fields that the chosen way of comparing does not use; what few ways offer, only where it is filled."""
        unused = [name for name, need in self.asked(row).items() if need == "unused"]
        return [name for name in unused if name not in OFFERED_BY_SOME or row.get(name)]

    def fills_unused(self, row: Row) -> bool:
        """Whether something was said in a field that is not used."""
        return any(row.get(name) for name in self.unused(row))

    def needs(self, row: Row) -> tuple[str, ...]:
        """Everything the chosen way of comparing needs; nothing before it is chosen."""
        chosen = self._chosen(row)
        return needs_of(chosen) if chosen else ()

    def _chosen(self, row: Row) -> EstimatorRow | None:
        return CATALOGUE.get(text_of(row, "estimator"))

    def _named(self, part: str) -> list[Option]:
        rows = [(text_of(row, "code"), row) for row in self.fields.parts[part]]
        return [(code, name_of(row)) for code, row in rows if code]

    def _variables(self, kind: MeasureKind) -> list[Variable]:
        return [variable for variable, kinds in self._kinds if kind in kinds]

    @cached_property
    def _kinds(self) -> list[tuple[Variable, tuple[MeasureKind, ...]]]:
        """Every question with how it may be measured; a question is one, whatever the scores are called."""
        return [(one, kinds_of_variable(one)) for one in (self.codebook or NO_QUESTION).variables]


def unknown(values: Sequence[str], offered: Sequence[Option]) -> list[Option]:
    """What the plan names and nothing offers any more: kept on the form, so that saving loses nothing."""
    known = {option[0] for option in offered}
    return [(value, value) for value in values if value and value not in known]


def ticked_first(offered: Sequence[Option], chosen: Sequence[str]) -> list[Option]:
    """The boxes of a list: those ticked come first, in their own order, and what nothing offers any more among them."""
    words = dict(offered)
    ticked = [(value, words.get(value, value)) for value in dict.fromkeys(chosen)]
    return ticked + [option for option in offered if option[0] not in set(chosen)]


def with_answers(fields: PlanFields, codebook: Codebook | None) -> PlanFields:
    """The fields with the answers of a question as the values of a margin that has none yet."""
    offers = Offers(fields, codebook)
    rows = tuple(
        {**row, "value": tuple(name for name, _ in offers.answers(row.get("attribute"))), "share": ()}
        if not any(row.get("value", ()))
        else row
        for row in fields.parts["margin"]
    )
    return with_rows(fields, "margin", rows)


def with_mark(typed: str) -> str:
    """A number of the form with the decimal mark of the reader's language; the form reads both."""
    return typed.replace(".", decimal_mark(spoken()))


def _question(variable: Variable) -> Option:
    words = either(variable.label)
    return variable.name, f"{words} ({variable.name})" if words else variable.name
