"""What a form knows of itself, of the device and of the last time. Twin: static/expressions/surroundings.js.

Nothing here knows a device, the account of a respondent, or an earlier submission: a field client does, and what it
calculated of them is taken as it was sent.
"""

from __future__ import annotations

from surveys.expressions.coercion import single, to_text
from surveys.expressions.function_rows import Closure, Function, plain, raw, situated
from surveys.expressions.situation import Situation
from surveys.expressions.tree import LAST_SAVED, Node


def _itext(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    def words(situation: Situation) -> str:
        return situation.form.itext(to_text(single(arguments[0](situation))), situation.context.language)

    return words


LAST_TIME = Function(LAST_SAVED, 1, 1, "nodes", raw(lambda name: []))

SURROUNDINGS = (
    Function("version", 0, 0, "text", situated(lambda situation: situation.form.version)),
    Function("property", 1, 1, "text", plain(lambda name: "")),
    Function("jr:itext", 1, 1, "text", _itext),
    Function("linebreak", 0, 0, "text", plain(lambda: "\n")),
    Function("id", 1, 1, "nodes", raw(lambda names: [])),  # XPath 1.0 § 4.1: no element has an id without a DTD
    Function("lang", 1, 1, "truth", plain(lambda language: False)),  # § 4.3: false where nothing has xml:lang
)
