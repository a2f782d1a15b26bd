"""Sheets of paper typed by two people at once: each sheet once, nothing overwritten, nothing kept without agreement."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from clerks import volunteer
from flask import Flask
from people import CONSENT, SLEEP, Cast, lucie_in, open_study, published
from sqlalchemy import func, select

from livinglab import actions
from livinglab.actions import Choice, Heading
from livinglab.store.audit import AuditLine
from livinglab.store.consents import in_force
from livinglab.store.database import db
from livinglab.store.failures import Conflict, Failure, NotAllowed, NotFound, Refused
from livinglab.store.paper_entries import EnteredSheet, PaperEntry
from livinglab.store.people import Account
from livinglab.store.responses import Quarantine, Response
from livinglab.store.serving import served
from livinglab.store.studies import Participant, Study

SEVEN = {"hours": "7", "rested": "a"}
AT_ONCE = 4


@dataclass
class Pile:
    """An open study, two people who type, and Lucie."""

    people: Cast
    study: Study
    zoe: Account
    omar: Account
    lucie: Participant
    heading: Heading = field(init=False)

    def __post_init__(self) -> None:
        version = served(self.study, "before")
        assert version is not None
        self.heading = Heading("before", version, "fr", "signed", number="12", elsewhere=True)

    def begin(self, by: Account, **changes: object) -> PaperEntry:
        heading = replace(self.heading, **changes)  # type: ignore[arg-type]
        begun = actions.begin_entry(by=by, study=self.study, heading=heading)
        assert begun.entry is not None
        return begun.entry

    def type(self, by: Account, typed: dict[str, str], **changes: object) -> str:
        """A whole sheet typed, and where it stands then."""
        entry = self.begin(by, **changes)
        actions.save_entry(by=by, entry=entry, typed=typed, blocks={}, seen=0)
        actions.finish_entry(by=by, entry=entry, seen=1, as_written=True)
        return actions.conclude_sheet(by=by, sheet=entry.sheet)


@pytest.fixture
def pile(people: Cast) -> Pile:
    study = open_study(people)
    zoe, omar = (volunteer(people, name) for name in ("Zoé", "Omar"))
    return Pile(people, study, zoe, omar, lucie_in(study).participant)


def count(kind: type[EnteredSheet | PaperEntry | Response | Quarantine]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def code_of(failing: Callable[[], object]) -> str:
    """Why it is refused."""
    with pytest.raises(Failure) as failure:
        failing()
    return failure.value.code


def test_a_sheet_begun_twice_by_the_same_person_is_one_entry(pile: Pile) -> None:
    assert (pile.begin(pile.zoe).id == pile.begin(pile.zoe).id, count(PaperEntry)) == (True, 1)


def test_a_sheet_finished_once_is_caught_when_the_same_person_types_it_again(pile: Pile) -> None:
    pile.type(pile.zoe, SEVEN)
    with pytest.raises(Conflict) as conflict:
        pile.begin(pile.zoe)
    assert (conflict.value.code, conflict.value.values["who"]) == ("sheet_entered", "Zoé")


def test_a_third_entry_is_caught(pile: Pile) -> None:
    pile.begin(pile.zoe)
    pile.begin(pile.omar)
    assert code_of(lambda: pile.begin(pile.people.marc)) == "sheet_being_entered"


def test_a_sheet_settled_is_caught_and_finishing_or_concluding_again_changes_nothing(pile: Pile) -> None:
    assert [pile.type(pile.zoe, SEVEN), pile.type(pile.omar, SEVEN)] == ["second", "accepted"]
    entry = db.session.scalars(select(PaperEntry)).first()
    assert entry is not None
    before = db.session.scalar(select(func.count(AuditLine.sequence)))
    actions.finish_entry(by=pile.zoe, entry=entry, seen=1, as_written=True)
    assert actions.conclude_sheet(by=pile.omar, sheet=entry.sheet) == "accepted"
    assert (count(Response), db.session.scalar(select(func.count(AuditLine.sequence)))) == (1, before)
    assert code_of(lambda: pile.begin(pile.people.marc)) == "sheet_accepted"


def test_begun_by_many_at_once_a_sheet_has_two_entries(pile: Pile, laboratory: Flask) -> None:
    clerks = [pile.zoe, pile.omar, *(volunteer(pile.people, f"Clerk{number}") for number in range(2))]
    wanted = [(clerk.id, pile.study.id, pile.heading.version.id) for clerk in clerks]
    db.session.remove()

    def begin(ids: tuple[str, str, str]) -> str:
        with laboratory.app_context():
            clerk, study = db.session.get_one(Account, ids[0]), db.session.get_one(Study, ids[1])
            version = db.session.get_one(type(pile.heading.version), ids[2])
            try:
                actions.begin_entry(by=clerk, study=study, heading=replace(pile.heading, version=version))
            except Conflict as conflict:
                return conflict.code
            return "begun"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        said = sorted(threads.map(begin, wanted))
    assert (said, count(EnteredSheet), count(PaperEntry)) == (
        ["begun", "begun", "sheet_being_entered", "sheet_being_entered"],
        1,
        2,
    )


def test_what_another_tab_kept_is_not_overwritten(pile: Pile) -> None:
    entry = pile.begin(pile.zoe)
    save = actions.save_entry
    save(by=pile.zoe, entry=entry, typed={"hours": "7"}, blocks={}, seen=0)
    assert code_of(lambda: save(by=pile.zoe, entry=entry, typed={"hours": "8"}, blocks={}, seen=0)) == (
        "draft_changed_elsewhere"
    )
    save(by=pile.zoe, entry=entry, typed={"hours": "7"}, blocks={}, seen=0)  # the same again: a lost answer, repeated
    assert (entry.typed, entry.revision) == ({"hours": "7"}, 1)


def test_a_finished_entry_never_changes(pile: Pile) -> None:
    pile.type(pile.zoe, SEVEN)
    entry = db.session.scalars(select(PaperEntry)).one()
    code = code_of(lambda: actions.save_entry(by=pile.zoe, entry=entry, typed={"hours": "8"}, blocks={}, seen=1))
    discarded = code_of(lambda: actions.discard_entry(by=pile.zoe, entry=entry))
    assert (code, discarded, entry.typed) == ("entry_finished", "entry_finished", SEVEN)


def test_nobody_changes_or_ends_what_another_types(pile: Pile) -> None:
    entry = pile.begin(pile.zoe)
    for act in (
        lambda: actions.save_entry(by=pile.omar, entry=entry, typed={}, blocks={}, seen=0),
        lambda: actions.finish_entry(by=pile.omar, entry=entry, seen=0, as_written=True),
        lambda: actions.discard_entry(by=pile.omar, entry=entry),
    ):
        with pytest.raises(NotFound):
            act()


def test_only_some_may_type_and_only_the_team_settles(pile: Pile) -> None:
    entry = pile.begin(pile.zoe)
    for act in (
        lambda: pile.begin(pile.people.rose),
        lambda: pile.begin(pile.people.felix),
        lambda: actions.settle_differences(by=pile.zoe, sheet=entry.sheet, choices={}),
        lambda: actions.settle_consent(by=pile.zoe, sheet=entry.sheet, signed=False),
        lambda: actions.set_entry_rules(by=pile.zoe, study=pile.study, double_entry=False, same_person_twice=False),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotFound):
        pile.begin(pile.people.ines)


def test_the_team_throws_away_an_entry_nobody_will_end(pile: Pile) -> None:
    entry = pile.begin(pile.zoe)
    actions.discard_entry(by=pile.people.marc, entry=entry)
    assert (count(PaperEntry), count(EnteredSheet)) == (0, 0)


def test_the_rank_of_a_discarded_entry_is_free_again(pile: Pile) -> None:
    first = pile.begin(pile.zoe)
    pile.begin(pile.omar)
    actions.discard_entry(by=pile.zoe, entry=first)
    assert sorted([pile.begin(pile.zoe).rank, 2]) == [1, 2]


def test_the_same_person_types_both_where_the_study_allows_it(pile: Pile) -> None:
    rules = {"double_entry": True, "same_person_twice": True}
    actions.set_entry_rules(by=pile.people.marc, study=pile.study, **rules)
    assert [pile.type(pile.zoe, SEVEN), pile.type(pile.zoe, SEVEN)] == ["second", "accepted"]


def test_a_sheet_that_waits_for_its_second_entry_may_be_accepted_once_none_is_asked(pile: Pile) -> None:
    pile.type(pile.zoe, SEVEN)
    actions.set_entry_rules(by=pile.people.marc, study=pile.study, double_entry=False, same_person_twice=False)
    sheet = db.session.scalars(select(EnteredSheet)).one()
    assert actions.conclude_sheet(by=pile.people.marc, sheet=sheet) == "accepted"


def test_a_sheet_of_an_older_version_is_typed_against_its_own(pile: Pile) -> None:
    newer = replace(SLEEP, version="2", questions=SLEEP.questions[:1])
    version = published(pile.people, newer)
    actions.assign_questionnaire(by=pile.people.marc, study=pile.study, wave="before", version=version)
    assert [pile.type(pile.zoe, SEVEN), pile.type(pile.omar, SEVEN)] == ["second", "accepted"]
    response = db.session.scalars(select(Response)).one()
    assert (response.version_id, response.answers["rested"]) == (pile.heading.version.id, "yes")


def test_someone_who_has_left_is_not_typed_and_what_was_typed_of_them_goes(pile: Pile) -> None:
    code = pile.lucie.pseudonym
    pile.type(pile.zoe, SEVEN, code=code)
    actions.withdraw_participant(by=pile.people.marc, participant=pile.lucie)
    assert (count(EnteredSheet), count(PaperEntry)) == (0, 0)
    assert code_of(lambda: pile.begin(pile.omar, code=code)) == "participant_withdrawn"


def test_erased_someone_leaves_no_sheet_behind(pile: Pile) -> None:
    for by in (pile.zoe, pile.omar):
        pile.type(by, SEVEN, code=pile.lucie.pseudonym)
    actions.withdraw_participant(by=pile.people.marc, participant=pile.lucie, erase=True)
    assert [count(kind) for kind in (EnteredSheet, PaperEntry, Response)] == [0, 0, 0]


def test_paper_that_comes_after_the_end_is_typed_and_set_aside_for_the_team(pile: Pile) -> None:
    actions.close_study(by=pile.people.marc, study=pile.study)
    assert [pile.type(pile.zoe, SEVEN), pile.type(pile.omar, SEVEN)] == ["second", "set_aside"]
    kept = db.session.scalars(select(Quarantine)).one()
    accepted = actions.accept_set_aside(by=pile.people.marc, quarantine=kept)
    assert (kept.reason, accepted.answers["hours"], accepted.channel) == ("study_not_open", 7, "paper")


def test_a_second_answer_of_someone_is_set_aside(pile: Pile) -> None:
    for number in ("12", "13"):
        for by in (pile.zoe, pile.omar):
            again = number == "13" and by is pile.zoe
            standing = pile.type(by, SEVEN, number=number, code=pile.lucie.pseudonym, another=again)
    assert (standing, db.session.scalars(select(Quarantine.reason)).one()) == ("set_aside", "already_answered")


def test_a_number_given_is_not_given_twice_when_a_sheet_before_it_was_discarded(pile: Pile) -> None:
    first, second = (pile.begin(pile.zoe, number="") for _ in range(2))
    actions.discard_entry(by=pile.zoe, entry=first)
    assert (second.sheet.name, pile.begin(pile.zoe, number="").sheet.name) == ("S2", "S3")


def test_another_sheet_of_the_same_person_is_found_when_it_is_begun(pile: Pile) -> None:
    pile.begin(pile.zoe, number="12", code=pile.lucie.pseudonym)
    assert code_of(lambda: pile.begin(pile.zoe, number="13", code=pile.lucie.pseudonym)) == "sheet_of_same_person"


def test_a_number_nobody_printed_opens_no_sheet(pile: Pile) -> None:
    assert code_of(lambda: pile.begin(pile.zoe, elsewhere=False)) == "sheet_unknown"
    pile.begin(pile.zoe)  # said to come from elsewhere, it is known from then on
    assert (pile.begin(pile.omar, elsewhere=False).rank, count(EnteredSheet)) == (2, 1)


def test_without_a_number_the_same_person_is_the_same_sheet(pile: Pile) -> None:
    mine = pile.begin(pile.zoe, number="", code=pile.lucie.pseudonym)
    theirs = pile.begin(pile.omar, number="", code=pile.lucie.pseudonym)
    assert (mine.sheet.name, theirs.sheet_id == mine.sheet_id, theirs.rank) == ("S1", True, 2)


def test_a_second_entry_that_names_someone_else_is_refused(pile: Pile) -> None:
    other = actions.enrol_participants(by=pile.people.marc, study=pile.study, newcomers=[actions.Newcomer()])
    pile.begin(pile.zoe, code=pile.lucie.pseudonym)
    code = other[0].participant.pseudonym
    assert code_of(lambda: pile.begin(pile.omar, code=code)) == "sheet_of_someone_else"


def test_a_refusal_keeps_nothing_and_a_doubt_is_settled_by_another_look(pile: Pile) -> None:
    pile.type(pile.zoe, SEVEN, code=pile.lucie.pseudonym)
    heading = replace(pile.heading, consent="absent")
    sheet = actions.begin_entry(by=pile.omar, study=pile.study, heading=heading).sheet
    assert actions.conclude_sheet(by=pile.zoe, sheet=sheet) == "doubted"
    actions.settle_consent(by=pile.people.marc, sheet=sheet, signed=True)
    assert pile.type(pile.omar, SEVEN) == "accepted"
    refused = actions.begin_entry(by=pile.omar, study=pile.study, heading=replace(heading, number="13"))
    assert (refused.entry, refused.sheet.outcome, refused.sheet.participant_id) == (None, "refused", None)


def test_an_agreement_on_record_serves_a_sheet_that_does_not_ask(pile: Pile) -> None:
    code = pile.lucie.pseudonym
    assert code_of(lambda: pile.begin(pile.zoe, consent="recorded", code=code)) == "consent_not_recorded"
    (text,) = actions.publish_consent(by=pile.people.marc, study=pile.study, text={"fr": CONSENT["fr"]})
    consent = actions.give_consent(by=pile.lucie, consent_text=text)
    for by in (pile.zoe, pile.omar):
        pile.type(by, SEVEN, consent="recorded", code=code)
    response = db.session.scalars(select(Response)).one()
    assert (response.consent_id, in_force(pile.lucie)) == (consent.id, consent)


def test_the_day_on_the_sheet_is_the_moment_of_its_answers(pile: Pile) -> None:
    for by in (pile.zoe, pile.omar):
        pile.type(by, SEVEN, filled_on=date(2026, 5, 4))
    assert db.session.scalars(select(Response)).one().finished_at.isoformat() == "2026-05-04T12:00:00+00:00"


def test_another_reading_needs_its_reason_and_must_be_an_answer(pile: Pile) -> None:
    pile.type(pile.zoe, SEVEN)
    pile.type(pile.omar, {**SEVEN, "hours": "1"})
    sheet = db.session.scalars(select(EnteredSheet)).one()

    def settle(typed: str, reason: str) -> object:
        choices = {"hours": Choice("other", typed, reason)}
        return actions.settle_differences(by=pile.people.marc, sheet=sheet, choices=choices)

    assert code_of(lambda: settle("9", "")) == "reason_missing"
    assert code_of(lambda: settle("nine", "Relue")) == "reading_unreadable"
    settle("9", "Relue")
    assert actions.conclude_sheet(by=pile.people.marc, sheet=sheet) == "accepted"
    assert db.session.scalars(select(Response)).one().answers["hours"] == 9
    assert [entry.typed["hours"] for entry in sheet.entries] == ["7", "1"]


def test_a_copy_nobody_typed_is_no_sheet(pile: Pile) -> None:
    with pytest.raises(Refused):
        pile.begin(pile.zoe, number="12/3")
