"""How many real forms are imported, and what is said of the others: a folder of workbooks, read one by one.

    .venv/bin/python bench/real_forms.py FOLDER [-v]

Where pyxform is installed, also how far the two agree. Counts are of forms; problems are counted once per form.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from surveys import read_workbook
from surveys.problems import Problem
from surveys.questionnaire import Questionnaire

FORMATS = {".xlsx", ".xls", ".csv", ".md"}


@dataclass(frozen=True)
class Read:
    """What became of one form. `standard` says whether pyxform accepts it; None when it is not asked."""

    path: Path
    imported: bool
    problems: tuple[Problem, ...]
    seconds: float
    standard: bool | None


def read_all(folder: Path) -> Iterator[Read]:
    """Every workbook of a folder, read with a check that its canonical JSON reads back."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in FORMATS and path.stem != "README"):
        begun = time.perf_counter()
        reading = read_workbook(path)
        seconds = time.perf_counter() - begun
        form = reading.questionnaire
        if form is not None and Questionnaire.from_json(form.to_json()).digest != form.digest:
            raise SystemExit(f"{path.name}: the canonical JSON does not read back")
        yield Read(path, form is not None, reading.problems, seconds, _accepted_by_pyxform(path))


def _accepted_by_pyxform(path: Path) -> bool | None:
    try:
        from pyxform.xls2xform import convert
    except ImportError:
        return None
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            convert(str(path))
        except Exception:  # noqa: BLE001 # whatever pyxform raises, the form is refused
            return False
    return True


def main(arguments: list[str]) -> int:
    """Prints the counts."""
    forms = list(read_all(Path(arguments[0])))
    standard = [form for form in forms if form.standard]
    print(f"forms: {len(forms)}; imported: {sum(form.imported for form in forms)}", end="; ")
    print(
        f"explained: {sum(not form.imported for form in forms)}; slowest: {max(form.seconds for form in forms):.2f} s"
    )
    if standard:
        share = sum(form.imported for form in standard)
        print(f"in the plain standard (pyxform accepts them): {len(standard)}; imported of these: {share}")
    for severity in ("error", "warning"):
        counted = Counter(code for form in forms for code in {p.code for p in form.problems if p.severity == severity})
        print(f"\n{severity}s, by number of forms:")
        print("\n".join(f"  {number:4} {code}" for code, number in counted.most_common()))
    for form in forms if "-v" in arguments else ():
        _tell(form)
    return 0


def _tell(form: Read) -> None:
    print(f"\n{form.path.name}: {'imported' if form.imported else 'explained'}; pyxform accepts it: {form.standard}")
    for problem in [problem for problem in form.problems if problem.severity == "error"][:8]:
        print(f"  {problem.code} {problem.place('en')}: {problem.what('en')}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
