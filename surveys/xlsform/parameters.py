"""The parameters column: the numbers of a scale, and words such as `randomize=true` for the other types."""

from __future__ import annotations

import re
from collections.abc import Mapping

from surveys.sheet_table import Record
from surveys.xlsform.cells import Findings

RANGE = {"start": 1.0, "end": 10.0, "step": 1.0}
SHUFFLED = frozenset({"randomize", "seed"})
CHOSEN = SHUFFLED | {"value", "label"}
CHOOSING = frozenset({"select_one", "select_multiple", "rank"})
LINE = frozenset({"allow-mock-accuracy", "incremental", "reference-geometry"})
KNOWN: Mapping[str, frozenset[str]] = {
    "text": frozenset({"rows"}),
    "range": frozenset({*RANGE, "tick_interval", "placeholder", "tick_labelset"}),
    "select_one": CHOSEN,
    "select_multiple": CHOSEN,
    "rank": CHOSEN,
    "image": frozenset({"max-pixels", "app"}),
    "audio": frozenset({"quality"}),
    "background-audio": frozenset({"quality"}),
    "geopoint": frozenset({"allow-mock-accuracy", "capture-accuracy", "warning-accuracy", "reference-geometry"}),
    "geotrace": LINE,
    "geoshape": LINE,
    "audit": frozenset(
        {
            "identify-user",
            "location-max-age",
            "location-min-interval",
            "location-priority",
            "track-changes",
            "track-changes-reasons",
        }
    ),
}
TRUTH, COUNT, FIGURES = "true | false", "1, 2, 3…", "0.5, 1, 2…"
SAID: Mapping[str, tuple[str, str]] = {  # parameter → what it may be, as a person and as a pattern
    "randomize": (TRUTH, "true|false"),
    "seed": ("42 | ${name}", r"-?[0-9]+(\.[0-9]+)?|\$\{.+\}"),
    "quality": ("voice-only | low | normal | external", "voice-only|low|normal|external"),
    "max-pixels": (COUNT, "[0-9]+"),
    "rows": (COUNT, "[0-9]+"),
    "allow-mock-accuracy": (TRUTH, "true|false"),
    "incremental": (TRUTH, "true|false"),
    "capture-accuracy": (FIGURES, r"[0-9]+(\.[0-9]+)?"),
    "warning-accuracy": (FIGURES, r"[0-9]+(\.[0-9]+)?"),
    "identify-user": (TRUTH, "true|false"),
    "track-changes": (TRUTH, "true|false"),
    "track-changes-reasons": ("on-form-edit", "on-form-edit"),
    "location-priority": (
        "no-power | low-power | balanced | high-accuracy",
        "no-power|low-power|balanced|high-accuracy",
    ),
    "location-min-interval": (COUNT, "[0-9]+"),
    "location-max-age": (COUNT, "[0-9]+"),
}
PARAMETER = re.compile(r"([\w-]+)\s*=\s*([^\s;,=]+)")
FIGURE = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def read_parameters(record: Record, kind: str, found: Findings) -> tuple[Mapping[str, float], Mapping[str, str]]:
    """The numbers of a range, and every other parameter as it was written."""
    cell = record.cell("parameters")
    given = {word.lower(): value for word, value in PARAMETER.findall(cell.value)} if cell else {}
    for word in given:
        if cell and word not in KNOWN.get(kind, frozenset()):
            known = ", ".join(sorted(KNOWN.get(kind, ()))) or "–"
            found.add(cell.problem("parameters_ignored", word=word, type=kind, known=known))
        elif cell and word in SAID and not re.fullmatch(SAID[word][1], given[word].lower()):
            found.add(cell.problem("parameter_value_bad", word=word, given=given[word], known=SAID[word][0]))
    if cell and "seed" in given and given.get("randomize", "").lower() != "true" and kind in CHOOSING:
        found.add(cell.problem("parameter_seed_alone"))
    if kind != "range":
        return {}, given
    return _scale(record, given, found), {word: value for word, value in given.items() if word not in RANGE}


def _scale(record: Record, given: Mapping[str, str], found: Findings) -> Mapping[str, float]:
    numbers = {word: _number(given[word]) if word in given else usual for word, usual in RANGE.items()}
    read = {word: number for word, number in numbers.items() if number is not None}
    empty = record.cell("parameters") is not None and not given
    if len(read) < len(RANGE) or read["step"] <= 0 or read["end"] <= read["start"] or empty:
        found.add(record.place("parameters", "parameters_bad"))
        return RANGE
    return read


def _number(text: str) -> float | None:
    return float(text) if FIGURE.fullmatch(text) else None
