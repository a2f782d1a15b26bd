"""Sessions: write privately, reveal, place dots; a retry is stored once, a re-vote never adds up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from ballots import dots_given
from flask import Flask
from people import Cast
from sqlalchemy import func, select

from livinglab import actions
from livinglab.actions import Seated
from livinglab.activities.marks import dots
from livinglab.store import Conflict, NotFound, Refused
from livinglab.store.database import db
from livinglab.store.finding import seat_by_token
from livinglab.store.judgements import marks_of
from livinglab.store.sessions import AgendaItem, Contribution, JudgementEvent, Session

BENCH, LAMP, TREE = "a" * 32, "b" * 32, "c" * 32


@dataclass(frozen=True)
class Workshop:
    """A session with one item being written, and two people in it."""

    people: Cast
    session: Session
    item: AgendaItem
    lucie: Seated
    omar: Seated


@pytest.fixture
def workshop(everyone: Cast) -> Workshop:
    session = actions.open_session(by=everyone.marc, project=everyone.balades, title={"fr": "Atelier"})
    item = actions.add_agenda_item(
        by=everyone.marc, session=session, planned=actions.Planned(title={"fr": "Idées"}, dots=3)
    )
    actions.start_item(by=everyone.marc, item=item)
    lucie, omar = (actions.join_session(code=session.code, pseudonym=name) for name in ("Lucie", ""))
    return Workshop(everyone, session, item, lucie, omar)


@pytest.fixture
def judged(workshop: Workshop) -> Workshop:
    """The same, with three ideas revealed."""
    for contribution_id, text in ((BENCH, "Un banc"), (LAMP, "Une lampe"), (TREE, "Un arbre")):
        write(workshop, contribution_id, text)
    actions.reveal(by=workshop.people.marc, item=workshop.item)
    return workshop


def write(workshop: Workshop, contribution_id: str, text: str) -> Contribution:
    return actions.contribute(
        by=workshop.lucie.seat, item=workshop.item, contribution_id=contribution_id, text=text, language="fr"
    )


def place(workshop: Workshop, **given: int) -> object:
    named = {"bench": BENCH, "lamp": LAMP, "tree": TREE}
    chosen = {named[name]: n for name, n in given.items()}
    return actions.judge(by=workshop.lucie.seat, item=workshop.item, marks=dots(chosen))


def dots_of(workshop: Workshop) -> dict[str, int | None]:
    return {mark.subject: mark.value for mark in marks_of(workshop.item, workshop.lucie.seat).values()}


def test_a_seat_is_recognised_by_its_secret(workshop: Workshop) -> None:
    assert seat_by_token(workshop.lucie.token) is workshop.lucie.seat


def test_nobody_joins_a_session_that_is_over(workshop: Workshop) -> None:
    actions.reveal(by=workshop.people.marc, item=workshop.item)
    actions.close_item(by=workshop.people.marc, item=workshop.item)
    actions.close_session(by=workshop.people.marc, session=workshop.session)
    with pytest.raises(NotFound):
        actions.join_session(code=workshop.session.code)


def test_the_same_idea_sent_twice_is_one(workshop: Workshop) -> None:
    assert write(workshop, BENCH, "Un banc") is write(workshop, BENCH, "Un banc")


def test_the_same_id_with_other_words_is_a_conflict(workshop: Workshop) -> None:
    write(workshop, BENCH, "Un banc")
    with pytest.raises(Conflict, match="contribution_differs"):
        write(workshop, BENCH, "Deux bancs")


def test_a_retry_is_accepted_after_the_writing_is_over(judged: Workshop) -> None:
    assert write(judged, BENCH, "Un banc").id == BENCH


def test_a_new_idea_is_refused_after_the_writing_is_over(judged: Workshop) -> None:
    with pytest.raises(Refused, match="writing_is_over"):
        write(judged, "d" * 32, "Trop tard")


def test_one_item_runs_at_a_time(workshop: Workshop) -> None:
    second = actions.add_agenda_item(
        by=workshop.people.marc, session=workshop.session, planned=actions.Planned({"fr": "Suite"})
    )
    with pytest.raises(Refused, match="another_item_is_running"):
        actions.start_item(by=workshop.people.marc, item=second)


def test_dots_are_not_placed_before_the_ideas_are_revealed(workshop: Workshop) -> None:
    write(workshop, BENCH, "Un banc")
    with pytest.raises(Refused, match="judging_is_over"):
        place(workshop, bench=1)


def test_a_re_vote_replaces_and_never_adds_up(judged: Workshop) -> None:
    place(judged, bench=2)
    place(judged, bench=1, tree=2)
    assert dots_given(judged.item) == [(TREE, 2, 1), (BENCH, 1, 1), (LAMP, 0, 0)]


def test_what_changes_nothing_leaves_no_event(judged: Workshop) -> None:
    for _ in range(3):
        place(judged, bench=2)
    assert db.session.scalar(select(func.count(JudgementEvent.sequence))) == 1


def test_more_dots_than_given_are_refused_and_nothing_moves(judged: Workshop) -> None:
    place(judged, bench=2)
    with pytest.raises(Refused, match="too_many_dots"):
        place(judged, tree=2)
    assert dots_of(judged) == {BENCH: 2}


def test_two_phones_of_one_seat_do_not_outspend_it(judged: Workshop, any_laboratory: Flask) -> None:
    def vote(contribution_id: str) -> None:
        with any_laboratory.app_context():
            seat = seat_by_token(judged.lucie.token)
            item = db.session.get_one(AgendaItem, judged.item.id)
            try:
                actions.judge(by=seat, item=item, marks=dots({contribution_id: 2}))
            except Refused:
                return

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(vote, (BENCH, LAMP, TREE)))
    db.session.expire_all()
    assert sum(dots_of(judged).values()) == 2


def test_dots_on_an_idea_of_elsewhere_are_not_found(judged: Workshop) -> None:
    with pytest.raises(NotFound):
        actions.judge(by=judged.lucie.seat, item=judged.item, marks=dots({"e" * 32: 1}))


def test_moderation_keeps_the_words_and_says_why(judged: Workshop) -> None:
    idea = db.session.get_one(Contribution, BENCH)
    actions.moderate_contribution(by=judged.people.marc, contribution=idea, reason="Nomme une voisine")
    shown = [subject for subject, _, _ in dots_given(judged.item)]
    assert (idea.text, idea.moderation_reason, BENCH in shown) == ("Un banc", "Nomme une voisine", False)


def test_every_visible_change_moves_the_revision(judged: Workshop) -> None:
    before = judged.session.revision
    place(judged, bench=1)
    db.session.refresh(judged.session)
    assert judged.session.revision == before + 1


def test_a_stranger_does_not_run_the_session(judged: Workshop) -> None:
    with pytest.raises(NotFound):
        actions.close_item(by=judged.people.ines, item=judged.item)
