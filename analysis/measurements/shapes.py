"""What comes in beside answers, once read: a measurement, a line of money, a parameter. Frozen, in canonical units."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

SubjectKind: TypeAlias = Literal["study", "participant", "site", "arm"]
MeasurementOrigin: TypeAlias = Literal["measured", "declared", "simulated", "assumed"]
CashKind: TypeAlias = Literal["cost", "benefit"]
CashOrigin: TypeAlias = Literal["measured", "declared", "assumed", "monetised"]


class WithoutSource(ValueError):
    """A factor without source: a parameter that does not say where it comes from, or from which year."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One value of one series, of one subject, over a time.

    `subject` is the pseudonym of a participant, the code of a site or of an arm, empty for the whole study. `start` and
    `end` are instants in UTC; without `end` it is a reading at `start`. `note` says what makes the value less sure.
    """

    series: str
    subject_kind: SubjectKind
    subject: str
    start: datetime
    end: datetime | None
    value: float
    unit: str
    origin: MeasurementOrigin
    note: str = ""

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or (self.end is not None and self.end.tzinfo is None):
            raise ValueError("a measurement needs a time zone")
        if self.end is not None and self.end < self.start:
            raise ValueError("a measurement ends before it starts")
        if not math.isfinite(self.value):
            raise ValueError(f"a measurement is a finite number, not {self.value!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CashLine:
    """A cost or a benefit of one day: who bears it, in which money and at the prices of which year.

    `amount` is positive, except for a credit, which is a negative cost and is said so in the sheet. When `quantity` and
    `unit_value` are known, they multiply to the amount. `low` and `high` bound the amount.
    """

    id: str
    label: str
    kind: CashKind
    payer: str
    on: date
    amount: float
    currency: str
    price_year: int
    arm: str = ""
    quantity: float | None = None
    unit: str = ""
    unit_value: float | None = None
    origin: CashOrigin = "declared"
    low: float | None = None
    high: float | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.amount):
            raise ValueError(f"an amount is a finite number, not {self.amount!r}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number taken from elsewhere (unit cost, emission factor, discount rate), with its source, year and range."""

    code: str
    label: str
    value: float
    unit: str
    low: float | None
    high: float | None
    source: str
    year: int
    url: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        if not self.source.strip() or not self.year:
            raise WithoutSource(self.code)
        if not all(math.isfinite(one) for one in (self.value, self.low, self.high) if one is not None):
            raise ValueError(f"the parameter {self.code} is not a finite number")
