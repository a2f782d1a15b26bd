"""The kinds of activity an agenda may hold: one row and one file each."""

from __future__ import annotations

from collections.abc import Mapping

from livinglab.activities.activity import Activity
from livinglab.activities.consent import CONSENT
from livinglab.activities.dot_vote import DOT_VOTE
from livinglab.activities.grouping import GROUPING
from livinglab.activities.ideas import IDEAS
from livinglab.activities.impact_feasibility import IMPACT_FEASIBILITY
from livinglab.activities.journey_map import JOURNEY_MAP
from livinglab.activities.majority_judgment import MAJORITY_JUDGMENT
from livinglab.activities.needs import NEEDS
from livinglab.activities.pairwise import PAIRWISE
from livinglab.activities.persona import PERSONA
from livinglab.activities.statements import STATEMENTS

ACTIVITIES: Mapping[str, Activity] = {
    activity.code: activity
    for activity in (
        NEEDS,
        IDEAS,
        PERSONA,
        JOURNEY_MAP,
        GROUPING,
        DOT_VOTE,
        STATEMENTS,
        MAJORITY_JUDGMENT,
        PAIRWISE,
        IMPACT_FEASIBILITY,
        CONSENT,
    )
}
