"""The simulated living lab, played through the site's own pages: from an idea on a phone to a PDF, sample after sample.

What passes: the administrator founds the laboratory; then, for each sample, residents write ideas and share out dots
(and grade the most supported); the team decides from that frozen result, states a requirement, releases a version,
plans and locks a study, brings in what is measured; people answer; the site writes the reports; the team writes down
what it learned, publishes it, and records who adopted it.

All studies are made ready before the first report is asked for: the site's worker reads measurements one job at a
time, and then draws the reports of one study while people answer the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urljoin

from livinglab.demonstration.scenario import ADMINISTRATOR, Fieldwork, Form, Person, Scenario
from livinglab.demonstration.sessions import Held, hold_session
from livinglab.demonstration.studies import answer_all, open_door, prepare_study
from livinglab.demonstration.visitor import Upload, Visitor
from livinglab.demonstration.waiting import wait_for, without_query
from livinglab.samples import samples

Say = Callable[[str, str], None]  # scene, code of the sample (empty for the laboratory)
Written = Callable[[str], None]  # the path of a report just written, while the site draws the next


@dataclass(frozen=True)
class Played:
    """Where things are once a sample was played: addresses, and reports by end of name.

    What came along with another sample has no session, no idea and no learning of its own.
    """

    study: str
    door: str
    reports: Mapping[str, str]
    session: str = ""
    learning: str = ""
    idea: str = ""


@dataclass(frozen=True)
class Ready:
    """A study that is open: where it is, and who answers it by which link."""

    work: Fieldwork
    project: str
    held: Held
    study: str
    links: tuple[tuple[Person, str], ...]


@dataclass(frozen=True)
class Stage:
    """Where and when it is played, by whom, and who is told."""

    site: str
    team: Visitor
    day: date
    folder: Path
    say: Say
    written: Written


def play(
    site: str, setup_code: str, folder: Path, scenarios: Sequence[Scenario], say: Say, written: Written
) -> Mapping[str, Played]:
    """Plays scenarios on an empty site; the reports are written into the folder. By sample. Raises Unexpected."""
    stage = Stage(site, Visitor(site), datetime.now(UTC).date(), folder, say, written)
    say("found", "")
    found_laboratory(stage.team, setup_code)
    ready = [each for scenario in scenarios for each in _make_ready(stage, scenario)]
    asked = [_answer_and_ask(stage, each) for each in ready]
    return {each.work.sample: _conclude(stage, each, reports) for each, reports in zip(ready, asked, strict=True)}


def _make_ready(stage: Stage, scenario: Scenario) -> Iterator[Ready]:
    """From the project to the open study, and to those that come along."""
    team, say = stage.team, stage.say
    project = create_project(team, scenario)
    say("session", scenario.sample)
    held = hold_session(team, stage.site, project, scenario.session)
    say("chain", scenario.sample)
    study = build_chain(team, held.results, scenario)
    say("study", scenario.sample)
    yield Ready(scenario, project, held, study, prepare_study(team, study, scenario, stage.day))
    for work in scenario.companions:
        say("study", work.sample)
        beside = plan_study(team, project, work)
        yield Ready(work, project, held, beside, prepare_study(team, beside, work, stage.day))


def found_laboratory(team: Visitor, setup_code: str) -> None:
    """Makes the first administrator, who is signed in from then on."""
    team.open("/setup")
    team.send({"code": setup_code, **ADMINISTRATOR}, form="create-administrator")


def create_project(team: Visitor, scenario: Scenario) -> str:
    """The project's address."""
    team.open("/projects/new")
    team.send(scenario.project, form="create-project")
    return team.address


def build_chain(team: Visitor, results: str, scenario: Scenario) -> str:
    """Decision, requirement, prototype, version, study; the study's address."""
    team.open(results)
    team.tick("chosen", beside=scenario.session.ideas[scenario.session.chosen])
    team.send(scenario.decision, form="record-decision")
    team.send(scenario.requirement, form="record-requirement")
    team.send(scenario.prototype, form="register-prototype")
    team.send(scenario.version, form="release-version")
    version = without_query(team.address)
    for kind, lines in scenario.workshop.items():
        team.open(f"{version}/workshop/{kind}")
        team.send(lines, form=f"workshop-{kind}")
    team.open(version)
    team.send(scenario.study, form="plan-study")
    return without_query(team.address)


def plan_study(team: Visitor, project: str, work: Fieldwork) -> str:
    """One more study of the version the project tests; its address."""
    team.open(f"{project}/studies/new")
    anonymous = {"anonymous": True} if samples()[work.sample].anonymous else {}
    team.send({**work.study, **anonymous}, form="create-study")
    return without_query(team.address)


def _answer_and_ask(stage: Stage, ready: Ready) -> Mapping[str, str]:
    """People answer, the team writes its words and asks for every report; their addresses by end of name."""
    team = stage.team
    stage.say("answers", ready.work.sample)
    answer_all(stage.site, ready.links, ready.work, stage.day)
    for words in ready.work.remarks:
        team.open(f"{ready.study}/remarks")
        team.send(words, form="write-remark")
    return {name: _ask_for_report(team, ready.study, *whom) for name, whom in ready.work.editions.items()}


def _ask_for_report(team: Visitor, study: str, audience: str, language: str) -> str:
    team.open(f"{study}/reports")
    team.send({"audience": audience, "language": language}, form="produce-report")
    return without_query(team.address)


def _conclude(stage: Stage, ready: Ready, asked: Mapping[str, str]) -> Played:
    """The reports once they are written; for a project's own study, its public link and what was learned."""
    work, team = ready.work, stage.team
    stage.say("report", work.sample)
    reports = {name: _kept(stage, report, f"{work.sample}.{name}.pdf") for name, report in asked.items()}
    if not isinstance(work, Scenario):
        return Played(ready.study, ready.links[0][1], reports)
    stage.say("learning", work.sample)
    learning = learn_and_hand_over(team, ready.project, ready.study, work)
    held = ready.held
    return Played(ready.study, open_door(team, ready.study), reports, held.console, learning, held.idea)


def _kept(stage: Stage, report: str, name: str) -> str:
    """The path of the report, once it is written."""
    wait_for(stage.team, report)
    file = stage.folder / name
    file.write_bytes(stage.team.download(f"{report}/report.pdf"))
    stage.written(str(file))
    return str(file)


def learn_and_hand_over(team: Visitor, project: str, study: str, scenario: Scenario) -> str:
    """What was learned, published after its preview, and the organisation that adopts it; the public page's address."""
    team.open(f"{project}/learnings/new?source=study:{study.rsplit('/', 1)[-1]}")
    team.send(scenario.learning, form="record-learning")
    learning = without_query(team.address)
    team.open(f"{learning}/publish")
    team.send({"checked": "1"}, form="publish-learning")
    public = urljoin(learning, team.found(r"(/library/\w+)"))
    if scenario.uptake is not None:
        team.open(f"{project}/uptakes/new?of=learning:{learning.rsplit('/', 1)[-1]}")
        team.send(_uptake(scenario.uptake, scenario.uptake_document), form="record-uptake")
    return public


def _uptake(said: Form, document: tuple[str, bytes] | None) -> Mapping[str, object]:
    return {**said, "document": Upload(*document)} if document else said
