"""A published instrument gives the score its case worked by hand says, states its terms, and stands in any form."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from forms_by_hand import WALKS, form, survey
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.instrument_scales import scale_of
from analysis.scales import score
from surveys.instruments import absent, codes, library, load
from surveys.instruments.insertion import (
    LanguageNotOffered,
    alone,
    asked_in,
    fits,
    insert,
    next_version,
    without,
)
from surveys.instruments.instrument import Instrument
from surveys.instruments.scoring import score_of
from surveys.questionnaire import Questionnaire
from surveys.reading import read_workbook
from surveys.xlsform_writer import workbook_of
from surveys.xlsx_file import to_xlsx

BILINGUAL = form(
    survey(
        "begin group | you | Vous | You",
        "integer | age | Votre âge ? | How old are you?",
        "end group | | |",
        "text | sus_1 | Un mot ? | A word?",
        columns="type | name | label::Français (fr) | label::English (en)",
    )
)
FORMS = {"walks": form(WALKS), "bilingual": BILINGUAL, "sus": alone(load("sus"))}


def scored(instrument: Instrument, answers: list[int | None]) -> float | None:
    """The score of one person, by the scale a plan would hold."""
    (asked,) = asked_in(alone(instrument), [instrument])
    scale = scale_of(asked)
    items = pd.DataFrame([[np.nan if answer is None else float(answer) for answer in answers]], columns=asked.names)
    for item in scale.reversed_items:
        items[item] = scale.minimum + scale.maximum - items[item]
    found = score(items, scale)
    return None if found.empty else float(found.iloc[0])


@pytest.mark.parametrize("code", codes())
def test_an_instrument_scores_its_reference_case(code: str) -> None:
    instrument = load(code)
    assert scored(instrument, list(instrument.reference.answers)) == pytest.approx(instrument.reference.score)


@settings(max_examples=60)
@given(st.data())
def test_a_score_is_what_the_slow_way_gives(data: st.DataObject) -> None:
    instrument = data.draw(st.sampled_from(library()))
    answer = st.one_of(st.none(), st.integers(instrument.minimum, instrument.maximum))
    answers = data.draw(st.lists(answer, min_size=len(instrument.items), max_size=len(instrument.items)))
    expected = score_of(instrument, answers)
    assert scored(instrument, answers) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize("code", codes())
def test_an_instrument_states_its_terms_and_where_its_words_come_from(code: str) -> None:
    instrument = load(code)
    said = (instrument.licence, instrument.licence_seen, *(wording.source for wording in instrument.wordings.values()))
    assert instrument.citation
    assert all(sorted(text) == ["en", "fr"] and all(text.values()) for text in said)
    assert instrument.licence_checked_on <= date(2026, 11, 26)
    assert bool(instrument.altered_why) == instrument.altered
    assert len(instrument.choices) == instrument.maximum - instrument.minimum + 1
    not_seen = {language for language, wording in instrument.wordings.items() if wording.seen == "not_seen"}
    assert {*instrument.wordings} - {*instrument.languages} == not_seen
    assert not any(language in text for language in not_seen for text in (*instrument.items, *instrument.choices))


def test_what_is_not_shipped_says_why_and_has_no_file() -> None:
    assert not {one.code for one in absent()} & {*codes()}
    assert {one.code for one in absent() if one.kind == "not_shipped"} == {"swemwbs", "seips", "guess"}
    assert all(sorted(one.why) == ["en", "fr"] and all(one.why.values()) for one in absent())


def test_the_item_on_wishing_to_die_comes_with_a_procedure_and_only_in_one_instrument() -> None:
    with_safety = [instrument.code for instrument in library() if instrument.safety]
    assert with_safety == ["phq9"]
    assert load("phq8").items == load("phq9").items[:8]


def test_the_usability_scale_spans_0_to_100_and_a_blank_counts_as_the_middle() -> None:
    sus = load("sus")
    assert scored(sus, [5, 1] * 5) == pytest.approx(100)
    assert scored(sus, [1, 5] * 5) == pytest.approx(0)
    assert scored(sus, [3] * 10) == pytest.approx(50)
    assert scored(sus, [5, None] + [5, 1] * 4) == scored(sus, [5, 3] + [5, 1] * 4)


def test_the_well_being_index_goes_from_0_to_100_and_needs_every_answer() -> None:
    assert (scored(load("who5"), [0] * 5), scored(load("who5"), [5] * 5)) == (0, 100)
    assert scored(load("who5"), [5, 5, 5, 5, None]) is None


def test_an_unknown_instrument_is_said() -> None:
    with pytest.raises(KeyError):
        load("nothing")


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("code", codes())
def test_an_inserted_instrument_reads_back_clashes_with_nothing_and_can_be_taken_out(name: str, code: str) -> None:
    before, instrument = FORMS[name], load(code)
    places = [None, *(question.name for question in before.questions)]
    for after in places if fits(before, instrument) else ():
        made = insert(before, instrument, after)
        (group,) = {one.name for one in made.groups} - {one.name for one in before.groups}
        names = [*(one.name for one in made.questions), *(one.name for one in made.groups)]
        assert len(names) == len({one.lower() for one in names})
        assert Questionnaire.from_json(made.to_json()) == made
        assert without(made, group) == before


@pytest.mark.parametrize("name", FORMS)
def test_an_inserted_instrument_goes_through_a_workbook(name: str) -> None:
    made = insert(FORMS[name], load("sus"))
    assert read_workbook(to_xlsx(workbook_of(made)), "made.xlsx").questionnaire == made


def test_an_instrument_goes_after_every_group_its_place_stands_in() -> None:
    made = insert(BILINGUAL, load("phq2"), after="age")
    assert [question.name for question in made.questions] == ["age", "phq2_intro", "phq2_1", "phq2_2", "sus_1"]
    assert [group.name for group in made.groups] == ["you", "phq2"]


def test_names_step_aside_for_those_that_are_there() -> None:
    made = insert(BILINGUAL, load("sus"))
    assert made.groups[-1].name == "sus_2"
    assert [one.code for one in asked_in(made, library())] == ["sus_2"]


def test_an_instrument_is_refused_in_a_language_it_has_no_words_in() -> None:
    with pytest.raises(LanguageNotOffered):
        insert(BILINGUAL, load("who5"))


def test_an_instrument_is_found_only_while_it_is_asked_word_for_word() -> None:
    made = insert(BILINGUAL, load("phq9"))
    assert [one.instrument.code for one in asked_in(made, library())] == ["phq9"]
    altered = Questionnaire.from_json(made.to_json().replace("nul(le)", "nulle"))
    assert [one.instrument.code for one in asked_in(altered, library())] == ["phq2"]


@pytest.mark.parametrize(("version", "following"), [("1", "2"), ("2026-09", "2026-10"), ("spring", "spring-2")])
def test_a_version_has_a_next_one(version: str, following: str) -> None:
    assert next_version(version) == following
