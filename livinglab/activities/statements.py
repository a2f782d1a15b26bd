"""Statements: agree, disagree or pass on each. Anyone may add one."""

from livinglab.activities.activity import HEADLINE, Activity, Field, Scale

STATEMENTS = Activity(
    "statements",
    fields=(Field(HEADLINE, "lines", required=True, hint=True),),
    ballot="scales",
    scales=(Scale("opinion", {1: "agree", 0: "pass", -1: "disagree"}),),
    method="statements",
)
