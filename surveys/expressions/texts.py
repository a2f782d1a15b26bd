"""Functions of texts. Characters are those of Unicode, so that an emoji counts for one."""

from __future__ import annotations

import math
import re

from surveys.expressions.coercion import XValue, rounded, to_number, to_text
from surveys.expressions.function_rows import Function, listing, of_context, plain
from surveys.expressions.patterns import matches

WHITE_SPACE = re.compile("[ \t\r\n]+")


def _substr(text: XValue, start: XValue, end: XValue | None = None) -> str:
    """ODK: from `start`, counted from 0, up to but without `end`; negative positions count from the end.

    A position that is no number is 0, as in each of ODK's engines.
    """
    whole = to_text(text)
    positions = (to_number(start), math.inf if end is None else to_number(end))
    first, last = (0 if math.isnan(one) else int(max(-len(whole), min(one, len(whole)))) for one in positions)
    return whole[first:last]


def _substring(text: XValue, first: XValue, length: XValue | None = None) -> str:
    """XPath 1.0 § 4.2, as engines in browsers have it: counted from 1, and rounded."""
    start = rounded(to_number(first))
    end = math.inf if length is None else start + rounded(to_number(length))
    return "".join(one for place, one in enumerate(to_text(text), 1) if start <= place < end)


def _translate(text: XValue, before: XValue, after: XValue) -> str:
    """XPath 1.0 § 4.2: characters without a counterpart are removed; the first of a repeated one counts."""
    old, new = to_text(before), to_text(after)
    table = {ord(character): new[at] if at < len(new) else None for at, character in reversed(list(enumerate(old)))}
    return to_text(text).translate(table)


def _normal_space(text: XValue) -> str:
    """XPath 1.0 § 3.7: a space that does not break is none of its four kinds of white space."""
    return " ".join(word for word in WHITE_SPACE.split(to_text(text)) if word)


def _text_after(text: XValue, mark: XValue) -> str:
    return to_text(text).partition(to_text(mark))[2] if mark != "" else to_text(text)


def _text_before(text: XValue, mark: XValue) -> str:
    before, found, _ = to_text(text).partition(to_text(mark)) if mark != "" else ("", "", "")
    return before if found else ""


TEXTS = (
    Function("join", 1, None, "text", listing(lambda values: to_text(values[0]).join(map(to_text, values[1:])))),
    Function("concat", 0, None, "text", listing(lambda values: "".join(map(to_text, values)))),
    Function("string-length", 0, 1, "number", of_context(plain(lambda text: float(len(to_text(text)))))),
    Function("substr", 2, 3, "text", plain(_substr)),
    Function("substring", 2, 3, "text", plain(_substring)),
    Function("substring-before", 2, 2, "text", plain(_text_before)),
    Function("substring-after", 2, 2, "text", plain(_text_after)),
    Function("contains", 2, 2, "truth", plain(lambda text, part: to_text(part) in to_text(text))),
    Function("starts-with", 2, 2, "truth", plain(lambda text, part: to_text(text).startswith(to_text(part)))),
    Function("ends-with", 2, 2, "truth", plain(lambda text, part: to_text(text).endswith(to_text(part)))),
    Function("translate", 3, 3, "text", plain(_translate)),
    Function("normalize-space", 0, 1, "text", of_context(plain(_normal_space))),
    Function("regex", 2, 2, "truth", plain(lambda text, pattern: matches(to_text(text), to_text(pattern)))),
)
