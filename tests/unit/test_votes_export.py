"""The votes of a statements activity taken home: the same matrix, and nothing that tells who or what was hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from flask import Flask
from people import Cast
from sqlalchemy import select

from analysis.deliberation.polis import read_comments, read_participants, read_votes
from analysis.deliberation.votes import vote_matrix
from livinglab import actions
from livinglab.actions import Planned, Seated
from livinglab.activities.marks import Mark
from livinglab.store import NotAllowed, NotFound, Refused
from livinglab.store.audit import AuditLine
from livinglab.store.database import db
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem

BENCH, LAMP, INSULT = "Un banc, à l’ombre", '=HYPERLINK("https://example.org")', "Gérard Untel du 12 est un voleur"
STATEMENTS = (BENCH, LAMP, INSULT)
PSEUDONYM, WHY_HIDDEN = "Zéphyrine", "Attaque une personne"
# (person, statement, vote) in the order they were given: the first person changes their mind
SAID = (
    *((0, BENCH, 1), (0, LAMP, -1), (0, INSULT, 1), (1, BENCH, 0), (2, BENCH, 1)),
    *((0, BENCH, -1), (2, LAMP, 1), (1, INSULT, -1)),
)


def _item(by: Account, people: Cast, kind: str = "statements") -> AgendaItem:
    session = actions.open_session(by=by, project=people.balades, title={"fr": "Atelier"})
    plan = Planned({"fr": "Énoncés"}, {"fr": "Êtes-vous d’accord ?"}, asks_writing=False)
    item = actions.add_agenda_item(by=by, session=session, planned=plan, kind=kind, proposals=STATEMENTS)
    return actions.start_item(by=by, item=item)


@pytest.fixture
def seats(laboratory: Flask) -> list[Seated]:
    """Who joined, filled in by the activity."""
    return []


@pytest.fixture
def voted(laboratory: Flask, people: Cast, seats: list[Seated]) -> AgendaItem:
    """A closed activity with its votes, a vote changed, and one statement hidden."""
    item = _item(people.marc, people)
    code = item.session.code
    seats.extend(actions.join_session(code=code, pseudonym=PSEUDONYM, helix="citizens") for _ in range(3))
    subject = {each.text: each for each in item.subjects}
    for person, words, value in SAID:
        actions.judge(by=seats[person].seat, item=item, marks=[Mark(subject[words].id, "opinion", value)])
    actions.moderate_contribution(by=people.marc, contribution=subject[INSULT], reason=WHY_HIDDEN)
    return actions.close_item(by=people.marc, item=item)


def _votes_by_words(files: Mapping[str, str], item: AgendaItem) -> list[tuple[str, list[float]]]:
    """The votes of each column, in an order without people, beside the words of the column."""
    read, problems = read_participants(files["participants-votes.csv"])
    assert (problems, read is None) == ((), False)
    assert read is not None
    words = [each.text for each in item.contributions]
    columns = read.matrix.values.T.tolist()
    return [(word, sorted(v for v in column if v == v)) for word, column in zip(words, columns, strict=True)]


def test_the_files_say_what_people_say_in_the_end(voted: AgendaItem, people: Cast) -> None:
    files = actions.export_votes(by=people.marc, item=voted)
    assert dict(_votes_by_words(files, voted)) == {BENCH: [-1, 0, 1], LAMP: [-1, 1], INSULT: [-1, 1]}


def test_the_votes_one_by_one_and_the_matrix_agree_whatever_changed_within_a_minute(
    voted: AgendaItem, people: Cast
) -> None:
    files = actions.export_votes(by=people.marc, item=voted)
    events, problems = read_votes(files["votes.csv"])
    read, _ = read_participants(files["participants-votes.csv"])
    assert (problems, len(events)) == ((), len(SAID))
    assert read is not None
    matrix = vote_matrix(each.vote for each in events)
    assert (matrix.people, matrix.statements) == (read.matrix.people, read.matrix.statements)
    assert matrix.values.tobytes() == read.matrix.values.tobytes()
    assert all(each.timestamp % 60_000 == 0 for each in events)


def test_a_hidden_statement_keeps_its_number_and_its_votes_and_loses_its_words(voted: AgendaItem, people: Cast) -> None:
    comments, problems = read_comments(actions.export_votes(by=people.marc, item=voted)["comments.csv"])
    assert problems == ()
    told = {(each.text, each.moderated, each.agrees, each.disagrees, each.author) for each in comments}
    assert told == {(BENCH, 0, 1, 1, "0"), ("'" + LAMP, 0, 1, 1, "0"), ("", -1, 1, 1, "0")}


def test_nothing_in_the_files_tells_who_somebody_is(voted: AgendaItem, people: Cast, seats: list[Seated]) -> None:
    everything = "\n".join(actions.export_votes(by=people.marc, item=voted).values())
    secret = [PSEUDONYM, WHY_HIDDEN, INSULT, "Gérard", "citizens", people.marc.id]
    for seated in seats:
        secret += [seated.seat.id, seated.token, seated.receipt, seated.seat.token_hash, seated.seat.receipt_hash]
    secret += [each.id for each in voted.contributions]
    assert [each for each in secret if each in everything] == []


def test_an_export_leaves_one_line_in_the_audit_log(voted: AgendaItem, people: Cast) -> None:
    actions.export_votes(by=people.rose, item=voted)
    last = db.session.scalars(select(AuditLine).order_by(AuditLine.sequence.desc())).first()
    assert last is not None
    assert (last.verb, last.object_kind, last.object_id) == ("export_votes", "AgendaItem", voted.id)


def test_who_may_not_take_rows_home_takes_none(voted: AgendaItem, people: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.export_votes(by=people.felix, item=voted)
    with pytest.raises(NotFound):
        actions.export_votes(by=people.ines, item=voted)


def test_votes_that_may_still_change_are_not_taken_home(laboratory: Flask, people: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        actions.export_votes(by=people.marc, item=_item(people.marc, people))
    assert refusal.value.code == "votes_not_closed"


def test_dots_are_no_votes(laboratory: Flask, people: Cast) -> None:
    item = actions.close_item(by=people.marc, item=_item(people.marc, people, "dots"))
    with pytest.raises(Refused) as refusal:
        actions.export_votes(by=people.marc, item=item)
    assert refusal.value.code == "votes_not_of_statements"


@pytest.mark.parametrize(("name", "offered", "status"), [("rose", True, 200), ("felix", False, 403)])
def test_the_results_page_offers_the_zip_to_who_may_take_it(
    laboratory: Flask, voted: AgendaItem, people: Cast, name: str, offered: bool, status: int
) -> None:
    laboratory.config["WTF_CSRF_ENABLED"] = False
    client = laboratory.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = getattr(people, name).fs_uniquifier, True
    page = client.get(f"/items/{voted.id}/results").text
    answer = client.post(f"/items/{voted.id}/votes.zip")
    assert ('id="take-votes"' in page, answer.status_code) == (offered, status)
    if offered:
        with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
            assert packed.namelist() == ["participants-votes.csv", "comments.csv", "votes.csv"]
