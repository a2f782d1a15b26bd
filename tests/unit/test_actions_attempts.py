"""Attempts at the same moment are each counted, whichever process hears of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from limits import parse_many

from livinglab.actions.attempts import COUNTER, count_attempt, seconds_to_wait

LIMITS = tuple(parse_many("20/minute;100/hour"))
HERE = ("code", "192.0.2.1")


def test_twenty_at_once_are_twenty_and_the_next_one_waits(any_laboratory: Flask) -> None:
    def attempt(_: int) -> int:
        with any_laboratory.app_context():
            waits = seconds_to_wait(LIMITS, *HERE)
            count_attempt([(LIMITS, HERE)])
            return waits

    with ThreadPoolExecutor(8) as threads:
        heard = list(threads.map(attempt, range(20)))
    counted = [COUNTER.get_window_stats(item, *HERE).remaining for item in LIMITS]
    assert (set(heard), counted, 0 < seconds_to_wait(LIMITS, *HERE) <= 60) == ({0}, [0, 80], True)


def test_another_place_waits_for_nobody(laboratory: Flask) -> None:
    for _ in range(20):
        count_attempt([(LIMITS, HERE)])
    assert [seconds_to_wait(LIMITS, "code", place) > 0 for place in ("192.0.2.1", "192.0.2.2")] == [True, False]
