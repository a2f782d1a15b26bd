"""Two versions side by side: their photographs, what changed, and their footprints on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.workshop import Account, Figure
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.version_files import VersionFile, files_of
from livinglab.web.wording import format_number
from livinglab.words import t

if TYPE_CHECKING:
    from reports.figures.primitives import Drawing

WIDTH, MARGIN, ROW = 320.0, 8.0, 58.0  # as wide as a phone: shrunk further, its words could not be read
LONGEST = 40  # letters of a name above its line


@dataclass(frozen=True)
class Beside:
    """One of the two: its sums, and the photograph that shows it first."""

    version: PrototypeVersion
    account: Account
    photograph: VersionFile | None

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.version.prototype.name} {self.version.label}"


@dataclass(frozen=True)
class Pair:
    """Both, and the picture of their footprints; none where one cannot be counted."""

    first: Beside
    second: Beside
    drawing: Drawing | None


def pair_of(rows: Sequence[tuple[PrototypeVersion, Account]], first: str, second: str) -> Pair | None:
    """The two versions asked for; None unless both are of this project and differ."""
    found = {version.id: (version, account) for version, account in rows}
    if first == second or first not in found or second not in found:
        return None
    left, right = (Beside(*found[each], _photograph(each)) for each in (first, second))
    return Pair(left, right, _drawing(left, right))


def _photograph(version_id: str) -> VersionFile | None:
    return next((file for file in files_of(version_id) if file.is_picture), None)


def _drawing(*both: Beside) -> Drawing | None:
    """A line for each footprint with its range, from zero."""
    from reports.figures.primitives import (
        INK,
        QUIET,
        Anchor,
        Drawing,
        Element,
        Label,
        Line,
        Scale,
        mark,
    )  # draws: not before

    figures = [each.account.footprint for each in both]
    if any(figure.value is None for figure in figures):
        return None
    most = max([figure.high or figure.value or 0.0 for figure in figures] + [1e-9])
    along = Scale(0.0, most, MARGIN, WIDTH - MARGIN)
    elements: list[Element] = [Line(MARGIN, 4, MARGIN, ROW * len(both), QUIET)]
    for place, (each, figure) in enumerate(zip(both, figures, strict=True)):
        y = ROW * place + 30
        low, value, high = (along.at(one or 0.0) for one in (figure.low, figure.value, figure.high))
        elements.append(Label(MARGIN + 6, y - 13, each.name[:LONGEST], 13, "start", INK, bold=True))
        elements.append(Line(low, y, high, y, INK, 2))
        elements.append(mark(value, y, "square", INK))
        anchor: Anchor = "end" if value > WIDTH / 2 else "start"
        elements.append(Label(max(value, MARGIN + 6), y + 19, _said(figure), 12, anchor, INK))
    told = "; ".join(
        f"{each.name}{t('trace.colon')}{_said(figure)}" for each, figure in zip(both, figures, strict=True)
    )
    return Drawing(WIDTH, ROW * len(both) + 4, tuple(elements), f"{t('workshop.sum_footprint')}. {told}")


def _said(figure: Figure) -> str:
    low, value, high = (format_number(one or 0.0, 2) for one in (figure.low, figure.value, figure.high))
    said = f"{value} {figure.unit}"
    return said if low == high else f"{said} {t('workshop.between', low=low, high=high)}"
