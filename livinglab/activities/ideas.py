"""Ideas: each person writes in private, the room reads them together, then shares out dots."""

from livinglab.activities.activity import HEADLINE, Activity, Field

IDEAS = Activity("ideas", fields=(Field(HEADLINE, "lines", required=True, hint=True),), ballot="dots", method="dots")
