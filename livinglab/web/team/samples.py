"""Samples: whole studies to start from, and the sheets that come with them."""

from __future__ import annotations

from io import BytesIO

from flask import Response, flash, redirect, render_template, request, send_file, url_for

from analysis import plan_json
from livinglab.actions.samples import take_up_sample
from livinglab.samples import Sample, companions_of, samples
from livinglab.store.database import now
from livinglab.store.failures import NotFound
from livinglab.store.overview import prototype_versions_of
from livinglab.store.projects import Project
from livinglab.store.prototypes import PrototypeVersion
from livinglab.web.access import by, here, here_within
from livinglab.web.downloads import XLSX
from livinglab.web.forms import Answered, complain, typed
from livinglab.web.team.blueprint import team
from livinglab.web.zones import zone_here
from livinglab.words import spoken, t


@team.get("/projects/<project_id>/samples")
def offered_samples(project_id: str) -> Answered:
    """What each sample is and shows, and the version that a study of it would test; `version` is chosen already."""
    chosen = dict.fromkeys(samples(), request.args.get("version", ""))
    return render_template("team/samples.html", **_offered(here(Project, project_id)), typed=chosen, complaints={})


@team.post("/projects/<project_id>/samples/<sample>")
def take_sample(project_id: str, sample: str) -> Answered:
    """A study made from a sample, to be adapted."""
    project, found, fields = here(Project, project_id), _sample(sample), typed("version")
    try:
        version = here_within(project.id, PrototypeVersion, fields["version"])
    except NotFound:
        errors = [(f"version-{found.code}", t("studies.version_missing"))]
        return complain("team/samples.html", errors, **_offered(project), typed={found.code: fields["version"]})
    today, zone = now().date(), zone_here()
    study = take_up_sample(by=by(), version=version, sample=found, day=today, language=spoken(), zone=zone)
    flash(t("samples.taken", adapt=found.adapt[spoken()]))
    for each in companions_of(found):
        flash(t("samples.taken_along", title=each.title[spoken()], adapt=each.adapt[spoken()]))
    return redirect(url_for("team.study", study_id=study.id))


@team.get("/samples/<sample>/<sheet>.<ending>")
def sample_sheet(sample: str, sheet: str, ending: str) -> Response:
    """A sheet of a sample with its rows of example, in the writing of the reader's language."""
    found = _sample(sample)
    held = next((each for each in found.sheets if each.code == sheet), None)
    if held is None or ending not in ("csv", "xlsx"):
        raise NotFound
    rows = held.rows(spoken(), found.moved_to(now().date()))
    content, media_type = (
        (held.written(rows, spoken()), "text/csv") if ending == "csv" else (held.workbook(rows, spoken()), XLSX)
    )
    answer: Response = send_file(
        BytesIO(content), media_type, as_attachment=True, download_name=f"{found.code}-{held.code}.{ending}"
    )
    return answer


def _sample(code: str) -> Sample:
    found = samples().get(code)
    if found is None:
        raise NotFound
    return found


def _offered(project: Project) -> dict[str, object]:
    versions = prototype_versions_of(project.id)
    return {
        "project": project,
        "samples": [(each, plan_json.loads(each.plan(each.starts, spoken()))) for each in samples().values()],
        "along": {each.code: companions_of(each) for each in samples().values()},
        "language": spoken(),
        "versions": [(version.id, f"{version.prototype.name} – {version.label}") for version in versions],
    }
