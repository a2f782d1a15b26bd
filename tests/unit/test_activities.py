"""Every kind of activity through a session: written, judged, closed, frozen; the same on a phone and as an action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from people import Cast

from analysis.deliberation.counts import Judgement, count_judgements
from analysis.deliberation.results import METHODS, result_of
from analysis.deliberation.scales import conflict
from livinglab import actions
from livinglab.actions import Planned, Seated
from livinglab.activities import ACTIVITIES
from livinglab.activities.chooser import Situation, advise
from livinglab.activities.marks import Mark, compared, dots
from livinglab.activities.pairwise import PAIRS_EACH, pairs_for
from livinglab.store import NotFound, Refused
from livinglab.store.database import db
from livinglab.store.judgements import marks_of, snapshot_of
from livinglab.store.sessions import AgendaItem, Contribution, JudgementEvent, ResultSnapshot, Session
from livinglab.web.board import outcomes

PROPOSALS = ("Un banc", "Un lampadaire", "Un arbre")
JUDGED = [code for code, activity in ACTIVITIES.items() if activity.ballot != "none"]


@dataclass
class Workshop:
    """A session, who holds it, two people in it."""

    people: Cast
    session: Session
    seats: list[Seated] = field(default_factory=list)

    def plan(self, kind: str, proposals: Sequence[str] = PROPOSALS, **planned: object) -> AgendaItem:
        """An activity with the team's proposals, that nobody writes in."""
        plan = Planned({"fr": kind}, {"fr": "Que faire ?"}, asks_writing=False, **planned)  # type: ignore[arg-type]
        return actions.add_agenda_item(
            by=self.people.marc, session=self.session, planned=plan, kind=kind, proposals=proposals
        )

    def run(self, kind: str, **planned: object) -> AgendaItem:
        """The same, started."""
        return actions.start_item(by=self.people.marc, item=self.plan(kind, **planned))

    def close(self, item: AgendaItem) -> ResultSnapshot:
        """Closes an item; its frozen result."""
        actions.close_item(by=self.people.marc, item=item)
        found = snapshot_of(item)
        assert found is not None
        return found


