"""The pinned requirements follow the ones written by people, and each of these has its reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)", re.MULTILINE)
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==", re.MULTILINE)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _names(file: Path, pattern: re.Pattern[str]) -> set[str]:
    return {_canonical(name) for name in pattern.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("stem", ["requirements", "requirements-cluster", "requirements-test"])
def test_everything_asked_for_is_pinned(stem: str, checkout: Path) -> None:
    assert _names(checkout / f"{stem}.in", NAME) - _names(checkout / f"{stem}.txt", PIN) == set()


def test_the_tests_run_on_the_versions_that_serve(checkout: Path) -> None:
    version = re.compile(r"^([a-z0-9][\w.-]*==[^ \\;]+)", re.MULTILINE)
    served, tested = (
        set(version.findall((checkout / f"{stem}.txt").read_text(encoding="utf-8")))
        for stem in ("requirements", "requirements-test")
    )
    assert served - tested == set()


@pytest.mark.parametrize(
    "file", ["requirements.txt", "requirements-cluster.txt", "requirements-test.txt", "requirements-uv.txt"]
)
def test_every_pin_carries_its_hashes(file: str, checkout: Path) -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (checkout / file).read_text(encoding="utf-8"))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("stem", ["requirements", "requirements-cluster", "requirements-test"])
def test_every_dependency_has_its_reason(stem: str, checkout: Path) -> None:
    decision = (checkout / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    explained = {_canonical(name) for name in re.findall(r"^\| `([^`]+)` \|", decision, re.MULTILINE)}
    assert _names(checkout / f"{stem}.in", NAME) - explained == set()
