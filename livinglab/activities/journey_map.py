"""Journey map: one step of somebody's day per record, with what they do, feel and lack there."""

from livinglab.activities.activity import HEADLINE, Activity, Field

JOURNEY_MAP = Activity(
    "journey_map",
    fields=(
        Field(HEADLINE, required=True, hint=True),
        Field("moment", "choice", ("before", "during", "after"), required=True, missing="journey_map_moment_missing"),
        Field("does", "lines"),
        Field("feels", "choice", ("1", "2", "3", "4", "5")),
        Field("hinders", "lines"),
        Field("opportunity", "lines"),
    ),
)
