"""Paper equals phones: the same script gives the same result; sheets typed twice, too late, or with a number taken."""

from __future__ import annotations

import pytest
from flask import Flask
from people import Cast
from sqlalchemy import select

from livinglab import actions
from livinglab.actions import Planned, Seated
from livinglab.activities import ACTIVITIES
from livinglab.activities.marks import Mark, compared, dots
from livinglab.store import NotFound, Refused
from livinglab.store.attendance import people_in
from livinglab.store.database import db
from livinglab.store.judgements import snapshot_of
from livinglab.store.people import Account
from livinglab.store.session_sheets import seat_of_sheet, sheet_name, words_of_sheet
from livinglab.store.sessions import AgendaItem, Contribution, JudgementEvent, Seat, Session
from livinglab.store.tokens import hashed

PROPOSALS = ("Un banc", "Un lampadaire", "Un arbre")
JUDGED = [code for code, activity in ACTIVITIES.items() if activity.ballot != "none"]


@pytest.fixture
def session(laboratory: Flask, people: Cast) -> Session:
    """An open session."""
    return actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})


def _plan(by: Account, session: Session, kind: str) -> AgendaItem:
    plan = Planned({"fr": kind}, {"fr": "Que faire ?"}, asks_writing=False)
    return actions.add_agenda_item(by=by, session=session, planned=plan, kind=kind, proposals=PROPOSALS)


def _script(item: AgendaItem, person: int) -> list[Mark]:
    """What one of three people says of three subjects, by the words of the subjects and not by their ids."""
    by_words = {subject.text: subject.id for subject in item.subjects}
    bench, lamp, tree = (by_words[words] for words in PROPOSALS)
    if item.activity.ballot == "dots":
        return list(dots({bench: 2, lamp: 1} if person else {tree: 3}))
    if item.activity.ballot == "pairs":
        return [compared(bench, lamp, 1 if person else -1), compared(lamp, tree, 0 if person == 2 else 1)]
    said = []
    for scale in item.activity.scales:
        steps = list(scale.steps)
        for place, subject in enumerate((bench, lamp, tree)):
            step = steps[(place + person) % len(steps)]
            said.append(Mark(subject, scale.code, step, why="Trop loin" if step in scale.why_at else ""))
    return said


def _frozen(item: AgendaItem) -> tuple[object, str, str]:
    """The result as it was frozen, and the digests of the counts and of the result."""
    found = snapshot_of(item)
    assert found is not None
    return found.result, found.input_digest, found.result_digest


@pytest.mark.parametrize("kind", JUDGED)
def test_the_same_script_on_phones_and_on_paper_gives_the_same_result(
    session: Session, people: Cast, kind: str
) -> None:
    """Both activities judge the same proposals, those an earlier one left: not a digit, not a byte may differ."""
    proposed = actions.start_item(by=people.marc, item=_plan(people.marc, session, "dots"))
    actions.close_item(by=people.marc, item=proposed)
    plan = Planned({"fr": kind}, asks_writing=False, source=proposed)
    on_phones, on_paper = (
        actions.add_agenda_item(by=people.marc, session=session, planned=plan, kind=kind) for _ in range(2)
    )
    phones = [actions.join_session(code=session.code) for _ in range(3)]
    sheets = actions.seat_on_paper(by=people.marc, session=session, sheets=3)
    for item, seats, typist in ((on_phones, phones, None), (on_paper, sheets, people.marc)):
        actions.start_item(by=people.marc, item=item)
        for person, seated in enumerate(seats):
            actions.judge(by=seated.seat, item=item, marks=_script(item, person), entered_by=typist)
        actions.close_item(by=people.marc, item=item)
    assert _frozen(on_paper) == _frozen(on_phones)
    found = snapshot_of(on_paper)
    assert found is not None
    assert found.counts
    events = db.session.scalars(select(JudgementEvent)).all()
    said = {(event.item_id, event.channel, event.entered_by_id) for event in events}
    assert said == {(on_phones.id, "phone", None), (on_paper.id, "paper", people.marc.id)}


def test_sheets_are_numbered_on_from_those_there_are(session: Session, people: Cast) -> None:
    first = actions.seat_on_paper(by=people.marc, session=session, sheets=2)
    spoken = actions.seat_aloud(by=people.marc, session=session, pseudonym="Nour", helix="citizens")
    more = actions.seat_on_paper(by=people.marc, session=session, sheets=1)
    assert [each.seat.number for each in (*first, spoken, *more)] == ["1", "2", "3", "4"]
    assert (spoken.seat.channel, spoken.seat.pseudonym, spoken.seat.helix) == ("spoken", "Nour", "citizens")


def test_only_the_hash_of_a_receipt_is_kept(session: Session, people: Cast) -> None:
    [sheet] = actions.seat_on_paper(by=people.marc, session=session, sheets=1)
    seat = db.session.get_one(Seat, sheet.seat.id)
    assert seat.receipt_hash == hashed(sheet.receipt)
    assert sheet.receipt not in {str(getattr(seat, column.name)) for column in Seat.__table__.columns}