@pytest.fixture
def workshop(laboratory: Flask, people: Cast) -> Workshop:
    """On SQLite."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    return Workshop(people, session, [actions.join_session(code=session.code) for _ in range(2)])


def _marks(item: AgendaItem) -> list[Mark]:
    """A mark on the first subject, as the activity takes them."""
    first, second, *_ = (subject.id for subject in item.subjects)
    activity = item.activity
    if activity.ballot == "dots":
        return list(dots({first: 2}))
    if activity.ballot == "pairs":
        return [compared(first, second, 1)]
    return [Mark(first, scale.code, next(iter(scale.steps))) for scale in activity.scales]


@pytest.mark.parametrize("kind", JUDGED)
def test_each_kind_is_judged_closed_and_frozen_with_its_digests(workshop: Workshop, kind: str) -> None:
    item = workshop.run(kind)
    for seated in workshop.seats:
        actions.judge(by=seated.seat, item=item, marks=_marks(item))
    frozen = workshop.close(item)
    assert (frozen.method, frozen.result["people"]) == (item.activity.method, 2)
    assert len(frozen.result["standings"]) == len(PROPOSALS)
    assert all(digest.startswith("sha256:") for digest in (frozen.input_digest, frozen.result_digest))


@pytest.mark.parametrize("kind", JUDGED)
def test_a_re_vote_never_adds_to_a_total(workshop: Workshop, kind: str) -> None:
    item, seat = workshop.run(kind), workshop.seats[0].seat
    for _ in range(3):
        actions.judge(by=seat, item=item, marks=_marks(item))
    once = workshop.close(item).counts
    assert sum(row["people"] for row in once["rows"]) == len(_marks(item))
    assert db.session.query(JudgementEvent).count() == len(_marks(item))


def test_every_activity_has_its_method_and_every_method_its_words() -> None:
    assert {activity.method for activity in ACTIVITIES.values()} <= set(METHODS)
    assert set(outcomes.METHODS) == set(METHODS)


def test_an_objection_without_a_reason_is_refused_and_with_one_the_proposal_does_not_pass(workshop: Workshop) -> None:
    item, seat = workshop.run("consent"), workshop.seats[0].seat
    subject = item.subjects[0].id
    with pytest.raises(Refused, match="objection_needs_reason"):
        actions.judge(by=seat, item=item, marks=[Mark(subject, "consent", -1)])
    actions.judge(by=seat, item=item, marks=[Mark(subject, "consent", -1, why="Trop cher")])
    passes = {each["subject"]: each["figures"]["passes"] for each in workshop.close(item).result["standings"]}
    assert passes[subject] == 0
    assert outcomes.reasons_of(item) == {subject: ("Trop cher",)}


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("statements", Mark("", "opinion", 2)),
        ("statements", Mark("", "opinion", None)),
        ("statements", Mark("", "dots", 1)),
        ("majority_judgment", Mark("", "grade", 6)),
        ("impact_feasibility", Mark("", "impact", 0)),
        ("dots", Mark("", "dots", None)),
    ],
)
def test_a_mark_that_is_on_no_scale_is_refused(workshop: Workshop, kind: str, mark: Mark) -> None:
    item = workshop.run(kind)
    with pytest.raises(Refused, match="judgement_unreadable"):
        actions.judge(by=workshop.seats[0].seat, item=item, marks=[Mark(item.subjects[0].id, mark.scale, mark.value)])


def test_a_latent_need_says_where_it_was_seen(workshop: Workshop) -> None:
    planned = Planned({"fr": "Besoins"}, {"fr": "De quoi manquez-vous ?"})
    item = actions.add_agenda_item(by=workshop.people.marc, session=workshop.session, planned=planned, kind="needs")
    actions.start_item(by=workshop.people.marc, item=item)
    seat = workshop.seats[0].seat

    def voice(identifier: str, **details: str) -> Contribution:
        return actions.contribute(
            by=seat, item=item, contribution_id=identifier * 32, text="Se reposer", language="fr", details=details
        )

    with pytest.raises(Refused, match="needs_origin_missing"):
        voice("a")
    with pytest.raises(Refused, match="needs_evidence_missing"):
        voice("a", origin="latent")
    assert voice("a", origin="expressed").details == {"origin": "expressed"}
    seen = voice("b", origin="latent", evidence="Marché, 12 mai", stray="x")
    assert seen.details == {"origin": "latent", "evidence": "Marché, 12 mai"}


def test_an_activity_takes_over_the_first_of_another_in_the_order_of_its_result(workshop: Workshop) -> None:
    first = workshop.run("dots")
    chosen = [subject.id for subject in first.subjects]
    actions.judge(by=workshop.seats[0].seat, item=first, marks=dots({chosen[2]: 2, chosen[1]: 1}))
    second = workshop.plan("consent", (), source=first, carry_most=2)
    workshop.close(first)
    actions.start_item(by=workshop.people.marc, item=second)
    assert [subject.id for subject in second.subjects] == [chosen[2], chosen[1]]


def test_an_activity_waits_for_the_end_of_the_one_it_takes_over(workshop: Workshop) -> None:
    running, by = workshop.run("dots"), workshop.people.marc
    elsewhere = actions.open_session(by=by, project=workshop.people.balades, title={"fr": "Suite"})
    planned = Planned({"fr": "Suite"}, source=running)
    later = actions.add_agenda_item(by=by, session=elsewhere, planned=planned, kind="consent")
    with pytest.raises(Refused, match="source_not_closed"):
        actions.start_item(by=by, item=later)


def test_nothing_to_judge_does_not_start(workshop: Workshop) -> None:
    with pytest.raises(Refused, match="nothing_to_judge_yet"):
        workshop.run("consent", proposals=())


def test_a_source_of_another_project_does_not_exist(workshop: Workshop) -> None:
    other = actions.open_session(by=workshop.people.ines, project=workshop.people.elsewhere, title={"fr": "Ailleurs"})
    theirs = actions.add_agenda_item(by=workshop.people.ines, session=other, planned=Planned({"fr": "Idées"}))
    with pytest.raises(NotFound):
        workshop.plan("dots", source=theirs)


def test_a_reopened_activity_keeps_the_result_frozen_before(workshop: Workshop) -> None:
    item = workshop.run("dots")
    before = workshop.close(item)
    actions.reopen_item(by=workshop.people.marc, item=item)
    actions.judge(by=workshop.seats[0].seat, item=item, marks=dots({item.subjects[0].id: 1}))
    after = workshop.close(item)
    assert (before.result["people"], after.result["people"]) == (0, 1)
    assert db.session.query(ResultSnapshot).count() == 2


def test_a_pause_stops_the_clock_and_takes_what_people_had_begun(workshop: Workshop) -> None:
    item = workshop.run("dots", planned_minutes=10)
    actions.pause_item(by=workshop.people.marc, item=item)
    actions.judge(by=workshop.seats[0].seat, item=item, marks=dots({item.subjects[0].id: 1}))
    with pytest.raises(Refused, match="item_already_paused"):
        actions.pause_item(by=workshop.people.marc, item=item)
    actions.resume_item(by=workshop.people.marc, item=item)
    actions.extend_item(by=workshop.people.marc, item=item, minutes=5)
    assert (item.paused_at, item.planned_minutes, item.extra_minutes) == (None, 10, 5)
    assert len(marks_of(item, workshop.seats[0].seat)) == 1


def test_planned_activities_change_places_and_leave(workshop: Workshop) -> None:
    running = workshop.run("dots")
    second, third = workshop.plan("consent"), workshop.plan("statements")
    actions.move_agenda_item(by=workshop.people.marc, item=third, towards="earlier")
    assert [item.id for item in workshop.session.items] == [running.id, third.id, second.id]
    actions.move_agenda_item(by=workshop.people.marc, item=third, towards="earlier")  # what runs does not give way
    assert [item.id for item in workshop.session.items] == [running.id, third.id, second.id]
    actions.drop_agenda_item(by=workshop.people.marc, item=second)
    with pytest.raises(Refused, match="item_already_started"):
        actions.drop_agenda_item(by=workshop.people.marc, item=running)
    db.session.expire_all()
    assert [item.id for item in workshop.session.items] == [running.id, third.id]


def test_everyone_has_pairs_of_their_own_the_same_at_each_visit() -> None:
    subjects = [f"{n:032x}" for n in range(20)]
    mine, again, yours = pairs_for("me", subjects), pairs_for("me", subjects[::-1]), pairs_for("you", subjects)
    assert (mine == again, mine == yours, len(mine)) == (True, False, PAIRS_EACH)
    assert len({frozenset(pair) for pair in mine}) == PAIRS_EACH


@pytest.mark.parametrize("kind", JUDGED)
def test_each_kind_is_judged_from_the_page_of_a_phone(laboratory: Flask, workshop: Workshop, kind: str) -> None:
    """What the page offers is what the server takes: each form sent as it stands, its first choice made."""
    item = workshop.run(kind)
    phone = laboratory.test_client()
    phone.post("/s/join", data={"code": workshop.session.code})
    page = phone.get(f"/s/{workshop.session.code}").text
    subject = item.subjects[0].id
    sent = {
        "dots": {"dots": f"{subject}:1"},
        "scales": {f"{scale.code}:{subject}": str(next(iter(scale.steps))) for scale in item.activity.scales},
        "pairs": {"pair": _between(page, 'name="pair" value="', '"'), "prefer": "1"},
    }[item.activity.ballot]
    assert all(f'name="{name}"' in page for name in sent)
    answer = phone.post(f"/s/{workshop.session.code}/choices", data={"item": item.id, **sent})
    assert answer.status_code == 303
    assert workshop.close(item).result["people"] == 1
    shown = phone.get(f"/s/{workshop.session.code}").text
    assert ("L’activité est close" in shown, all(words in shown for words in PROPOSALS)) == (True, True)


def _between(page: str, begin: str, end: str) -> str:
    return page.split(begin, 1)[1].split(end, 1)[0] if begin in page else ""


def test_an_objection_without_reason_keeps_the_other_choices_and_asks_why(
    laboratory: Flask, workshop: Workshop
) -> None:
    item = workshop.run("consent")
    first, second, _ = (subject.id for subject in item.subjects)
    phone: FlaskClient = laboratory.test_client()
    phone.post("/s/join", data={"code": workshop.session.code})
    answer = phone.post(
        f"/s/{workshop.session.code}/choices",
        data={"item": item.id, f"consent:{first}": "-1", f"consent:{second}": "1"},
    )
    assert (answer.status_code, f'id="why-{first}-error"' in answer.text) == (422, True)
    assert workshop.close(item).result["people"] == 1


def test_a_long_list_is_read_in_pages_in_an_order_of_ones_own(laboratory: Flask, workshop: Workshop) -> None:
    item = workshop.run("dots", proposals=[f"Proposition {n}" for n in range(90)])
    seen = []
    phone = laboratory.test_client()
    phone.post("/s/join", data={"code": workshop.session.code})
    for page in (1, 2, 3):
        text = phone.get(f"/s/{workshop.session.code}?page={page}").text
        seen += [subject.id for subject in item.subjects if f'id="idea-{subject.id}"' in text]
    assert sorted(seen) == sorted(subject.id for subject in item.subjects)


@pytest.mark.parametrize(
    ("situation", "activity"),
    [
        (Situation(0, "rank"), "ideas"),
        (Situation(15, "rank"), "majority_judgment"),
        (Situation(16, "rank"), "grouping"),
        (Situation(60, "rank", apart=True), "pairwise"),
        (Situation(1, "decide"), "consent"),
        (Situation(8, "plan"), "impact_feasibility"),
        (Situation(40, "listen"), "statements"),
    ],
)
def test_the_method_chooser_follows_the_length_of_the_list_and_the_aim(situation: Situation, activity: str) -> None:
    assert advise(situation).activity == activity


@given(st.lists(st.integers(1, 5), min_size=2, max_size=9))
def test_conflict_on_a_scale_is_the_mean_distance_of_two_people_over_the_largest(values: list[int]) -> None:
    """Judged by a slow reading: every two people, and every way to split as many between the two ends."""

    def apart(people: list[int]) -> int:
        return sum(abs(one - other) for one in people for other in people)

    worst = max(apart([1] * n + [5] * (len(values) - n)) for n in range(len(values) + 1))
    found = conflict({value: values.count(value) for value in values}, 5)
    assert found == pytest.approx(apart(values) / worst)


@given(st.permutations([(person, subject, value) for person in "pqr" for subject in "ab" for value in (1, -1)]))
def test_the_order_of_the_votes_changes_nothing(votes: list[tuple[str, str, int]]) -> None:
    last = {(person, subject): value for person, subject, value in sorted(votes)}
    judgements = [Judgement(person, subject, "opinion", value) for (person, subject), value in last.items()]
    counted = count_judgements("ab", judgements)
    assert counted == count_judgements("ab", judgements[::-1])
    assert result_of("statements", counted) == result_of("statements", count_judgements("ab", judgements[::-1]))


def test_words_hidden_later_leave_every_session_that_took_them_over(laboratory: Flask, workshop: Workshop) -> None:
    by, first = workshop.people.marc, workshop.run("dots")
    workshop.close(first)
    elsewhere = actions.open_session(by=by, project=workshop.people.balades, title={"fr": "Suite"})
    planned = Planned({"fr": "Suite"}, source=first)
    second = actions.add_agenda_item(by=by, session=elsewhere, planned=planned, kind="consent")
    actions.start_item(by=by, item=second)
    actions.close_item(by=by, item=second)
    phone = laboratory.test_client()
    phone.post("/s/join", data={"code": elsewhere.code})
    before, tag = phone.get(f"/s/{elsewhere.code}").text, _tag(phone, elsewhere)
    actions.moderate_contribution(by=by, contribution=first.subjects[0], reason="Nomme une voisine")
    assert ("Un banc" in before, "Un banc" in phone.get(f"/s/{elsewhere.code}").text) == (True, False)
    assert _tag(phone, elsewhere) != tag


def _tag(phone: FlaskClient, session: Session) -> str:
    return phone.get(f"/s/{session.code}/state").headers["ETag"]


@pytest.mark.parametrize("kind", ["ideas", "statements"])
def test_during_a_pause_a_phone_still_sends_what_was_begun(laboratory: Flask, workshop: Workshop, kind: str) -> None:
    planned = Planned({"fr": kind}, {"fr": "Que faire ?"})
    item = actions.add_agenda_item(by=workshop.people.marc, session=workshop.session, planned=planned, kind=kind)
    actions.start_item(by=workshop.people.marc, item=item)
    actions.pause_item(by=workshop.people.marc, item=item)
    phone, address = laboratory.test_client(), f"/s/{workshop.session.code}"
    phone.post("/s/join", data={"code": workshop.session.code})
    page = phone.get(address).text
    assert ("Pause" in page, 'id="contribute"' in page) == (True, True)
    sent = {"item": item.id, "contribution_id": "c" * 32, "text": "Un banc"}
    assert phone.post(f"{address}/ideas", data=sent).status_code == 303
    assert "Un banc" in phone.get(address).text
