"""The colour and the logo that reports and minutes wear: chosen by an administrator, shown as they will be."""

from __future__ import annotations

import base64
from math import floor

from flask import redirect, render_template, request, url_for

from livinglab.actions.looks import choose_look as choose
from livinglab.store.failures import Refused
from livinglab.store.looks import look_in_force
from livinglab.web.access import by
from livinglab.web.forms import Answered, complain, typed
from livinglab.web.team.blueprint import team
from livinglab.web.wording import format_number
from livinglab.words import t
from reports.contrast import judged
from reports.limits import ACCENT
from reports.logos import LARGEST_FILE

FIELDS = {"logo_words_missing": "logo_words", "text_too_long": "logo_words", "text_unstorable": "logo_words"}
SAMPLE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="48">'
    '<rect width="240" height="48" rx="3" fill="{0}"/></svg>'
)


@team.get("/laboratory/look")
def look() -> Answered:
    """What is worn now, and the form to choose anew."""
    known = look_in_force()
    fields = {"accent": known.accent if known else ACCENT, "logo_words": (known.logo_words or "") if known else ""}
    return render_template("team/look.html", **_shown(), typed=fields, errors=[], complaints={})


@team.post("/laboratory/look")
def choose_look() -> Answered:
    """Keeps the choice, or says what to change and proposes the nearest colour."""
    fields = typed("accent", "logo_words")
    file = request.files.get("logo")
    content = file.stream.read(LARGEST_FILE + 1) if file and file.filename else None
    try:
        choose(by=by(), **fields, logo=content, without_logo="without_logo" in request.form)
    except Refused as refused:
        where = FIELDS.get(refused.code, "accent" if refused.code.startswith("accent") else "logo")
        words, proposed = _worded(refused, fields["accent"])
        values = {**_shown(), "typed": {**fields, "accent": proposed}}
        return complain("team/look.html", [(where, words)], **values)
    return redirect(url_for("team.look"))


def _worded(refused: Refused, accent: str) -> tuple[str, str]:
    """What to do, with the ratio as the reader writes it, and the colour to put in the form."""
    if refused.code.startswith("logo_"):
        return t(f"refusals.logo_{refused.code.removeprefix('logo_')}"), accent
    if refused.code != "accent_too_pale":
        return refused.words(), accent
    found = judged(accent.lower())
    ratio = format_number(floor(found.ratio * 100) / 100, 2)  # 4.499 is not 4.50
    return t("refusals.accent_too_pale", ratio=ratio, nearest=found.nearest), found.nearest


def _shown() -> dict[str, object]:
    known = look_in_force()
    accent = known.accent if known else ACCENT
    sample = "data:image/svg+xml;base64," + base64.b64encode(SAMPLE.format(accent).encode()).decode()
    logo = f"data:{known.logo_media_type};base64,{known.logo}" if known and known.logo else None
    ratio = judged(accent).ratio
    return {
        "known": known,
        "accent": accent,
        "sample": sample,
        "logo": logo,
        "ratio": ratio,
        "kilobytes": LARGEST_FILE // 1000,
    }
