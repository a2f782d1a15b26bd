"""Passwords everybody tries are refused, in every disguise they usually wear."""

from __future__ import annotations

import pytest

from livinglab.actions.passwords import is_common


@pytest.mark.parametrize(
    "password",
    [
        "motdepasse123",
        "Azertyuiop12!",
        "123456789012",
        "P@ssw0rd2026!",
        "aaaaaaaaaaaa",
        "Living-Lab 2026",
        "abcabcabcabc",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize("password", ["trois mots sans rapport", "correct horse battery", "Xk29-vvQp-1zzE"])
def test_what_nobody_else_has_is_taken(password: str) -> None:
    assert not is_common(password)
