"""Passwords too common to be one: what is left once words everybody tries, rows of keys and digits are taken out."""

from __future__ import annotations

import re

LEAST_LEFT = 4
LEAST_DIFFERENT = 5
TRIED_FIRST = (
    *("password", "passwort", "motdepasse", "motsdepasse", "secret", "admin", "administrateur", "administrator"),
    *(
        "bonjour",
        "bienvenue",
        "welcome",
        "letmein",
        "iloveyou",
        "jetaime",
        "soleil",
        "sunshine",
        "princess",
        "football",
    ),
    *("azertyuiop", "qwertyuiop", "qwertzuiop", "qsdfghjklm", "asdfghjkl", "wxcvbn", "zxcvbnm", "azerty", "qwerty"),
    *("abcdefghijklmnopqrstuvwxyz", "abcdef", "livinglab", "laboratoire", "living", "changeme", "dragon", "monkey"),
)
COMMON = re.compile("|".join(sorted(TRIED_FIRST, key=len, reverse=True)))
LOOKALIKES = str.maketrans("@4310$57!", "aaeiossti")


def is_common(password: str) -> bool:
    """Whether a program that guesses tries it among the first."""
    folded = "".join(password.casefold().split())
    left = (re.sub(r"[\W\d_]", "", COMMON.sub("", spelled)) for spelled in (folded, folded.translate(LOOKALIKES)))
    return len(set(folded)) < LEAST_DIFFERENT or min(map(len, left)) < LEAST_LEFT
