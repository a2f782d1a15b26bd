"""Persona: a person the project is for, told as a record whose every field may be left empty but the name."""

from livinglab.activities.activity import HEADLINE, Activity, Field

PERSONA = Activity(
    "persona",
    fields=(
        Field(HEADLINE, required=True, hint=True),
        Field("situation", "lines"),
        Field("wants", "lines"),
        Field("hinders", "lines"),
        Field("habits", "lines"),
        Field("words", "lines"),
        Field("evidence"),
    ),
)
