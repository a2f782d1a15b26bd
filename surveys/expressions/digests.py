"""Digests of texts (XForms 1.1 § 7.10.3) and base64."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping

from surveys.expressions.function_rows import Function, texts

ALGORITHMS: Mapping[str, str] = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
ENCODINGS: Mapping[str, Callable[[bytes], str]] = {
    "base64": lambda digested: base64.b64encode(digested).decode(),
    "hex": bytes.hex,
}


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """Empty for an algorithm or an encoding nobody knows."""
    named, written = ALGORITHMS.get(algorithm.upper()), ENCODINGS.get(encoding.lower())
    if named is None or written is None:
        return ""
    return written(hashlib.new(named, text.encode("utf-8", "replace"), usedforsecurity=False).digest())


def _decoded(text: str) -> str:
    """The text that was encoded; empty when it is not base64."""
    packed = "".join(text.split()).rstrip("=")
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


DIGESTS = (
    Function("digest", 2, 3, "text", texts(_digest)),
    Function("base64-decode", 1, 1, "text", texts(_decoded)),
)
