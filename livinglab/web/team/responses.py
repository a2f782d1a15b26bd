"""What one participant answered at a wave, read back page by page, with the files that came along."""

from __future__ import annotations

from flask import render_template

from livinglab.store.failures import NotFound
from livinglab.store.finding import response_of
from livinglab.store.paper_entries import paper_of_response
from livinglab.store.studies import Participant
from livinglab.web.access import here
from livinglab.web.forms import Answered
from livinglab.web.participant.door import Visit
from livinglab.web.participant.sheet import chapters, sheet_of_response
from livinglab.web.team.blueprint import team
from livinglab.web.team.readiness import plan_of
from livinglab.words import either


@team.get("/participants/<participant_id>/answers/<wave>")
def response(participant_id: str, wave: str) -> Answered:
    """The answers in force; files no answer names came late, or for a question no longer asked."""
    person = here(Participant, participant_id)
    found = response_of(person, wave)
    if found is None:
        raise NotFound
    sheet = sheet_of_response(Visit("", person), found)
    read = chapters(sheet)
    shown = {line.file.id for chapter in read for line in chapter.lines if line.file}
    return render_template(
        "team/response.html",
        study=person.study,
        person=person,
        response=found,
        paper=paper_of_response(found.id),
        wave=_label(person, wave),
        chapters=read,
        others=[file for file in sheet.files.values() if file.id not in shown],
    )


def _label(person: Participant, code: str) -> str:
    plan = plan_of(person.study)
    return next((either(wave.label) for wave in plan.waves if wave.code == code), code) if plan else code
