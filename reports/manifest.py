"""The manifest: for each figure, what it was computed from, what was printed of it, and where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.indicators.catalogue import GROUPS, INDICATORS
from analysis.indicators.readings import Reading
from analysis.results import Estimate, Evidence
from reports.attachments import csv_name
from reports.document import Document
from reports.edition import edition
from reports.money import register
from reports.presentation import manifest_entry

FORMAT = "livinglab-report/1"


def manifest(
    document: Document,
    evidence: Evidence,
    files: Mapping[str, bytes],
    pages: Mapping[str, tuple[int, ...]],
    painted: tuple[str, ...],
    renderer: Mapping[str, str],
) -> dict[str, Any]:
    """Everything a verifier compares. `pages`: figure → pages it is printed on; `painted`: a digest per page."""
    return {
        **of_document(document, evidence),
        "attachments": {name: sha256(content) for name, content in sorted(files.items())},
        "figures": {
            figure: {**described, "pages": list(pages.get(figure, ()))}
            for figure, described in of_figures(document, evidence).items()
        },
        "pages": list(painted),
        **made_by(renderer),
    }


CLAIMS = ("renderer", "edition")  # what a file says of who made it: anyone can write it there


def made_by(renderer: Mapping[str, str]) -> dict[str, Any]:
    """What every document of the platform says of who made it: the page engine, and the edition of the words."""
    return {"renderer": dict(renderer), "edition": edition()}


def said_edition(found: Mapping[str, Any]) -> str:
    """The edition a file names; empty when it names none, as before editions were."""
    return str(found.get("edition", ""))


def of_document(document: Document, evidence: Evidence) -> dict[str, Any]:
    """What identifies the report."""
    return {
        "format": FORMAT,
        "audience": document.audience,
        "language": document.language,
        "title": document.title,
        "origin": evidence.facts.origin,
        "evidence": document.evidence_digest,
        "plan": evidence.plan_digest,
        "dataset": evidence.dataset_digest,
        "code_version": evidence.code_version,
        "tables": {table.id: {"file": csv_name(table), "digest": table.digest} for table in evidence.tables},
        **manifest_entry(document.presentation),
    }


def of_figures(document: Document, evidence: Evidence) -> dict[str, dict[str, Any]]:
    """Every figure id of the document with its table, estimator, parameters and printed texts."""
    computed = dict(_computed(evidence))
    printed: dict[str, list[str]] = {}
    for said in document.said():
        if said.figure:
            printed.setdefault(said.figure, []).append(said.text)
    return {
        figure: {**computed.get(figure, {}), "printed": printed.get(figure, [])}
        for figure in dict.fromkeys((*computed, *printed))
    }


def dumps(value: Mapping[str, Any]) -> bytes:
    """The manifest as JSON: equal manifests give equal bytes."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def sha256(content: bytes) -> str:
    """The digest of a file."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _computed(evidence: Evidence) -> Iterator[tuple[str, dict[str, Any]]]:
    flow = next((table for table in evidence.tables if table.kind == "flow"), None)
    if flow is not None:
        yield evidence.flow_figure_id, {"table": flow.id, "class": flow.verifiability}
    for finding in evidence.findings:
        yield finding.figure_id, {"table": finding.table_id, **_estimated(finding.estimate)}
    yield from _counted(evidence)
    yield from register.computed(evidence)
    classes = {table.id: table.verifiability for table in evidence.tables}
    for scale in evidence.reliabilities:
        class_ = classes.get(scale.table_id, "C")
        yield scale.figure_id, {"table": scale.table_id, "class": class_, "estimator": "cronbach_alpha"}


def _counted(evidence: Evidence) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each group of indicators: the rule, the value and the ids of the cases, counted and left out."""
    readings = evidence.indicators.readings if evidence.indicators else ()
    for group, figure in GROUPS.items() if readings else ():
        of_group = [reading for reading in readings if INDICATORS[reading.code].group == group]
        yield figure, {"class": "A", "indicators": {reading.code: _read(reading) for reading in of_group}}


def _read(reading: Reading) -> dict[str, Any]:
    found = reading.found
    return {
        "rule": reading.rule,
        "as_of": reading.as_of.isoformat(),
        "state": found.state,
        "value": found.value,
        "counted": [case.id for case in found.counted],
        "left_out": {one.case.id: one.reason for one in found.left_out},
    }


def _estimated(estimate: Estimate) -> dict[str, Any]:
    return {
        "class": estimate.verifiability,
        "estimator": estimate.estimator,
        "parameters": {
            name: list(value) if isinstance(value, tuple) else value for name, value in estimate.parameters.items()
        },
    }
