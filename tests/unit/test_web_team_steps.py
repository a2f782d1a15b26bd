"""What a study still needs, and the one thing to do next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livinglab.web.team.steps import Facts, next_of

NEW = Facts("draft", False, False, False, False, False, 0)
READY = Facts("locked", True, True, True, True, True, 12)


def test_a_new_study_first_needs_a_questionnaire() -> None:
    assert next_of(NEW).code == "questionnaire"


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"has_questionnaire": False}, "questionnaire"),
        ({"has_plan": False}, "plan"),
        ({"all_waves_served": False}, "assign"),
        ({"has_consent": False}, "consent"),
        ({"locked": False}, "lock"),
        ({"participants": 0}, "enrol"),
        ({}, "open"),
        ({"state": "open"}, "collect"),
        ({"state": "closing"}, "report"),
        ({"state": "closed"}, "report"),
    ],
)
def test_the_next_step_is_the_first_one_missing(missing: dict[str, object], code: str) -> None:
    assert next_of(replace(READY, **missing)).code == code  # type: ignore[arg-type]  # each value fits its field
