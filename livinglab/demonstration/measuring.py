"""Files of measurements brought in through the pages of the simulated lab, as the team does it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from analysis.measurements.kinds import KINDS
from livinglab.demonstration.scenario import LANGUAGE, Brought, Form
from livinglab.demonstration.visitor import Unexpected, Upload, Visitor
from livinglab.demonstration.waiting import wait_for, without_query
from livinglab.samples import Sample, Sheet


def bring_in(team: Visitor, study: str, sample: Sample, files: Sequence[Brought]) -> None:
    """Each file is handed in, laid out, looked at and stored, in this order; a correction names the one it replaces."""
    stored: dict[str, str] = {}
    for file in files:
        stored[file.filename] = _bring(team, study, sample, file, stored.get(file.corrects, ""))


def _bring(team: Visitor, study: str, sample: Sample, file: Brought, corrected: str) -> str:
    sheet, content = sample.sheet(file.sheet), Upload(file.filename, file.content)
    if corrected:
        team.open(corrected)
        team.open(urljoin(team.address, team.found(r"(.*[?&]corrects=.*)")))
        team.send({"file": content}, form="bring-measurements")
    else:
        team.open(f"{study}/measurements/new")
        team.send({"kind": sheet.kind, "name": sheet.name[LANGUAGE], "file": content}, form="bring-measurements")
    address = without_query(team.address)
    _read(team, address)
    team.send({**_origin(sheet), **sheet.layout}, form="lay-out")
    _read(team, address)
    if not team.has_form("store"):
        raise Unexpected(f"{address} does not let {file.filename} be stored: {team.text('main')[:300]}")
    team.send({"leave_out": True} if file.leave_out else {}, form="store")
    _read(team, address)
    if not team.page.select("table#layout, #layout"):
        raise Unexpected(f"{address} was not stored: {team.text('main')[:300]}")
    return address


def _origin(sheet: Sheet) -> Form:
    """Whatever is measured here is simulated, and said so."""
    return {"origin": "simulated"} if KINDS[sheet.kind].makes == "measurements" else {}


def _read(team: Visitor, address: str) -> None:
    wait_for(team, address)
    team.open(address)
