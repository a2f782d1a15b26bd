"""A sample as its scenario plays it, analysed without a site: the same answers, files and plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import analysis
import surveys
from analysis import plan_json
from analysis.dataset import Dataset, Participant, Response, build
from analysis.measurements.cells import Sheet as Cells
from analysis.measurements.cells import open_file
from analysis.measurements.kinds import KINDS
from analysis.measurements.known import Known, Line
from analysis.measurements.layout import Layout, guessed
from analysis.measurements.meters import Position, differences
from analysis.measurements.reading import Read, read
from analysis.measurements.shapes import CashLine, Measurement, Parameter
from analysis.pipeline import Beside
from analysis.plan import Plan
from analysis.results import Evidence, StudyFacts
from livinglab.demonstration.scenario import LANGUAGE, Brought, Fieldwork, Person, Scenario, brought
from livinglab.demonstration.scenarios import FIELDWORKS, SCENARIOS
from livinglab.samples import Sample, Sheet, samples
from surveys.codebook import Codebook, union
from surveys.questionnaire import Questionnaire

DAY = date(2026, 1, 5)


def scenario_of(code: str) -> Fieldwork:
    """How a sample is played."""
    return next(each for each in FIELDWORKS if each.sample == code)


def project_of(work: Fieldwork) -> Scenario:
    """The scenario in whose project a sample is played."""
    return next(each for each in SCENARIOS if work.sample in [one.sample for one in each.fieldworks])


def questionnaires(sample: Sample) -> list[Questionnaire]:
    """The forms of a sample, read."""
    readings = [surveys.read_workbook(asked.content, asked.file) for asked in sample.questionnaires]
    return [reading.questionnaire for reading in readings if reading.questionnaire is not None]


def read_in(sheet: Sheet, plan: Plan, content: bytes, people: frozenset[str], language: str) -> Read:
    """A file as the page takes it in, in a study that knows these people and the arms and ways of its plan."""
    found = open_file(content).sheet("")
    assert found is not None
    ways = plan.economics.alternatives if plan.economics else ()
    arms = frozenset(each.code for each in (*plan.arms, *ways))
    known = Known(participants=people, sites=people, arms=arms)
    return read(found, _layout(sheet, found, language), known)


def _layout(sheet: Sheet, found: Cells, language: str) -> Layout:
    """How the page lays a file out: what its titles say, then what the sample adds."""
    made = guessed(found, KINDS[sheet.kind], french=language == "fr")
    told = {name: said for name, said in sheet.layout.items() if "." not in name}
    columns, constants = (
        {name.split(".")[1]: said for name, said in sheet.layout.items() if name.startswith(start)}
        for start in ("column.", "constant.")
    )
    return replace(made, columns={**made.columns, **columns}, constants={**made.constants, **constants}, **told)  # type: ignore[arg-type]  # names of the layout's texts


def taken_in(sample: Sample, plan: Plan, file: Brought, people: frozenset[str]) -> tuple[Line, ...]:
    """The lines of a file; AssertionError where one of its rows has a problem and is not to be left out."""
    said = read_in(sample.sheet(file.sheet), plan, file.content, people, LANGUAGE)
    assert file.leave_out or [one for one in said.problems if one.severity != "notice"] == []
    return said.lines


def in_force(files: Sequence[Brought]) -> tuple[Brought, ...]:
    """The files that none after them corrects."""
    corrected = {file.corrects for file in files}
    return tuple(file for file in files if file.filename not in corrected)


def people_of(scenario: Fieldwork, plan: Plan) -> tuple[Person, ...]:
    """Everyone enrolled, arms by turns."""
    arms = [arm.code for arm in plan.arms] or [""]
    return tuple(
        Person(number, arms[number % len(arms)], number // len(arms), f"P-{number + 1:03d}", "fr")
        for number in range(scenario.participants)
    )


def dataset_of(scenario: Fieldwork, plan: Plan, codebook: Codebook) -> Dataset:
    """The answers of everyone, until they leave."""
    numbers = {one.name for one in codebook.variables if one.type in ("integer", "number")}
    people = people_of(scenario, plan)
    responses = []
    for person in people:
        for wave in sorted(plan.waves, key=lambda each: each.order):
            told = scenario.answers(person, wave.code)
            if told is None:
                break
            typed = {name: _number(str(one)) if name in numbers else one for name, one in told.items() if one != ""}
            responses.append(Response(person.pseudonym, wave.code, typed))
    return build(codebook, [Participant(one.pseudonym, one.arm or None) for one in people], responses, "simulated")


def _number(typed: str) -> float:
    return float(typed.replace(",", "."))


def _as_analysed(sheet: Sheet, lines: Sequence[Line]) -> list[Measurement | CashLine | Parameter]:
    """What the lines say; of the positions of a meter, what it counted between them."""
    if not KINDS[sheet.kind].index:
        return [line.what for line in lines]
    return list(differences(Position(line.what) for line in lines if isinstance(line.what, Measurement)))


@cache
def played(code: str) -> Evidence:
    """The evidence of a sample played to its end."""
    return evidence_of(scenario_of(code))


def evidence_of(scenario: Fieldwork) -> Evidence:
    """The evidence of a scenario played to its end."""
    sample, within = samples()[scenario.sample], project_of(scenario)
    plan = plan_json.loads(sample.plan(DAY, LANGUAGE))
    people = people_of(scenario, plan)
    known = frozenset(one.pseudonym for one in people)
    parameters = [brought(sample, each.file, DAY) for each in sample.sheets if each.kind == "parameter_sheet"]
    files = (*parameters, *in_force(scenario.measured(sample, people, DAY)))
    lines = [
        one for file in files for one in _as_analysed(sample.sheet(file.sheet), taken_in(sample, plan, file, known))
    ]
    beside = Beside(
        lines=tuple(one for one in lines if isinstance(one, CashLine)),
        parameters=tuple(one for one in lines if isinstance(one, Parameter)),
        measurements=tuple(one for one in lines if isinstance(one, Measurement)),
    )
    facts = StudyFacts(
        project=within.project["title_fr"],
        study=scenario.study["title_fr"],
        laboratory="Laboratoire des Tilleuls (simulé)",
        origin="simulated",
        locked_on=str(DAY - timedelta(days=1)),
        first_answer_on=str(DAY),
        last_answer_on=str(DAY + timedelta(weeks=21)),
        prototype=within.prototype["name"],
        version_tested=within.version["label"],
        anonymous=sample.anonymous,
    )
    made = replace(plan, funders=scenario.funders, analysts=scenario.analysts)
    return analysis.analyse(dataset_of(scenario, plan, union(questionnaires(sample))), made, facts, beside)
