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

WIDTH, NAMES, RIGHT, LINE_HEIGHT = 480.0, 150.0, 20.0, 34.0
LONGEST = 22  # letters of a name beside the drawing


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
    along = Scale(0.0, most, NAMES, WIDTH - RIGHT)
    elements: list[Element] = [Line(NAMES, 4, NAMES, LINE_HEIGHT * len(both) + 4, QUIET)]
    for place, (each, figure) in enumerate(zip(both, figures, strict=True)):
        y = LINE_HEIGHT * place + 18
        low, value, high = (along.at(one or 0.0) for one in (figure.low, figure.value, figure.high))
        elements.append(Label(0, y + 4, each.name[:LONGEST], 12, "start", INK))
        elements.append(Line(low, y, high, y, INK, 2))
        elements.append(mark(value, y, "square", INK))
        anchor: Anchor = "end" if value > (NAMES + WIDTH) / 2 else "start"
        elements.append(Label(value, y + 17, _said(figure), 11, anchor, INK))
    told = "; ".join(
        f"{each.name}{t('trace.colon')}{_said(figure)}" for each, figure in zip(both, figures, strict=True)
    )
    return Drawing(WIDTH, LINE_HEIGHT * len(both) + 12, tuple(elements), f"{t('workshop.sum_footprint')}. {told}")


def _said(figure: Figure) -> str:
    low, value, high = (format_number(one or 0.0, 2) for one in (figure.low, figure.value, figure.high))
    said = f"{value} {figure.unit}"
    return said if low == high else f"{said} {t('workshop.between', low=low, high=high)}"
