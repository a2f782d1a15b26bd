"""Drawing and saying: turns Evidence into a document. Computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.results import Evidence
    from reports.numbers import Language
    from reports.pdf import Written
    from reports.presentation import Presentation
    from reports.verdict import Unreadable, Verification


def write_pdf(
    evidence: Evidence,
    *,
    audience: str = "funder",
    language: Language = "fr",
    presentation: Presentation | None = None,
    to: Path,
) -> Written:
    """Write the report of this evidence as a PDF that carries its own proof; see `reports.pdf`."""
    from reports import pdf  # the renderer takes seconds to load: not for those who only import the room
    from reports.presentation import NONE

    worn = presentation or NONE
    return pdf.write_pdf(evidence, audience=audience, language=language, presentation=worn, to=to)


def write_article(
    evidence: Evidence,
    *,
    audience: str = "funder",
    language: Language = "fr",
    presentation: Presentation | None = None,
    to: Path,
) -> None:
    """Write the same report as a page of the web; see `reports.article`."""
    from reports import article  # idem
    from reports.presentation import NONE

    worn = presentation or NONE
    article.write_article(evidence, audience=audience, language=language, presentation=worn, to=to)


def write_side_by_side(
    studies: Sequence[Evidence], *, language: Language = "fr", laboratory: str, on: str, to: Path
) -> None:
    """Write what several studies found of the same outcomes as a page of the web; see `reports.side_by_side`."""
    from reports import article  # idem

    article.write_side_by_side(studies, language=language, laboratory=laboratory, on=on, to=to)


def evidence_in(path: Path) -> Evidence | None:
    """The evidence a report carries, unverified; None when it carries none that can be read."""
    from reports import verification  # idem

    return verification.carried(path)


def verify(path: Path) -> Verification | Unreadable:
    """Recompute and compare everything a report prints, from its file alone; see `reports.verification`."""
    from reports import verification  # idem

    return verification.verify(path)
