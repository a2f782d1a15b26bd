"""The look of the laboratory on its reports and minutes, chosen by an administrator."""

from __future__ import annotations

import base64

from livinglab.actions import texts
from livinglab.actions.action import administrator_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.looks import LaboratoryLook, look_in_force
from reports.contrast import judged
from reports.logos import CheckedLogo, LogoRefused, checked


def choose_look(
    *, by: Member, accent: str, logo: bytes | None = None, logo_words: str = "", without_logo: bool = False
) -> LaboratoryLook:
    """The colour and the logo of what is written from now on. Without a file, the logo stays unless it is taken away.

    Raises Refused: a colour that cannot be read, with the nearest that can; a file that is no plain picture.
    """
    colour = _readable(accent.strip().lower())
    said = texts.optional_text(logo_words, texts.SHORT)
    with administrator_action(by, "choose_look") as act:
        look = LaboratoryLook(accent=colour, chosen_by_id=account_id(by))
        _put_logo(look, logo, said, None if without_logo else look_in_force())
        db.session.add(look)
        act.on(look)
    return look


def _readable(accent: str) -> str:
    try:
        found = judged(accent)
    except ValueError as error:
        raise Refused("accent_unreadable") from error
    if not found.readable:
        raise Refused("accent_too_pale", ratio=f"{found.ratio:.2f}", nearest=found.nearest)
    return accent


def _put_logo(look: LaboratoryLook, given: bytes | None, said: str, known: LaboratoryLook | None) -> None:
    if given:
        found = _checked(given)
        look.logo, look.logo_media_type = base64.b64encode(found.content).decode(), found.media_type
        look.logo_width, look.logo_height = found.width, found.height
    elif known is not None and known.logo is not None:
        look.logo, look.logo_media_type = known.logo, known.logo_media_type
        look.logo_width, look.logo_height = known.logo_width, known.logo_height
        said = said or known.logo_words or ""
    if look.logo is not None:
        if not said:
            raise Refused("logo_words_missing")
        look.logo_words = said


def _checked(given: bytes) -> CheckedLogo:
    try:
        return checked(given)
    except LogoRefused as refused:
        raise Refused(refused.code) from refused
