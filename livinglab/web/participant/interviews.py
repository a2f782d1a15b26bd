"""An interviewer's device: its interviews and what became of them, a new one, and the consent read aloud."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.sittings import agree_in_sitting, begin_sitting
from livinglab.store.database import new_id
from livinglab.store.failures import Refused
from livinglab.store.field_clients import FieldClient
from livinglab.store.finding import person_of, response_of
from livinglab.store.serving import served_now
from livinglab.store.sittings import SEPARATOR, sent_by, set_aside_by, shared_device, sitting_for, sittings_of
from livinglab.store.studies import Study
from livinglab.web.participant.consent import text_agreed, text_shown
from livinglab.web.participant.door import participant, plan_of, welcome
from livinglab.web.participant.sittings import sitting
from livinglab.words import chosen, either, t

LATEST = 50  # of what was sent, enough to see whether someone was asked already today


@dataclass(frozen=True)
class Asked:
    """What was typed to begin an interview, and what stands in its way: something to put right, or only to know."""

    code: str = ""
    wave: str = ""
    wrong: str = ""
    doubt: str = ""


@participant.get("/interviewer/<token>")
def interviews(token: str) -> str:
    """What is being filled in on this device, what was sent, what the team has set aside."""
    client = shared_device(token, "interviewer")
    return render_template(
        "participant/interviews.html",
        study=client.study,
        client=client,
        begun=[(one, f"{token}{SEPARATOR}{one.id}") for one in sittings_of(client)],
        sent=sent_by(client),
        latest=LATEST,
        aside=set_aside_by(client),
        waves=waves_of(client.study),
        became=request.args.get("became", ""),
        token=token,
    )


@participant.get("/interviewer/<token>/new")
def new_interview(token: str) -> str:
    """Whom, and which wave."""
    return _form(token, shared_device(token, "interviewer"), Asked())


@participant.post("/interviewer/<token>/new")
def begin_interview(token: str) -> Response | tuple[str, int]:
    """Begins with the consent. A code nobody has, or a second response, is said once and may go on."""
    client = shared_device(token, "interviewer")
    welcome(client.study)
    asked = _asked(client)
    if asked.wrong or (asked.doubt and "anyway" not in request.form):
        return _form(token, client, asked), 422
    known = sitting_for(client, asked.code, asked.wave)
    begun = known or begin_sitting(
        by=client,
        identifier=request.form.get("link", ""),
        wave=asked.wave,
        language=chosen(),
        code=asked.code,
    )
    address = f"{token}{SEPARATOR}{begun.id}"
    return redirect(url_for("participant.begin", token=address, wave=begun.wave), 303)


@participant.get("/a/<token>/read-consent")
def read_consent(token: str) -> str:
    """What taking part means, to be read aloud, and the question."""
    here = sitting(token)
    return render_template("participant/read_consent.html", visit=here, text=text_shown(here.study))


@participant.post("/a/<token>/read-consent")
def agree_aloud(token: str) -> Response:
    """Keeps that the person agreed to the very text that was read."""
    here = sitting(token)
    agree_in_sitting(by=here.sitting, consent_text=text_agreed(here.study))
    return redirect(url_for("participant.begin", token=token, wave=here.sitting.wave), 303)


def waves_of(study: Study) -> dict[str, str]:
    """The waves that can be asked now, in the order of the plan: code and label."""
    served = served_now(study)
    waves = sorted(plan_of(study).waves, key=lambda wave: wave.order) if study.plan else ()
    return {wave.code: either(wave.label) for wave in waves if wave.code in served}


def _asked(client: FieldClient) -> Asked:
    waves = waves_of(client.study)
    wave = request.form.get("wave", "")
    wave = wave if wave in waves else next(iter(waves), "")
    code = request.form.get("code", "").strip()
    if not code:
        return Asked(code, wave, wrong=t("shared.code_missing"))
    person = person_of(client.study, code)
    if person is None:
        return Asked(code, wave, doubt=t("shared.code_unknown", code=code))
    if person.withdrawn_at is not None:
        return Asked(code, wave, wrong=Refused("participant_withdrawn").words())
    if response_of(person, wave) is not None:
        return Asked(code, wave, doubt=t("shared.answered_already", code=code))
    return Asked(code, wave)


def _form(token: str, client: FieldClient, asked: Asked) -> str:
    return render_template(
        "participant/new_interview.html",
        study=client.study,
        asked=asked,
        waves=waves_of(client.study),
        link=request.form.get("link") or new_id(),
        errors=[("code", asked.wrong)] if asked.wrong else [],
        wrong=bool(asked.wrong),
        token=token,
    )
