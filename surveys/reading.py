"""Reading a questionnaire workbook: a questionnaire, or every reason why not. Never an exception."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from surveys.problems import Problem
from surveys.questionnaire import Questionnaire
from surveys.workbook import FILE_LIMIT, open_workbook
from surveys.xlsform import read_form


@dataclass(frozen=True)
class Reading:
    """What a workbook gave. `questionnaire` is None when at least one problem is an error."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]


def read_workbook(source: str | Path | bytes, filename: str = "", files: Mapping[str, bytes] | None = None) -> Reading:
    """Read .xlsx, .xls, .csv or .md, from a path or from bytes with their file name.

    `files` are those the questionnaire refers to, by name: tables, pictures, sounds. With a path, those in the folder
    of the workbook, in `media` or in `<its name>-media` are found. One that is not there is a warning, and awaited.
    Raises OSError only when a path cannot be read.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        return read_workbook(path.read_bytes(), filename or path.name, FilesBeside(path) if files is None else files)
    workbook = open_workbook(source, filename)
    if workbook.problems:
        return Reading(None, workbook.problems)
    return Reading(*read_form(workbook, filename, files))


class FilesBeside(Mapping[str, bytes]):
    """The files that lie beside a workbook, read when they are asked for."""

    def __init__(self, workbook: Path) -> None:
        folder = workbook.parent
        self.folders = (folder, folder / f"{workbook.stem}-media", folder / "media")

    def __getitem__(self, name: str) -> bytes:
        path = self._path(name)
        if path is None:
            raise KeyError(name)
        return path.read_bytes()

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._path(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(set(self._names())))

    def __len__(self) -> int:
        return len(set(self._names()))

    def _names(self) -> Iterator[str]:
        for folder in self.folders:
            if folder.is_dir():
                yield from (path.name for path in folder.iterdir() if self._path(path.name))

    def _path(self, name: str) -> Path | None:
        """A plain file of that very name: a workbook must not be able to name any file of the machine."""
        if not name or Path(name).name != name or "\\" in name or "\x00" in name:
            return None
        paths = (folder / name for folder in self.folders)
        return next((path for path in paths if path.is_file() and path.stat().st_size <= FILE_LIMIT), None)
