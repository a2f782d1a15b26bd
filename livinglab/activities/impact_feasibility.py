"""Impact × feasibility: each proposal gets two marks of five."""

from livinglab.activities.activity import Activity, Scale

FIVE = {1: "1", 2: "2", 3: "3", 4: "4", 5: "5"}
IMPACT_FEASIBILITY = Activity(
    "impact_feasibility",
    ballot="scales",
    scales=(Scale("impact", FIVE, skip=True), Scale("feasibility", FIVE, skip=True)),
    method="impact_feasibility",
)
