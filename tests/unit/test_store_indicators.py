"""From a project to its indicators: what the database holds is counted once, what is hidden is nobody's to count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import CONSENT, PLAN, SLEEP, Cast, open_study, version_of_a_prototype

from analysis.indicators import INDICATORS
from analysis.indicators.facts import ProjectFacts
from analysis.indicators.readings import Found
from analysis.indicators.targets import against
from livinglab import actions
from livinglab.actions import Newcomer
from livinglab.store import Conflict, NotAllowed, NotFound, Refused
from livinglab.store.consents import consent_texts
from livinglab.store.database import now
from livinglab.store.indicator_targets import targets_of
from livinglab.store.indicators import facts_of
from livinglab.store.lead_times import first_reached
from livinglab.store.needs import Decision
from livinglab.store.serving import served
from livinglab.store.sessions import AgendaItem, Contribution, Helix
from livinglab.store.studies import Participant, Study
from livinglab.store.trace import Edge, Node, forward
from surveys.instruments import load
from surveys.instruments.insertion import insert
from surveys.submission import Submission

FR = {"fr": "Des mots"}


@dataclass(frozen=True)
class Room:
    """An open session that gathers needs."""

    people: Cast
    item: AgendaItem

    def voice(self, number: int, helix: Helix | None = None) -> Contribution:
        """Somebody joins and writes a need."""
        seat = actions.join_session(code=self.item.session.code, helix=helix).seat
        return actions.contribute(
            by=seat,
            item=self.item,
            contribution_id=f"{number:032d}",
            text=f"Un banc {number}",
            language="fr",
            details={"kind": "expressed"},
        )


@pytest.fixture
def room(people: Cast) -> Room:
    return a_room(people)


def a_room(people: Cast) -> Room:
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    planned = actions.Planned({"fr": "Idées"}, {"fr": "Que faire ?"})
    item = actions.add_agenda_item(by=people.marc, session=session, planned=planned)
    actions.start_item(by=people.marc, item=item)
    return Room(people, item)


def read(people: Cast, code: str) -> Found:
    return INDICATORS[code].read(facts_of(people.balades.id))


def adopt(people: Cast, study: Study, name: str = "Ville des Tilleuls", *, document: bool = True) -> str:
    return actions.record_uptake(
        by=people.marc,
        project=people.balades,
        of=Node("prototype_version", study.version_id),
        organisation=name,
        helix="public",
        adopted_on=now().date(),
        scale="Trois quartiers",
        document=BytesIO(b"%PDF-1.4 words") if document else None,
        document_name="words.pdf",
    ).id


def test_an_empty_project_has_nothing_to_count(people: Cast) -> None:
    facts = facts_of(people.balades.id)
    assert facts == ProjectFacts(
        as_of=now().date(),
        minimum_cell=5,
        spans=dict.fromkeys(facts.spans, ()),
        people=dict.fromkeys(facts.people, 0),
    )


def test_a_chain_is_counted_on_every_database(everyone: Cast) -> None:
    """Two needs, one decided; a version built, tested, adopted twice by one town."""
    room = a_room(everyone)
    chosen, waiting = room.voice(1, "citizens"), room.voice(2)
    decision = actions.record_decision(
        by=everyone.marc, project=everyone.balades, title="Oui", reason="Utile", chosen=[chosen]
    )
    study = open_study(everyone)
    built = Edge(Node("prototype_version", study.version_id), "implements", _required(everyone, decision))
    actions.join_things(by=everyone.marc, project=everyone.balades, edge=built, reason="Construit pour cela")
    first, second = adopt(everyone, study), adopt(everyone, study, "VILLE  des tilleuls")
    found = read(everyone, "need_to_decision")
    assert (found.n, found.cells) == (2, {"finished": 1, "unfinished": 1})
    assert [case.id for case in found.counted] == [chosen.id, waiting.id]
    assert read(everyone, "decision_to_version").cells == {"finished": 1, "unfinished": 0}
    assert read(everyone, "version_to_test").cells == {"finished": 1, "unfinished": 0}
    assert read(everyone, "test_to_uptake").cells == {"finished": 1, "unfinished": 0}
    assert read(everyone, "need_to_uptake").cells == {"finished": 1, "unfinished": 1}
    assert [case.id for case in read(everyone, "RCR104").counted] == [study.version.prototype_id]
    assert [one.case.id for one in read(everyone, "organisations_by_helix").left_out] == [second]
    assert [case.id for case in read(everyone, "organisations_by_helix").counted] == [first]
    assert [one.reason for one in read(everyone, "tests_finished").left_out] == ["still_open"]


def _required(people: Cast, decision: Decision) -> Node:
    made = actions.record_requirement(by=people.marc, decision=decision, statement="X", acceptance_criterion="Y")
    return Node("requirement", made.id)


def test_what_is_hidden_in_its_session_is_not_counted(room: Room) -> None:
    hidden, kept = room.voice(1), room.voice(2)
    actions.moderate_contribution(by=room.people.marc, contribution=hidden, reason="Un nom")
    assert [case.id for case in read(room.people, "need_to_decision").counted] == [kept.id]


def test_a_theme_is_not_one_more_need_and_carries_its_members_to_the_decision(room: Room) -> None:
    voices = [room.voice(1), room.voice(2)]
    themes = _themes_of(room)
    theme = actions.make_theme(
        by=room.people.marc, item=themes, title="Des bancs", members=[one.id for one in voices], language="fr"
    )
    actions.record_decision(by=room.people.marc, project=room.people.balades, title="Oui", reason="R", chosen=[theme])
    found = read(room.people, "need_to_decision")
    assert found.cells == {"finished": 2, "unfinished": 0}
    assert [case.id for case in found.counted] == [one.id for one in voices]


def _themes_of(room: Room) -> AgendaItem:
    """The ideas are closed; their grouping runs."""
    by = room.people.marc
    actions.reveal(by=by, item=room.item)
    actions.close_item(by=by, item=room.item)
    planned = actions.Planned({"fr": "Thèmes"}, source=room.item)
    item = actions.add_agenda_item(by=by, session=room.item.session, planned=planned, kind="grouping")
    actions.start_item(by=by, item=item)
    return item


def test_people_are_counted_by_helix_and_small_counts_stay_hidden(room: Room) -> None:
    for number in range(6):
        room.voice(number, "citizens")
    room.voice(7, "academia")
    facts = facts_of(room.people.balades.id)
    assert facts.people == {"citizens": 6, "public": 0, "private": 0, "academia": None, "environment": 0}
    assert facts.undeclared == 0


def test_recommendation_counts_the_last_score_of_those_who_have_not_left(people: Cast) -> None:
    study = _asking(people)
    for number, score in enumerate(("10",) * 6 + ("3",) * 5 + ("8",) * 5):
        _answer(people, study, number, score)
    gone = _answer(people, study, 99, "0")
    actions.withdraw_participant(by=people.marc, participant=gone, reason="Déménage")
    assert read(people, "satisfaction").state == "not_collected"
    actions.close_study(by=people.marc, study=study)
    found = read(people, "satisfaction")
    assert (found.n, found.value) == (16, pytest.approx(100 / 16))
    assert found.cells == {"promoters": 6, "passives": 5, "detractors": 5}


def _asking(people: Cast) -> Study:
    """An open study that asks the recommendation question after the walks."""
    study = actions.plan_study(by=people.marc, version=version_of_a_prototype(people), title=FR)
    for wave in PLAN.waves:
        asks = insert(SLEEP, load("recommend")) if wave.code == "after" else SLEEP
        asks = replace(asks, form_id=f"sleep_{wave.code}")
        version = actions.store_questionnaire(
            by=people.marc, project=people.balades, content=asks, filename="sleep.md", source=b"| survey |"
        )
        actions.assign_questionnaire(by=people.marc, study=study, wave=wave.code, version=version)
    actions.publish_consent(by=people.marc, study=study, text=CONSENT)
    actions.save_plan(by=people.marc, study=study, plan=PLAN)
    actions.lock_plan(by=people.marc, study=study)
    return actions.open_study(by=people.marc, study=study)


def _answer(people: Cast, study: Study, number: int, score: str) -> Participant:
    newcomer = Newcomer(f"person{number}@example.org", "walk")
    (enrolled,) = actions.enrol_participants(by=people.marc, study=study, newcomers=[newcomer])
    person = enrolled.participant
    actions.give_consent(by=person, consent_text=consent_texts(study)["fr"])
    version = served(study, "after")
    assert version is not None
    at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    answers = {"hours": 7, "rested": "yes", "recommend_1": score}
    submission = Submission(f"{number:032d}", version.digest, answers, "fr", "page", at, at)
    actions.accept_submission(by=person, wave="after", submission=submission)
    return person


def test_a_target_is_kept_when_another_is_set(people: Cast) -> None:
    aim = partial(actions.set_target, by=people.marc, project=people.balades, indicator="tests_finished")
    aim(value=3)
    with pytest.raises(Refused, match="target_change_without_reason"):
        aim(value=2)
    aim(value=2, reason="Un site fermé")
    kept = targets_of(people.balades.id)["tests_finished"]
    assert [(one.value, one.reason, one.rule) for one in kept] == [(2, "Un site fermé", 1), (3, "", 1)]
    with pytest.raises(Conflict):
        aim(value=2, reason="Encore")


@pytest.mark.parametrize(("code", "value"), [("tests_finished", 2.5), ("tests_finished", -1), ("people_by_helix", 2)])
def test_an_impossible_target_is_refused(people: Cast, code: str, value: float) -> None:
    with pytest.raises(Refused, match="target_impossible"):
        actions.set_target(by=people.marc, project=people.balades, indicator=code, value=value)


def test_nobody_aims_at_what_is_not_collected_nor_in_a_project_they_only_read(people: Cast) -> None:
    with pytest.raises(NotFound):
        actions.set_target(by=people.marc, project=people.balades, indicator="RCO83", value=1)
    with pytest.raises(NotAllowed):
        actions.set_target(by=people.felix, project=people.balades, indicator="prototypes", value=1)


def test_an_estimate_meets_its_target_only_whole() -> None:
    """A median of 30 days, 20 to 45: 50 is met, 40 is not sure, 15 is missed; without an end, never sure."""
    row = INDICATORS["need_to_decision"]
    found = Found("counted", 30, 12, 20, 45)
    assert [against(row, found, target) for target in (50, 40, 15)] == ["met", "unclear", "unmet"]
    assert against(row, replace(found, high=None), 50) == "unclear"
    assert against(row, Found("nothing_yet"), 50) == "no_value"
    assert against(INDICATORS["RCO84"], Found("candidates", 3), 2) == "unclear"
    assert against(INDICATORS["tests_finished"], Found("counted", 3), 3) == "met"


edges = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]), max_size=20)


@given(edges, st.dictionaries(st.integers(0, 8), st.integers(0, 20), max_size=4))
def test_the_first_end_reached_is_that_of_walking_forward_from_each_thing(
    pairs: list[tuple[int, int]], days: dict[int, int]
) -> None:
    """The slow way: walk on from every thing and take the earliest end met."""
    drawn = [Edge(_node(later), "derived_from", _node(earlier)) for earlier, later in pairs]
    ends = {_node(number): date(2026, 1, 1) + timedelta(day) for number, day in days.items()}
    slow = {}
    for number in range(9):
        met = [ends[edge.later] for edge in forward(drawn, _node(number)) if edge.later in ends]
        if met:
            slow[_node(number)] = min(met)
    assert first_reached(drawn, ends) == slow


def _node(number: int) -> Node:
    return Node("contribution", str(number))
