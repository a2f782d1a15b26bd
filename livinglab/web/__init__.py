"""The pages: one blueprint per audience. `BLUEPRINTS` is what the application registers."""

from __future__ import annotations

from flask import Blueprint

from livinglab.web.participant import participant

BLUEPRINTS: tuple[Blueprint, ...] = (participant,)
