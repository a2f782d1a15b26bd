"""How public records of Polis conversations read here, beside what was published of them.

    .venv/bin/python bench/polis_records.py FOLDER…

Each folder holds comments.csv with votes.csv, participants-votes.csv, or both, as in
https://github.com/compdemocracy/openData: bring your own copy, none is kept here. Asked of each record: does the
import take it; is the last vote of each person the published matrix; are the published totals those of current votes;
what becomes of the published groups; which statements that Polis would call representative hold on people they were not
found on.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy wakes: see docs/decisions/0018-deliberation.md

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from analysis.deliberation.clusters import adjusted_rand, k_means
from analysis.deliberation.consensus import consensus_of_each
from analysis.deliberation.opinion_groups import opinion_groups
from analysis.deliberation.opinion_space import opinion_space
from analysis.deliberation.polis import Participants, TimedVote, read_participants
from analysis.deliberation.polis_conversation import KNOWN, Conversation, read_conversation
from analysis.deliberation.readings import SEED
from analysis.deliberation.representative import Z_TO_PROPOSE, representative, z_of_two_shares
from analysis.deliberation.votes import AGREE, DISAGREE, VoteMatrix, current_votes, vote_matrix

SHOWN = 8  # problems


def lines_of(folder: Path) -> Iterator[tuple[str, str]]:
    """What is found of one record: name, words."""
    files = {name: (folder / name).read_bytes() for name in KNOWN if (folder / name).is_file()}
    begun = perf_counter()
    record, problems = read_conversation(files)
    yield "read", f"{perf_counter() - begun:.1f} s, {', '.join(files)}"
    published = _published(files)
    if record is None:
        yield "problems", f"{len(problems)}: " + "; ".join(each.what("en") for each in problems[:SHOWN])
        yield "kinds", ", ".join(f"{code} {n}" for code, n in Counter(each.code for each in problems).items())
        record, _ = read_conversation({name: data for name, data in files.items() if name != "participants-votes.csv"})
    if record is None:
        return
    yield "taken", f"{len(record.people)} people, {len(record.statements)} statements, {len(record.votes)} votes"
    yield "changed later", str(record.superseded)
    if published is not None and record.timed:
        yield "matrix", _matrices(record.votes, published)
    yield "totals", _totals(record)
    matrix = vote_matrix(each.vote for each in record.votes)
    yield from _groups(_shown(matrix, record), published.group if published else {})


def _published(files: Mapping[str, bytes]) -> Participants | None:
    found = files.get("participants-votes.csv")
    return read_participants(found.decode("utf-8-sig"))[0] if found else None


def _matrices(votes: tuple[TimedVote, ...], published: Participants) -> str:
    """The last vote of each against the published matrix, cell by cell."""
    last = current_votes(each.vote for each in votes)
    table = published.matrix
    cells = {
        (table.people[row], table.statements[column]): int(table.values[row, column])
        for row, column in np.argwhere(~np.isnan(table.values))
    }
    both = last.keys() & cells.keys()
    equal = sum(last[place] == cells[place] for place in both)
    only = f"only in votes.csv {len(last.keys() - both)}, only in the matrix {len(cells.keys() - both)}"
    return f"{equal} of {len(both)} cells equal; {only}"


def _totals(record: Conversation) -> str:
    """How many statements have the published agrees and disagrees, by current votes and by all events."""
    said = {"current votes": current_votes(each.vote for each in record.votes).items()}
    events = [((each.vote.person, each.vote.statement), each.vote.value) for each in record.votes]
    counted = {
        name: Counter((statement, value) for (_, statement), value in votes)
        for name, votes in {**said, "all events": events}.items()
    }
    equal = {
        name: sum(
            (n[c.statement, AGREE], n[c.statement, DISAGREE]) == (c.agrees, c.disagrees) for c in record.statements
        )
        for name, n in counted.items()
    }
    of = len(record.statements)
    return "; ".join(f"{n} of {of} statements equal by {name}" for name, n in equal.items())


def _shown(matrix: VoteMatrix, record: Conversation) -> VoteMatrix:
    """Without the statements that were rejected: they take no part in results."""
    rejected = {each.statement for each in record.statements if each.moderated < 0}
    kept = [column for column, statement in enumerate(matrix.statements) if statement not in rejected]
    return VoteMatrix(matrix.people, tuple(matrix.statements[column] for column in kept), matrix.values[:, kept].copy())


def _groups(matrix: VoteMatrix, published: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    begun = perf_counter()
    found = opinion_groups(matrix, SEED)
    verdict = f"sizes {[len(each) for each in found.groups]}" if found.are_stable else ", ".join(found.reasons)
    figures = (
        f"p {found.p_value}, stability {found.stability}, silhouette {found.silhouette}, smallest {found.smallest}"
    )
    yield "our groups", f"{verdict} ({found.placed} placed, {figures}; {perf_counter() - begun:.1f} s)"
    if not published:
        return
    sizes = Counter(published.values())
    yield "published groups", ", ".join(f"{name}: {n}" for name, n in sorted(sizes.items()))
    yield "same groups", _alike(matrix, published)
    known = tuple(tuple(sorted(p for p, g in published.items() if g == name)) for name in sorted(sizes))
    consensus = consensus_of_each(matrix, published)
    sides = Counter(each.side or "neither" for each in consensus if each.agreement is not None)
    yield "shared by published groups", ", ".join(f"{side} {n}" for side, n in sides.items())
    flagged = _flagged(matrix, known)
    kept = {(each.group, each.statement, each.value) for each in representative(matrix, known, SEED)}
    yield "representative", f"{len(flagged)} flagged as Polis does, {len(flagged & kept)} confirmed on the other half"


def _alike(matrix: VoteMatrix, published: Mapping[str, str]) -> str:
    """k-means with as many groups as were published, on the people published in one, against those groups."""
    rows = np.array([person in published for person in matrix.people])
    people = matrix.only(rows)
    theirs = np.unique([published[person] for person in people.people], return_inverse=True)[1].astype(np.int64)
    places = opinion_space(people.values).places(people.values)
    ours, _ = k_means(places, len(set(theirs.tolist())), np.random.default_rng(SEED))
    return f"adjusted Rand index {adjusted_rand(ours, theirs):.2f}"


def _flagged(matrix: VoteMatrix, groups: tuple[tuple[str, ...], ...]) -> set[tuple[int, str, int]]:
    """The statements Polis calls representative: both its tests at one-sided 90 %, on the people they were found on."""
    row = {person: index for index, person in enumerate(matrix.people)}
    flagged = set()
    for number, group in enumerate(groups):
        inside = matrix.values[[row[person] for person in group if person in row]]
        others = [row[person] for other in groups if other is not group for person in other if person in row]
        outside = matrix.values[others]
        for column, statement in enumerate(matrix.statements):
            for value in (AGREE, DISAGREE):
                (a, n), (b, m) = (_count(votes[:, column], value) for votes in (inside, outside))
                alone = 2 * (n + 1) ** 0.5 * ((a + 1) / (n + 1) - 0.5)
                if alone > Z_TO_PROPOSE and z_of_two_shares(a + 1, n + 2, b + 1, m + 2) > Z_TO_PROPOSE:
                    flagged.add((number, statement, value))
    return flagged


def _count(votes: np.ndarray, value: int) -> tuple[int, int]:
    return int((votes == value).sum()), int((~np.isnan(votes)).sum())


def main(folders: list[str]) -> int:
    """Prints what is found of each folder."""
    if not folders:
        print(__doc__)
        return 2
    for each in folders:
        print(f"\n{Path(each).name}")
        for name, words in lines_of(Path(each)):
            print(f"  {name:<26} {words}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
