"""Columns that hold one of a few words: the database refuses any other."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CheckConstraint


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """A constraint: the column holds one of these words. The words are ours, never a person's."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def together(name: str, *columns: str) -> CheckConstraint:
    """A constraint: these columns are all filled in or all empty."""
    filled = " AND ".join(f"{column} IS NOT NULL" for column in columns)
    empty = " AND ".join(f"{column} IS NULL" for column in columns)
    return CheckConstraint(f"({filled}) OR ({empty})", name=name)
