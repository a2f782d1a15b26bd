"""From the workshop's records of a version to what `analysis.workshop` adds up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.workshop import Account, Factor, Material, Run, Work, account
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.workshop import records_of
from livinglab.store.workshop_fields import RecordKind

CURRENCY = "EUR"  # of a price whose currency is left blank


def account_of(version: PrototypeVersion) -> Account:
    """The sums of a version."""
    return account(
        [_material(each) for each in _values(version, "material")],
        [_run(each) for each in _values(version, "run")],
        [_work(each) for each in _values(version, "work")],
        [_factor(each) for each in _values(version, "factor")],
    )


def _values(version: PrototypeVersion, kind: RecordKind) -> list[Mapping[str, Any]]:
    return [record.values for record in records_of(version.project_id, version.id, kind)]


def _currency(values: Mapping[str, Any]) -> str:
    return str(values.get("currency", CURRENCY)).upper()


def _material(values: Mapping[str, Any]) -> Material:
    return Material(
        values["item"],
        values["quantity"],
        values.get("unit_cost"),
        _currency(values),
        values.get("unit_mass"),
        values.get("material", ""),
    )


def _run(values: Mapping[str, Any]) -> Run:
    return Run(
        values["machine"], values["minutes"], values.get("energy"), values.get("scrap"), values.get("material", "")
    )


def _work(values: Mapping[str, Any]) -> Work:
    paid = values["pay"] == "paid"
    return Work(values["role"], values["hours"], paid, values.get("hourly_cost"), _currency(values))


def _factor(values: Mapping[str, Any]) -> Factor:
    value = values["value"]
    low, high = values.get("low", value), values.get("high", value)
    source = ", ".join(str(values[name]) for name in ("source", "year", "licence") if name in values)
    return Factor(values["name"], values["per"], value, min(low, value), max(high, value), source)
