"""What devices collect: stored once, or set aside whole with its reason. The device is answered after the commit.

Every door of devices ends here: it reads what came in its own format into `Collected`. Whoever answered may be gone, so
what does not hold is kept and acknowledged. Three things are not: answers of someone who did not agree, of someone who
has left, and answers to a study that is closed. The device keeps those, and hands them out as a file: the team's door,
where what came after the end is set aside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast

from sqlalchemy import delete, select, update

from livinglab.actions.action import Act, action, team_action
from livinglab.actions.consents import agree
from livinglab.actions.participants import enrol_at_kiosk
from livinglab.actions.responses import add_response
from livinglab.store.actors import Member
from livinglab.store.attachments import Attachment
from livinglab.store.consents import Consent, ConsentChannel, ConsentText, in_force
from livinglab.store.database import add_once, db, lock, new_id, now
from livinglab.store.failures import Conflict, NotAllowed
from livinglab.store.field_clients import FieldClient
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Quarantine, Response
from livinglab.store.sittings import Sitting
from livinglab.store.studies import Participant, Study
from surveys.submission import Checked
from surveys.values import Context, to_json

CollectedChannel: TypeAlias = Literal["field_client", "interviewer", "kiosk", "offline"]
Reason: TypeAlias = Literal[
    "participant_unknown",
    "elements_unknown",
    "answers_to_put_right",
    "already_answered",
    "response_differs",
    "study_not_open",
]


@dataclass(frozen=True)
class Collected:
    """What a device collected, read and checked, before anything is stored.

    `id` is that of the response to come, `digest` knows the same content again. `code` is what was typed for the
    participant; at a kiosk whoever answers is a `newcomer`. `answers` are JSON values as they were given, `unknown`
    what no question explains, `original` the bytes that came, where a door keeps them. `late`: the team hands it in
    when the study takes no answers any more.
    """

    id: str
    digest: str
    wave: str
    version: QuestionnaireVersion
    code: str
    participant: Participant | None
    consent_text: ConsentText | None
    consent_digest: str
    answers: Mapping[str, object]
    checked: Checked
    context: Context
    channel: CollectedChannel
    agreed_at: datetime | None = None
    newcomer: bool = False
    unknown: Sequence[str] = ()
    revises_id: str = ""
    original: bytes | None = None
    late: bool = False

    @property
    def reason(self) -> Reason | None:
        """Why it cannot be accepted as it is, if it cannot."""
        if self.participant is None:
            return "participant_unknown"
        if self.unknown:
            return "elements_unknown"
        if not self.checked.accepted:
            return "answers_to_put_right"
        return "study_not_open" if self.late else None


@dataclass(frozen=True)
class Receipt:
    """What became of a submission: stored (again, if `repeated`), or set aside. Its files go where it went.

    `response_id` is that of the response it became, or may become.
    """

    response_id: str
    participant: Participant | None
    quarantine: Quarantine | None = None
    repeated: bool = False

    def require_same(self) -> Receipt:
        """Raises Conflict for other content under an id that was taken; it is set aside, the device keeps it too."""
        if self.quarantine is not None and self.quarantine.reason == "response_differs":
            raise Conflict("response_differs")
        return self


def accept_collected(*, by: FieldClient, sent: Collected) -> Receipt:
    """Stores or sets aside what a device sent; the sitting it was is over.

    The same id with the same content is acknowledged again. With other content it is set aside: see `require_same`.
    Raises Conflict for a closed study, someone who has left, an agreement not given. Nothing is stored then.
    """
    with action(by, "accept_collected") as act:
        lock(sent.participant or by.study)
        before = _before(by.study, sent)
        if before is not None:
            return before
        require_collecting(by)
        by.last_sent_at = now()
        if sent.newcomer:
            sent = replace(sent, participant=enrol_at_kiosk(by))
        return _accepted(act, by.study, sent, by)


def accept_handed_in(*, by: Member, study: Study, sent: Collected) -> Receipt:
    """Stores or sets aside what the team hands in for a device that cannot send it, by the same rules.

    The same content is acknowledged again, by whichever door it came. Raises Conflict for someone who has left and for
    an agreement not given. Nothing is stored then.
    """
    with team_action(by, "accept_handed_in", study) as act:
        lock(sent.participant or study)
        return _before(study, sent) or _accepted(act, study, sent)


def consent_channel(channel: str) -> ConsentChannel:
    """How an agreement came; one read on a kept page was given on the page."""
    return "page" if channel == "offline" else cast(ConsentChannel, channel)


def digest_of(by: FieldClient, code: str, wave: str, version: QuestionnaireVersion, answers: object) -> str:
    """What makes two sendings of a device the same: whose code, which wave and version, which answers."""
    content = [by.id, code, wave, version.digest, answers]
    return "sha256:" + hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def require_collecting(by: FieldClient) -> None:
    """Raises NotAllowed for a device that was revoked, Conflict for a study that takes no answers."""
    if by.revoked_at is not None:
        raise NotAllowed
    if not by.study.takes_answers:
        raise Conflict("study_not_open")


def _before(study: Study, sent: Collected) -> Receipt | None:
    """The receipt of the same submission, if it came before."""
    known = db.session.get(Response, sent.id)
    if known is not None and known.study_id == study.id and known.content_digest == sent.digest:
        return Receipt(sent.id, known.participant, repeated=True)
    aside = next((one for one in _aside(study, sent.id) if one.content_digest == sent.digest), None)
    if aside is None:
        return None
    if aside.became_id is not None:
        return Receipt(aside.became_id, aside.participant, repeated=True)
    return Receipt(sent.id, aside.participant, aside, repeated=True)


def _aside(study: Study, identifier: str) -> Sequence[Quarantine]:
    chosen = select(Quarantine).where(Quarantine.response_id == identifier, Quarantine.study_id == study.id)
    return db.session.scalars(chosen).all()


def _accepted(act: Act, study: Study, sent: Collected, client: FieldClient | None = None) -> Receipt:
    kept = _kept(act, study, sent, _consent(sent), client)
    _end_sitting(study, kept)
    return kept


def _consent(sent: Collected) -> Consent | None:
    """The agreement in force, else the one this submission carries; None while nobody knows whose it is.

    A form is kept on one's own phone after agreeing on the page: whether they did is seen once it is known who.
    """
    if sent.participant is None:
        if sent.consent_text is None and sent.channel != "offline":
            raise Conflict("field_consent_missing")
        return None
    if sent.participant.withdrawn_at is not None:
        raise Conflict("participant_withdrawn")
    known = in_force(sent.participant)
    if known is None and sent.consent_text is None:
        raise Conflict("field_consent_missing")
    channel = consent_channel(sent.channel)
    return known or agree(sent.participant, cast(ConsentText, sent.consent_text), channel, sent.agreed_at)


def _kept(act: Act, study: Study, sent: Collected, consent: Consent | None, client: FieldClient | None) -> Receipt:
    reason = sent.reason
    if db.session.get(Response, sent.id) is not None or _aside(study, sent.id):
        reason = "response_differs"
    if reason is None and sent.participant is not None and consent is not None:
        response = _response(client, sent, sent.participant, consent)
        reason = add_response(sent.participant, response, sent.revises_id)
        if reason is None:
            act.on(response)
            return Receipt(sent.id, sent.participant)
    quarantine = _set_aside(study, client, sent, reason or "answers_to_put_right")
    act.verb = "quarantine_submission"
    act.on(quarantine)
    return Receipt(sent.id, sent.participant, quarantine)


def _end_sitting(study: Study, kept: Receipt) -> None:
    """The sitting of that id, if it was one, is over; its files are those of whoever answered, once that is known."""
    devices = select(FieldClient.id).where(FieldClient.study_id == study.id)
    db.session.execute(delete(Sitting).where(Sitting.id == kept.response_id, Sitting.client_id.in_(devices)))
    if kept.participant is not None:
        attribute_files(kept.response_id, kept.participant)


def attribute_files(response_id: str, participant: Participant) -> None:
    """Gives the files nobody was known for to a participant, inside the running action."""
    nobodys = (Attachment.response_id == response_id, Attachment.participant_id.is_(None))
    db.session.execute(update(Attachment).where(*nobodys).values(participant_id=participant.id))


def _response(client: FieldClient | None, sent: Collected, participant: Participant, consent: Consent) -> Response:
    return Response(
        id=sent.id,
        study_id=participant.study_id,
        participant_id=participant.id,
        wave=sent.wave,
        version_id=sent.version.id,
        consent_id=consent.id,
        answers=cast(dict[str, Any], to_json(sent.checked.answers)),
        content_digest=sent.digest,
        language=sent.context.language,
        channel=sent.channel,
        client_id=client.id if client else None,
        started_at=sent.context.started_at,
        finished_at=sent.context.finished_at,
    )


def _set_aside(study: Study, client: FieldClient | None, sent: Collected, reason: Reason) -> Quarantine:
    kept = Quarantine(
        id=new_id(),
        response_id=sent.id,
        study_id=study.id,
        participant_id=sent.participant.id if sent.participant else None,
        client_id=client.id if client else None,
        wave=sent.wave,
        content=_content(sent),
        content_digest=sent.digest,
        original=sent.original,
        reason=reason,
    )
    if not add_once(kept):
        raise Conflict("response_differs")
    return kept


def _content(sent: Collected) -> dict[str, Any]:
    started, finished = sent.context.started_at, sent.context.finished_at
    return {
        "answers": dict(sent.answers),
        "unknown": list(sent.unknown),
        "participant": sent.code,
        "consent_digest": sent.consent_digest,
        "revises_id": sent.revises_id,
        "questionnaire_digest": sent.version.digest,
        "language": sent.context.language,
        "channel": sent.channel,
        "started_at": started.isoformat() if started else "",
        "finished_at": finished.isoformat() if finished else "",
    }
