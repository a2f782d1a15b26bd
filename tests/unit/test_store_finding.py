"""Finding and authorising in one call: who sees what, and what a stranger sees."""

from __future__ import annotations

import pytest
from people import Cast, draft_study, lucie_in, open_study

from livinglab import actions
from livinglab.store import OPERATOR, NotAllowed, NotFound
from livinglab.store.abilities import ABILITIES, ALL
from livinglab.store.finding import (
    abilities_of,
    find_participant,
    find_project,
    find_study,
    participant_by_token,
    projects_of,
    session_by_code,
    study_by_open_token,
)


def test_each_role_holds_what_the_table_says(people: Cast) -> None:
    held = [abilities_of(who, people.balades.id) for who in (people.amina, people.marc, people.rose, people.felix)]
    assert held == [ALL, ABILITIES["manager"], ABILITIES["researcher"], ABILITIES["funder"]]


def test_a_funder_reads_no_row(people: Cast) -> None:
    assert ABILITIES["funder"] == {"read", "read_reports"}


def test_to_a_stranger_a_project_does_not_exist(people: Cast) -> None:
    with pytest.raises(NotFound):
        find_project(people.ines, people.balades.id)


def test_what_does_not_exist_looks_the_same(people: Cast) -> None:
    with pytest.raises(NotFound):
        find_project(people.marc, "0" * 32)


def test_nobody_finds_nothing(people: Cast) -> None:
    with pytest.raises(NotFound):
        find_project(None, people.balades.id)


def test_a_member_whose_role_falls_short_is_told_so(people: Cast) -> None:
    study = draft_study(people)
    with pytest.raises(NotAllowed):
        find_study(people.felix, study.id, "write")


def test_a_funder_cannot_look_at_a_participant(people: Cast) -> None:
    lucie = lucie_in(open_study(people)).participant
    with pytest.raises(NotAllowed):
        find_participant(people.felix, lucie.id)


def test_an_account_closed_sees_nothing(people: Cast) -> None:
    actions.deactivate_account(by=people.amina, account=people.marc)
    assert (projects_of(people.marc), abilities_of(people.marc, people.balades.id)) == ((), frozenset())


def test_everyone_sees_their_own_projects(people: Cast) -> None:
    seen = [projects_of(who) for who in (people.marc, people.ines, None)]
    assert seen == [(people.balades,), (people.elsewhere,), ()]


def test_the_administrator_and_the_operator_see_all(people: Cast) -> None:
    assert [set(projects_of(who)) for who in (people.amina, OPERATOR)] == [{people.balades, people.elsewhere}] * 2


def test_a_code_is_read_as_people_type_it(people: Cast) -> None:
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    typed = f" {session.code[:3].lower()}-{session.code[3:]} "
    assert session_by_code(typed) is session


def test_a_link_is_recognised_and_only_its_hash_is_kept(people: Cast) -> None:
    lucie = lucie_in(open_study(people))
    assert participant_by_token(lucie.token) is lucie.participant
    assert lucie.participant.token_hash != lucie.token


def test_a_public_link_that_was_revoked_leads_nowhere(people: Cast) -> None:
    study = actions.issue_open_link(by=people.marc, study=open_study(people))
    token = study.open_token or ""
    actions.revoke_open_link(by=people.marc, study=study)
    with pytest.raises(NotFound):
        study_by_open_token(token)
