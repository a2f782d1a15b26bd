"""The plan as fields of a form: nothing is lost on the way there and back."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from garden import PLAN as MONEY
from hypothesis import given
from office import NATURE
from people import PLAN
from plans_at_random import PLANS
from werkzeug.datastructures import MultiDict

from analysis import plan_json
from analysis.instrument_scales import scale_of
from analysis.plan import Arm, Group, Outcome, Plan, Scale, Series, Wave
from livinglab.web.team.field_reader import Complaint
from livinglab.web.team.plan_form import (
    EMPTY,
    PARTS,
    PlanFields,
    Value,
    changed,
    fields_of,
    fields_of_form,
    with_instrument,
)
from livinglab.web.team.plan_kept import with_kept
from livinglab.web.team.plan_reading import PlanReading, coded, plan_of
from surveys.instruments import library, load
from surveys.instruments.insertion import alone, asked_in


def sent(fields: PlanFields) -> MultiDict[str, str]:
    """The fields as a browser posts them."""
    form: MultiDict[str, str] = MultiDict({name: str(value) for name, value in fields.top.items()})
    for part, rows in fields.parts.items():
        for index, row in enumerate(rows):
            for name, value in row.items():
                form.setlist(f"{part}-{index}-{name}", [value] if isinstance(value, str) else list(value))
    return form


@pytest.fixture
def walks(checkout: Path) -> Plan:
    return plan_json.loads((checkout / "livinglab/samples/walks/plan.json").read_text("utf-8"))


def test_a_plan_goes_through_the_form_unchanged(walks: Plan) -> None:
    assert plan_of(fields_of_form(sent(fields_of(walks)))).plan == walks


@pytest.mark.parametrize(
    ("kind", "part"),
    [(Arm, "arm"), (Wave, "wave"), (Scale, "scale"), (Group, "group"), (Series, "series"), (Outcome, "outcome")],
)
def test_every_field_of_a_part_has_its_place_on_the_form(kind: type, part: str) -> None:
    assert {name.removesuffix("_fr").removesuffix("_en") for name in PARTS[part]} == {one.name for one in fields(kind)}


@given(PLANS)
def test_any_plan_goes_through_the_form_unchanged(plan: Plan) -> None:
    read = plan_of(fields_of_form(sent(fields_of(plan)))).plan
    assert read is not None
    assert with_kept(read, plan) == plan


def test_the_accounts_and_words_in_further_languages_are_kept(walks: Plan) -> None:
    (first, *others) = walks.outcomes
    spanish = replace(first, label={**first.label, "es": "Confianza"})
    whole = replace(walks, outcomes=(spanish, *others), economics=MONEY, environment=NATURE)
    read = plan_of(fields_of_form(sent(fields_of(whole)))).plan
    assert read is not None
    assert (read.economics, read.outcomes[0].label) == (None, first.label)
    assert with_kept(read, whole) == whole


def test_the_scale_of_an_instrument_goes_through_the_form_unchanged_and_is_added_once() -> None:
    (asked,) = asked_in(alone(load("sus")), library())
    fields = with_instrument(with_instrument(fields_of(PLAN), asked), asked)
    plan = plan_of(fields_of_form(sent(fields))).plan
    assert plan is not None
    assert plan.scales == (*PLAN.scales, scale_of(asked))


def test_a_wave_that_was_added_comes_after_those_that_keep_their_numbers() -> None:
    fields = fields_of(PLAN)
    plan = plan_of(replace(fields, parts={**fields.parts, "wave": (*fields.parts["wave"], {"label_en": "Late"})})).plan
    assert plan is not None
    assert [wave.order for wave in plan.waves] == [1, 2, 3]


def test_rows_left_empty_are_left_out() -> None:
    reading = plan_of(EMPTY)
    assert reading.plan is not None
    assert (reading.plan.arms, reading.plan.waves, reading.plan.outcomes) == ((), (), ())


def test_a_code_left_blank_is_made_from_the_name_and_stays_unique() -> None:
    rows = ({"label_en": "Walks, every week!"}, {"label_en": "Walks every week"}, {"label_fr": "Été"})
    plan = plan_of(replace(EMPTY, parts={**EMPTY.parts, "arm": rows})).plan
    assert plan is not None
    assert [arm.code for arm in plan.arms] == ["walks_every_week", "walks_every_week_2", "ete"]


@pytest.mark.parametrize(("written", "read"), [("1,5", 1.5), ("−0.5", -0.5), ("1\u202f200", 1200.0), ("", None)])
def test_numbers_are_read_as_people_write_them(written: str, read: float | None) -> None:
    fields = fields_of(PLAN)
    row = {**fields.parts["outcome"][0], "threshold": written}
    plan = plan_of(replace(fields, parts={**fields.parts, "outcome": (row,)})).plan
    assert plan is not None
    assert plan.outcomes[0].threshold == read


def test_what_is_no_number_is_told_at_its_field() -> None:
    fields = fields_of(PLAN)
    row = {**fields.parts["wave"][1], "due_days": "two"}
    top = {**fields.top, "minimum_cell": "2.5"}
    reading = plan_of(PlanFields(top, {**fields.parts, "wave": (fields.parts["wave"][0], row)}))
    assert (reading.plan, reading.complaints) == (
        None,
        (Complaint("wave-1-due_days", "number"), Complaint("minimum_cell", "whole")),
    )


def test_a_choice_that_was_not_offered_is_refused() -> None:
    reading = plan_of(replace(EMPTY, top={**EMPTY.top, "design": "magic"}))
    assert reading.complaints == (Complaint("design", "choice"),)


@pytest.mark.parametrize("part", PARTS)
def test_another_row_is_added_at_the_end_and_one_removed_from_its_place(part: str) -> None:
    fields = changed(fields_of(PLAN), add=part, remove=None)
    assert fields.parts[part][-1] == {}
    assert changed(fields, add=None, remove=f"{part}-{len(fields.parts[part]) - 1}") == fields_of(PLAN)


@pytest.mark.parametrize("forged", ["__class__", "arm-x", "arm", "-1"])
def test_a_forged_button_changes_nothing(forged: str) -> None:
    fields = fields_of(PLAN)
    assert changed(fields, add=forged if forged != "arm" else None, remove=forged) == fields


def margin(**row: Value) -> PlanReading:
    return plan_of(replace(EMPTY, parts={**EMPTY.parts, "margin": (row,)}))


def test_shares_are_typed_as_percentages_and_a_cleared_line_is_left_out() -> None:
    plan = margin(attribute="age", value=("young", "", "old"), share=("33,3", "", "66.7")).plan
    assert plan is not None
    assert plan.population[0].shares == {"young": 0.333, "old": 0.667}


@pytest.mark.parametrize(
    ("values", "shares", "field", "code"),
    [
        (("young", "old"), ("40", ""), "margin-0-share-1", "share_missing"),
        (("young",), ("40", "60"), "margin-0-value-1", "value_missing"),
        (("young", "young"), ("40", "60"), "margin-0-value-1", "value_twice"),
        (("young",), ("half",), "margin-0-share-0", "number"),
    ],
)
def test_half_a_line_of_shares_is_told_at_its_field(
    values: tuple[str, ...], shares: tuple[str, ...], field: str, code: str
) -> None:
    assert margin(attribute="age", value=values, share=shares).complaints == (Complaint(field, code),)


def test_a_row_where_only_boxes_were_ticked_is_kept() -> None:
    plan = plan_of(replace(EMPTY, parts={**EMPTY.parts, "outcome": ({"waves": ("t1",)},)})).plan
    assert plan is not None
    assert [(outcome.code, outcome.waves) for outcome in plan.outcomes] == [("outcome", ("t1",))]


def test_an_answer_of_several_words_is_one_line() -> None:
    fields = fields_of(PLAN)
    form = sent(fields)
    form["outcome-0-success_values"] = "very good\r\n good \r\n\r\n"
    plan = plan_of(fields_of_form(form)).plan
    assert plan is not None
    assert plan.outcomes[0].success_values == ("very good", "good")


def test_what_is_named_can_be_chosen_before_it_is_saved() -> None:
    parts = {**EMPTY.parts, "wave": ({"label_en": "Start"}, {}), "series": ({"label_fr": "Visites"},)}
    found = coded(replace(EMPTY, parts=parts))
    assert [row.get("code") for row in found.parts["wave"]] == ["start", None]
    assert found.parts["series"][0]["code"] == "visites"
