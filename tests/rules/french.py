"""French typography of the words of the pages. `python tests/rules/french.py` corrects the tables in place."""

from __future__ import annotations

import re
from pathlib import Path

NARROW = "\u202f"  # before ; ! ?
WIDE = "\u00a0"  # before : and inside « »
CORRECTIONS = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(rf"[ {NARROW}](?=:(?:\s|$|[»)]))"), WIDE),
    (re.compile(rf"[ {WIDE}](?=[;!?](?:\s|$|[»).!?]))"), NARROW),
    (re.compile(rf"[ {NARROW}](?=»)"), WIDE),
    (re.compile(rf"(?<=«)[ {NARROW}]"), WIDE),
)
FRENCH_LINE = re.compile(r"^(fr\b.*?=)(.*)$", re.MULTILINE)


def corrected(text: str) -> str:
    """The text with its apostrophes and its unbreakable spaces."""
    for pattern, right in CORRECTIONS:
        text = pattern.sub(right, text)
    return text


def correct_table(path: Path) -> None:
    """Correct the French sentences of a table of words, and leave the rest alone."""
    before = path.read_text(encoding="utf-8")
    after = FRENCH_LINE.sub(lambda line: line[1] + corrected(line[2]), before)
    if after != before:
        path.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    for table in sorted((Path(__file__).resolve().parents[2] / "livinglab" / "words").glob("*.toml")):
        correct_table(table)
