"""The review of all answers, with links to change them, and sending: once, however often one clicks."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from livinglab.actions.attachments import leave_out
from livinglab.actions.responses import accept_submission
from livinglab.actions.sittings import send_sitting
from livinglab.store.database import now
from livinglab.store.failures import Refused
from livinglab.store.finding import draft_of, response_of
from livinglab.store.sittings import device_secret
from livinglab.web.language import offer
from livinglab.web.participant.door import Visit, participant
from livinglab.web.participant.questions import Answered
from livinglab.web.participant.sheet import Sheet, chapters, sheet_of
from livinglab.web.participant.sittings import Answering, SittingVisit, answering, forgotten, page_of
from livinglab.web.wording import complaint_words
from livinglab.words import chosen, further, is_spoken, t
from surveys.complaints import Complaint
from surveys.submission import Submission, asked_only, check


@participant.get("/a/<token>/review/<wave>")
def review(token: str, wave: str) -> Answered:
    """Everything answered, page by page."""
    here = answering(token)
    elsewhere = here.detour(wave)
    if elsewhere is not None:
        return elsewhere
    sheet = sheet_of(here, wave)
    if sheet.revision == 0 or sheet.first_unfilled() is not None:
        return redirect(url_for("participant.begin", token=token, wave=wave))
    return _show(here, sheet)


@participant.post("/a/<token>/review/<wave>")
def send(token: str, wave: str) -> Answered:
    """Sends. A second click, a reload or a retry finds the response sent and shows the same receipt."""
    here = answering(token)
    if isinstance(here, Visit) and response_of(here.participant, wave) is not None:
        return _receipt(here, wave)
    elsewhere = here.detour(wave)
    if elsewhere is not None:
        return elsewhere
    sheet = sheet_of(here, wave)
    if request.form.get("~seen", type=int) != sheet.revision:
        return _show(here, sheet, changed=True), 409
    return _send_sitting(here, sheet) if isinstance(here, SittingVisit) else _send(here, sheet)


@participant.get("/sent")
def sent_alone() -> str:
    """After an anonymous answer: thanks, at an address that is everyone's, in whatever language it was read."""
    offer({language: "" for language in further() if is_spoken(language)})
    return render_template("participant/sent_alone.html")


def _send(here: Visit, sheet: Sheet) -> Answered:
    wave = sheet.wave
    try:
        accepted = accept_submission(by=here.participant, wave=wave, submission=_submission(sheet))
        leave_out(by=here.participant, response=accepted.response)
    except Refused as refused:
        if not refused.details and draft_of(here.participant, wave) is not None:
            raise
    return _after_sending(here, wave)


def _send_sitting(here: SittingVisit, sheet: Sheet) -> Answered:
    client, secret, kiosk = here.sitting.client, device_secret(here.token), here.watch is not None
    try:
        receipt = send_sitting(by=here.sitting, language=chosen())
    except Refused as refused:
        if not refused.details:
            raise
        return _show(here, sheet), 422
    if kiosk:
        return forgotten(redirect(url_for("participant.thanks", token=secret), 303))
    return redirect(page_of(client, secret, became="set_aside" if receipt.quarantine else "stored"), 303)


def _after_sending(here: Visit, wave: str) -> Answered:
    """The receipt; the review with what to put right when the answers do not hold."""
    draft = draft_of(here.participant, wave)
    if draft is not None:
        return _show(here, sheet_of(here, wave)), 422
    return _receipt(here, wave)


def _receipt(here: Visit, wave: str) -> Answered:
    if here.study.anonymous:
        return redirect(url_for("participant.sent_alone"), 303)
    return redirect(url_for("participant.answers", token=here.token, wave=wave, sent=1), 303)


def _submission(sheet: Sheet) -> Submission:
    moment = now()
    return Submission(
        id=sheet.id,
        questionnaire_digest=sheet.version.digest,
        answers=asked_only(sheet.questionnaire, sheet.answers, sheet.context),
        language=chosen(),
        channel="page",
        started_at=sheet.started_at or moment,
        finished_at=moment,
    )


def _show(here: Answering, sheet: Sheet, *, changed: bool = False) -> str:
    complaints = _complaints(sheet)
    return render_template(
        "participant/review.html",
        visit=here,
        sheet=sheet,
        chapters=chapters(sheet),
        complaints={complaint.place.key: complaint_words(complaint)[0] for complaint in complaints},
        errors=[(f"a-{complaint.place.key}", _named(sheet, complaint)) for complaint in complaints],
        wrong=bool(complaints),
        changed=changed,
    )


def _complaints(sheet: Sheet) -> tuple[Complaint, ...]:
    return check(sheet.questionnaire, _submission(sheet).answers, sheet.context).complaints


def _named(sheet: Sheet, complaint: Complaint) -> str:
    """What to put right, and for which question."""
    label = sheet.say(sheet.questionnaire.structure.thing(complaint.question).label, complaint.at).striptags()
    return t("participant.complaint_of", question=label, complaint=complaint_words(complaint)[0])
