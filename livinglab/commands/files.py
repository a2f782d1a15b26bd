"""Files named on the command line: read or written whole, or refused with a sentence."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO

from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import Words, speak

SENTENCES: dict[str, Words] = {
    "missing": {
        "fr": "Le fichier {path} n’existe pas ; vérifiez son nom, puis relancez.",
        "en": "There is no file {path}; check its name, then run this again.",
    },
    "folder": {
        "fr": "{path} est un dossier ; donnez le nom d’un fichier.",
        "en": "{path} is a folder; give the name of a file.",
    },
    "unreadable": {
        "fr": "Le fichier {path} ne peut pas être lu ; vérifiez ses droits d’accès.",
        "en": "The file {path} cannot be read; check its permissions.",
    },
    "unwritable": {
        "fr": "Impossible d’écrire {path} ; vérifiez le dossier, ses droits et la place libre.",
        "en": "{path} cannot be written; check the folder, its permissions and the free space.",
    },
}


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises Refusal with what to do."""
    try:
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise refusal("missing", path) from missing
    except IsADirectoryError as folder:
        raise refusal("folder", path) from folder
    except OSError as unreadable:
        raise refusal("unreadable", path) from unreadable


def write_file(path: Path, content: IO[bytes]) -> None:
    """The file, whole or not at all: what stood there stays until the new one is written. Raises Refusal."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            shutil.copyfileobj(content, file)
        beside.replace(path)
    except OSError as unwritable:
        with suppress(OSError):
            beside.unlink()
        raise refusal("unwritable", path) from unwritable


def refusal(reason: str, path: Path) -> Refusal:
    """The sentence for a file that cannot be used."""
    return Refusal(speak(SENTENCES[reason], path=path))
