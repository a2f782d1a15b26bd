"""ODK's engine is installed where Node is, whole or not at all; elsewhere a sentence says how."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from livinglab.installation import field_engine


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a lock file, on a machine that has Node."""
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    return tmp_path


def npm(monkeypatch: pytest.MonkeyPatch, *, succeeds: bool) -> list[Sequence[str]]:
    """What npm is asked, and whether it succeeds."""
    asked: list[Sequence[str]] = []
    monkeypatch.setattr(field_engine, "attempt", lambda _, command: asked.append(command) or succeeds)
    return asked


def test_it_is_installed_once_from_its_lock_and_runs_no_script(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = npm(monkeypatch, succeeds=True)
    for _ in range(2):
        field_engine.install(folder)
    assert [command[1:5] for command in asked] == [["ci", "--prefix", str(folder), "--ignore-scripts"]]
    assert "--fetch-retries=0" in asked[0]  # a refused certificate is refused at once, not after 72 seconds
    assert field_engine.missing(folder) == ""
    assert field_engine.is_ready(folder)


def test_another_lock_is_installed_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm(monkeypatch, succeeds=True)
    field_engine.install(folder)
    (folder / "package-lock.json").write_text('{"packages": {}}')
    assert not field_engine.is_ready(folder)


def test_without_network_the_engine_is_left_out_with_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    npm(monkeypatch, succeeds=False)
    field_engine.install(folder)
    assert not field_engine.is_ready(folder)
    assert "check the network" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("there", "said"), [({"node", "npm"}, "certificate npm accepts"), ({"npm"}, "install Node.js")]
)
def test_what_is_passed_over_says_the_true_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch, there: set[str], said: str
) -> None:
    """Node was there and npm could not get the packages: installing Node again would change nothing."""
    monkeypatch.setattr(shutil, "which", lambda name: name if name in there else None)
    assert said in field_engine.missing(folder)


def test_without_node_a_sentence_says_how_to_add_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    asked = npm(monkeypatch, succeeds=True)
    field_engine.install(folder)
    assert asked == []
    assert "install Node.js 20 or later" in capsys.readouterr().err
