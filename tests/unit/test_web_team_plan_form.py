"""The plan as fields of a form: nothing is lost on the way there and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from people import PLAN
from werkzeug.datastructures import MultiDict

from analysis import plan_json
from analysis.instrument_scales import scale_of
from analysis.plan import Group, Margin, Plan, Series
from livinglab.web.team.plan_form import EMPTY, PARTS, PlanFields, changed, fields_of, fields_of_form, with_instrument
from livinglab.web.team.plan_reading import Complaint, plan_of, with_kept
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
    return plan_json.loads((checkout / "livinglab/demonstration/plan.json").read_text("utf-8"))


def test_a_plan_goes_through_the_form_unchanged(walks: Plan) -> None:
    assert plan_of(fields_of_form(sent(fields_of(walks)))).plan == walks


def test_what_the_form_does_not_show_of_a_plan_is_kept(walks: Plan) -> None:
    words = {"fr": "loin", "en": "far"}
    whole = replace(
        walks,
        outcomes=(replace(walks.outcomes[0], group="far"), *walks.outcomes[1:]),
        groups=(Group("far", words, "site", ("far",)),),
        population=(Margin("site", words, {"far": 1.0}, "Census", 2022),),
        series=(Series("use", words, "use"),),
        sites="site",
    )
    read = plan_of(fields_of_form(sent(fields_of(whole)))).plan
    assert read is not None
    assert with_kept(read, whole) == whole


def test_the_scale_of_an_instrument_goes_through_the_form_unchanged_and_is_added_once() -> None:
    (asked,) = asked_in(alone(load("sus")), library())
    fields = with_instrument(with_instrument(fields_of(PLAN), asked), asked)
    plan = plan_of(fields_of_form(sent(fields))).plan
    assert plan is not None
    assert plan.scales == (*PLAN.scales, scale_of(asked))


def test_waves_keep_their_order_and_are_numbered_anew() -> None:
    waves = tuple(replace(wave, order=order) for order, wave in enumerate(PLAN.waves))
    assert plan_of(fields_of(PLAN)).plan == replace(PLAN, waves=waves)


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
