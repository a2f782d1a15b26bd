"""The minutes as a PDF: written as a report is, with the minutes themselves attached."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reports import attachments, manifest, pdf
from reports.document import Document
from reports.minutes.document import document
from reports.minutes.value import Minutes, dumps, loads
from reports.numbers import Language
from reports.opened import MINUTES
from reports.pdf import Written
from reports.presentation import NONE, Presentation, attached, manifest_entry

FORMAT = "livinglab-minutes/1"
_README = {
    "fr": """Ce que contient ce PDF

minutes.json     Tout ce dont le compte rendu est fait, dont les comptes de chaque activité, sa méthode et son résultat.
manifest.json    Chaque résultat et décision : ses textes imprimés, ses pages.

Pour vérifier : python3 lab.py verify compte-rendu.pdf
La vérification n’a besoin ni de serveur ni de base de données.
""",
    "en": """What this PDF holds

minutes.json     All the minutes are made of, with the counts of each activity, its method and its result.
manifest.json    Each result and decision: its printed texts, its pages.

To verify: python3 lab.py verify minutes.pdf
Verification needs neither server nor database.
""",
}


def write_minutes(minutes: Minutes, *, presentation: Presentation = NONE, to: Path) -> Written:
    """Write the minutes to `to`: PDF/A-3a and PDF/UA-1, byte-identical for equal minutes."""
    started = time.perf_counter()
    minutes = loads(dumps(minutes))  # as a verifier will read them
    made = document(minutes, presentation)
    rendered = pdf.render(made)
    contents = files(minutes, presentation)
    described = manifest_of(made, contents, rendered.figure_pages, rendered.painted, pdf.renderer())
    with rendered.pdf as opened:
        attachments.attach(opened, {**contents, attachments.MANIFEST: manifest.dumps(described)}, made.dated)
        content, pages = pdf.saved(opened), len(opened.pages)
    to.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return Written(to, pages, digest, time.perf_counter() - started, rendered.renderer_seconds)


def files(minutes: Minutes, presentation: Presentation = NONE) -> Mapping[str, bytes]:
    """The attachments that follow from the minutes and the look of the laboratory, by name."""
    computed = {MINUTES: dumps(minutes).encode(), attachments.README: readme(minutes.language)}
    return {**computed, **attached(presentation)}


def readme(language: Language) -> bytes:
    """What the attachments are, and how to verify."""
    return _README[language].encode()


def manifest_of(
    made: Document,
    contents: Mapping[str, bytes],
    pages: Mapping[str, tuple[int, ...]],
    painted: tuple[str, ...],
    renderer: Mapping[str, str],
) -> dict[str, Any]:
    """What identifies the minutes, what is printed of each result and decision, and where."""
    printed: dict[str, list[str]] = {}
    for said in made.said():
        if said.figure:
            printed.setdefault(said.figure, []).append(said.text)
    return {
        "format": FORMAT,
        "language": made.language,
        "title": made.title,
        "minutes": made.evidence_digest,
        "attachments": {name: manifest.sha256(content) for name, content in sorted(contents.items())},
        "figures": {
            figure: {"printed": texts, "pages": list(pages.get(figure, ()))} for figure, texts in printed.items()
        },
        **manifest_entry(made.presentation),
        "pages": list(painted),
        **manifest.made_by(renderer),
    }
