"""Sittings: begun on a shared device, agreed to, written page by page, sent; or erased, by the person or by silence."""

from __future__ import annotations

from livinglab.actions import texts
from livinglab.actions.action import action
from livinglab.actions.attachments import discard_unnamed, leave_out, take_back
from livinglab.actions.collected import (
    Collected,
    CollectedChannel,
    Receipt,
    accept_collected,
    digest_of,
    require_collecting,
)
from livinglab.actions.responses import write_into
from livinglab.store.consents import ConsentText
from livinglab.store.database import add_once, db, lock, now, transaction
from livinglab.store.failures import NotFound, Refused
from livinglab.store.field_clients import FieldClient
from livinglab.store.finding import person_of
from livinglab.store.responses import Response
from livinglab.store.serving import served
from livinglab.store.sittings import Sitting, abandoned_sittings
from surveys.places import At
from surveys.submission import asked_only, check
from surveys.values import Answers, Context, from_json, to_json

CODE_LENGTH = 200


def begin_sitting(
    *,
    by: FieldClient,
    identifier: str,
    wave: str,
    language: str,
    consent_text: ConsentText | None = None,
    code: str = "",
) -> Sitting:
    """Begins on a device what one person will answer, under the id the page has drawn: sent twice, it is one sitting.

    Leaves no audit line: nothing is said yet.
    """
    identifier = texts.client_id(identifier)
    with transaction():
        lock(by)
        require_collecting(by)
        known = db.session.get(Sitting, identifier)
        if known is not None and known.client_id == by.id:
            return known
        sitting = _begun(by, identifier, wave, language, code)
        if consent_text is not None:
            _agree(sitting, consent_text)
    return sitting


def agree_in_sitting(*, by: Sitting, consent_text: ConsentText) -> None:
    """Keeps that the person agreed to a text, and when."""
    with transaction():
        lock(by)
        require_collecting(by.client)
        _agree(by, consent_text)


def save_sitting(*, by: Sitting, answers: Answers, language: str, seen: int | None = None, at: At = ()) -> None:
    """Keeps what was answered so far, as `save_draft` does for a participant. Raises Conflict."""
    with transaction():
        lock(by)
        require_collecting(by.client)
        write_into(by, answers, language, seen, at)


def keep_sitting(*, by: Sitting) -> None:
    """Somebody is there: the sitting is not abandoned."""
    with transaction():
        by.saved_at = now()


def send_sitting(*, by: Sitting, language: str) -> Receipt:
    """Sends a sitting as what its device collected; nothing of it is left to be opened.

    Raises Refused with the complaints (`details`) while answers do not hold: the person is still there.
    """
    sent = _collected(by, language)
    if not sent.checked.accepted:
        raise Refused("answers_to_put_right", sent.checked.complaints, n=len(sent.checked.complaints))
    receipt = accept_collected(by=by.client, sent=sent).require_same()
    response = db.session.get(Response, receipt.response_id)
    if receipt.participant is not None and response is not None:
        leave_out(by=receipt.participant, response=response)
    return receipt


def erase_sitting(*, by: Sitting) -> None:
    """Erases what was not sent, with its files. The device counts it."""
    with action(by.client, "erase_sitting") as act:
        client = by.client
        lock(client)
        files = take_back(by)
        client.abandoned += 1
        db.session.delete(by)
        act.on(client)
    discard_unnamed(files)


def sweep_sittings() -> int:
    """Erases what was left alone at kiosks. How many."""
    left = abandoned_sittings()
    for sitting in left:
        erase_sitting(by=sitting)
    return len(left)


def _begun(by: FieldClient, identifier: str, wave: str, language: str, code: str) -> Sitting:
    version = served(by.study, wave)
    if version is None or (by.wave is not None and wave != by.wave):
        raise NotFound
    sitting = Sitting(
        id=identifier,
        client_id=by.id,
        code=texts.optional_text(code)[:CODE_LENGTH],
        wave=wave,
        version_id=version.id,
        answers={},
        revision=0,
        language=language,
    )
    if db.session.get(Response, identifier) is not None or not add_once(sitting):
        raise Refused("id_unreadable")
    return sitting


def _agree(sitting: Sitting, text: ConsentText) -> None:
    if text.study_id != sitting.study.id:
        raise NotFound
    if sitting.consent_text_id is None:
        sitting.consent_text_id, sitting.agreed_at = text.id, now()


def _collected(sitting: Sitting, language: str) -> Collected:
    version = sitting.version
    finished = now()
    context = Context(finished, language, sitting.started_at, finished, sitting.id)
    answers = to_json(asked_only(version.content, from_json(sitting.answers), context))
    text = sitting.consent_text
    kiosk = sitting.client.kind == "kiosk"
    channel: CollectedChannel = "kiosk" if kiosk else "interviewer"
    return Collected(
        id=sitting.id,
        digest=digest_of(sitting.client, sitting.code, sitting.wave, version, answers),
        wave=sitting.wave,
        version=version,
        code=sitting.code,
        participant=None if kiosk else person_of(sitting.study, sitting.code),
        consent_text=text,
        consent_digest=text.digest if text else "",
        answers=answers,
        checked=check(version.content, answers, context),
        context=context,
        channel=channel,
        agreed_at=sitting.agreed_at,
        newcomer=kiosk,
    )
