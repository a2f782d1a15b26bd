"""The respondent's pages: consent, one section a page, review, send; then what is next, and the way out.

Who holds the secret in the address acts: no account, no cookie, nothing a session could lose
(docs/decisions/0006-the-personal-link.md).
"""

from livinglab.web.participant import (  # views register themselves
    consent,
    files,
    home,
    in_place,
    interviews,
    kiosk,
    leaving,
    open_link,
    package,
    questions,
    review,
    sittings,
    whole_form,
)
from livinglab.web.participant.door import participant

__all__ = [
    "consent",
    "files",
    "home",
    "in_place",
    "interviews",
    "kiosk",
    "leaving",
    "open_link",
    "package",
    "participant",
    "questions",
    "review",
    "sittings",
    "whole_form",
]
