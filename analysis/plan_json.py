"""A plan as JSON: what the store locks, the report embeds and the verifier reads back."""

from __future__ import annotations

from analysis import frozen_json
from analysis.frozen_json import UnreadableJson
from analysis.plan import Plan


class PlanUnreadable(ValueError):
    """The text is not a plan; `reasons` say where and why."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def loads(text: str) -> Plan:
    """The plan a JSON text stands for; PlanUnreadable when a key is unknown, missing or of the wrong type."""
    try:
        return frozen_json.load(Plan, text)
    except UnreadableJson as error:
        raise PlanUnreadable(error.reasons) from error


def dumps(plan: Plan) -> str:
    """The canonical JSON of a plan: equal plans give equal texts."""
    return frozen_json.canonical(plan)


def digest(plan: Plan) -> str:
    """SHA-256 of the canonical JSON, printed in the report: `sha256:…`."""
    return frozen_json.digest(plan)
