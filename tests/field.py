"""A phone in the field: fills the form of SLEEP in as ODK Collect writes it, and sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

from desk import forget
from flask import Flask
from people import PLAN, SLEEP
from werkzeug.test import TestResponse

from livinglab.store.field_clients import form_id
from surveys.questionnaire import Questionnaire

NIGHT = {"hours": "7", "rested": "yes", "remark": "Bien"}
UUID = "0b5c8d7e-1f1a-4c0d-9f7c-2a0f2f5b8a10"


@dataclass(frozen=True)
class Filled:
    """A form filled in."""

    study_id: str
    participant: str
    consent: str
    answers: Mapping[str, str] = field(default_factory=lambda: NIGHT)
    instance_id: str = UUID
    deprecated_id: str = ""
    wave: str = PLAN.waves[0].code
    questionnaire: Questionnaire = SLEEP
    raw: str = ""

    @property
    def xml(self) -> bytes:
        """The submission, byte for byte."""
        answers = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in self.answers.items()) + self.raw
        deprecated = f"<deprecatedID>uuid:{self.deprecated_id}</deprecatedID>" if self.deprecated_id else ""
        return f"""<?xml version='1.0' encoding='UTF-8' ?>
<data id="{form_id(self.study_id, self.wave)}" version="1-abc"><livinglab>
<livinglab_begun>2026-11-24T10:20:00.000+01:00</livinglab_begun>
<livinglab_ended>2026-11-24T10:30:00.000+01:00</livinglab_ended>
<livinglab_questionnaire>{self.questionnaire.digest}</livinglab_questionnaire>
<livinglab_participant>{escape(self.participant)}</livinglab_participant>
<livinglab_consent>{self.consent}</livinglab_consent></livinglab>{answers}
<meta><instanceID>uuid:{self.instance_id}</instanceID>{deprecated}</meta></data>""".encode()


class Phone:
    """A device: an address with a secret, no cookie. `language` is that of its settings."""

    def __init__(self, app: Flask, token: str, language: str = "en") -> None:
        self.address = f"/field/{token}"
        self._app = app
        self._headers = {"X-OpenRosa-Version": "1.0", "Accept-Language": language}

    def get(self, path: str) -> TestResponse:
        """What the door answers; `path` may be one of its own absolute addresses."""
        forget()
        address = path if "://" in path else self.address + path
        return self._app.test_client(use_cookies=False).get(address, headers=self._headers)

    def head(self) -> TestResponse:
        """Asks where to send."""
        forget()
        return self._app.test_client(use_cookies=False).head(f"{self.address}/submission", headers=self._headers)

    def send(self, filled: Filled | bytes, files: Mapping[str, bytes] | None = None, **more: str) -> TestResponse:
        """Sends a form with its files, in one post."""
        xml = filled if isinstance(filled, bytes) else filled.xml
        parts: dict[str, object] = {"xml_submission_file": (BytesIO(xml), "form.xml", "text/xml")}
        parts |= {name: (BytesIO(content), name) for name, content in (files or {}).items()}
        forget()
        client = self._app.test_client(use_cookies=False)
        return client.post(f"{self.address}/submission", data={**parts, **more}, headers=self._headers)
