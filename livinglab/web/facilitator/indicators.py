"""The indicators of a project: pictures first, every number with what it counts and what it leaves out, the targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from analysis.indicators.catalogue import GROUPS
from analysis.indicators.facts import Case, ProjectFacts
from analysis.indicators.rules import LEFT_OUT
from livinglab.actions.indicators import set_target
from livinglab.store.failures import NotFound, Refused
from livinglab.store.indicator_targets import targets_of
from livinglab.store.indicators import facts_of
from livinglab.store.projects import Project
from livinglab.store.trace import Node
from livinglab.store.trace_things import things_at
from livinglab.web.access import by, here
from livinglab.web.chain import Step, step_of
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.web.facilitator.indicator_lines import Line, lines_of, said_in
from livinglab.words import t
from surveys.taken_home import csv_file

MOST_SHOWN = 100  # cases of a list before it is asked for all
COLUMNS = (
    *("indicator", "title", "rule", "as_of", "state", "value", "unit", "low", "high", "n"),
    *("target", "target_set_on", "case_kind", "case_id", "counted", "reason"),
)


@facilitator.get("/projects/<project_id>/indicators")
def indicators(project_id: str) -> str:
    """What the project has done so far, counted today."""
    project = here(Project, project_id)
    facts, lines = _read(project)
    return render_template(
        "facilitator/indicators.html",
        project=project,
        as_of=facts.as_of,
        groups={group: [line for line in lines.values() if line.row.group == group] for group in GROUPS},
        empty=all(line.found.state in ("nothing_yet", "not_collected") for line in lines.values()),
        wide=True,
    )


@facilitator.get("/projects/<project_id>/indicators.csv")
def indicators_file(project_id: str) -> Response:
    """Every indicator with its cases, a row each, those left out with their reason."""
    project = here(Project, project_id)
    facts, lines = _read(project)
    rows = [row for line in lines.values() for row in _rows(line, facts)]
    answer = Response(csv_file([COLUMNS, *rows]), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=indicators.csv"
    return answer


@facilitator.get("/projects/<project_id>/indicators/<indicator>")
def indicator(project_id: str, indicator: str) -> str:
    """One indicator: its rule, what it counts, what it leaves out and why, its targets."""
    project = here(Project, project_id)
    return _page(project, indicator, Entry())


@facilitator.post("/projects/<project_id>/indicators/<indicator>/target")
def aim(project_id: str, indicator: str) -> Response | tuple[str, int]:
    """Sets a target; the earlier ones stay."""
    project = here(Project, project_id)
    read, value = entry({}), _number(request.form.get("value", ""))
    if value is None:
        page = _page(project, indicator, Entry(read.typed, {"value": t("indicators.target_missing")}))
        return page, 422
    try:
        set_target(by=by(), project=project, indicator=indicator, value=value, reason=read.text("reason"))
    except Refused as refusal:
        place = "reason" if refusal.code == "target_change_without_reason" else "value"
        return _page(project, indicator, read.refused(refusal, place)), refusal.status
    address = url_for("facilitator.indicator", project_id=project.id, indicator=indicator, done=1)
    return redirect(f"{address}#targets", 303)


def _read(project: Project) -> tuple[ProjectFacts, Mapping[str, Line]]:
    facts = facts_of(project.id)
    return facts, lines_of(facts, targets_of(project.id))


def _page(project: Project, code: str, typed: Entry) -> str:
    facts, lines = _read(project)
    line = lines.get(code)
    if line is None:
        raise NotFound
    most = None if "all" in request.args else MOST_SHOWN
    counted = line.found.counted[:most]
    left_out = line.found.left_out[:most]
    steps = _steps(project, [*counted, *(one.case for one in left_out)])
    return render_template(
        "facilitator/indicator.html",
        project=project,
        line=line,
        as_of=facts.as_of,
        counted=[steps[case] for case in counted if case in steps],
        left_out=[(steps[one.case], LEFT_OUT[one.reason][said_in()]) for one in left_out if one.case in steps],
        more=len(line.found.counted) > len(counted) or len(line.found.left_out) > len(left_out),
        targets=targets_of(project.id).get(code, ()),
        entry=typed,
        done="done" in request.args,
    )


def _steps(project: Project, cases: Sequence[Case]) -> dict[Case, Step]:
    """The cases as a page names them, with their addresses."""
    nodes = {case: Node(case.kind, case.id) for case in cases}  # type: ignore[arg-type]  # kinds of the trace, all
    found = things_at(project.id, nodes.values())
    return {case: step_of(project.id, node, found[node]) for case, node in nodes.items() if node in found}


def _rows(line: Line, facts: ProjectFacts) -> Iterator[list[str]]:
    found, target = line.found, line.target
    head = [
        *(line.row.code, line.title, str(line.row.rule), facts.as_of.isoformat(), found.state),
        *(_plain(found.value), line.row.unit, _plain(found.low), _plain(found.high), _plain(found.n)),
        *(_plain(target.value if target else None), target.created_at.date().isoformat() if target else ""),
    ]
    yield [*head, "", "", "", ""]
    for case in found.counted:
        yield [*head, case.kind, case.id, "yes", ""]
    for one in found.left_out:
        yield [*head, one.case.kind, one.case.id, "no", one.reason]


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _number(typed: str) -> float | None:
    """A number as either language types it."""
    try:
        return float(typed.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None
