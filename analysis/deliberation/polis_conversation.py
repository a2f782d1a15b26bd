"""The files of a Polis conversation read together: its statements, its people, its votes in order; or what is wrong.

Either votes.csv, where every vote ever given stands and the last one of each person counts, or participants-votes.csv,
where only that last one does. With both, the votes are taken from the first and the second must agree with it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.deliberation.polis import (
    COMMENTS_FILE,
    PARTICIPANTS_FILE,
    VOTES_FILE,
    Comment,
    Participants,
    TimedVote,
    read_comments,
    read_participants,
    read_votes,
)
from analysis.deliberation.polis_problems import PolisProblem
from analysis.deliberation.polis_table import read_table
from analysis.deliberation.votes import Vote

KNOWN = (COMMENTS_FILE, PARTICIPANTS_FILE, VOTES_FILE)
NAMED = {each: each for each in KNOWN} | {"participant-votes.csv": PARTICIPANTS_FILE}  # in its newer exports
OF_THE_TEAM = "0"  # who wrote a statement without having a vote; Polis counts its owner from 0, and the owner votes
REJECTED = -1
MOST_PEOPLE, MOST_STATEMENTS, MOST_VOTES = 20_000, 5_000, 1_000_000
LONGEST_STATEMENT = 5_000
LARGEST = 200_000_000  # bytes of one file once unpacked


@dataclass(frozen=True)
class Conversation:
    """What the files say together. `votes` in order of time; `timed` says whether their moments are known.

    `people` voted or wrote, in order of their codes, the team aside.
    """

    statements: tuple[Comment, ...]
    people: tuple[str, ...]
    votes: tuple[TimedVote, ...]
    timed: bool

    @property
    def hidden(self) -> int:
        """Statements that were rejected there: kept with their votes, and not shown."""
        return sum(each.moderated == REJECTED for each in self.statements)

    @property
    def superseded(self) -> int:
        """Votes that somebody changed later."""
        return len(self.votes) - len({(each.vote.person, each.vote.statement) for each in self.votes})


def unpacked(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[PolisProblem, ...]]:
    """The files we know among those given, zips opened, by their plain name; the others are passed over."""
    found: dict[str, bytes] = {}
    problems: list[PolisProblem] = []
    for name, content in files.items():
        try:
            members = _members(content) if zipfile.is_zipfile(io.BytesIO(content)) else [(name, content)]
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
            members = []
            problems.append(PolisProblem("zip_unreadable", name))
        for inner, data in members:
            known = _known(inner)
            if known and len(data) > LARGEST:
                problems.append(PolisProblem("file_too_large", inner))
            elif known and known in found:
                problems.append(PolisProblem("file_twice", known))
            elif known:
                found[known] = data
    return found, tuple(problems)


def read_conversation(files: Mapping[str, bytes]) -> tuple[Conversation | None, tuple[PolisProblem, ...]]:
    """The conversation of these files (plain or zipped), or everything that is wrong with them."""
    found, problems = unpacked(files)
    texts, undecoded = _decoded(found)
    problems = (*problems, *undecoded, *(() if problems else _missing(found)))
    if problems:
        return None, problems
    comments, of_comments = read_comments(texts[COMMENTS_FILE])
    votes, of_votes = read_votes(texts[VOTES_FILE]) if VOTES_FILE in texts else ((), ())
    matrix, of_matrix = read_participants(texts[PARTICIPANTS_FILE]) if PARTICIPANTS_FILE in texts else (None, ())
    problems = (*of_comments, *of_votes, *of_matrix)
    if problems:
        return None, problems
    return _together(comments, votes, matrix, texts.get(VOTES_FILE))


def _together(
    comments: tuple[Comment, ...], votes: tuple[TimedVote, ...], matrix: Participants | None, text: str | None
) -> tuple[Conversation | None, tuple[PolisProblem, ...]]:
    """`text` is that of votes.csv, if it was given."""
    timed = text is not None
    given = votes if timed else tuple(_cells(matrix, comments))
    conversation = Conversation(
        tuple(sorted(comments, key=lambda each: each.timestamp)), _people(comments, given, matrix), given, timed
    )
    problems = (
        *_of_statements(comments),
        *_unknown(comments, matrix, text),
        *(_differing(given, matrix) if timed and matrix else ()),
        *_of_size(conversation),
    )
    return (None, problems) if problems else (conversation, ())


def _members(content: bytes) -> list[tuple[str, bytes]]:
    """The files of a zip that have a name we know; of one too large, one byte more than may be."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = []
        for each in packed.infolist():
            if _known(each.filename):
                with packed.open(each) as member:
                    members.append((each.filename, member.read(LARGEST + 1)))
        return members


