"""Whether an expression typed in a form can be read, in the words of the problem catalogue."""

from __future__ import annotations

from flask import jsonify, request
from werkzeug.wrappers import Response

from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.conditions import in_words
from livinglab.web.editor.opened import Opened, opened
from livinglab.words import spoken
from surveys.expressions.parser import parse
from surveys.expressions.tokens import NotParsed
from surveys.expressions.tree import names_in
from surveys.problems import Problem
from surveys.sheet_table import nearest

EXPRESSIONS = frozenset({"relevant", "constraint", "calculation", "choice_filter", "repeat_count"})


@editor.get("/drafts/<draft_id>/syntax")
def check_expression(draft_id: str) -> Response:
    """What is wrong with an expression, or what it says, while it is being written."""
    found, source = opened(draft_id), request.args.get("expression", "").strip()
    fault = fault_of(found, "relevant", source)
    answer = jsonify({"wrong": bool(fault), "sentence": fault or in_words(found, source)})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def fault_of(found: Opened, column: str, source: str) -> str:
    """What is wrong and what to do, in two sentences; empty when the column holds no expression or a sound one."""
    if column not in EXPRESSIONS or not source:
        return ""
    try:
        tree = parse(source).tree
    except NotParsed as fault:
        return _said(Problem(fault.code, "", value=source, facts={"position": str(fault.position), **fault.facts}))
    known = {line.name for line in found.lines if line.name}
    for name in names_in(tree):
        if name not in known:
            facts = {"name": name, "suggestion": nearest(name, known)}
            return _said(Problem("reference_unknown", value=source, facts=facts))
    return ""


def _said(problem: Problem) -> str:
    return f"{problem.what(spoken())} {problem.remedy(spoken())}"
