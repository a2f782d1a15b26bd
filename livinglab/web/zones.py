"""The time zones offered first where one is asked for; any other that is known may be typed."""

from __future__ import annotations

ZONES = (
    *("Europe/Paris", "Europe/Brussels", "Europe/London", "UTC", "America/Guadeloupe", "America/Martinique"),
    *("America/Cayenne", "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "Africa/Dakar"),
    *("America/Montreal", "America/New_York", "America/Los_Angeles"),
)
