"""What changed between two versions is named, and what breaks comparability is told apart from what does not."""

from __future__ import annotations

import pytest
from forms_by_hand import form, survey
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.change_kinds import CHANGE_KINDS
from surveys.changes import breaking, changes
from surveys.codebook import union
from surveys.questionnaire import Questionnaire

SURVEY = """
| survey | | | | | | | | |
| | type | name | label | hint | relevant | constraint | parameters | required |
| | begin group | walks | Your walks | | | | | |
| | integer | minutes | How many minutes a day? | Roughly | | . < 600 | | yes |
| | select_one scale | calm | I feel calm. | | ${minutes} > 0 | | | |
| | select_multiple ways | ways | How do you go out? | | | | | |
| | end group | | | | | | | |
| | range | ease | How easy is it? | | | | start=0 end=10 step=1 | |
| | text | remark | Anything else? | | | | | |
| choices | | | |
| | list_name | name | label |
| | scale | 1 | Never |
| | scale | 2 | Sometimes |
| | scale | 3 | Always |
| | ways | foot | On foot |
| | ways | bus | By bus |
"""
OLD = form(SURVEY)
MINUTES = "| | integer | minutes | How many minutes a day? | Roughly | | . < 600 | | yes |\n"
REMARK = "| | text | remark | Anything else? | | | | | |\n"


def altered(*swaps: tuple[str, str]) -> Questionnaire:
    text = SURVEY
    for before, after in swaps:
        assert before in text, before
        text = text.replace(before, after)
    return form(text)


def found(newer: Questionnaire) -> list[tuple[str, str, bool]]:
    return [(change.code, change.name, change.breaks) for change in changes(OLD, newer)]


