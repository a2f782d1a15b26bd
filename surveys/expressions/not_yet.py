"""Functions people write that are known, and not here: those of other products, with what ODK has instead."""

from __future__ import annotations

from collections.abc import Mapping

# Of SurveyCTO, JavaRosa outside the specification, or a type or an appearance taken for a function.
ELSEWHERE: Mapping[str, str] = {
    "count-if": "count(${repeat}[…])",
    "deviceid": "type = deviceid",
    "index": "position(..)",
    "is-selected": "selected(…)",
    "join-if": "join(' ', ${repeat}[…]/question)",
    "jr:itext": "label::fr",
    "last-saved": "${last-saved#question}",
    "max-if": "max(${repeat}[…]/question)",
    "min-if": "min(${repeat}[…]/question)",
    "property": "type = deviceid",
    "rank-at": "selected-at(…)",
    "rank-value": "selected-at(…)",
    "search": "appearance = search('table')",
    "sum-if": "sum(${repeat}[…]/question)",
    "username": "type = username",
}

NOT_YET = frozenset(
    {
        "enum_id",
        "extract-signed",  # Ed25519 signatures, of ODK Collect alone
        "id",
        "lang",
        "linebreak",
        "rank-index",
        "text-audit",
        "version",
    }
)
