"""What may be kept under version control."""

from __future__ import annotations

import re
from pathlib import Path

from sources import ROOT, tracked_files

LARGEST = 1_000_000
# Folders that exist on one machine only, and addresses of package indexes: a checkout must work anywhere.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.>/)-])/(?:home|root|work|Users|mnt)/[\w.-]+"
    r"|--(?:extra-)?index-url|--find-links"
    r"|https?://(?!example\.org)[^\s\"'<>]+/simple\b"
)


def test_no_file_is_larger_than_one_megabyte() -> None:
    sizes = {str(path.relative_to(ROOT)): path.stat().st_size for path in tracked_files()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_no_file_names_a_machine_or_a_package_index() -> None:
    found = {
        str(path.relative_to(ROOT)): match.group()
        for path in tracked_files()
        if path != Path(__file__) and (match := OF_ONE_MACHINE.search(_text(path)))
    }
    assert found == {}


def _text(path: Path) -> str:
    """The file as text; what is not text holds no address a reader could follow."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")
