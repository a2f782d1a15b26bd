"""Frozen values as canonical JSON and back: unknown keys, wrong types and missing fields are refused, never guessed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

import cattrs
from cattrs.gen import make_dict_unstructure_fn, override

from analysis.economics.plan import PilotQuestion
from analysis.economics.results import Pilot
from analysis.plan import Outcome, Plan, Scale, Series
from analysis.results import Cell, Evidence, Figure, LevelOfEvidence, Reliability, StudyFacts

T = TypeVar("T")
CAME_LATER: Mapping[str, bool] = {"later": True}  # metadata of such a field, in a value that an upper layer owns

# Fields younger than the first plans and reports: left out where they are as by default, so that a plan locked, or a
# report signed, before they existed keeps its digest. Inner kinds first: an outer one is made from them.
LATER: Mapping[type, tuple[str, ...]] = {
    Scale: ("score_minimum", "score_maximum", "blank"),
    LevelOfEvidence: ("differential_low", "differential_high"),
    Reliability: ("omega",),
    Outcome: ("group", "imputations"),
    Series: ("switched_by", "added"),
    PilotQuestion: ("believed",),
    Pilot: ("detectable_minutes", "detectable_value"),
    Plan: ("economics", "groups", "population", "series", "sites", "zone"),
    StudyFacts: ("decisions", "anonymous"),
    Evidence: ("indicators", "economics", "codebook"),
}


class UnreadableJson(ValueError):
    """The text is not the JSON of the value asked for; `reasons` say where and why, one sentence each."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def load(kind: type[T], text: str) -> T:
    """The frozen value a JSON text stands for; UnreadableJson when it stands for none."""
    try:
        return _CONVERTER.structure(_object(text), kind)
    except RecursionError as error:
        raise UnreadableJson(("nested too deeply",)) from error
    except ValueError as error:
        raise UnreadableJson((str(error),)) from error
    except cattrs.BaseValidationError as error:
        raise UnreadableJson(tuple(cattrs.transform_error(error, "$"))) from error


def canonical(value: object) -> str:
    """The one JSON text of a frozen value: sorted keys, no spaces, UTF-8, no NaN. Equal values give equal texts."""
    normal = plain(_CONVERTER.structure(plain(value), type(value)))  # 3 in a decimal field becomes 3.0
    return json.dumps(normal, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def plain(value: object) -> Any:
    """A frozen value as dictionaries, lists, texts and numbers."""
    return _CONVERTER.unstructure(value)


def digest(value: object) -> str:
    """SHA-256 over the canonical JSON."""
    return "sha256:" + hashlib.sha256(canonical(value).encode()).hexdigest()


def _object(text: str) -> dict[str, Any]:
    value = json.loads(text, parse_constant=_refuse_constant)
    if not isinstance(value, dict):
        raise ValueError("expected a JSON object")
    return value


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number; write null")


def _exactly(kind: type[T]) -> Any:
    def structure(value: Any, _: object) -> T:
        if type(value) is not kind:
            raise ValueError(f"expected {kind.__name__}, found {json.dumps(value, default=repr)[:60]}")
        return value

    return structure


def _decimal(value: Any, _: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"expected a number, found {json.dumps(value, default=repr)[:60]}")
    return float(value)


def _day(value: Any, _: object) -> date:
    if not isinstance(value, str):
        raise ValueError(f"expected a date, found {json.dumps(value, default=repr)[:60]}")
    return date.fromisoformat(value)


def _cell(value: Any, _: object) -> Cell:
    if value is not None and type(value) not in (str, int, float):
        raise ValueError(f"expected a text, a number or null, found {json.dumps(value, default=repr)[:60]}")
    return value  # type: ignore[no-any-return]  # checked just above


def _figure(value: Any, _: object) -> Figure:
    if value is not None and type(value) not in (int, float):
        raise ValueError(f"expected a number or null, found {json.dumps(value, default=repr)[:60]}")
    return value  # type: ignore[no-any-return]  # checked just above


def _parameter(value: Any, kind: object) -> Cell | tuple[str, ...]:
    if not isinstance(value, list | tuple):
        return _cell(value, kind)
    if not all(isinstance(item, str) for item in value):
        raise ValueError("expected a list of texts")
    return tuple(value)


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook(float, _decimal)
    converter.register_structure_hook_func(lambda kind: kind == Figure, _figure)
    converter.register_structure_hook_func(lambda kind: kind == Cell, _cell)
    converter.register_structure_hook_func(lambda kind: kind == Cell | tuple[str, ...], _parameter)
    converter.register_structure_hook(date, _day)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook_factory(_has_later, lambda kind: _without(converter, kind, _later_of(kind)))
    for owner, fields in LATER.items():
        converter.register_unstructure_hook(owner, _without(converter, owner, fields))
    return converter


def _without(converter: cattrs.Converter, kind: type, fields: tuple[str, ...]) -> Callable[[Any], dict[str, Any]]:
    absent: Any = override(omit_if_default=True)
    return make_dict_unstructure_fn(kind, converter, **dict.fromkeys(fields, absent))


def _has_later(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind) and isinstance(kind, type) and bool(_later_of(kind))


def _later_of(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind) if field.metadata == CAME_LATER)


_CONVERTER = _converter()
