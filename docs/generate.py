"""Writes `docs/reference/` from the tables of the code: `python docs/generate.py`. A stale page fails a test."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
HEADER = "<!-- Written by docs/generate.py from the code: change the code, then run it again. -->"

sys.path.insert(0, str(ROOT))


def settings() -> str:
    """Every setting with what it is for."""
    from livinglab.settings import PREFIX, SETTINGS

    rows = ((f"`{PREFIX}{name}`", words) for name, words in SETTINGS.items())
    return page("Settings", "Environment variables, read once at start.", ("Variable", "What it is for"), rows)


def commands() -> str:
    """Every command with its example."""
    from livinglab.commands import COMMANDS

    rows = (
        (f"`{name}`", row.summary["fr"], row.summary["en"], f"`python3 lab.py {row.example}`")
        for name, row in COMMANDS.items()
    )
    lead = "`python3 lab.py COMMAND`; `--lang fr` or `--lang en` first to choose the language."
    return page("Commands", lead, ("Command", "Français", "English", "Example"), rows)


def question_types() -> str:
    """Every question type."""
    from surveys.question_types import QUESTION_TYPES

    rows = ((f"`{row.name}`", row.widget or "–", row.variable or "–", row.given_by) for row in QUESTION_TYPES.values())
    lead = "The `type` column of a workbook's survey sheet."
    return page("Question types", lead, ("Type", "Shown as", "Stored as", "Given by"), rows)


def functions() -> str:
    """Every function an expression may call."""
    from surveys.expressions.functions import FUNCTIONS

    rows = (
        (f"`{row.name}`", str(row.least), "any" if row.most is None else str(row.most), row.returns)
        for row in FUNCTIONS.values()
    )
    lead = "What `relevant`, `constraint`, `calculation`, `required` and `default` may call."
    return page("Functions", lead, ("Function", "Arguments, at least", "At most", "Gives"), rows)


def problems() -> str:
    """Everything that may be wrong with a workbook."""
    from surveys.problem_words import CATALOGUE

    rows = (
        (f"`{code}`", kind.severity, kind.what["en"], kind.remedy["en"], kind.what["fr"], kind.remedy["fr"])
        for code, kind in sorted(CATALOGUE.items())
    )
    lead = "What `lab.py check-form` and the upload page may say of a workbook."
    return page("Problems of a workbook", lead, ("Code", "Severity", "What", "Remedy", "Quoi", "Remède"), rows)


def estimators() -> str:
    """Every estimator a plan may name."""
    from analysis.estimators.catalogue import CATALOGUE

    rows = (
        (
            f"`{row.code}`",
            row.words["en"],
            row.words["fr"],
            row.effect["en"],
            ", ".join(row.designs),
            row.verifiability,
            row.reference,
        )
        for row in CATALOGUE.values()
    )
    lead = "The `estimator` of an outcome in a plan. Class A recomputes from counts, B from moments, C needs rows."
    heads = ("Code", "Method", "Méthode", "Effect", "Designs", "Best class", "Reference")
    return page("Estimators", lead, heads, rows)


def indicators() -> str:
    """Every indicator of a project, with its counting rule."""
    from analysis.indicators import INDICATORS

    rows = (
        (
            f"`{row.code}`",
            *(text[language] for text in (row.words.title, row.words.rule) for language in ("en", "fr")),
            row.unit,
            str(row.rule),
            row.words.to_show.get("en", "–"),
            f"{row.source} ({row.checked}{', read in part' if row.part else ''})",
        )
        for row in INDICATORS.values()
    )
    lead = (
        "What the dashboard of a project counts, and how. *To show*: what the platform cannot see, and the team must "
        "show before it declares the number. The last column says where the definition was read, and when."
    )
    heads = ("Code", "Indicator", "Indicateur", "Counting rule", "Règle de comptage", "Unit", "Rule version", "To show")
    return page("Indicators", lead, (*heads, "Definition"), rows)


def measurements() -> str:
    """Every kind of file that brings measurements, its columns, and the units known."""
    from analysis.measurements.kinds import KINDS
    from analysis.measurements.units import UNITS

    rows = (
        (
            f"`{kind.code}`",
            kind.label["en"],
            kind.label["fr"],
            f"`{column.role}`",
            column.label["en"],
            column.label["fr"],
            "yes" if column.needed else "",
            f"`{column.usual}`" if column.usual else "",
        )
        for kind in KINDS.values()
        for column in kind.columns
    )
    lead = (
        "What a file may hold, and the role of each of its columns. *Needed*: a column, or one value for every row. "
        f"Units: {', '.join(f'`{unit}`' for unit in UNITS)}, or one over another (`EUR/kWh`)."
    )
    heads = ("Kind", "Holds", "Contient", "Role", "Column", "Colonne", "Needed", "Without a column")
    return page("Measurements", lead, heads, rows)


def measurement_problems() -> str:
    """Everything that may be wrong with a file of measurements."""
    from analysis.measurements.problem_words import CATALOGUE

    rows = (
        (f"`{code}`", kind.severity, kind.what["en"], kind.remedy["en"], kind.what["fr"], kind.remedy["fr"])
        for code, kind in sorted(CATALOGUE.items())
    )
    lead = (
        "*file*: nothing can be stored; *error*: the row is left out or the file refused; *notice*: told, and stored."
    )
    return page(
        "Problems of a file of measurements", lead, ("Code", "Severity", "What", "Remedy", "Quoi", "Remède"), rows
    )


def emission_factors() -> str:
    """Every emission factor that is shipped, with where and when it was read."""
    from analysis.environment.factors import CHECKED_ON, FACTORS

    rows = (
        (
            f"`{one.code}`",
            one.label,
            f"{one.value:g}",
            one.unit,
            str(one.year),
            one.source,
            f"<{one.url.replace(' ', '%20')}>",
            one.licence,
        )
        for one in FACTORS
    )
    lead = f"Read on {CHECKED_ON} in the text at the address. No range is stated there, so none is given here."
    heads = ("Code", "What", "Value", "Unit", "Year", "Source", "Read at", "Licence")
    return page("Emission factors", lead, heads, rows)


def page(title: str, lead: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A page with one table."""
    table = [heads, tuple("---" for _ in heads), *rows]
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in table]
    return "\n".join([HEADER, f"# {title}", lead, "", *lines, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


PAGES: Mapping[str, Callable[[], str]] = {
    "settings.md": settings,
    "commands.md": commands,
    "question-types.md": question_types,
    "functions.md": functions,
    "problems.md": problems,
    "estimators.md": estimators,
    "measurements.md": measurements,
    "measurement-problems.md": measurement_problems,
    "indicators.md": indicators,
    "emission-factors.md": emission_factors,
}


def main() -> None:
    """Writes every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()
