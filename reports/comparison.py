"""What a document says against what its pages really show, letter by letter, in painting order."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reports.blocks import Said
from reports.document import Document
from reports.painted_text import PageText

_ANCHOR = 12  # letters that must agree before a lost comparison goes on
_LOOK_AHEAD = 60  # texts


@dataclass(frozen=True)
class Difference:
    """A place where the page does not show what the document says; `expected` is empty for text too many."""

    figure: str
    page: int
    expected: str
    printed: str


@dataclass(frozen=True)
class Comparison:
    """The page each text begins on (1 is the first), and every difference."""

    pages: tuple[int, ...]
    differences: tuple[Difference, ...]


def compare(document: Document, pages: Sequence[PageText]) -> Comparison:
    """Every text of the document against the pages, then the running heads."""
    said = [each for each in document.said() if letters(each.text)]
    found = _Walk(said, [page.body for page in pages]).result()
    heads = tuple(_margins(document, pages))
    return Comparison(found.pages, (*found.differences, *heads))


def figure_pages(document: Document, comparison: Comparison) -> dict[str, tuple[int, ...]]:
    """Figure → the pages it is printed on."""
    said = [each for each in document.said() if letters(each.text)]
    on: dict[str, set[int]] = {}
    for each, page in zip(said, comparison.pages, strict=True):
        if each.figure:
            on.setdefault(each.figure, set()).add(page)
    return {figure: tuple(sorted(pages)) for figure, pages in on.items()}


def letters(text: str) -> str:
    """A text without spaces, controls and joiners: what two renderings of it have in common."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text) if _counts(letter))


def leftwards(text: str) -> bool:
    """Whether some of it is written from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def margin(document: Document, page: int, pages: int) -> str:
    """What stands above and below a page."""
    return document.head + document.stamp + f"{document.page_word}{page}{document.of_word}{pages}"


def _counts(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf", "Mn")


def _margins(document: Document, pages: Sequence[PageText]) -> Iterator[Difference]:
    for place, page in enumerate(pages, start=1):
        expected = margin(document, place, len(pages))
        if not _agree(letters(expected), letters(page.margin)):
            yield Difference("", place, expected, page.margin)


class _Walk:
    """Follows the texts through the pages; where they part, looks for the next place where they agree."""

    def __init__(self, said: list[Said], bodies: list[str]) -> None:
        self.said, self.expected = said, [letters(each.text) for each in said]
        self.raw = "".join(unicodedata.normalize("NFC", body) for body in bodies)
        self.places = [*(i for i, letter in enumerate(self.raw) if _counts(letter)), len(self.raw)]
        self.printed = "".join(self.raw[i] for i in self.places[:-1])
        self.starts = list(accumulate((len(letters(body)) for body in bodies), initial=0))
        self.at, self.pages, self.differences = 0, [1] * len(said), list[Difference]()

    def result(self) -> Comparison:
        place = 0
        while place < len(self.said):
            if self.printed.startswith(self.expected[place], self.at):
                self._take(place, place + 1, self.at + len(self.expected[place]))
                place += 1
            else:
                place = self._resume(place)
        if self.at < len(self.printed):
            self.differences.append(Difference("", self._page(), "", self._shown(len(self.printed))))
        return Comparison(tuple(self.pages), tuple(self.differences))

    def _resume(self, place: int) -> int:
        """Goes on at the next text the page does show; what lies between is a difference unless only order differs."""
        following, at = self._next_agreement(place)
        shown = self.printed[self.at : at]
        between = range(place, following)
        if not between or not _agree("".join(self.expected[i] for i in between), shown):
            self._differ(place, following, shown, self._shown(at))
        self._take(place, following, at)
        return following

    def _next_agreement(self, place: int) -> tuple[int, int]:
        """The nearest: the fewest letters left out, of what was expected or of what is shown, whichever is more.

        A text often stands twice in a report, so the first place where it is found may be pages too far. Letters that
        stand for others (writing that runs right to left) are left out on both sides: they count once.
        """
        nearest, least, skipped = (len(self.said), len(self.printed)), len(self.printed) + 1, 0
        for following in range(place, min(place + _LOOK_AHEAD, len(self.said))):
            if skipped >= least:
                break
            anchor = self._anchor(following)
            at = self.printed.find(anchor, self.at, self.at + least + len(anchor))
            if len(anchor) >= _ANCHOR and at >= 0 and max(skipped, at - self.at) < least:
                nearest, least = (following, at), max(skipped, at - self.at)
            skipped += len(self.expected[following])
        return nearest

    def _anchor(self, place: int) -> str:
        """The letters of this text and, while they are few, of those after it; none across a text that reorders."""
        anchor = ""
        while place < len(self.said) and len(anchor) < _ANCHOR and not _reorders(self.expected[place]):
            anchor += self.expected[place]
            place += 1
        return anchor

    def _differ(self, place: int, following: int, shown: str, as_printed: str) -> None:
        page = self._page()
        if place == following:
            self.differences.append(Difference(self.said[place].figure, page, "", as_printed))
        for i in range(place, following):
            if self.expected[i] not in shown or following - place == 1:
                self.differences.append(Difference(self.said[i].figure, page, self.said[i].text, as_printed))

    def _shown(self, end: int) -> str:
        """What stands from here to a letter, with the spaces of the page."""
        return self.raw[self.places[self.at] : self.places[end]].strip()

    def _take(self, place: int, following: int, at: int) -> None:
        for i in range(place, following):
            self.pages[i] = self._page()
        self.at = at

    def _page(self) -> int:
        return min(bisect_right(self.starts, self.at), len(self.starts) - 1)


def _agree(expected: str, shown: str) -> bool:
    """Equal; or, where writing runs right to left, the same other letters and digits.

    The renderer does not record which letters its right-to-left glyphs stand for: those are compared as painted.
    """
    if expected == shown:
        return True
    return _reorders(expected) and sorted(_others(expected)) == sorted(_others(shown))


def _others(text: str) -> str:
    return "".join(letter for letter in text if not _reorders(letter))


def _reorders(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text)
