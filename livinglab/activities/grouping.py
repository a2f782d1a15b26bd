"""Grouping: the team gathers what was written into themes, aloud, in front of the room. Every original stays."""

from livinglab.activities.activity import Activity

GROUPING = Activity("grouping", gathers=True)
