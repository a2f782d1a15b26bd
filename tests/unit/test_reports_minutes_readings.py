"""What votes say further, in the minutes: the words of the page, no person, and what verification catches."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import meeting_by_hand as by_hand
import pytest
from forgery import attach, attached, changed
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Pdf
from votes import camps, noise

from analysis import frozen_json
from analysis.deliberation.counts import Counts
from analysis.deliberation.reading_checks import impossible
from analysis.deliberation.readings import PARAMETERS, SEED, Capacities, Opinions, capacities_of, opinions_of
from analysis.deliberation.record import VoteRecord, record_of
from reports.blocks import Paragraph, Rows
from reports.minutes.document import document
from reports.minutes.pdf import write_minutes
from reports.minutes.reading_words import READINGS
from reports.minutes.value import Activity, Minutes, Reading, Word, dumps, loads
from reports.numbers import Language
from reports.verdict import Verification
from reports.verification import verify

WORDS = Path("livinglab/words")
NAMES = (("citizens", "habitants"), ("private", "entreprise"), ("public", "service public"))


def record(votes: list[list[int]], capacities: list[str]) -> VoteRecord:
    said = {(f"p{n:03}", f"s{m + 1:02}"): vote for n, row in enumerate(votes) for m, vote in enumerate(row)}
    people = {f"p{n:03}": name for n, name in enumerate(capacities) if name}
    return record_of([f"s{n + 1:02}" for n in range(len(votes[0]))], said, people)


def counted(votes: list[list[int]]) -> Counts:
    rows = [
        (place + 1, "opinion", value, sum(row[place] == value for row in votes))
        for place in range(len(votes[0]))
        for value in (1, 0, -1)
    ]
    return by_hand.counts(len(votes[0]), len(votes), [row for row in rows if row[3]])


def read(found: Capacities | Opinions) -> Reading:
    of = {"capacities" if isinstance(found, Capacities) else "opinions": found}
    [kind] = of
    return Reading(
        kind=kind,  # type: ignore[arg-type]  # one of the two
        state="done",
        parameters=PARAMETERS[kind],  # type: ignore[index]  # one of the two
        seed=SEED if kind == "opinions" else None,
        result_digest=frozen_json.digest(found),
        names=NAMES if kind == "capacities" else (),
        **of,  # type: ignore[arg-type]  # by its kind
    )


def meeting(votes: list[list[int]], capacities: list[str], language: Language = "fr") -> Minutes:
    """Minutes of one activity of statements with both readings."""
    texts = [f"Énoncé {n}" for n in range(1, len(votes[0]) + 1)]
    held = by_hand.activity("Énoncés", "D’accord ?", "statements", counted(votes), texts)
    found = record(votes, capacities)
    assert held.frozen is not None
    frozen = dataclasses.replace(held.frozen, readings=(read(capacities_of(found)), read(opinions_of(found))))
    people = dataclasses.replace(by_hand.empty(language), people=len(votes))
    return dataclasses.replace(people, activities=(dataclasses.replace(held, frozen=frozen),))


TWO = ["citizens"] * 32 + ["public"] * 14 + ["private"] * 2


def printed(minutes: Minutes) -> str:
    return "\n".join(said.text for said in document(minutes).said())


def test_the_words_are_those_of_the_results_page_in_both_languages() -> None:
    page = tomllib.loads((WORDS / "readings.toml").read_text())
    page["said_statements"] = tomllib.loads((WORDS / "results.toml").read_text())["said_statements"]
    forms = {"_1": "one", "_n": "other"}
    for key, said in READINGS.items():
        name, form = (key[:-2], forms[key[-2:]]) if key[-2:] in forms else (key, "")
        for language, text in said.items():
            expected = page[name][language]
            assert text == (expected[form] if isinstance(expected, dict) else expected), key


def test_minutes_written_before_readings_were_in_them_keep_their_digest() -> None:
    assert "readings" not in dumps(by_hand.minutes())
    assert loads(dumps(by_hand.minutes())).digest == by_hand.minutes().digest


def test_no_stable_groups_is_said_with_its_reasons_and_small_capacities_are_only_named() -> None:
    said = printed(meeting(noise(48), TWO))
    assert "Pas de groupes d’opinion stables." in said
    assert "pas plus que s’ils étaient mélangés au hasard" in said
    assert "Comparés\u00a0: habitants (32), service public (14)." in said
    assert "donc pas montrés à part\u00a0: entreprise." in said


def test_groups_are_told_by_size_what_they_share_and_what_sets_them_apart() -> None:
    for language, sentences in {
        "fr": ("Groupe A\u00a0: 32 personnes", "Ce qui distingue les deux groupes", "plus d’accord que les autres"),
        "en": ("Group A: 32 people", "What sets the two groups apart", "agrees more than the others"),
    }.items():
        said = printed(meeting(camps(48), TWO, language))  # type: ignore[arg-type]  # a key of the table
        for sentence in sentences:
            assert sentence in said


def test_a_statement_stands_on_the_page_of_its_bars() -> None:
    blocks = [block for chapter in document(meeting(camps(48), TWO)).chapters for block in chapter.blocks]
    bars = [place for place, block in enumerate(blocks) if isinstance(block, Rows) and len(block.rows) == 2]
    assert bars
    for place in bars:
        before = next(one for one in reversed(blocks[:place]) if isinstance(one, Paragraph) and one.style != "basis")
        assert before.style == "statement"


def test_a_comparison_refused_and_groups_still_computed_say_so() -> None:
    held = meeting([[1, -1]] * 6, [""] * 6).activities[0]
    assert held.frozen is not None
    waiting = Reading("opinions", "waiting", PARAMETERS["opinions"], SEED)
    frozen = dataclasses.replace(held.frozen, readings=(held.frozen.readings[0], waiting))
    said = printed(dataclasses.replace(by_hand.empty(), activities=(dataclasses.replace(held, frozen=frozen),)))
    assert "personne n’a dit à quel titre il venait" in said
    assert "n’était pas terminé quand ce compte rendu a été écrit" in said


def test_words_hidden_since_are_not_printed_by_a_reading_either() -> None:
    made = meeting(camps(48), TWO)
    held: Activity = made.activities[0]
    hidden = tuple(Word(word.subject, hidden=True) for word in held.words)
    said = printed(dataclasses.replace(made, activities=(dataclasses.replace(held, words=hidden),)))
    assert "Énoncé 11" in printed(made)
    assert "Énoncé 1" not in said
    assert "[mots masqués par l’équipe]" in said


@given(
    st.lists(st.lists(st.sampled_from((1, 0, -1)), min_size=3, max_size=3), min_size=1, max_size=30),
    st.lists(st.sampled_from(("", "citizens", "public", "private")), min_size=30, max_size=30),
)
def test_whatever_was_voted_a_reading_is_possible(votes: list[list[int]], capacities: list[str]) -> None:
    found = capacities_of(record(votes, capacities[: len(votes)]))
    assert impossible(found, PARAMETERS["capacities"], counted(votes)) == ()


def test_groups_found_and_groups_refused_are_possible() -> None:
    for votes in (camps(48), noise(48), [[1, -1, 0]] * 45, [[1, 1]] * 3):
        found = opinions_of(record(votes, [""] * len(votes)))
        assert impossible(found, PARAMETERS["opinions"], counted(votes)) == ()


def test_a_reading_that_its_own_cells_or_the_counts_contradict_is_named() -> None:
    votes, capacities = camps(48), ["citizens"] * 32 + ["public"] * 16
    shared, groups = capacities_of(record(votes, capacities)), opinions_of(record(votes, capacities))
    first = shared.statements[0]
    bigger = dataclasses.replace(first.cells[0], agree=first.cells[0].agree + 20, seen=first.cells[0].seen + 20)
    lies: list[tuple[Capacities | Opinions, str]] = [
        (dataclasses.replace(shared, refused="too_few_groups"), "refused"),
        (_first(shared, agreement=0.9), "agree"),
        (_first(shared, side="rejected"), "side"),
        (_first(shared, cells=(bigger, *first.cells[1:])), "cells > counts"),
        (_first(shared, statement="s99"), "statement"),
        (dataclasses.replace(groups, sizes=(31, 16)), "sizes"),
        (dataclasses.replace(groups, figures={**groups.figures, "p_value": 0.4}), "reasons"),
        (dataclasses.replace(groups, reasons=("no_structure",)), "reasons"),
    ]
    for told, named in lies:
        kind = PARAMETERS["capacities" if isinstance(told, Capacities) else "opinions"]
        assert any(named in each for each in impossible(told, kind, counted(votes))), named
    assert impossible(shared, {"minimum": 1, "more": 2}, counted(votes)) == ("parameters",)


def _first(shared: Capacities, **changes: Any) -> Capacities:
    first, *others = shared.statements
    return dataclasses.replace(shared, statements=(dataclasses.replace(first, **changes), *others))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_minutes(meeting(camps(48), TWO), to=tmp_path_factory.mktemp("read") / "minutes.pdf").path


@pytest.mark.slow
def test_a_pdf_with_readings_holds_and_says_that_they_rest_on_their_digest(written: Path) -> None:
    found = verify(written)
    assert isinstance(found, Verification)
    assert found.problems == ()
    lines = {line.figure: (line.status, line.verifiability) for line in found.figures}
    assert lines == {"R1": ("holds", "A"), "R1K": ("digest_only", "C"), "R1G": ("digest_only", "C")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda readings: readings[0]["capacities"]["compared"].update(citizens=33), "result_digest"),
        (lambda readings: readings[1]["opinions"]["reasons"].append("no_structure"), "reading_differs"),
    ],
)
def test_a_reading_changed_is_caught(
    written: Path, tmp_path: Path, change: Callable[[list[dict[str, Any]]], None], code: str
) -> None:
    def tamper(pdf: Pdf) -> None:
        content = json.loads(attached(pdf, "minutes.json"))
        change(content["activities"][0]["frozen"]["readings"])
        attach(pdf, "minutes.json", dumps(loads(json.dumps(content))).encode())

    found = verify(changed(written, tmp_path / "read.pdf", tamper))
    assert isinstance(found, Verification)
    assert code in {problem.code for problem in found.problems if problem.figure in ("R1K", "R1G")}
