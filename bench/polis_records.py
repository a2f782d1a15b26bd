"""How public records of Polis conversations read here, beside what was published of them.

    .venv/bin/python bench/polis_records.py FOLDER…

Each folder holds what was published of one conversation: bring your own copy, none is kept here.
- comments.csv with votes.csv, participants-votes.csv, or both, as in https://github.com/compdemocracy/openData. Does
  the import take it; is the last vote of each person the published matrix; are the published totals those of current
  votes; what becomes of the published groups; which statements that Polis would call representative hold on people
  they were not found on.
- comment-groups.csv of newer exports. Are the votes of each published group counted alike.
- a .json of what its mathematics answered (`group-votes`, `group-aware-consensus`, `consensus`, `repness`). Are
  consensus and representativeness, computed here from its counts, those it published.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy wakes: see docs/decisions/0018-deliberation.md

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import isclose, prod
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from analysis.deliberation.clusters import adjusted_rand, k_means
from analysis.deliberation.consensus import consensus_of_each
from analysis.deliberation.opinion_groups import opinion_groups
from analysis.deliberation.opinion_space import opinion_space
from analysis.deliberation.polis import Participants, TimedVote, read_participants
from analysis.deliberation.polis_conversation import Conversation, read_conversation, unpacked
from analysis.deliberation.polis_figures import Counted, polis_consensus, polis_figures, z_against_half
from analysis.deliberation.readings import SEED
from analysis.deliberation.representative import representative
from analysis.deliberation.votes import AGREE, DISAGREE, VoteMatrix, current_votes, vote_matrix

SHOWN = 8  # problems


def lines_of(folder: Path) -> Iterator[tuple[str, str]]:
    """What is found of one record: name, words."""
    files, _ = unpacked({each.name: each.read_bytes() for each in sorted(folder.glob("*.csv"))})
    if files:
        yield from _of_votes(files, next(folder.glob("*comment-groups.csv"), None))
    for each in sorted(folder.glob("*.json")):
        yield from _of_answer(json.loads(each.read_text("utf-8")))


def _of_votes(files: Mapping[str, bytes], counted: Path | None) -> Iterator[tuple[str, str]]:
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
    if published is not None and counted is not None:
        yield "counts of groups", _counts(matrix, published.group, counted.read_text("utf-8-sig"))
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


def _counts(matrix: VoteMatrix, group: Mapping[str, str], text: str) -> str:
    """The cells of comment-groups.csv that the votes give, groups lettered as they are numbered."""
    equal = of = 0
    for row in csv.DictReader(io.StringIO(text)):
        column = (
            matrix.values[:, matrix.statements.index(row["comment-id"])]
            if row["comment-id"] in matrix.statements
            else None
        )
        for number, name in enumerate(sorted(set(group.values()), key=int)):
            rows = np.array([group.get(person) == name for person in matrix.people])
            here = _counted(column[rows]) if column is not None else Counted(0, 0, 0)
            names = (f"group-{chr(ord('a') + number)}-{what}" for what in ("agrees", "disagrees", "votes"))
            equal += Counted(*(int(row[each]) for each in names)) == here
            of += 1
    return f"{equal} of {of} equal"


def _of_answer(answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What its mathematics answered, against the same figures from the counts it gives."""
    groups = {
        name: {code: Counted(votes["A"], votes["D"], votes["S"]) for code, votes in each["votes"].items()}
        for name, each in answer["group-votes"].items()
    }
    yield (
        "answered",
        f"{answer['n']} people in groups of {[each['n-members'] for each in answer['group-votes'].values()]}",
    )
    shared = {
        code: prod((votes[code].agree + 1) / (votes[code].seen + 2) for votes in groups.values())
        for code in answer["group-aware-consensus"]
    }
    yield (
        "consensus across groups",
        _equal((shared[code], found) for code, found in answer["group-aware-consensus"].items()),
    )
    for value, side in ((AGREE, "agree"), (DISAGREE, "disagree")):
        everyone = {code: _sum(votes[code] for votes in groups.values()) for code in sorted(shared, key=int)}
        listed = [str(each["tid"]) for each in answer["consensus"][side]]
        same = "the same" if listed == list(polis_consensus(value, everyone)) else "others"
        figures = _equal(
            (z_against_half(everyone[str(each["tid"])].of(value), everyone[str(each["tid"])].seen), each["p-test"])
            for each in answer["consensus"][side]
        )
        yield f"consensus, {side}", f"{len(listed)} listed: {same}, in that order; p-test {figures}"
    yield "representativeness", _equal(pair for name in groups for pair in _of_group(answer, groups, name))


def _of_group(
    answer: Mapping[str, Any], groups: Mapping[str, Mapping[str, Counted]], name: str
) -> Iterator[tuple[float, float]]:
    """Our figures and theirs, of every statement they list for a group."""
    for each in answer["repness"][name]:
        code, value = str(each["tid"]), AGREE if each["repful-for"] == "agree" else DISAGREE
        outside = _sum(votes[code] for other, votes in groups.items() if other != name)
        found = polis_figures(value, groups[name][code], outside)
        yield found.share, each["p-success"]
        yield found.z, each["p-test"]
        yield found.ratio, each["repness"]
        yield found.z_apart, each["repness-test"]


def _equal(pairs: Iterable[tuple[float, float]]) -> str:
    """Their figures have seven digits at least."""
    told = [isclose(ours, theirs, rel_tol=1e-6) for ours, theirs in pairs]
    return f"{sum(told)} of {len(told)} equal"


def _sum(cells: Iterable[Counted]) -> Counted:
    listed = list(cells)
    return Counted(*(sum(getattr(each, what) for each in listed) for what in ("agree", "disagree", "seen")))


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
    of_group = [np.array([person in set(group) for person in matrix.people]) for group in groups]
    placed = np.logical_or.reduce(of_group)
    flagged = set()
    for number, rows in enumerate(of_group):
        for column, statement in enumerate(matrix.statements):
            votes = matrix.values[:, column]
            inside, outside = _counted(votes[rows]), _counted(votes[placed & ~rows])
            flagged |= {
                (number, statement, value)
                for value in (AGREE, DISAGREE)
                if polis_figures(value, inside, outside).are_representative
            }
    return flagged


def _counted(votes: np.ndarray) -> Counted:
    return Counted(int((votes == AGREE).sum()), int((votes == DISAGREE).sum()), int((~np.isnan(votes)).sum()))


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
