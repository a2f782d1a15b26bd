"""Majority judgment: each proposal gets a grade in words; the best majority grade comes first."""

from livinglab.activities.activity import Activity, Scale

GRADES = {5: "excellent", 4: "very_good", 3: "good", 2: "fair", 1: "poor", 0: "reject"}
MAJORITY_JUDGMENT = Activity(
    "majority_judgment",
    ballot="scales",
    scales=(Scale("grade", GRADES, skip=True),),
    method="majority_judgment",
)