def test_a_sheet_is_found_by_its_number_with_its_letter_and_not_without(session: Session, people: Cast) -> None:
    [first, *_] = actions.seat_on_paper(by=people.marc, session=session, sheets=2)
    assert sheet_name(first.seat) == "1B"
    assert seat_of_sheet(session, " 1-b ").id == first.seat.id
    for slip in ("1", "2B", "9K", "", "?"):
        with pytest.raises(NotFound):
            seat_of_sheet(session, slip)


def test_a_second_sheet_with_the_same_number_has_a_name_that_no_letter_of_control_gives(
    session: Session, people: Cast
) -> None:
    """1B is sheet 1 with its letter: another sheet 1 is 1c, and the next 1d."""
    [first] = actions.seat_on_paper(by=people.marc, session=session, sheets=1)
    others = [actions.another_sheet(by=people.marc, seat=first.seat).seat for _ in range(2)]
    assert [sheet_name(seat) for seat in others] == ["1c", "1d"]
    assert [seat_of_sheet(session, name).id for name in ("1C", "1d")] == [seat.id for seat in others]


def test_the_second_sheet_twelve_is_twelve_b(session: Session, people: Cast) -> None:
    twelfth = actions.seat_on_paper(by=people.marc, session=session, sheets=12)[-1]
    assert actions.another_sheet(by=people.marc, seat=twelfth.seat).seat.number == "12b"


@pytest.mark.parametrize("count", [0, 101])
def test_sheets_are_asked_for_by_reasonable_piles(session: Session, people: Cast, count: int) -> None:
    with pytest.raises(Refused, match="sheets_out_of_range"):
        actions.seat_on_paper(by=people.marc, session=session, sheets=count)


def _ideas(by: Account, session: Session) -> AgendaItem:
    item = actions.add_agenda_item(by=by, session=session, planned=Planned({"fr": "Idées"}, {}))
    return actions.start_item(by=by, item=item)


def _type(by: Account, seated: Seated, item: AgendaItem, words: str, place: str = "a") -> Contribution:
    return actions.contribute(
        by=seated.seat, item=item, contribution_id=place * 32, text=words, language="fr", entered_by=by
    )


def test_what_is_typed_says_who_typed_it(session: Session, people: Cast) -> None:
    item = _ideas(people.marc, session)
    [sheet] = actions.seat_on_paper(by=people.marc, session=session, sheets=1)
    typed = _type(people.marc, sheet, item, "Un banc")
    assert (typed.seat_id, typed.entered_by_id) == (sheet.seat.id, people.marc.id)


def test_ideas_on_paper_may_still_be_typed_once_the_phones_choose(session: Session, people: Cast) -> None:
    item = _ideas(people.marc, session)
    [sheet] = actions.seat_on_paper(by=people.marc, session=session, sheets=1)
    actions.reveal(by=people.marc, item=item)
    turn = session.turn
    _type(people.marc, sheet, item, "Un banc")
    assert [each.text for each in item.subjects] == ["Un banc"]
    assert db.session.get_one(Session, session.id).turn == turn + 1  # the phones show it


def test_a_vote_on_a_closed_activity_is_refused_until_it_is_opened_again(session: Session, people: Cast) -> None:
    item = actions.start_item(by=people.marc, item=_plan(people.marc, session, "dots"))
    [sheet] = actions.seat_on_paper(by=people.marc, session=session, sheets=1)
    subject, by = item.subjects[0].id, people.marc
    actions.close_item(by=by, item=item)
    with pytest.raises(Refused, match="sheet_item_closed"):
        actions.judge(by=sheet.seat, item=item, marks=dots({subject: 1}), entered_by=by)
    actions.reopen_item(by=by, item=item)
    actions.judge(by=sheet.seat, item=item, marks=dots({subject: 1}), entered_by=by)
    assert len(db.session.scalars(select(JudgementEvent)).all()) == 1


def test_nobody_types_for_a_person_who_has_a_phone(session: Session, people: Cast) -> None:
    item = _ideas(people.marc, session)
    with pytest.raises(Refused, match="seat_has_a_phone"):
        _type(people.marc, actions.join_session(code=session.code), item, "Un banc")


def test_a_stranger_types_nothing(session: Session, people: Cast) -> None:
    item = _ideas(people.marc, session)
    [sheet] = actions.seat_on_paper(by=people.marc, session=session, sheets=1)
    with pytest.raises(NotFound):
        _type(people.ines, sheet, item, "Un banc")


def test_words_typed_again_leave_the_screens_and_stay_in_the_record(session: Session, people: Cast) -> None:
    item = _ideas(people.marc, session)
    [sheet] = actions.seat_on_paper(by=people.marc, session=session, sheets=1)
    _type(people.marc, sheet, item, "Un ban")
    actions.retype_words(by=people.marc, seat=sheet.seat, item=item, reason="Feuille 1B saisie de nouveau")
    _type(people.marc, sheet, item, "Un banc", "b")
    assert [each.text for each in words_of_sheet(item, sheet.seat)] == ["Un banc"]
    assert {each.text for each in db.session.scalars(select(Contribution))} == {"Un ban", "Un banc"}


def test_a_sheet_nobody_typed_from_is_not_a_person(session: Session, people: Cast) -> None:
    item = _ideas(people.marc, session)
    sheets = actions.seat_on_paper(by=people.marc, session=session, sheets=30)
    actions.join_session(code=session.code)
    assert people_in(session) == 1
    _type(people.marc, sheets[0], item, "Un banc")
    assert people_in(session) == 2
