"""The participant's page: what is next and when; then my answers and my consent."""

from __future__ import annotations

from flask import render_template, request

from livinglab.journey import next_step
from livinglab.store.consents import consent_texts
from livinglab.store.failures import NotFound
from livinglab.store.finding import draft_of, response_of
from livinglab.web.participant.door import participant, visit
from livinglab.web.participant.sheet import chapters, receipt_of, sheet_of_response


@participant.get("/a/<token>")
def home(token: str) -> str:
    """One sentence that says what is next, and one thing to do."""
    here = visit(token)
    step = next_step(here.journey)
    begun = step is not None and draft_of(here.participant, step.wave.code) is not None
    return render_template("participant/home.html", visit=here, step=step, begun=begun)


@participant.get("/a/<token>/answers/<wave>")
def answers(token: str, wave: str) -> str:
    """What this person sent at a wave; right after sending, the receipt."""
    here = visit(token)
    response = response_of(here.participant, wave)
    if response is None:
        raise NotFound
    return render_template(
        "participant/answers.html",
        visit=here,
        response=response,
        chapters=chapters(sheet_of_response(here, response)),
        step=next_step(here.journey),
        receipt=receipt_of(response.id),
        just_sent="sent" in request.args,
    )


@participant.get("/a/<token>/my-consent")
def my_consent(token: str) -> str:
    """The text this person agreed to, and when."""
    here = visit(token)
    if here.consent is None:
        raise NotFound
    texts = consent_texts(here.study)
    newer = any(text.version > here.consent.text.version for text in texts.values())
    return render_template("participant/my_consent.html", visit=here, consent=here.consent, newer=newer)
