"""Samples: whole studies ready to be taken up, one folder each, as plain data. Adding a sample is adding a folder.

A folder holds `sample.toml` (what it is, in each language), `plan.json`, the questionnaires as Markdown forms, and in
`measurements/` the sheets that may come beside the answers. Nothing in it says who funds or who analyses. Its dates
count from the day `starts`: all of them are moved together to the day on which the study is taken up. Series that plan
and sheets name may be called otherwise in each language. `consent` may give the text people are asked to agree to, and
`companions` other samples that are taken up with it: what must be asked apart, in an anonymous study.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from analysis.measurements.examples import written_csv, written_xlsx
from analysis.measurements.kinds import KINDS

FOLDER = Path(__file__).parent
ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")

Words: TypeAlias = Mapping[str, str]  # language → words
Rows: TypeAlias = Sequence[Sequence[str]]  # the roles of the columns, then the cells, dates and numbers as in ISO 8601


@dataclass(frozen=True)
class Asked:
    """A questionnaire of the sample, and the waves of its plan at which it is asked."""

    folder: Path
    file: str
    waves: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """The form, as it would be uploaded."""
        return (self.folder / self.file).read_bytes()


@dataclass(frozen=True)
class Sheet:
    """A sheet that comes beside the answers.

    `layout`: what its titles do not say, by field of the page's form. `series`: name in the file → what it is called.
    """

    folder: Path
    file: str
    kind: str
    name: Words
    holds: Words
    layout: Words
    series: Mapping[str, Words]

    @property
    def code(self) -> str:
        """The name of the file without its ending."""
        return self.file.removesuffix(".csv")

    def rows(self, language: str, moved: timedelta = timedelta()) -> tuple[tuple[str, ...], ...]:
        """The roles, then the rows, in a language, with their dates moved. Raises ValueError where a row is uneven."""
        with (self.folder / "measurements" / self.file).open(encoding="utf-8", newline="") as file:
            titles, *rows = [tuple(row) for row in csv.reader(file)]
        kept = [place for place, title in enumerate(titles) if _of_language(title, language)]
        told = tuple(titles[place].partition(".")[0] for place in kept)
        cells = [dict(zip(titles, row, strict=True)) for row in rows]
        return (told, *(tuple(_moved(row[titles[place]], moved) for place in kept) for row in cells))

    def written(self, rows: Rows, language: str) -> bytes:
        """Such rows as a file that a spreadsheet of the language opens."""
        return written_csv(self.kind, self._named(rows, language), language, self.layout.get("subject_kind", ""))

    def workbook(self, rows: Rows, language: str) -> bytes:
        """Such rows as an .xlsx workbook."""
        return written_xlsx(self.kind, self._named(rows, language), language, self.layout.get("subject_kind", ""))

    def _named(self, rows: Rows, language: str) -> Rows:
        place = rows[0].index("series") if "series" in rows[0] else len(rows[0])
        return [[self._name(cell, language) if at == place else cell for at, cell in enumerate(row)] for row in rows]

    def _name(self, series: str, language: str) -> str:
        return self.series[series][language] if series in self.series else series


@dataclass(frozen=True)
class Sample:
    """A whole study: what it is and shows, its questionnaires, its plan and its sheets.

    `consent`: language → text, empty where the lab writes its own. `companions`: codes of the samples that come along.
    """

    code: str
    folder: Path
    place: int
    starts: date
    title: Words
    description: Words
    adapt: Words
    shows: Mapping[str, tuple[str, ...]]
    questionnaires: tuple[Asked, ...]
    sheets: tuple[Sheet, ...]
    series: Mapping[str, Words]
    anonymous: bool
    consent: Words
    companions: tuple[str, ...]

    def moved_to(self, day: date) -> timedelta:
        """By how much its dates are moved when the study starts on a day."""
        return day - self.starts

    def plan(self, day: date, language: str) -> str:
        """The plan as JSON, for a study that starts on a day, its series called as in a language."""
        text = _moved((self.folder / "plan.json").read_text("utf-8"), self.moved_to(day))
        for name, words in self.series.items():
            text = text.replace(json.dumps(name), json.dumps(words[language], ensure_ascii=False))
        return text

    def sheet(self, file: str) -> Sheet:
        """The sheet of a file name. Raises KeyError."""
        return {each.file: each for each in self.sheets}[file]

    @property
    def waves(self) -> tuple[str, ...]:
        """The codes of the waves at which something is asked."""
        return tuple(dict.fromkeys(wave for asked in self.questionnaires for wave in asked.waves))


@cache
def samples() -> Mapping[str, Sample]:
    """Every sample by its code, in the order they are offered."""
    found = [_read(file.parent) for file in FOLDER.glob("*/sample.toml")]
    return {each.code: each for each in sorted(found, key=lambda each: each.place)}


def companions_of(sample: Sample) -> tuple[Sample, ...]:
    """The samples taken up with one. Raises KeyError."""
    return tuple(samples()[code] for code in sample.companions)


def _read(folder: Path) -> Sample:
    said: dict[str, Any] = tomllib.loads((folder / "sample.toml").read_text("utf-8"))
    return Sample(
        code=folder.name,
        folder=folder,
        place=said["place"],
        starts=said["starts"],
        title=said["title"],
        description=said["description"],
        adapt=said["adapt"],
        shows={language: tuple(lines) for language, lines in said["shows"].items()},
        questionnaires=tuple(Asked(folder, each["file"], tuple(each["waves"])) for each in said["questionnaires"]),
        sheets=tuple(_sheet(folder, each, said.get("series", {})) for each in said.get("sheets", ())),
        series=said.get("series", {}),
        anonymous=said.get("anonymous", False),
        consent=said.get("consent", {}),
        companions=tuple(said.get("companions", ())),
    )


def _sheet(folder: Path, said: Mapping[str, Any], series: Mapping[str, Words]) -> Sheet:
    if said["kind"] not in KINDS:
        raise ValueError(f"{folder.name}: {said['kind']} is no kind of sheet")
    return Sheet(folder, said["file"], said["kind"], said["name"], said["holds"], said.get("layout", {}), series)


def _of_language(title: str, language: str) -> bool:
    _, dot, said = title.partition(".")
    return not dot or said == language


def _moved(text: str, by: timedelta) -> str:
    return ISO_DATE.sub(lambda found: str(date.fromisoformat(found[0]) + by), text)
