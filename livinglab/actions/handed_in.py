"""Answers a device could not send and handed out as a file: read again for the team, who hands them in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from livinglab.actions.collected import Collected
from livinglab.actions.interviews import Interview, read_interview
from livinglab.store.attachments import attachments_of
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.responses import Quarantine, Response
from livinglab.store.serving import once_served, waves_that_served
from livinglab.store.studies import Study
from surveys.submission import file_names
from surveys.values import to_json


def waves_of_file(study: Study, questionnaire_digest: str, wave: str) -> tuple[str, ...]:
    """The waves a file may be of: the one it names, else those that ever asked its version. Raises Refused for none."""
    asked = waves_that_served(study, questionnaire_digest)
    waves = tuple(one for one in asked if wave in ("", one))
    if not waves:
        raise Refused("handed_in_elsewhere")
    return waves


def read_handed_in(study: Study, file: Interview, *, personal: bool) -> Collected:
    """What a file holds, for `accept_handed_in`. `personal`: of someone's own phone, where no code was typed.

    Raises Refused for a version this wave never asked.
    """
    version = once_served(study, file.wave, file.questionnaire_digest)
    if version is None:
        raise Refused("handed_in_elsewhere")
    read = read_interview(study, file, version)
    late = not study.takes_answers
    sent = replace(read, channel="offline" if personal else "interviewer", late=late)
    return replace(sent, digest=_digest(study, sent))


def missing_files(sent: Collected) -> tuple[str, ...]:
    """The photographs and other files its answers name and the server has not: they stayed on the device."""
    there = {attachment.name for attachment in attachments_of(sent.id)}
    return tuple(sorted(set(file_names(sent.version.content, sent.checked.answers)) - there))


def _digest(study: Study, sent: Collected) -> str:
    """That of the same content where some door had it before; else one that the same file has again."""
    known = next(_digests_before(study, sent), None)
    content = [study.id, sent.wave, sent.version.digest, sent.answers]
    return known or "sha256:" + hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _digests_before(study: Study, sent: Collected) -> Iterator[str]:
    """Those of the response and of what was set aside under its id, where they say the same."""
    response = db.session.get(Response, sent.id)
    if response is not None and response.study_id == study.id:
        same = (response.wave, response.version_id) == (sent.wave, sent.version.id)
        if same and response.answers == to_json(sent.checked.answers):
            yield response.content_digest
    chosen = select(Quarantine).where(Quarantine.response_id == sent.id, Quarantine.study_id == study.id)
    for aside in db.session.scalars(chosen):
        if aside.wave == sent.wave and aside.content["answers"] == sent.answers:
            yield aside.content_digest
