"""Minutes: what they say, what they never show, and what verification catches."""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import meeting_by_hand as by_hand
import page
import pytest
from forgery import attach, attached, changed, repaint
from pikepdf import Pdf
from tagged import spoken_faults

from analysis import frozen_json
from analysis.deliberation.recompute import MOST_JUDGEMENTS, discrepancies
from livinglab.commands import verify as command
from reports import pages, pdf, typesetting
from reports.minutes.document import document
from reports.minutes.pdf import write_minutes
from reports.minutes.value import Activity, Minutes, Word, dumps, loads
from reports.verdict import Verification
from reports.verification import verify

slow = pytest.mark.slow


def printed(minutes: Minutes) -> str:
    return "\n".join(said.text for said in document(minutes).said())


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_minutes(by_hand.minutes(), to=tmp_path_factory.mktemp("minutes") / "minutes.pdf").path


def found_in(path: Path) -> set[tuple[str, str]]:
    found = verify(path)
    assert isinstance(found, Verification)
    return {(problem.code, problem.figure) for problem in found.problems}


def tampered(path: Path, to: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy whose attached minutes were changed, and whose manifest was mended to agree."""

    def tamper(pdf: Pdf) -> None:
        content = json.loads(attached(pdf, "minutes.json"))
        change(content)
        minutes = loads(json.dumps(content))
        attach(pdf, "minutes.json", dumps(minutes).encode())
        manifest = json.loads(attached(pdf, "manifest.json"))
        manifest["minutes"] = minutes.digest
        attach(pdf, "manifest.json", json.dumps(manifest).encode())

    return changed(path, to, tamper)


def test_minutes_are_read_back_as_they_were_written() -> None:
    for made in (by_hand.minutes(), by_hand.empty(), by_hand.crowded()):
        assert loads(dumps(made)) == made


def test_hidden_words_are_counted_and_their_place_is_kept() -> None:
    held = by_hand.activities()[1]
    hidden = dataclasses.replace(held, words=(Word(held.words[0].subject, hidden=True), *held.words[1:]), hidden=3)
    said = printed(dataclasses.replace(by_hand.empty(), activities=(hidden,)))
    assert "1. [mots masqués par l’équipe]" in said
    assert "3 contributions ont été masquées par l’équipe" in said
    assert by_hand.IDEAS[0] not in said


def test_a_result_always_says_conflict_beside_support_and_what_it_does_not_say() -> None:
    said = printed(dataclasses.replace(by_hand.empty(), activities=(by_hand.activities()[2],)))
    assert "Conflit, de 0 à 1" in said
    assert "conflit\u00a0: 0,86" in said
    assert "la salle est coupée en deux" in said


def test_what_waits_follows_from_what_was_decided_and_what_was_not() -> None:
    said = printed(by_hand.minutes())
    assert "Écrire les exigences de la décision D2" in said
    assert "lever les objections à « Une navette" in said
    assert "Reprendre l’activité 8" in said
    assert "Aucun désaccord n’a été noté." in said


def test_a_decision_that_rests_on_an_earlier_result_says_so() -> None:
    made = by_hand.minutes()
    first = dataclasses.replace(made.decisions[0], rests_on="sha256:" + "0" * 64)
    assert "résultat antérieur" in printed(dataclasses.replace(made, decisions=(first,)))


def test_an_empty_session_says_that_nothing_happened() -> None:
    said = printed(by_hand.empty("en"))
    assert "No decision was recorded from this session." in said
    assert "Nobody joined." in said
    assert "Nothing is waiting." in said


@pytest.mark.parametrize("held", by_hand.activities()[:7], ids=lambda held: held.frozen.method)
def test_each_method_gives_its_result_again_from_its_counts(held: Activity) -> None:
    frozen = held.frozen
    assert frozen is not None
    assert discrepancies(frozen.method, frozen.parameters, frozen.counts, frozen.result) == ()


def test_a_result_is_computed_again_with_its_own_parameters() -> None:
    frozen = by_hand.activities()[2].frozen
    assert frozen is not None
    found = discrepancies("statements", {"confidence": 0.9}, frozen.counts, frozen.result)
    assert found[0] == "parameters: {'confidence': 0.9} ≠ {'confidence': 0.95}"
    assert any(place.startswith("standings[1].low") for place in found)


@pytest.mark.parametrize(
    ("method", "parameters", "people"),
    [
        ("tarot", {}, 1),
        ("statements", {}, 1),
        ("statements", {"confidence": 7.0}, 1),
        ("majority_judgment", {"grades": 10**9}, 1),
        ("dots", {}, MOST_JUDGEMENTS + 1),
        ("dots", {}, -1),
    ],
)
def test_what_no_session_gives_is_refused_with_a_reason(method: str, parameters: dict[str, Any], people: int) -> None:
    counts = by_hand.counts(1, 1, [(1, "dots", 1, people)])
    given = by_hand.frozen("dots", counts).result
    assert len(discrepancies(method, parameters, counts, given)) == 1


@slow
@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_minutes_are_archivable_and_accessible(meeting: Path, profile: str) -> None:
    assert [failure.message for failure in page.validate_pdf(str(meeting), profile=profile).failures] == []


@slow
def test_minutes_are_read_aloud_in_order(meeting: Path) -> None:
    """Arabic letters are drawn of several glyphs: those that say nothing by themselves all stand for a joiner."""
    assert [message for message in spoken_faults(meeting) if "U+200D" not in message] == []


@slow
def test_untouched_minutes_hold_and_each_result_has_a_line(meeting: Path) -> None:
    found = verify(meeting)
    assert isinstance(found, Verification)
    assert (found.problems, found.exit_code, found.redrawn) == ((), 0, True)
    assert [line.figure for line in found.figures] == [f"R{place}" for place in range(1, 8)]
    assert command.as_json(found)["holds"] is True


@slow
def test_the_command_answers_by_its_exit_code_and_in_json(
    meeting: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def one_more(content: dict[str, Any]) -> None:
        content["activities"][1]["frozen"]["counts"]["rows"][0]["people"] += 1

    cut = tmp_path / "cut.pdf"
    cut.write_bytes(meeting.read_bytes()[:5000])
    files = (meeting, tampered(meeting, tmp_path / "count.pdf", one_more), cut)
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    codes, answers = [], []
    for file in files:
        codes.append(command.run(parser.parse_args([str(file), "--json"])))
        answers.append(json.loads(capsys.readouterr().out))
    assert codes == [0, 1, 2]
    assert [(answer["holds"], answer["readable"]) for answer in answers] == [
        (True, True),
        (False, True),
        (False, False),
    ]
    assert {"figure": "R2", "class": "A", "status": "differs"} in answers[1]["figures"]
    assert {"figure": "R3", "class": "A", "status": "holds"} in answers[1]["figures"]


@slow
@pytest.mark.parametrize("made", [by_hand.empty("en"), by_hand.crowded("en")], ids=["empty", "sixty"])
def test_minutes_hold_whatever_the_size_of_the_session(made: Minutes, tmp_path: Path) -> None:
    assert found_in(write_minutes(made, to=tmp_path / "minutes.pdf").path) == set()


def of_ideas(*texts: str) -> Minutes:
    """Minutes whose annex holds these ideas in a table of dots."""
    rows = [(place, "dots", 1, place) for place in range(1, len(texts) + 1)]
    held = by_hand.activity("Idées", "Quoi ?", "dots", by_hand.counts(len(texts), 9, rows), list(texts))
    return dataclasses.replace(by_hand.empty(), activities=(held,))


def test_only_a_word_too_long_for_its_column_may_be_broken_anywhere() -> None:
    page = typesetting.html(document(of_ideas("Une navette pour le marché", "x" * 40)))
    assert re.findall(r'class="[^"]*\blong">([^<]*)', page) == ["1. " + "x" * 40]


@slow
def test_the_longest_words_called_short_are_set_alike_whether_or_not_they_may_be_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = document(of_ideas("W" * 15, " ".join(["W" * 15] * 9)))
    kept_whole = pdf.painted(made)
    monkeypatch.setattr(typesetting, "_WIDEST_WORD", 0)
    assert pdf.painted(made) == kept_whole


@slow
def test_equal_minutes_give_identical_bytes(meeting: Path, tmp_path: Path) -> None:
    again = write_minutes(by_hand.minutes(), to=tmp_path / "again.pdf").path
    assert again.read_bytes() == meeting.read_bytes()


@slow
def test_one_count_changed_is_caught(meeting: Path, tmp_path: Path) -> None:
    def one_more(content: dict[str, Any]) -> None:
        content["activities"][1]["frozen"]["counts"]["rows"][0]["people"] += 1

    found = found_in(tampered(meeting, tmp_path / "count.pdf", one_more))
    assert {("counts_digest", "R2"), ("result_differs", "R2")} <= found


@slow
def test_one_count_changed_is_caught_even_with_its_digest_mended(meeting: Path, tmp_path: Path) -> None:
    def one_more(content: dict[str, Any]) -> None:
        frozen = content["activities"][1]["frozen"]
        frozen["counts"]["rows"][0]["people"] += 1
        frozen["input_digest"] = frozen_json.digest(loads_counts(frozen["counts"]))

    found = found_in(tampered(meeting, tmp_path / "count.pdf", one_more))
    assert ("result_differs", "R2") in found
    assert ("counts_digest", "R2") not in found


def loads_counts(content: dict[str, Any]) -> object:
    rows = tuple(by_hand.Count(**row) for row in content["rows"])
    return by_hand.Counts(tuple(content["subjects"]), content["people"], rows)


@slow
def test_one_result_changed_is_caught(meeting: Path, tmp_path: Path) -> None:
    def praise(content: dict[str, Any]) -> None:
        content["activities"][2]["frozen"]["result"]["standings"][0]["figures"]["conflict"] = 0.0

    found = found_in(tampered(meeting, tmp_path / "result.pdf", praise))
    assert {("result_differs", "R3"), ("result_digest", "R3"), ("text_changed", "R3")} <= found


@slow
def test_another_method_named_is_caught(meeting: Path, tmp_path: Path) -> None:
    def rename(content: dict[str, Any]) -> None:
        content["activities"][1]["frozen"]["method"] = "nothing"

    found = found_in(tampered(meeting, tmp_path / "method.pdf", rename))
    assert {("method_named_twice", "R2"), ("result_differs", "R2")} <= found


@slow
def test_one_printed_number_changed_is_caught(meeting: Path, tmp_path: Path) -> None:
    page_of = next(i for i, text in enumerate(texts_of(meeting)) if "conflit\u00a0: 0,86" in text)
    forged = changed(meeting, tmp_path / "number.pdf", lambda pdf: repaint(pdf, page_of, "0,86", "0,26"))
    assert ("text_changed", "R3") in found_in(forged)


@slow
def test_words_of_another_edition_are_neither_confirmed_nor_called_an_alteration(meeting: Path, tmp_path: Path) -> None:
    def from_elsewhere(pdf: Pdf) -> None:
        said = json.loads(attached(pdf, "manifest.json"))
        assert said.pop("edition").startswith("sha256:")
        attach(pdf, "manifest.json", json.dumps(said).encode())
        repaint(pdf, page_of, "0,86", "0,26")

    page_of = next(i for i, text in enumerate(texts_of(meeting)) if "conflit\u00a0: 0,86" in text)
    found = verify(changed(meeting, tmp_path / "elsewhere.pdf", from_elsewhere))
    assert isinstance(found, Verification)
    assert (found.holds, found.exit_code, found.problems) == (False, 3, ())
    [strange] = found.strange
    assert strange.number.startswith("0,26")  # the page glues the next cell to it


def texts_of(path: Path) -> list[str]:
    return [text.body for text in pages.texts(pages.open_checked(path.read_bytes()))]


@slow
def test_a_word_of_a_decision_changed_is_caught_and_names_it(meeting: Path, tmp_path: Path) -> None:
    page_of = next(i for i, text in enumerate(texts_of(meeting)) if "Prise le" in text)
    forged = changed(meeting, tmp_path / "word.pdf", lambda pdf: repaint(pdf, page_of, "Deux", "Duex"))
    found = verify(forged)
    assert isinstance(found, Verification)
    assert found.exit_code == 1


@slow
def test_minutes_that_cannot_be_read_are_told_apart_from_no_minutes(meeting: Path, tmp_path: Path) -> None:
    broken = changed(meeting, tmp_path / "broken.pdf", lambda pdf: attach(pdf, "minutes.json", b"{}"))
    assert found_in(broken) == {("minutes_unreadable", "")}
    text = tmp_path / "text.pdf"
    text.write_text("Compte rendu")
    assert verify(text).exit_code == 2


@slow
def test_hostile_words_print_as_words(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> {{7*7}} \u202e\"'&; 👩‍🦽 {x} %s الوحدة 你好 שלום Ωμέγα"
    held = by_hand.activity("Idées", hostile, "dots", by_hand.counts(1, 1, [(1, "dots", 1, 1)]), [hostile])
    made = dataclasses.replace(by_hand.empty(), session=hostile, activities=(held,), place=hostile)
    path = write_minutes(made, to=tmp_path / "hostile.pdf").path
    assert found_in(path) == set()
    assert [failure.message for failure in page.validate_pdf(str(path), profile="3a").failures] == []
