"""ODK Collect as its source says it speaks: what it asks, what it takes for an answer, and what it then shows.

Read at getodk/collect, 2026: OpenRosaClient, OpenRosaXmlFetcher, Kxml2OpenRosaResponseParser, OkHttpConnection,
SubmissionChunker, InstanceServerUploader, ResponseMessageParser. KoboCollect is the same code under another name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote, urlsplit

from desk import forget
from flask import Flask
from lxml import etree
from werkzeug.test import TestResponse

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
MD5 = "md5:"
FILES_AT_ONCE = 100
DEVICE = "deviceID=collect%3AAbC123"


class NotOpenRosa(Exception):
    """What Collect shows instead of a list, or of sending."""


@dataclass(frozen=True)
class Shown:
    """What the person sees after sending: whether it went, and the sentence."""

    sent: bool
    message: str


class Collect:
    """The app on a phone, with the address of the project in its settings. It says no language and keeps no cookie."""

    def __init__(self, app: Flask, address: str) -> None:
        self.address = f"http://localhost{address}"
        self.told = 0  # bytes a post may have, as the server said last
        self._client = app.test_client(use_cookies=False)

    def forms(self) -> list[dict[str, str]]:
        """The list of forms, as parsed. Raises NotOpenRosa."""
        root = self._xml(f"{self.address}/formList")
        if root.tag != f"{LIST}xforms":
            raise NotOpenRosa(root.tag)
        forms = [{cell.tag.removeprefix(LIST): cell.text or "" for cell in form} for form in root]
        for form in forms:
            if not (form["formID"] and form["downloadUrl"] and form["name"] and form["hash"].startswith(MD5)):
                raise NotOpenRosa(form)
        return forms

    def form(self, listed: dict[str, str]) -> bytes:
        """A form; what it downloads must have the hash the list gives. Raises NotOpenRosa."""
        content = self._get(listed["downloadUrl"]).data
        return self._checked(content, listed["hash"])

    def media(self, listed: dict[str, str]) -> dict[str, bytes]:
        """The files of a form, each with the hash of the manifest, in one folder. Raises NotOpenRosa."""
        root = self._xml(listed["manifestUrl"])
        if root.tag != f"{MANIFEST}manifest":
            raise NotOpenRosa(root.tag)
        files = {}
        for file in root.iter(f"{MANIFEST}mediaFile"):
            name, hash_, url = (file.findtext(f"{MANIFEST}{cell}") for cell in ("filename", "hash", "downloadUrl"))
            if not (name and hash_ and url):
                raise NotOpenRosa(name)
            files[name.rpartition("/")[2]] = self._checked(self._get(url).data, hash_)
        return files

    def send(self, xml: bytes, files: Sequence[tuple[str, bytes]] = ()) -> Shown:
        """Asks where and how much, then posts in as many parts as that takes. Raises NotOpenRosa."""
        asked = f"{self.address}/submission?{DEVICE}"
        forget()
        head = self._client.head(asked, headers=self._headers)
        if head.status_code == 204:
            place = urlsplit(unquote(head.headers["Location"]))
            if place.hostname != urlsplit(asked).hostname:
                raise NotOpenRosa(place)
            asked = place._replace(query=place.query or DEVICE).geturl()
        elif 200 <= head.status_code < 300:
            raise NotOpenRosa(head.status_code)
        self.told = int(head.headers.get("X-OpenRosa-Accept-Content-Length", 10_000_000))
        shown = Shown(False, "")
        for part, more in self._parts(len(xml), files, self.told):
            shown = self._post(asked, xml, part, more=more)
            if not shown.sent:
                return shown
        return shown

    @staticmethod
    def _parts(
        size: int, files: Sequence[tuple[str, bytes]], most: int
    ) -> Iterator[tuple[Sequence[tuple[str, bytes]], bool]]:
        """Files as long as the next one fits beside the XML; the sizes are those of the files, not of the post."""
        first, filled = 0, size
        for number, (_, content) in enumerate(files):
            filled += len(content)
            following = len(files[number + 1][1]) if number + 1 < len(files) else None
            if following is not None and (number - first + 1 > FILES_AT_ONCE or filled + following > most):
                yield files[first : number + 1], True
                first, filled = number + 1, size
        yield files[first:], False

    def _post(self, address: str, xml: bytes, files: Sequence[tuple[str, bytes]], *, more: bool) -> Shown:
        parts: dict[str, object] = {"xml_submission_file": (BytesIO(xml), "form.xml", "text/xml")}
        parts |= {name: (BytesIO(content), name, "application/octet-stream") for name, content in files}
        if more:
            parts["*isIncomplete*"] = "yes"
        forget()
        answer = self._client.post(address, data=parts, headers=self._headers)
        return Shown(answer.status_code in (201, 202), self._message(answer))

    @staticmethod
    def _message(answer: TestResponse) -> str:
        """What the response says of itself; without it, the person reads the words of the status."""
        root = etree.fromstring(answer.data)
        found = root.find(f"{RESPONSE}message")
        return answer.status if root.tag != f"{RESPONSE}OpenRosaResponse" or found is None else str(found.text)

    def _xml(self, url: str) -> etree._Element:
        answer = self._get(url)
        if "text/xml" not in answer.content_type.lower() or "X-OpenRosa-Version" not in answer.headers:
            raise NotOpenRosa(answer.content_type)
        return etree.fromstring(answer.data)

    def _get(self, url: str) -> TestResponse:
        forget()
        answer = self._client.get(f"{url}{'&' if '?' in url else '?'}{DEVICE}", headers=self._headers)
        if answer.status_code != 200:
            raise NotOpenRosa(answer.status_code)
        return answer

    @staticmethod
    def _checked(content: bytes, hash_: str) -> bytes:
        if MD5 + hashlib.md5(content, usedforsecurity=False).hexdigest() != hash_:
            raise NotOpenRosa(hash_)
        return content

    @property
    def _headers(self) -> dict[str, str]:
        return {"X-OpenRosa-Version": "1.0", "User-Agent": "org.odk.collect.android/v2026.1.0 Dalvik/2.1.0"}
