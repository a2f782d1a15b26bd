"""Consent: a proposal passes when nobody objects; an objection says why."""

from livinglab.activities.activity import Activity, Scale

CONSENT = Activity(
    "consent",
    ballot="scales",
    scales=(
        Scale(
            "consent",
            {1: "consent", 0: "reservation", -1: "objection"},
            skip=True,
            why_at=frozenset({-1}),
        ),
    ),
    method="consent",
)
