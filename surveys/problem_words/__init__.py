"""The catalogue of problems: code → severity, what is wrong, what to do, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.problem_words.kind import Kind

CATALOGUE: Mapping[str, Kind] = {}

__all__ = ["CATALOGUE", "Kind"]
