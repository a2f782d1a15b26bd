"""Addresses of the site, and waiting there for what its worker does."""

from __future__ import annotations

import time

from livinglab.demonstration.visitor import Unexpected, Visitor

MOST_SECONDS = 300
PAUSE = 0.3


def wait_for(visitor: Visitor, address: str) -> None:
    """Asks how far the work at an address is until it is done. Raises Unexpected when it failed, or lasts."""
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        state = visitor.json(f"{address}/progress.json")["state"]
        if state == "done":
            return
        if state == "failed":
            raise Unexpected(f"{address} failed.")
        time.sleep(PAUSE)
    raise Unexpected(f"{address} was not done within {MOST_SECONDS} seconds.")


def without_query(address: str) -> str:
    """The address of a page, whatever was asked or shown of it."""
    return address.split("?")[0].split("#")[0]
