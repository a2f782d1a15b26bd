"""The files of a Polis conversation, read and written: votes.csv, comments.csv, participants-votes.csv.

Columns as Polis exports them (https://github.com/compdemocracy/openData). 1 is agree, 0 pass, -1 disagree. Moments are
in seconds since 1970, in milliseconds in votes.csv of the first exports: both are read, seconds are written. Readers
give what they read and what is wrong; with a problem, nothing of the file is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from analysis.deliberation.polis_problems import PolisProblem
from analysis.deliberation.polis_table import VOTES, Row, Table, read_table, written
from analysis.deliberation.votes import AGREE, DISAGREE, Vote, VoteMatrix

VOTES_FILE, COMMENTS_FILE, PARTICIPANTS_FILE = "votes.csv", "comments.csv", "participants-votes.csv"
VOTE_COLUMNS = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
COMMENT_COLUMNS = (
    *("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"),
)
PARTICIPANT_COLUMNS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
FIRST_MILLISECONDS = 10**11  # as seconds, the year 5138; as milliseconds, 1973: no conversation is of either
OF_OTHER_EXPORTS = ("xid",)  # the host's own name of a person, in some exports: never taken


@dataclass(frozen=True, slots=True)
class TimedVote:
    """A vote and its moment, in milliseconds since 1970."""

    timestamp: int
    vote: Vote


@dataclass(frozen=True)
class Comment:
    """A statement, which Polis calls a comment. `moderated` is 1 accepted, 0 not looked at, -1 rejected."""

    timestamp: int
    statement: str
    author: str
    agrees: int
    disagrees: int
    moderated: int
    text: str


@dataclass(frozen=True, eq=False)
class Participants:
    """The current votes of people, with the group Polis placed them in and the statements they wrote."""

    matrix: VoteMatrix
    group: Mapping[str, str]
    comments: Mapping[str, int]


def read_votes(text: str) -> tuple[tuple[TimedVote, ...], tuple[PolisProblem, ...]]:
    """Events of votes.csv in order of time (of the file, at the same moment), superseded votes included."""
    table = read_table(text, VOTES_FILE, ("timestamp", "comment-id", "voter-id", "vote"))
    problems = table.problems or tuple(problem for row in table.rows for problem in _of_vote(row))
    if problems:
        return (), problems
    read = (
        TimedVote(
            _milliseconds(row.cells["timestamp"]),
            Vote(row.cells["voter-id"], row.cells["comment-id"], VOTES[row.cells["vote"]]),
        )
        for row in table.rows
    )
    return tuple(sorted(read, key=lambda event: event.timestamp)), ()


def write_votes(events: Iterable[TimedVote]) -> str:
    """votes.csv of these events, in their order."""
    rows = (
        (each.timestamp // 1000, _moment(each.timestamp), each.vote.statement, each.vote.person, each.vote.value)
        for each in events
    )
    return written(VOTE_COLUMNS, rows)


def read_comments(text: str) -> tuple[tuple[Comment, ...], tuple[PolisProblem, ...]]:
    """Statements of comments.csv in the order of the file."""
    table = read_table(text, COMMENTS_FILE, tuple(name for name in COMMENT_COLUMNS if name != "datetime"))
    problems = table.problems or (
        *(problem for row in table.rows for problem in _of_comment(row)),
        *_given_twice(table, "comment-id"),
    )
    if problems:
        return (), problems
    return tuple(_comment(row.cells) for row in table.rows), ()


def write_comments(comments: Iterable[Comment]) -> str:
    """comments.csv of these statements, in their order."""
    rows = (
        (c.timestamp // 1000, _moment(c.timestamp), c.statement, c.author, c.agrees, c.disagrees, c.moderated, c.text)
        for c in comments
    )
    return written(COMMENT_COLUMNS, rows)


def read_participants(text: str) -> tuple[Participants | None, tuple[PolisProblem, ...]]:
    """The matrix of participants-votes.csv: one row per person, one column per statement, empty when not seen.

    The counts beside it (n-votes, n-agree, n-disagree) are not taken: they follow from the votes.
    """
    table = read_table(text, PARTICIPANTS_FILE, ("participant", "group-id", "n-comments"))
    statements = tuple(name for name in table.columns if name not in (*PARTICIPANT_COLUMNS, *OF_OTHER_EXPORTS))
    problems = table.problems or (
        *(problem for row in table.rows for problem in _of_participant(row, statements)),
        *_given_twice(table, "participant"),
    )
    if problems:
        return None, problems
    people = tuple(row.cells["participant"] for row in table.rows)
    values = [[_vote_or_nan(row.cells[statement]) for statement in statements] for row in table.rows]
    matrix = VoteMatrix(people, statements, np.array(values, dtype=float).reshape(len(people), len(statements)))
    group = {row.cells["participant"]: row.cells["group-id"] for row in table.rows if row.cells["group-id"]}
    comments = {row.cells["participant"]: int(row.cells["n-comments"]) for row in table.rows}
    return Participants(matrix, group, comments), ()


def write_participants(participants: Participants) -> str:
    """participants-votes.csv, with the counts of the current votes."""
    matrix = participants.matrix
    rows = (
        (
            *(person, participants.group.get(person, ""), participants.comments.get(person, 0)),
            *(int((~np.isnan(votes)).sum()), int((votes == AGREE).sum()), int((votes == DISAGREE).sum())),
            *("" if np.isnan(vote) else int(vote) for vote in votes),
        )
        for person, votes in zip(matrix.people, matrix.values, strict=True)
    )
    return written((*PARTICIPANT_COLUMNS, *matrix.statements), rows)


def matrix_of(
    current: Mapping[tuple[str, str], int], people: tuple[str, ...], statements: tuple[str, ...]
) -> VoteMatrix:
    """The current votes of these people on these statements, in the orders given; those without a vote stay empty."""
    row = {person: index for index, person in enumerate(people)}
    column = {statement: index for index, statement in enumerate(statements)}
    values = np.full((len(people), len(statements)), np.nan)
    for (person, statement), value in current.items():
        values[row[person], column[statement]] = value
    return VoteMatrix(people, statements, values)


def _of_vote(row: Row) -> tuple[PolisProblem, ...]:
    return (*row.not_whole("timestamp"), *row.without("comment-id", "voter-id"), *row.not_votes(["vote"]))


def _of_comment(row: Row) -> tuple[PolisProblem, ...]:
    return (*row.without("comment-id", "author-id"), *row.not_whole("timestamp", "agrees", "disagrees", "moderated"))


def _of_participant(row: Row, statements: tuple[str, ...]) -> tuple[PolisProblem, ...]:
    return (*row.without("participant"), *row.not_whole("n-comments"), *row.not_votes(statements, may_be_empty=True))


def _given_twice(table: Table, column: str) -> Iterable[PolisProblem]:
    before: set[str] = set()
    for row in table.rows:
        if row.cells[column] in before:
            yield row.problem("given_twice", column)
        before.add(row.cells[column])


def _comment(cells: Mapping[str, str]) -> Comment:
    return Comment(
        timestamp=_milliseconds(cells["timestamp"]),
        statement=cells["comment-id"],
        author=cells["author-id"],
        agrees=int(cells["agrees"]),
        disagrees=int(cells["disagrees"]),
        moderated=int(cells["moderated"]),
        text=cells["comment-body"],
    )


def _vote_or_nan(cell: str) -> float:
    return VOTES[cell] if cell else np.nan


def _milliseconds(cell: str) -> int:
    """A moment given in seconds, or in milliseconds."""
    given = int(cell)
    return given if abs(given) >= FIRST_MILLISECONDS else given * 1000


def _moment(timestamp: int) -> str:
    """As Polis writes it, in UTC."""
    moment = datetime.fromtimestamp(timestamp // 1000, UTC)
    return f"{moment:%a %b %d %Y %H:%M:%S} GMT+0000 (Coordinated Universal Time)"
