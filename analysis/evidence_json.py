"""Evidence as JSON: what a report embeds so that anyone can recompute it without server or database."""

from __future__ import annotations

from analysis import frozen_json
from analysis.frozen_json import UnreadableJson
from analysis.results import Evidence


class EvidenceUnreadable(ValueError):
    """The text is not evidence; `reasons` say where and why."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def loads(text: str) -> Evidence:
    """The evidence a JSON text stands for; EvidenceUnreadable when a key is unknown, missing or of the wrong type."""
    try:
        return frozen_json.load(Evidence, text)
    except UnreadableJson as error:
        raise EvidenceUnreadable(error.reasons) from error


def dumps(evidence: Evidence) -> str:
    """The canonical JSON: equal evidence gives equal bytes, and `loads(dumps(e)) == e`."""
    return frozen_json.canonical(evidence)


def digest(evidence: Evidence) -> str:
    """SHA-256 of the canonical JSON."""
    return frozen_json.digest(evidence)
