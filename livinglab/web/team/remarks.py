"""The words the team adds to its reports: written in plain text, seen as they will be printed, then kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import current_app, redirect, render_template, request, url_for

from livinglab.actions.remarks import write_remark as keep
from livinglab.settings import Settings
from livinglab.store.database import now
from livinglab.store.failures import Refused
from livinglab.store.remarks import remarks_in_force, remarks_of
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain, typed
from livinglab.web.team.blueprint import team
from livinglab.words import LANGUAGES, spoken, t
from reports.audiences import EVERY_PLACE
from reports.limits import most_letters

if TYPE_CHECKING:
    from reports.blocks import Box
    from reports.numbers import Language


@team.get("/studies/<study_id>/remarks")
def remarks(study_id: str) -> Answered:
    """What the team says, place by place, with every earlier version; the form writes one place in one language."""
    language, anchor = _place(request.args.get("language", ""), request.args.get("anchor", ""))
    study = here(Study, study_id)
    known = remarks_in_force(study.id, language).get(anchor)
    shown = {"text": known.text if known else "", "organisation": known.organisation if known else _laboratory()}
    fields = {"language": language, "anchor": anchor, **shown}
    return render_template("team/remarks.html", **_shown(study), typed=fields, errors=[], complaints={}, preview=None)


@team.post("/studies/<study_id>/remarks")
def write_remark(study_id: str) -> Answered:
    """Shows the box as it will be printed, or keeps it."""
    study = here(Study, study_id)
    fields = typed("language", "anchor", "text", "organisation")
    too_long = len(fields["text"].replace("\r\n", "\n")) > most_letters(fields["anchor"])
    if "preview" in request.form and not too_long and fields["text"]:
        values = {**_shown(study), "typed": fields, "errors": [], "complaints": {}}
        return render_template("team/remarks.html", **values, preview=_box(fields))
    try:
        keep(by=by(), study=study, **fields)
    except Refused as refused:
        where = "organisation" if refused.code == "text_missing" else "text"
        values = {**_shown(study), "typed": fields, "preview": None}
        return complain("team/remarks.html", [(where, refused.words())], **values)
    return redirect(url_for("team.remarks", study_id=study.id, language=fields["language"], anchor=fields["anchor"]))


def _box(fields: dict[str, str]) -> Box:
    from reports.presentation import Remark  # drawing is loaded only where a box is shown
    from reports.remarks import box

    language: Language = "en" if fields["language"] == "en" else "fr"
    today = now().date().isoformat()
    return box(Remark(fields["anchor"], fields["text"], fields["organisation"] or _laboratory(), today), language)


def _place(language: str, anchor: str) -> tuple[str, str]:
    return (
        language if language in LANGUAGES else spoken(),
        anchor if anchor in EVERY_PLACE else EVERY_PLACE[0],
    )


def _laboratory() -> str:
    settings: Settings = current_app.config["LIVINGLAB"]
    return settings.laboratory


def _shown(study: Study) -> dict[str, object]:
    places: Sequence[tuple[str, str]] = [(anchor, t(f"studies.remark_at_{anchor}")) for anchor in EVERY_PLACE]
    versions = remarks_of(study.id)
    standing = {remark.id for language in LANGUAGES for remark in remarks_in_force(study.id, language).values()}
    limits = {"usual": most_letters(EVERY_PLACE[0]), "resident": most_letters("resident")}
    return {
        "study": study,
        "places": places,
        "versions": versions,
        "standing": standing,
        "limits": limits,
        "wide": True,
    }
