"""What a printed questionnaire says besides its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from reports.paper.words import spoken
from surveys.paper import Paper


@dataclass(frozen=True)
class PaperForm:
    """One questionnaire to print. `consent` is Markdown; `address` is where a filled sheet is typed.

    `sheets` are the numbers of the copies; without any, one blank form is printed. `codes` says, by number, the code of
    the person a sheet is for. `large` is for people who read large type. `pictures` are those of the labels, by the
    name of their file. `online`: where anyone may answer on a screen, sounds and films included.
    """

    paper: Paper
    study: str
    laboratory: str
    version: str
    consent: str
    consent_language: str
    consent_version: str
    address: str
    large: bool = False
    sheets: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    online: str = ""
    simulated: bool = False

    @property
    def language(self) -> str:
        """The language of our own words: that of the questionnaire where we have it."""
        return spoken(self.paper.language)

    def address_of(self, page: int, sheet: str = "") -> str:
        """What the QR code of a page says: read by a scanner, it opens the entry of that sheet."""
        known = {"page": page, **({"sheet": sheet} if sheet else {})}
        return f"{self.address}?{urlencode(known)}"
