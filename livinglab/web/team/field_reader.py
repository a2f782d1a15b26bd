"""What was typed in the fields of a plan, as choices and numbers; what cannot be read is kept as a complaint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from livinglab.web.team.plan_form import Value


@dataclass(frozen=True)
class Complaint:
    """A field that cannot be read. `code` is a key of the words `plan.complaint_…`."""

    field: str
    code: str


class Reader:
    """Reads numbers as they are written in French or English, and keeps what it could not read."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def one(self, row: Mapping[str, Value], name: str, prefix: str, offered: tuple[str, ...]) -> Any:
        """One of the words offered, the first when left blank."""
        written = text_of(row, name) or offered[0]
        if written not in offered:
            self.complain(prefix + name, "choice")
        return written

    def complain(self, field: str, code: str) -> None:
        """Keeps a complaint at a field."""
        self.complaints.append(Complaint(field, code))

    def decimal_or_none(self, row: Mapping[str, Value], name: str, prefix: str = "") -> Decimal | None:
        """A decimal number with every digit that was written; None when left blank."""
        written = re.sub(r"\s", "", text_of(row, name)).replace(",", ".").replace("−", "-")
        if not written:
            return None
        if not re.fullmatch(r"[+-]?\d{1,20}(\.\d{1,30})?", written):
            self.complain(prefix + name, "number")
            return None
        return Decimal(written)

    def number_or_none(self, row: Mapping[str, Value], name: str, prefix: str = "") -> float | None:
        """A decimal number; None when left blank."""
        number = self.decimal_or_none(row, name, prefix)
        return None if number is None else float(number)

    def whole_or_none(self, row: Mapping[str, Value], name: str, prefix: str = "") -> int | None:
        """A whole number; None when left blank."""
        number = self.number_or_none(row, name, prefix)
        if number is not None and number != int(number):
            self.complain(prefix + name, "whole")
        return None if number is None else int(number)

    def number(self, row: Mapping[str, Value], name: str, prefix: str = "", *, default: float) -> float:
        """A decimal number, or the default when left blank."""
        number = self.number_or_none(row, name, prefix)
        return default if number is None else number

    def whole(self, row: Mapping[str, Value], name: str, prefix: str = "", *, default: int) -> int:
        """A whole number, or the default when left blank."""
        number = self.whole_or_none(row, name, prefix)
        return default if number is None else number


def text_of(row: Mapping[str, Value], name: str) -> str:
    """What was typed in one field, as one line."""
    value = row.get(name, "")
    return value if isinstance(value, str) else " ".join(value)
