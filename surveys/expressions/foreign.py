"""Functions people write that ODK's language does not have: whose they are, and what says the same here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SURVEYCTO, COLLECT = "SurveyCTO", "ODK Collect"


@dataclass(frozen=True)
class Foreign:
    """The product a function belongs to, and what to write instead; empty where nothing does the same."""

    dialect: str
    instead: str = ""


UNMATCHED = (
    "choice-label", "collect-is-phone-app", "de-duplicate", "device-info", "duration", "enum_id", "geo-scatter", "hash",
    "item-index", "phone-call-duration", "phone-call-log", "plug-in-metadata", "rank-index", "relevant",
    "short-geopoint", "text-audit",
)  # fmt: skip

FOREIGN: Mapping[str, Foreign] = {
    **dict.fromkeys(UNMATCHED, Foreign(SURVEYCTO)),
    "count-if": Foreign(SURVEYCTO, "count(${repeat}[…])"),
    "index": Foreign(SURVEYCTO, "position(..)"),
    "item-at": Foreign(SURVEYCTO, "selected-at(…)"),
    "item-present": Foreign(SURVEYCTO, "selected(…)"),
    "join-if": Foreign(SURVEYCTO, "join(' ', ${repeat}[…]/question)"),
    "max-if": Foreign(SURVEYCTO, "max(${repeat}[…]/question)"),
    "min-if": Foreign(SURVEYCTO, "min(${repeat}[…]/question)"),
    "rank-at": Foreign(SURVEYCTO, "selected-at(…)"),
    "rank-value": Foreign(SURVEYCTO, "selected-at(…)"),
    "sum-if": Foreign(SURVEYCTO, "sum(${repeat}[…]/question)"),
    "extract-signed": Foreign(COLLECT),  # Ed25519 signatures
    # What is a type, a column or a mark, taken for a function.
    "deviceid": Foreign("", "type = deviceid"),
    "last-saved": Foreign("", "${last-saved#question}"),
    "search": Foreign("", "appearance = search('table')"),
    "username": Foreign("", "type = username"),
}
