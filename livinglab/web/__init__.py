"""The pages: one blueprint per audience. `BLUEPRINTS` is what the application registers."""

from __future__ import annotations

from flask import Blueprint

from livinglab.web.account import account
from livinglab.web.board import board
from livinglab.web.editor import editor
from livinglab.web.entry import entry
from livinglab.web.facilitator import facilitator
from livinglab.web.offline import offline
from livinglab.web.openrosa import openrosa
from livinglab.web.participant import participant
from livinglab.web.public import public
from livinglab.web.team import team

BLUEPRINTS: tuple[Blueprint, ...] = (
    account,
    board,
    editor,
    entry,
    facilitator,
    offline,
    openrosa,
    participant,
    public,
    team,
)