def _known(name: str) -> str:
    """The name Polis gives such a file: browsers add “(1)”, and exports a prefix."""
    plain = name.replace("\\", "/").rpartition("/")[2].lower()
    return next((NAMED[each] for each in sorted(NAMED, key=len, reverse=True) if _is(plain, each)), "")


def _is(plain: str, known: str) -> bool:
    stem = known.removesuffix(".csv")
    begun, found, rest = plain.rpartition(stem)
    return bool(found) and rest.endswith(".csv") and not rest[:-4].strip(" ()0123456789") and begun[-1:] in "-_. /"


def _decoded(found: Mapping[str, bytes]) -> tuple[dict[str, str], tuple[PolisProblem, ...]]:
    texts: dict[str, str] = {}
    problems = []
    for name, content in found.items():
        try:
            texts[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(PolisProblem("file_not_utf8", name))
            continue
        if "\0" in texts[name]:
            problems.append(PolisProblem("file_not_utf8", name))
    return texts, tuple(problems)


def _missing(found: Mapping[str, bytes]) -> Iterator[PolisProblem]:
    if COMMENTS_FILE not in found:
        yield PolisProblem("file_missing", COMMENTS_FILE)
    if VOTES_FILE not in found and PARTICIPANTS_FILE not in found:
        yield PolisProblem("votes_missing", VOTES_FILE)


def _cells(matrix: Participants | None, comments: Iterable[Comment]) -> Iterator[TimedVote]:
    """The votes of a matrix, which says no moment: that of the statement, the earliest it could be."""
    if matrix is None:
        return
    since = {each.statement: each.timestamp for each in comments}
    table = matrix.matrix
    for row, column in np.argwhere(~np.isnan(table.values)):
        person, statement = table.people[row], table.statements[column]
        yield TimedVote(since.get(statement, 0), Vote(person, statement, int(table.values[row, column])))


def _people(comments: Iterable[Comment], votes: Iterable[TimedVote], matrix: Participants | None) -> tuple[str, ...]:
    voters = {each.vote.person for each in votes}
    wrote = {each.author for each in comments}
    listed = set(matrix.matrix.people) if matrix else set()
    return tuple(sorted(voters | (wrote - ({OF_THE_TEAM} - voters - listed))))


def _of_statements(comments: Iterable[Comment]) -> Iterator[PolisProblem]:
    for row, each in enumerate(comments, start=2):
        if not each.text and each.moderated != REJECTED:
            yield PolisProblem("statement_without_words", COMMENTS_FILE, row, "comment-body", each.statement)
        if len(each.text) > LONGEST_STATEMENT:
            yield PolisProblem("statement_too_long", COMMENTS_FILE, row, "comment-body", each.text[:100])


def _unknown(comments: Iterable[Comment], matrix: Participants | None, text: str | None) -> Iterator[PolisProblem]:
    """Statements voted on that comments.csv does not have, each told where it first stands."""
    known = {each.statement for each in comments}
    for row in read_table(text, VOTES_FILE, ("comment-id",)).rows if text is not None else ():
        if row.cells["comment-id"] not in known:
            known.add(row.cells["comment-id"])
            yield row.problem("statement_unknown", "comment-id")
    for statement in matrix.matrix.statements if matrix else ():
        if statement not in known:
            yield PolisProblem("statement_unknown", PARTICIPANTS_FILE, 1, statement, statement)


def _differing(votes: Iterable[TimedVote], matrix: Participants) -> Iterator[PolisProblem]:
    """Cells of the matrix that are not the last vote. Polis leaves out votes on rejected statements: an empty cell is
    no difference."""
    last = {(each.vote.person, each.vote.statement): each.vote.value for each in votes}
    table = matrix.matrix
    for row, column in np.argwhere(~np.isnan(table.values)):
        value, place = int(table.values[row, column]), (table.people[row], table.statements[column])
        if last.get(place) != value:
            yield PolisProblem("vote_differs", PARTICIPANTS_FILE, int(row) + 2, table.statements[column], str(value))


def _of_size(conversation: Conversation) -> Iterator[PolisProblem]:
    sizes = (
        ("too_many_people", PARTICIPANTS_FILE, len(conversation.people), MOST_PEOPLE),
        ("too_many_statements", COMMENTS_FILE, len(conversation.statements), MOST_STATEMENTS),
        ("too_many_votes", VOTES_FILE, len(conversation.votes), MOST_VOTES),
    )
    return (PolisProblem(code, file, value=str(most)) for code, file, n, most in sizes if n > most)
