"""Dots on what an earlier activity left: ideas or themes."""

from livinglab.activities.activity import Activity

DOT_VOTE = Activity("dots", ballot="dots", method="dots")
