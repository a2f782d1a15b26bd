"""`lab.py verify --session`: what a session froze, computed again from the database."""

from __future__ import annotations

import json
from contextlib import nullcontext

import pytest
from flask import Flask
from people import Cast
from votes import TWO, camps, closed, read

from livinglab.commands import database, parser
from livinglab.commands.verify import run
from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import LANGUAGE_VARIABLE
from livinglab.store.database import db
from livinglab.store.sessions import AgendaItem, JudgementEvent


@pytest.fixture
def item(laboratory: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch) -> AgendaItem:
    """A closed activity whose votes were read; commands find this laboratory, and speak English."""
    monkeypatch.setattr(database, "opened", nullcontext)
    monkeypatch.setenv(LANGUAGE_VARIABLE, "en")
    found = closed(people.marc, people.balades, camps(42), [TWO[person % 2] for person in range(42)])
    read(found)
    return found


def _run(*arguments: str) -> int:
    return run(parser("verify").parse_args(arguments))


def test_every_frozen_result_of_a_session_is_equal(item: AgendaItem, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--session", item.session_id) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"✓ {item.id} · {method}: equal" for method in ("statements", "capacities", "opinions")
    ]


def test_a_vote_changed_afterwards_is_told(item: AgendaItem, capsys: pytest.CaptureFixture[str]) -> None:
    event = db.session.scalars(db.select(JudgementEvent)).first()
    assert event is not None
    event.value = -(event.value or 0)
    db.session.commit()
    assert _run("--session", item.session_id, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["holds"], [each["input_holds"] for each in told["results"]]) == (False, [False] * 3)


@pytest.mark.parametrize("arguments", [(), ("report.pdf", "--session", "0" * 32)])
def test_a_report_or_a_session_never_both_nor_neither(arguments: tuple[str, ...]) -> None:
    with pytest.raises(Refusal):
        _run(*arguments)
