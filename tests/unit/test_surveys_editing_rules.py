"""Conditions and limits said in a form: what a rule can say, and that it is read back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.editing.rules import (
    COMPARISONS,
    Condition,
    Kind,
    Limits,
    Rule,
    limits_of,
    rule_of,
    source_of,
    source_of_limits,
)
from surveys.expressions.parser import parse

KINDS: dict[str, Kind] = {"age": "number", "town": "text", "reasons": "several"}


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("${town} = 'caen'", Rule((Condition("town", "is", "caen"),))),
        ("${age} >= 18", Rule((Condition("age", "at_least", "18"),))),
        ("${age} > -1.5", Rule((Condition("age", "more", "-1.5"),))),
        ("selected(${reasons}, 'cost')", Rule((Condition("reasons", "is", "cost"),))),
        ("not(selected(${reasons}, 'cost'))", Rule((Condition("reasons", "is_not", "cost"),))),
        ("${town} != ''", Rule((Condition("town", "answered"),))),
        (
            "${age} < 3 or ${town} = 'caen'",
            Rule((Condition("age", "less", "3"), Condition("town", "is", "caen")), "or"),
        ),
    ],
)
def test_a_simple_condition_is_a_rule_and_back(source: str, rule: Rule) -> None:
    assert (rule_of(source), source_of(rule, KINDS.__getitem__)) == (rule, source)


@pytest.mark.parametrize(
    "source",
    ["", "${age} > ", "${age} > ${other}", "${a} = 1 and (${b} = 2 or ${c} = 3)", "count-selected(${reasons}) > 1"],
)
def test_anything_else_stays_an_expression(source: str) -> None:
    assert rule_of(source) is None


CONDITIONS = st.builds(
    Condition,
    st.sampled_from(list(KINDS)),
    st.sampled_from(COMPARISONS),
    st.one_of(st.integers(-99, 99).map(str), st.text(alphabet="abé' -", min_size=1, max_size=5)),
)


@given(st.lists(CONDITIONS, min_size=1, max_size=3), st.sampled_from(["and", "or"]))
def test_every_rule_is_an_expression(conditions: list[Condition], join: str) -> None:
    rule = Rule(tuple(conditions), "or" if join == "or" else "and")
    assert parse(source_of(rule, KINDS.__getitem__)).source


@pytest.mark.parametrize(
    ("source", "limits"),
    [
        (". >= 0 and . <= 50", Limits("0", "50")),
        (". >= -2.5", Limits("-2.5", "")),
        (". <= 10", Limits("", "10")),
    ],
)
def test_limits_are_read_and_written_back(source: str, limits: Limits) -> None:
    assert (limits_of(source), source_of_limits(limits)) == (limits, source)


@pytest.mark.parametrize("source", ["", ". > 0", ". >= ${age}", ". >= 0 and . >= 1", "regex(., '[0-9]')"])
def test_another_constraint_has_no_limits(source: str) -> None:
    assert limits_of(source) is None
