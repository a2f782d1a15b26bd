"""French typography of the words of pages and commands. `python tests/rules/french.py` corrects them in place."""

from __future__ import annotations

import re
from pathlib import Path

NARROW = "\u202f"  # before ; ! ?
WIDE = "\u00a0"  # before : and inside « »
CORRECTIONS = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(rf"[ {NARROW}](?=:(?:\s|$|[»)\"]))"), WIDE),
    (re.compile(rf"[ {WIDE}](?=[;!?](?:\s|$|[»).!?\"]))"), NARROW),
    (re.compile(rf"[ {NARROW}](?=»)"), WIDE),
    (re.compile(rf"(?<=«)[ {NARROW}]"), WIDE),
)
FRENCH_OF_A_TABLE = re.compile(r"^(fr\b.*?=|\[\w+\.fr\]$)((?:.|\n(?!\n))*?(?=\n(?:en\b|\n)|\Z))", re.MULTILINE)
FRENCH_OF_A_VARIANT = re.compile(r"^(\w+ = )(.+)$", re.MULTILINE)
ALL_OF_A_FILE = re.compile(r"()((?:.|\n)+)")  # English has no space before a colon, a question mark or a guillemet
FRENCH_OF_A_MODULE = re.compile(r"""("fr": )("[^"\n]*")""")


def corrected(text: str) -> str:
    """The text with its apostrophes and its unbreakable spaces."""
    for pattern, right in CORRECTIONS:
        text = pattern.sub(right, text)
    return text


def correct_file(path: Path, french: re.Pattern[str]) -> None:
    """Correct the French sentences of a file, and leave the rest alone."""
    before = path.read_text(encoding="utf-8")
    after = french.sub(lambda found: found[1] + corrected(found[2]), before)
    if after != before:
        path.write_text(after, encoding="utf-8")


def files_of_samples(application: Path) -> list[Path]:
    """What samples say to people: their description, their plan, their forms."""
    endings = ("*/sample.toml", "*/plan.json", "*/*.md")
    return [file for ending in endings for file in sorted((application / "samples").glob(ending))]


if __name__ == "__main__":
    application = Path(__file__).resolve().parents[2] / "livinglab"
    rules = application.parent / "analysis" / "indicators" / "rules.toml"
    for table in (*application.glob("words/*.toml"), rules):
        correct_file(table, FRENCH_OF_A_TABLE)
    for table in application.glob("words/fr*/*.toml"):
        correct_file(table, FRENCH_OF_A_VARIANT)
    for file in files_of_samples(application):
        correct_file(file, ALL_OF_A_FILE)
    for module in (*application.glob("commands/*.py"), *application.glob("installation/*.py")):
        correct_file(module, FRENCH_OF_A_MODULE)
