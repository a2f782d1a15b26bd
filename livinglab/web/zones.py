"""The laboratory's time zone, and those offered first where one is asked for; any other that is known may be typed."""

from __future__ import annotations

from flask import current_app

from livinglab.settings import Settings

ZONES = (
    *("Europe/Paris", "Europe/Brussels", "Europe/London", "UTC", "America/Guadeloupe", "America/Martinique"),
    *("America/Cayenne", "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "Africa/Dakar"),
    *("America/Montreal", "America/New_York", "America/Los_Angeles"),
)


def zone_here() -> str:
    """The zone in which the laboratory counts its days, unless a plan says another."""
    settings: Settings = current_app.config["LIVINGLAB"]
    return settings.zone
