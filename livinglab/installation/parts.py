"""Parts of the operating system that Python packages cannot bring: text libraries, a browser, PDF pictures."""

from __future__ import annotations

import ctypes
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from livinglab.installation import packages
from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import Words, say, speak

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Part:
    """Something a command needs from the system: how to see it, and its packages by package manager."""

    what: Words
    without: Words
    is_present: Callable[[], bool]
    packages: Mapping[str, tuple[str, ...]]
    otherwise: str


def has_library(name: str, version: str) -> bool:
    """Whether the system can load the library, under the names WeasyPrint will try."""
    names = (f"lib{name}.so.{version}", f"lib{name}.dylib", f"lib{name}.{version}.dylib")
    return any(map(_loads, names))


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def has_text_libraries() -> bool:
    # harfbuzz-subset is optional for WeasyPrint; without it PDFs are three times slower and differ from run to run.
    needed = (("pango-1.0", "0"), ("pangoft2-1.0", "0"), ("harfbuzz-subset", "0"))
    return all(has_library(name, version) for name, version in needed)


def browser_path() -> str | None:
    """The browser of the system, or None when Playwright should look for its own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def has_browser() -> bool:
    return browser_path() is not None or any(_playwright_folder().glob("chromium-*"))


def _playwright_folder() -> Path:
    caches = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return caches / "ms-playwright"


TEXT_LIBRARIES = Part(
    what={
        "fr": "les bibliothèques de texte Pango et HarfBuzz",
        "en": "the text libraries Pango and HarfBuzz",
    },
    without={
        "fr": "les rapports PDF ne peuvent pas être produits",
        "en": "PDF reports cannot be made",
    },
    is_present=has_text_libraries,
    packages={
        "apt-get": ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        "dnf": ("pango", "harfbuzz"),
        "apk": ("so:libpango-1.0.so.0", "so:libpangoft2-1.0.so.0", "so:libharfbuzz-subset.so.0"),
        "brew": ("pango",),
    },
    otherwise="pango harfbuzz",
)
BROWSER = Part(
    what={
        "fr": "le navigateur Chromium",
        "en": "the Chromium browser",
    },
    without={
        "fr": "les pages ne peuvent pas être testées",
        "en": "the pages cannot be tried out",
    },
    is_present=has_browser,
    packages={
        "apt-get": ("chromium",),
        "dnf": ("chromium",),
        "apk": ("chromium",),
    },
    otherwise=".venv/bin/python -m playwright install --with-deps chromium",
)
PDF_PICTURES = Part(
    what={
        "fr": "les outils PDF Poppler (pdftoppm)",
        "en": "the Poppler PDF tools (pdftoppm)",
    },
    without={
        "fr": "les pages des PDF ne peuvent pas être regardées",
        "en": "the pages of PDFs cannot be looked at",
    },
    is_present=lambda: shutil.which("pdftoppm") is not None,
    packages={
        "apt-get": ("poppler-utils",),
        "dnf": ("poppler-utils",),
        "apk": ("poppler-utils",),
        "brew": ("poppler",),
    },
    otherwise="poppler-utils",
)


def require(parts: Sequence[Part]) -> None:
    """Make sure the parts are there: install the missing ones when we may, refuse with the exact command otherwise."""
    for part in missing_after_installing(parts):
        raise Refusal(say("part_missing", what=speak(part.what), remedy=remedy(part)))


def wish(parts: Sequence[Part]) -> None:
    """The same for parts a command can do without: say what will be missing, and go on."""
    for part in missing_after_installing(parts):
        words = {"what": speak(part.what), "without": speak(part.without), "remedy": remedy(part)}
        print(say("part_wished", **words), file=sys.stderr)


def missing_after_installing(parts: Sequence[Part]) -> list[Part]:
    """What is still missing once apt-get has been asked, in one go, for everything it knows."""
    missing = [part for part in parts if not part.is_present()]
    wanted = [package for part in missing for package in part.packages.get("apt-get", ())]
    if wanted and packages.install_with_apt(wanted):
        return [part for part in missing if not part.is_present()]
    return missing


def remedy(part: Part) -> str:
    """What to type on this machine."""
    manager = packages.manager_here()
    if manager is None or manager not in part.packages:
        return part.otherwise
    return packages.command(manager, part.packages[manager])
