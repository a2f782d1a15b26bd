"""Indicators of a project: what programmes ask to count, each with its rule, what it leaves out and why. Pure."""

from __future__ import annotations

from analysis.indicators.catalogue import INDICATORS, read_indicators

__all__ = ["INDICATORS", "read_indicators"]
