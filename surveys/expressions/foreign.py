"""What people write that ODK's language does not have: whose it is, and what says the same here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SURVEYCTO, COLLECT, COMMCARE = "SurveyCTO", "ODK Collect", "CommCare"
CHT, SURVEY123 = "Community Health Toolkit", "ArcGIS Survey123"
CHT_PREFIX = "cht:"
CHT_DOCUMENTS = frozenset({"contact-summary", "user-contact-summary"})


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

UNMATCHED_CHT = (
    "add-date", "difference-in-months", "difference-in-weeks", "difference-in-years", "parse-timestamp-to-date",
    "to-bikram-sambat", "z-score",
)  # fmt: skip
UNMATCHED_COMMCARE = ("current-session", "distinct-values", "here", "index-of", "replace", "sort", "sort-by")

FOREIGN: Mapping[str, Foreign] = {
    **dict.fromkeys(UNMATCHED_CHT, Foreign(CHT)),
    "difference-in-days": Foreign(CHT, "int(decimal-date-time(…) - decimal-date-time(…))"),
    **dict.fromkeys(UNMATCHED_COMMCARE, Foreign(COMMCARE)),
    "cond": Foreign(COMMCARE, "if(…, …, if(…, …, …))"),
    "lower-case": Foreign(COMMCARE, "translate(…, 'ABC…', 'abc…')"),
    "upper-case": Foreign(COMMCARE, "translate(…, 'abc…', 'ABC…')"),
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
    # What spreadsheets and other languages call it.
    "and": Foreign("", "… and …"),
    "average": Foreign("", "sum(…) div count(…)"),
    "avg": Foreign("", "sum(…) div count(…)"),
    "ceil": Foreign("", "ceiling(…)"),
    "concatenate": Foreign("", "concat(…)"),
    "countif": Foreign("", "count(${repeat}[…])"),
    "day": Foreign("", "format-date(…, '%d')"),
    "iif": Foreign("", "if(…, …, …)"),
    "isblank": Foreign("", "… = ''"),
    "isnull": Foreign("", "… = ''"),
    "left": Foreign("", "substr(…, 0, …)"),
    "len": Foreign("", "string-length(…)"),
    "length": Foreign("", "string-length(…)"),
    "lower": Foreign("", "translate(…, 'ABC…', 'abc…')"),
    "mean": Foreign("", "sum(…) div count(…)"),
    "mid": Foreign("", "substr(…, …, …)"),
    "month": Foreign("", "format-date(…, '%m')"),
    "or": Foreign("", "… or …"),
    "power": Foreign("", "pow(…, …)"),
    "si": Foreign("", "if(…, …, …)"),
    "sumif": Foreign("", "sum(${repeat}[…]/question)"),
    "trim": Foreign("", "normalize-space(…)"),
    "trunc": Foreign("", "int(…)"),
    "upper": Foreign("", "translate(…, 'abc…', 'ABC…')"),
    "year": Foreign("", "format-date(…, '%Y')"),
}

# Signs of other languages, each with ours.
SIGNS: Mapping[str, str] = {
    "==": "=", "&&": "and", "||": "or", "<>": "!=", "=<": "<=", "=>": ">=", "≥": ">=", "≤": "<=", "≠": "!=",
    "×": "*", "÷": "div", "%": "mod", "^": "pow(…, …)",
}  # fmt: skip
# Words where an operator was expected, in small letters.
OPERATORS_MEANT: Mapping[str, str] = {
    "and": "and", "or": "or", "div": "div", "mod": "mod", "et": "and", "ou": "or", "is": "=", "then": "if(…, …, …)",
}  # fmt: skip
# Words that stand alone where a value was expected, in small letters.
VALUES_MEANT: Mapping[str, str] = {
    "faux": "false()", "false": "false()", "if": "if(…, …, …)", "not": "not(…)", "now": "now() | ${now}",
    "null": "''", "today": "today() | ${today}", "true": "true()", "vrai": "true()",
}  # fmt: skip


def whose(function: str) -> Foreign | None:
    """Whose a function is that the language does not have; None when nobody is known to have it."""
    return Foreign(CHT) if function.startswith(CHT_PREFIX) else FOREIGN.get(function)
