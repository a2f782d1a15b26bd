"""The queue of a device, in a real browser: what waits, what counts as an answer, what is still there afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from browser_modules import SITE, page_with_modules
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.slow

ID = "1" * 32
MODULES = """
const queue = await import("/offline/queue.js");
const sender = await import("/offline/sender.js");
const drafts = await import("/offline/drafts.js");
const sealing = await import("/offline/sealing.js");
"""
RECORD = {"id": ID, "group": "g", "address": "/send", "body": {"id": ID, "answers": {"hours": 7}}}
ENQUEUE = "await queue.enqueue(given); return queue.records('g');"
SEND = "await sender.sendAll({ atOnce: true }); return queue.records('g');"
PHOTO = """
const blob = new Blob(["a picture"], { type: "image/jpeg" });
const path = ["answers", "person", 0, "photo"];
const file = { key: "1", question: "photo", place: "person~1", name: "banc.jpg", path };
await queue.keepFile(given.id, "1", blob);
const body = { id: given.id, answers: { person: [{ photo: "banc.jpg" }] } };
await queue.enqueue({ ...given, body, files: [file], filesAddress: "/files" });
"""


@dataclass
class Server:
    """Answers posts with what is put in `answers`, the last one for ever; keeps what it was sent."""

    answers: list[tuple[int, str]] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def answer(self, route: Route) -> None:
        self.received.append(route.request.post_data or "")
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if status == 0:
            return route.abort()
        kind = "application/json" if body.startswith("{") else "text/html"
        return route.fulfill(status=status, body=body, content_type=kind, headers=self.headers)


def envelope(state: str, **more: Any) -> str:
    return json.dumps({"livinglab": 1, "id": ID, "state": state, **more})


@dataclass
class Device:
    """A browser with our modules, and the server it sends to."""

    page: Page
    server: Server
    files: Server

    def does(self, script: str, given: object = RECORD) -> Any:
        return self.page.evaluate(f"async (given) => {{ {MODULES} {script} }}", given)

    def sends(self, *answers: tuple[int, str]) -> tuple[str, bool]:
        """Sends the record with these answers; its state, and whether its content is still there."""
        self.server.answers = list(answers)
        (record,) = self.does(SEND)
        return record["state"], record["whole"]


@pytest.fixture
def device(browser: Browser, checkout: Path) -> Iterator[Device]:
    page = page_with_modules(browser, checkout)
    server, files = Server(), Server()
    page.route(f"{SITE}send", server.answer)
    page.route(f"{SITE}files", files.answer)
    yield Device(page, server, files)
    page.close()


@pytest.mark.parametrize(
    ("answer", "state", "whole"),
    [
        ((201, envelope("stored", receipt="AB12-34CD")), "sent", False),
        ((200, envelope("stored")), "sent", False),
        ((409, envelope("set_aside")), "set_aside", False),
        (
            (422, envelope("to_correct", complaints=[{"question": "hours", "at": [], "message": "…"}])),
            "to_correct",
            True,
        ),
        ((404, envelope("refused", sentence="…")), "refused", True),
        ((503, envelope("later")), "waiting", True),
        ((0, ""), "waiting", True),
        ((200, "<!doctype html><title>Free wifi</title>"), "waiting", True),
        ((200, '{"state": "stored"}'), "waiting", True),
        ((200, json.dumps({"livinglab": 1, "id": "2" * 32, "state": "stored"})), "waiting", True),
        ((404, "<!doctype html><title>Not Found</title>"), "waiting", True),
    ],
)
def test_only_our_own_answer_counts(device: Device, answer: tuple[int, str], state: str, whole: bool) -> None:
    device.does(ENQUEUE)
    assert device.sends(answer) == (state, whole)


def test_what_waits_is_tried_again_later_each_time_and_then_sent(device: Device) -> None:
    device.does(ENQUEUE)
    device.sends((503, envelope("later")))
    device.sends((0, ""))
    (record,) = device.does("return queue.records();")
    assert (record["tries"], record["state"]) == (2, "waiting")
    assert device.sends((201, envelope("stored"))) == ("sent", False)
    assert [json.loads(body) for body in device.server.received] == [RECORD["body"]] * 3


def test_the_server_says_how_long_to_wait(device: Device) -> None:
    device.does(ENQUEUE)
    device.server.headers = {"Retry-After": "3600"}
    device.sends((503, envelope("later")))
    waits = device.does("const [one] = await queue.records(); return one.next - Date.now();")
    assert 3_500_000 < waits <= 3_600_000
    device.does("return sender.sendAll();")
    assert len(device.server.received) == 1


def test_a_file_goes_first_and_gives_the_answer_its_name(device: Device) -> None:
    device.does(PHOTO)
    device.files.answers = [(201, envelope("file_kept", name="banc (2).jpg"))]
    assert device.sends((201, envelope("stored"))) == ("sent", False)
    assert json.loads(device.server.received[0])["answers"] == {"person": [{"photo": "banc (2).jpg"}]}
    assert "a picture" in device.files.received[0]


def test_a_file_that_went_does_not_go_twice_unless_the_server_lost_it(device: Device) -> None:
    device.does(PHOTO)
    device.files.answers = [(201, envelope("file_kept", name="banc.jpg"))]
    device.sends((503, envelope("later")))
    device.sends((422, envelope("files_awaited", files=["banc.jpg"])))
    assert len(device.files.received) == 1
    assert device.sends((201, envelope("stored"))) == ("sent", False)
    assert len(device.files.received) == 2


def test_nothing_of_what_was_sent_stays_on_the_device(device: Device) -> None:
    device.does(PHOTO)
    device.files.answers = [(201, envelope("file_kept", name="banc.jpg"))]
    device.sends((201, envelope("stored")))
    kept = device.does("""
      const { readAll } = await import("/offline/database.js");
      return [await readAll("files"), (await readAll("queue")).map(({ sealed }) => sealed ?? null)];
    """)
    assert kept == [[], [None]]


def test_what_waits_cannot_be_read_in_the_storage(device: Device) -> None:
    device.does(ENQUEUE)
    stored = device.does("""
      const { readAll } = await import("/offline/database.js");
      const [{ sealed }] = await readAll("queue");
      const [{ key }] = await readAll("keys");
      return [new TextDecoder().decode(sealed.bytes).includes("hours"), key.extractable];
    """)
    assert stored == [False, False]


def test_two_tabs_send_once(device: Device) -> None:
    device.does(ENQUEUE)
    device.server.answers = [(201, envelope("stored"))]
    device.does("await Promise.all([sender.sendAll({ atOnce: true }), sender.sendAll({ atOnce: true })]);")
    assert len(device.server.received) == 1


def test_a_draft_is_read_with_its_secret_only(device: Device) -> None:
    found = device.does("""
      const [ours, theirs] = await Promise.all(["one", "two"].map((secret) => sealing.keyOfSecret(secret, "drafts")));
      await drafts.keepDraft(ours, "d", { answers: { hours: 7 } }, 0);
      const stranger = await drafts.draftOf(theirs, "d").catch((fault) => fault.name);
      return [await drafts.draftOf(ours, "d"), stranger];
    """)
    assert found == [{"revision": 1, "value": {"answers": {"hours": 7}}}, "OperationError"]


def test_a_draft_kept_elsewhere_meanwhile_is_not_written_over(device: Device) -> None:
    found = device.does("""
      const key = await sealing.keyOfSecret("one", "drafts");
      const seen = await drafts.keepDraft(key, "d", "first", 0);
      await drafts.keepDraft(key, "d", "from another tab", seen);
      const fault = await drafts.keepDraft(key, "d", "mine", seen).catch((fault) => fault);
      return [fault instanceof drafts.Overtaken, (await drafts.draftOf(key, "d")).value];
    """)
    assert found == [True, "from another tab"]


def test_a_draft_goes_when_its_record_is_in_the_queue(device: Device) -> None:
    found = device.does("""
      const key = await sealing.keyOfSecret("one", "drafts");
      await drafts.keepDraft(key, "d", "first", 0);
      await queue.enqueue(given, "d");
      return [await drafts.draftOf(key, "d"), (await queue.contentOf(given.id)).body];
    """)
    assert found == [None, RECORD["body"]]


def test_no_room_is_said_and_nothing_is_half_kept(device: Device) -> None:
    device.page.context.new_cdp_session(device.page).send(
        "Storage.overrideQuotaForOrigin", {"origin": SITE.rstrip("/"), "quotaSize": 10_000}
    )
    found = device.does("""
      const large = { ...given, body: { id: given.id, text: "x".repeat(5_000_000) } };
      const fault = await queue.enqueue(large).catch((fault) => fault.name);
      return [fault, await queue.records()];
    """)
    assert found == ["QuotaExceededError", []]
