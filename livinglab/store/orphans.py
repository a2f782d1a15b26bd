"""Where the trace breaks off: a table of checks, each finding the things of a project that something is missing for.

Only what is certain is said. A version counts as tested once a study that tests it has opened; the ideas hidden in
their session and the reports that were not written are left out, as everywhere in the trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from livinglab.store.reports import Report
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, Kind, Node, Relation, edges_of, leading_to
from livinglab.store.trace_things import ideas_of, things_of

BEGUN = ("open", "closing", "closed")


@dataclass(frozen=True)
class Whole:
    """The trace of a project and the things it could join."""

    things: Mapping[Kind, Sequence[Any]]
    edges: Sequence[Edge]

    def told_from(self, node: Node, *relations: Relation) -> set[Node]:
        """The targets of the edges told from a node."""
        return {edge.target for edge in self.edges if edge.source == node and edge.relation in relations}

    def told_of(self, node: Node, *relations: Relation) -> set[Node]:
        """The sources of the edges told of a node."""
        return {edge.source for edge in self.edges if edge.target == node and edge.relation in relations}

    @property
    def tested(self) -> set[Node]:
        """What a study that has begun tests."""
        return {node for study in self.things["study"] if study.state in BEGUN for node in self.tested_by(study)}

    def tested_by(self, study: Study) -> set[Node]:
        """What the trace says that a study tests."""
        return self.told_from(Node("study", study.id), "tests")


@dataclass(frozen=True)
class Check:
    """What may be missing, for things of one kind. Its words are in words/trace.toml, by its code."""

    code: str
    kind: Kind
    finds: Callable[[Whole], Iterable[Any]]


@dataclass(frozen=True)
class Orphans:
    """What a check found."""

    check: Check
    found: Sequence[Any]


def _needs_unanswered(whole: Whole) -> Iterable[Any]:
    ends = {end for edge in whole.edges for end in (edge.source, edge.target)}
    answered = leading_to(whole.edges, (end for end in ends if end.kind in ("decision", "requirement")))
    return (one for one in whole.things["contribution"] if Node("contribution", one.id) not in answered)


def _decisions_without_requirement(whole: Whole) -> Iterable[Any]:
    led = {edge.target for edge in whole.edges if edge.source.kind == "requirement" and edge.relation == "derived_from"}
    return (one for one in whole.things["decision"] if Node("decision", one.id) not in led)


def _decisions_from_nothing(whole: Whole) -> Iterable[Any]:
    reached = {edge.later for edge in whole.edges}
    return (one for one in whole.things["decision"] if Node("decision", one.id) not in reached)


def _results_undecided(whole: Whole) -> Iterable[Any]:
    """The last result of each activity people judged in, where nothing took the activity over either."""
    last = {one.item_id: one for one in whole.things["result"]}
    taken = {one.source_id for one in whole.things["agenda_item"] if one.state != "planned"}
    decided = {edge.source for edge in whole.edges if edge.relation == "decided_by"}
    for one in last.values():
        nodes = {Node("result", one.id), Node("agenda_item", one.item_id)}
        if one.result["people"] and one.item_id not in taken and one.item.state == "closed" and not nodes & decided:
            yield one


def _built(whole: Whole, requirement: Any) -> set[Node]:
    return whole.told_of(Node("requirement", requirement.id), "implements", "satisfies")


def _requirements_without_version(whole: Whole) -> Iterable[Any]:
    return (one for one in whole.things["requirement"] if not _built(whole, one))


def _requirements_untested(whole: Whole) -> Iterable[Any]:
    tested = whole.tested
    for one in whole.things["requirement"]:
        built = _built(whole, one)
        if built and not built & tested and Node("requirement", one.id) not in tested:
            yield one


def _versions_untested(whole: Whole) -> Iterable[Any]:
    tested = whole.tested
    return (one for one in whole.things["prototype_version"] if Node("prototype_version", one.id) not in tested)


def _reported_not_tested(whole: Whole) -> Iterable[Any]:
    for report in whole.things["report"]:
        if Node("prototype_version", report.study.version_id) not in whole.tested_by(report.study):
            yield report


def _figures_of_another_version(whole: Whole) -> Iterable[Any]:
    version_of = {Node("study", study.id): study.version_id for study in whole.things["study"]}
    for report in whole.things["report"]:
        studies = whole.told_from(Node("report", report.id), "derived_from")
        if any(version_of.get(study, report.study.version_id) != report.study.version_id for study in studies):
            yield report


def _learned_on_another_version(whole: Whole) -> Iterable[Any]:
    studies = {Node("study", study.id): study for study in whole.things["study"]}
    for one in whole.things["learning"]:
        sources = whole.told_from(Node("learning", one.id), "derived_from")
        versions = {node for node in sources if node.kind == "prototype_version"}
        tested = {node for source in sources if source in studies for node in whole.tested_by(studies[source])}
        if versions and tested and not versions <= tested:
            yield one


def _studies_without_learning(whole: Whole) -> Iterable[Any]:
    reports: Sequence[Report] = whole.things["report"]
    study_of = {Node("report", report.id): report.study_id for report in reports}
    study_of |= {Node("deviation", one.id): one.study_id for one in whole.things["deviation"]}
    sources = {
        edge.target for edge in whole.edges if edge.source.kind == "learning" and edge.relation == "derived_from"
    }
    learned = {study_of.get(node, node.id) for node in sources}
    return (one for one in whole.things["study"] if one.state == "closed" and one.id not in learned)


def _learnings_without_next_step(whole: Whole) -> Iterable[Any]:
    return (one for one in whole.things["learning"] if one.current.next_step is None)


def _learnings_not_followed(whole: Whole) -> Iterable[Any]:
    followed = {edge.earlier for edge in whole.edges}
    asking = (one for one in whole.things["learning"] if one.current.next_step in ("iterate", "pivot", "adopt"))
    return (one for one in asking if Node("learning", one.id) not in followed)


def _uptakes_untested(whole: Whole) -> Iterable[Any]:
    tested = whole.tested
    for one in whole.things["uptake"]:
        taken = whole.told_of(Node("uptake", one.id), "taken_up_by")
        if any(node.kind == "prototype_version" and node not in tested for node in taken):
            yield one


def _uptakes_without_document(whole: Whole) -> Iterable[Any]:
    return (one for one in whole.things["uptake"] if one.digest is None)


CHECKS: tuple[Check, ...] = (
    Check("version_reported_not_tested", "report", _reported_not_tested),
    Check("figures_of_another_version", "report", _figures_of_another_version),
    Check("learned_on_another_version", "learning", _learned_on_another_version),
    Check("uptake_untested", "uptake", _uptakes_untested),
    Check("need_unanswered", "contribution", _needs_unanswered),
    Check("result_undecided", "result", _results_undecided),
    Check("decision_from_nothing", "decision", _decisions_from_nothing),
    Check("decision_without_requirement", "decision", _decisions_without_requirement),
    Check("requirement_without_version", "requirement", _requirements_without_version),
    Check("requirement_untested", "requirement", _requirements_untested),
    Check("version_untested", "prototype_version", _versions_untested),
    Check("study_without_learning", "study", _studies_without_learning),
    Check("learning_without_next_step", "learning", _learnings_without_next_step),
    Check("learning_not_followed", "learning", _learnings_not_followed),
    Check("uptake_without_document", "uptake", _uptakes_without_document),
)


def orphans_of(project_id: str) -> tuple[Orphans, ...]:
    """What each check finds in a project, without those that find nothing."""
    needed = {check.kind for check in CHECKS} | {"deviation", "agenda_item"}
    things = {kind: things_of(project_id, kind) for kind in get_args(Kind) if kind in needed - {"contribution"}}
    things["contribution"] = ideas_of(project_id)
    whole = Whole(things, edges_of(project_id))
    found = (Orphans(check, tuple(check.finds(whole))) for check in CHECKS)
    return tuple(orphans for orphans in found if orphans.found)
