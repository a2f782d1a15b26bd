"""A site that may go away and come back, and a phone that remembers, for the journeys through what fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from respondents import Server, open_site


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(open_site(tmp_path_factory.mktemp("site")))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def context(
    browser_in: Callable[[Path], BrowserContext], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    context = browser_in(tmp_path_factory.mktemp("phone"))
    yield context
    context.close()
