"""The files of a Polis conversation, read and written."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.deliberation.polis import (
    Comment,
    TimedVote,
    read_comments,
    read_participants,
    read_votes,
    write_comments,
    write_participants,
    write_votes,
)
from analysis.deliberation.polis_problems import WORDS, PolisProblem
from analysis.deliberation.votes import Vote, vote_matrix

VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
PARTICIPANTS = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"
COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def test_the_last_vote_in_time_wins_whatever_the_order_of_the_file() -> None:
    events, problems = read_votes(VOTES + "2000,,7,ana,-1\n1000,,7,ana,1\n")
    assert problems == ()
    assert vote_matrix(event.vote for event in events).values.tolist() == [[-1.0]]


def test_votes_survive_writing_and_reading() -> None:
    events = (TimedVote(1000, Vote("ana", "0", 1)), TimedVote(2000, Vote("bob", "1", -1)))
    assert write_votes(events) == (
        VOTES + "1,Thu Jan 01 1970 00:00:01 GMT+0000 (Coordinated Universal Time),0,ana,1\n"
        "2,Thu Jan 01 1970 00:00:02 GMT+0000 (Coordinated Universal Time),1,bob,-1\n"
    )
    assert read_votes(write_votes(events)) == (events, ())


def test_moments_in_seconds_and_in_milliseconds_are_the_same() -> None:
    seconds, milliseconds = (
        read_votes(VOTES + f"{moment},,7,ana,1\n")[0] for moment in ("1748705230", "1748705230000")
    )
    assert seconds == milliseconds == (TimedVote(1_748_705_230_000, Vote("ana", "7", 1)),)


def test_statements_survive_with_commas_quotes_lines_and_any_script() -> None:
    comments = tuple(
        Comment(1000 * place, str(place), "ana", 3, 1, 1, text)
        for place, text in enumerate(('Say "yes", or no', "two\nlines", "مقاعد 🪑", "=1+1"))
    )
    assert read_comments(write_comments(comments)) == (comments, ())


def test_a_matrix_survives_with_its_groups_and_its_gaps() -> None:
    text = PARTICIPANTS + "ana,0,2,2,1,1,1,-1\nbob,,0,1,0,0,,0\n"
    read, problems = read_participants(text)
    assert problems == ()
    assert read is not None
    np.testing.assert_array_equal(read.matrix.values, [[1, -1], [np.nan, 0]])
    assert (read.group, read.comments) == ({"ana": "0"}, {"ana": 2, "bob": 0})
    assert write_participants(read) == text


def test_the_host_s_own_names_of_people_are_no_statement() -> None:
    read, problems = read_participants("participant,xid,group-id,n-comments,0\nana,a@example.org,1,0,1\n")
    assert problems == ()
    assert read is not None
    assert read.matrix.statements == ("0",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", PolisProblem("file_empty", "votes.csv")),
        (VOTES + '1,,7,"ana', PolisProblem("file_unreadable", "votes.csv", 2)),
        ("timestamp,comment-id,voter-id\n", PolisProblem("column_missing", "votes.csv", 1, "vote")),
        ("timestamp,comment-id,voter-id,vote,vote\n", PolisProblem("column_twice", "votes.csv", 1, "vote")),
        (VOTES + "1,,7,ana\n", PolisProblem("row_length", "votes.csv", 2)),
        (VOTES + "1,,7,ana,1\n1,,7,,1\n", PolisProblem("identifier_missing", "votes.csv", 3, "voter-id")),
        (VOTES + "1,,7,ana,2\n", PolisProblem("not_a_vote", "votes.csv", 2, "vote", "2")),
        (VOTES + "9" * 14 + ",,7,ana,1\n", PolisProblem("not_a_whole_number", "votes.csv", 2, "timestamp", "9" * 14)),
        (VOTES + "now,,7,ana,1\n", PolisProblem("not_a_whole_number", "votes.csv", 2, "timestamp", "now")),
    ],
)
def test_what_is_wrong_with_votes_has_its_place(text: str, problem: PolisProblem) -> None:
    assert read_votes(text) == ((), (problem,))


def test_a_person_or_a_statement_stands_once_in_its_file() -> None:
    twice = PolisProblem("given_twice", "participants-votes.csv", 3, "participant", "ana")
    assert read_participants(PARTICIPANTS + "ana,0,0,1,1,0,1,\nana,0,0,1,1,0,1,\n") == (None, (twice,))
    row = "1,,7,ana,0,0,1,More benches\n"
    assert read_comments(COMMENTS + row + row) == (
        (),
        (PolisProblem("given_twice", "comments.csv", 3, "comment-id", "7"),),
    )


def test_a_problem_says_where_it_is_in_both_languages() -> None:
    problem = PolisProblem("not_a_vote", "votes.csv", 2, "vote", "yes")
    assert problem.what("en") == "In votes.csv, row 2, column “vote”, “yes” is not a vote."
    assert (
        problem.what("fr")
        == "Dans votes.csv, ligne 2, colonne «\u00a0vote\u00a0», «\u00a0yes\u00a0» n’est pas un vote."
    )
    assert problem.remedy("fr") == "Écrivez 1 (d’accord), 0 (passe) ou -1 (pas d’accord)."
    assert {tuple(sorted(words)) for row in WORDS.values() for words in row} == {("en", "fr")}