CASES = {
    "added": ((REMARK, REMARK + "| | integer | age | Your age? | | | | | |\n"), ("added", "age", False)),
    "removed": ((REMARK, ""), ("removed", "remark", True)),
    "renamed": (("| remark |", "| last_word |"), ("renamed", "last_word", True)),
    "retyped": (("| text | remark", "| integer | remark"), ("retyped", "remark", True)),
    "reworded": (("Anything else?", "A last word?"), ("reworded", "remark", False)),
    "hint": (("Roughly", "As well as you can"), ("hint_changed", "minutes", False)),
    "unit": (("How many minutes a day?", "How many hours a day?"), ("unit_changed", "minutes", True)),
    "choice added": (
        ("| | ways | bus | By bus |\n", "| | ways | bus | By bus |\n| | ways | car | By car |\n"),
        ("choice_added", "ways", True),
    ),
    "choice removed": (("| | ways | bus | By bus |\n", ""), ("choice_removed", "ways", True)),
    "choice recoded": (("| ways | bus | By bus |", "| ways | b | By bus |"), ("choice_recoded", "ways", True)),
    "choice relabelled": (("| scale | 2 | Sometimes |", "| scale | 2 | Often |"), ("choice_relabelled", "calm", True)),
    "range": (("end=10", "end=5"), ("range_changed", "ease", True)),
    "relevance": (("${minutes} > 0", "${minutes} > 10"), ("relevance_changed", "calm", True)),
    "constraint": ((". < 600", ". < 60"), ("constraint_changed", "minutes", True)),
    "required": (("600 | | yes |", "600 | | |"), ("required_changed", "minutes", False)),
    "group": (("Your walks | | | |", "Your walks | | ${ease} > 1 | |"), ("relevance_changed", "walks", True)),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_named_and_said_to_break_or_not(case: str) -> None:
    swap, expected = CASES[case]
    assert found(altered(swap)) == [expected]


def test_a_version_compared_with_itself_has_no_change() -> None:
    assert found(form(SURVEY.replace("${minutes} > 0", "${minutes}>0"))) == []


def test_a_scale_turned_round_is_one_change() -> None:
    newer = altered(("1 | Never", "1 | Always"), ("3 | Always", "3 | Never"))
    assert found(newer) == [("scale_reversed", "calm", True)]


def test_the_same_choices_in_another_order_stay_comparable() -> None:
    rows = ("| | ways | foot | On foot |\n", "| | ways | bus | By bus |\n")
    assert found(altered(("".join(rows), "".join(reversed(rows))))) == [("choices_reordered", "ways", False)]


def test_one_question_that_moved_is_one_change() -> None:
    newer = altered((REMARK, ""), ("| | begin group |", REMARK + "| | begin group |"))
    assert found(newer) == [("reordered", "remark", False)]


def test_a_renamed_question_is_a_guess_only_when_it_is_the_only_one_alike() -> None:
    twins = altered((REMARK, REMARK.replace("remark", "one") + REMARK.replace("remark", "two")))
    assert found(twins) == [("added", "one", False), ("added", "two", False), ("removed", "remark", True)]


def test_a_translation_added_changes_nothing_for_those_who_answered() -> None:
    before = form("| survey |\n| | type | name | label::Français (fr) |\n| | text | a | Un mot ? |")
    after = form(
        "| survey |\n| | type | name | label::Français (fr) | label::English (en) |\n| | text | a | Un mot ? | Word? |"
    )
    assert [(one.code, one.breaks) for one in changes(before, after)] == [("translated", False)]


def test_words_before_and_after_are_those_of_the_language_the_questionnaire_falls_back_on() -> None:
    text = "| survey |\n| | type | name | label::English (en) | label::Français (fr) |\n"
    text += "| | text | a | A word? | Un mot ? |\n"
    text += "| settings |\n| | default_language |\n| | Français (fr) |"
    (change,) = changes(form(text), form(text.replace("A word?", "Words?").replace("Un mot ?", "Des mots ?")))
    assert (change.before, change.after) == ("Un mot ?", "Des mots ?")


def test_only_what_touches_the_questions_watched_breaks_them() -> None:
    newer = altered(CASES["range"][0], CASES["choice removed"][0], CASES["group"][0])
    assert [one.code for one in breaking(changes(OLD, newer), ["ease"])] == ["range_changed"]
    assert [one.code for one in breaking(changes(OLD, newer), ["calm"])] == ["relevance_changed"]


def test_a_rename_is_watched_under_both_names() -> None:
    newer = altered(CASES["renamed"][0])
    both = [[one.code for one in breaking(changes(OLD, newer), [name])] for name in ("remark", "last_word")]
    assert both == [["renamed"], ["renamed"]]


def test_a_renamed_column_is_never_merged_and_a_choice_that_is_gone_says_which_versions_offered_it() -> None:
    newer = altered(CASES["renamed"][0], CASES["choice removed"][0])
    book = union([OLD, newer])
    assert (book.variable("remark").versions, book.variable("last_word").versions) == ((OLD.digest,), (newer.digest,))
    offered = {name: tuple(versions) for name, versions in book.variable("ways").offered.items()}
    assert offered == {"foot": (OLD.digest, newer.digest), "bus": (OLD.digest,)}


@settings(max_examples=40)
@given(st.lists(st.sampled_from(sorted(CASES)), unique=True, max_size=4))
def test_versions_differ_exactly_when_something_is_named(cases: list[str]) -> None:
    text = SURVEY
    for case in cases:
        text = text.replace(*CASES[case][0])
    newer = form(text)
    assert bool(changes(OLD, newer)) == (newer != OLD)
    assert bool(changes(newer, OLD)) == (newer != OLD)


def test_every_kind_says_what_to_do_in_both_languages() -> None:
    for kind in CHANGE_KINDS.values():
        assert all(sorted(text) == ["en", "fr"] for text in (kind.what, kind.remedy, kind.why or kind.what))


def test_codes_under_the_same_words_are_recoded_only_where_one_gave_way_to_one() -> None:
    choices = "\n| choices | | | |\n| | list_name | name | label |\n"
    one, other = (
        form(
            survey("select_one l | a | A") + choices + "".join(f"| | l | {name} | {label} |\n" for name, label in rows)
        )
        for rows in (
            (("y", "Yes"), ("n", "No"), ("p", "Maybe"), ("q", "Maybe")),
            (("1", "Yes"), ("0", "Never"), ("2", "Maybe")),
        )
    )
    assert [(change.code, change.before, change.after) for change in changes(one, other)] == [
        ("choice_recoded", "y = Yes", "1 = Yes"),
        ("choice_removed", "n = No", ""),
        ("choice_removed", "p = Maybe", ""),
        ("choice_removed", "q = Maybe", ""),
        ("choice_added", "", "0 = Never"),
        ("choice_added", "", "2 = Maybe"),
    ]
