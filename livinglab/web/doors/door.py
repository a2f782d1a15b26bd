"""What a door asks of whoever knocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from livinglab.store.abilities import Ability

Door: TypeAlias = Literal["anyone", "link", "account", "administrator"]


@dataclass(frozen=True)
class Access:
    """Who: anyone; whoever holds the secret of a `link`; an account; an administrator.

    `ability` is what an account must be able to do in the project of the thing the address names.
    """

    door: Door
    ability: Ability | None = None


Doors: TypeAlias = Mapping[Access, tuple[str, ...]]

ANYONE = Access("anyone")
LINK = Access("link")
ACCOUNT = Access("account")
ADMINISTRATOR = Access("administrator")
ADMINISTER = Access("account", "administer")
READ = Access("account", "read")
WRITE = Access("account", "write")
READ_ROWS = Access("account", "read_rows")
ENTER = Access("account", "enter")
EXPORT = Access("account", "export")
REQUEST_REPORT = Access("account", "request_report")
READ_REPORTS = Access("account", "read_reports")
