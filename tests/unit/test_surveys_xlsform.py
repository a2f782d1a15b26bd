"""From sheets to a questionnaire, and every reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_by_hand import WALKS, YES_NO, codes, form, problems, survey
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.expressions.parser import parse
from surveys.expressions.tree import Call, Self, Value
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group
from surveys.reading import read_workbook
from surveys.values import Missing
from surveys.workbook import Row, Sheet, Workbook
from surveys.xlsform import read_form
from surveys.xlsform.type_words import read_type

EVERY_TYPE = Path(__file__).parents[1] / "questionnaires" / "every_type.md"
EXPRESSIONS = "type | name | label | relevant | constraint | calculation | required | default"


def only(markdown: str) -> Problem:
    found = problems(markdown)
    assert len(found) == 1, [problem.code for problem in found]
    return found[0]


def test_a_group_is_a_page_and_questions_outside_groups_share_one() -> None:
    questionnaire = form(
        survey("text | a | A", "note | b | B", "begin group | g | G", "text | c | C", "end group", "text | d | D")
    )
    assert [(page.code, [question.name for question in page.questions]) for page in questionnaire.pages()] == [
        ("a", ["a", "b"]),
        ("g", ["c"]),
        ("d", ["d"]),
    ]


def test_a_group_inside_a_group_stays_on_the_page_of_the_outer_one() -> None:
    questionnaire = form(
        survey("begin group | g | G", "text | a | A", "begin_group | h | H", "text | b | B", "end_group", "end group")
    )
    assert [page.code for page in questionnaire.pages()] == ["g"]
    assert questionnaire.question("b").groups == ("g", "h")


def test_calculations_have_no_place_on_a_page() -> None:
    questionnaire = form(
        survey(
            "text | a | A |", "calculate | b | | 1 + 1", "text | c | C |", columns="type | name | label | calculation"
        )
    )
    assert [question.name for question in questionnaire.pages()[0].questions] == ["a", "c"]


def test_a_version_is_known_by_its_content() -> None:
    assert form(WALKS).digest == form(WALKS).digest
    assert form(WALKS).digest != form(WALKS.replace("Your walks", "Our walks")).digest


def test_a_version_read_back_from_its_json_is_the_same() -> None:
    questionnaire = form(WALKS)
    assert Questionnaire.from_json(questionnaire.to_json()) == questionnaire
    assert Questionnaire.from_json(questionnaire.to_json()).digest == questionnaire.digest


def test_a_list_no_question_offers_does_not_change_the_version() -> None:
    assert form(WALKS).digest == form(WALKS + "|         | unused    | x    | X       |\n").digest


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("label::Français (fr)", "fr"),
        ("label::fr", "fr"),
        ("Label :: French", "fr"),
        ("label:French", "fr"),
        ("label::Kirundi", "x-kirundi"),
        ("LABEL", "und"),
    ],
)
def test_a_label_column_names_its_language(title: str, code: str) -> None:
    questionnaire = form(survey("text | a | Bonjour", columns=f"type | name | {title}"))
    assert questionnaire.question("a").label == {code: "Bonjour"}
    assert (questionnaire.default_language, questionnaire.languages) == (code, (code,))


def test_the_settings_give_title_version_and_default_language() -> None:
    settings = """
| settings | | | | |
| | form_title | form_id | version | default_language |
| | Mes sorties | sorties | 7 | Français (fr) |
"""
    columns = "type | name | label::English (en) | label::Français (fr)"
    questionnaire = form(survey("text | a | Hello | Bonjour", columns=columns) + settings)
    assert (questionnaire.form_id, questionnaire.version, questionnaire.title) == (
        "sorties",
        "7",
        {"fr": "Mes sorties"},
    )
    assert (questionnaire.default_language, questionnaire.languages) == ("fr", ("fr", "en"))
    assert questionnaire.language_names == {"fr": "Français", "en": "English"}


@pytest.mark.parametrize(
    ("alias", "column"),
    [("relevance", "relevant"), ("Constraint Message", "constraint_message"), ("required message", "required_message")],
)
def test_the_other_names_of_a_column_are_understood(alias: str, column: str) -> None:
    questionnaire = form(survey("text | a | A | 1 = 1", columns=f"type | name | label | {alias}"))
    read = getattr(questionnaire.question("a"), column)
    assert (getattr(read, "source", None) or read["und"]) == "1 = 1"


@pytest.mark.parametrize(
    ("word", "required"),
    [
        *((word, True) for word in ("yes", "TRUE", "true()", "Oui", "VRAI", "x", "Required")),
        *((word, False) for word in ("no", "FAUX", "non", "")),
    ],
)
def test_required_is_said_in_several_ways(word: str, required: bool) -> None:
    questionnaire = form(survey(f"text | a | A | {word}", columns="type | name | label | required"))
    assert (questionnaire.question("a").required is not None) == required


def test_choices_keep_their_order_and_numbers_are_names() -> None:
    table = "| choices | | | |\n| | list name | name | label |\n| | l | 2 | Two |\n| | l | 1 | One |"
    questionnaire = form(survey("select one l | a | A") + "\n" + table)
    assert questionnaire.choices == {"l": (Choice("2", {"und": "Two"}), Choice("1", {"und": "One"}))}


def test_soft_answers_come_from_the_row_else_from_the_settings() -> None:
    settings = "\n| settings | |\n| | missing_options |\n| | declined |"
    questionnaire = form(
        survey("text | a | A | dont_know", "text | b | B |", columns="type | name | label | missing_options") + settings
    )
    assert questionnaire.question("a").missing_options == (Missing.DONT_KNOW,)
    assert questionnaire.question("b").missing_options == (Missing.DECLINED,)


def test_a_range_has_its_numbers() -> None:
    questionnaire = form(
        survey("range | a | A | start=1 end=7 step=0.5", "range | b | B |", columns="type | name | label | parameters")
    )
    assert questionnaire.question("a").parameters == {"start": 1.0, "end": 7.0, "step": 0.5}
    assert questionnaire.question("b").parameters == {"start": 1.0, "end": 10.0, "step": 1.0}


def test_a_default_is_a_value_unless_it_refers_or_calls() -> None:
    columns = "type | name | label | default"
    questionnaire = form(survey("text | a | A | 3 - 1 = 2", "date | b | B | today()", columns=columns))
    assert [question.default.source for question in questionnaire.questions if question.default] == [
        "'3 - 1 = 2'",
        "today()",
    ]


def test_a_sound_form_has_no_problem() -> None:
    assert codes(WALKS) == []


CHOICES = survey("select_one l | a | A") + "\n| choices | | | |\n| | list_name | name | label |\n"
SEVERAL = CHOICES.replace("select_one", "select_multiple")
FILTERED = "type | name | label | choice_filter"
LOOKS = "type | name | label | appearance"

REFUSED = {
    "type_unknown": survey("txet | a | A", "text | b | B"),
    "type_unheard": survey("wxyz | a | A", "text | b | B"),
    "type_meant": survey("signature | a | A", "text | b | B"),
    "type_missing": survey(" | a | A", "text | b | B"),
    "type_dialect": survey("text | a | A", "rank__level | b | B"),
    "name_missing": survey("text |  | A", "text | b | B"),
    "name_bad": survey("text | 2 a | A", "text | b | B"),
    "name_duplicate": survey("text | a | A", "text | a | B"),
    "group_unclosed": survey("begin group | g | G", "text | a | A"),
    "group_end_extra": survey("text | a | A", "end group"),
    "group_end_mismatch": survey("begin group | g | G", "text | a | A", "end repeat"),
    "choice_list_unknown": survey("select_one yesno | a | A") + YES_NO,
    "choice_list_missing": survey("select_one | a | A", "text | b | B"),
    "choice_unnamed": CHOICES + "| | l | x | X |\n| | l |  | Y |",
    "choice_name_spaced": SEVERAL + "| | l | x y | X |",
    "choice_duplicate": CHOICES + "| | l | x | X |\n| | l | x | Y |",
    "or_other_filtered": survey("select_one yes_no or_other | a | A | 1 = 1", columns=FILTERED) + YES_NO,
    "search_unread": survey("select_one yes_no | a | A | search()", columns=LOOKS) + YES_NO,
    "parameters_bad": survey("range | a | A | start=5 end=1", columns="type | name | label | parameters"),
    "parameter_value_bad": survey("audio | a | A | quality=loud", columns="type | name | label | parameters"),
    "parameter_seed_alone": survey("select_one yes_no | a | A | seed=42", columns="type | name | label | parameters")
    + YES_NO,
    "missing_option_unknown": survey("text | a | A | maybe", columns="type | name | label | missing_options"),
    "calculation_missing": survey("text | a | A", "calculate | b |"),
    "reference_unknown": survey("text | a | A | ${ab} = 1", columns=EXPRESSIONS),
    "reference_ambiguous": survey(
        "text | a | A | ", "begin group | g | G | ", "text | a | A | ", "end group", "note | b | ${a} | "
    ),
    "expression_dialect": survey("calculate | a | | | | duration()", "text | b | B", columns=EXPRESSIONS),
    "expression_dialect_instead": survey("text | a | A | count-if(${b}, 1)", "text | b | B", columns=EXPRESSIONS),
    "instance_dialect": survey(
        "calculate | a | | | | instance('contact-summary')/context/age", "text | b | B", columns=EXPRESSIONS
    ),
    "expression_written_otherwise": survey("text | a | A | ${b} == 1", "text | b | B", columns=EXPRESSIONS),
    "expression_function_elsewhere": survey("text | a | A | username() = 1", columns=EXPRESSIONS),
    "circular": survey("text | a | A | ${b} = 1", "text | b | B | ${a} = 1", columns=EXPRESSIONS),
    "expression_value_at_end": survey("text | a | A | 1 +", columns=EXPRESSIONS),
    "column_missing": survey("text | A", columns="type | label"),
    "column_twice": survey("text | a | A | B", columns="type | name | label | label"),
    "sheet_missing": survey("select_one a | a | A"),
    "survey_empty": survey(),
}


@pytest.mark.parametrize("code", REFUSED)
def test_an_error_is_named_and_keeps_the_form_out(code: str) -> None:
    found = [problem for problem in problems(REFUSED[code]) if problem.code == code]
    assert [(problem.code, problem.severity) for problem in found][:1] == [(code, "error")]


SETTINGS = "\n| settings | | |\n| | default_language | public_key |\n"

WARNED = {
    "survey_unasked": survey("calculate | a | | | | 1", columns=EXPRESSIONS),
    "column_unknown": survey("text | a | A | x", columns="type | name | label | lable"),
    "columns_kept": survey("text | a | A | x", columns="type | name | label | chapter"),
    "column_label_missing": survey("text | a", columns="type | name"),
    "row_without_type": survey("text | a | A | ", " | | | no", columns="type | name | label | required"),
    "rows_disabled": survey("text | a | A | ", "text | b | B | yes", columns="type | name | label | disabled"),
    "property_empty": survey("text | a | A | property('email') = ''", columns=EXPRESSIONS),
    "last_saved_empty": survey("text | a | A | ${last-saved#a} = ''", columns=EXPRESSIONS),
    "function_not_in_the_field": survey("text | a | A | /data/*[last()] = 1", columns=EXPRESSIONS),
    "device_empty": survey("text | a | A |", "username | user |"),
    "metadata_ignored": survey("text | a | A", "simserial | d |"),
    "recording_dialect": survey("text | a | A", "text audit | d |"),
    "names_again": survey(
        "text | a | A",
        "begin group | g | G",
        "text | a | B",
        "end group",
        "begin group | h | H",
        "text | a | C",
        "end group",
    ),
    "name_again": survey("text | a | A", "begin group | g | G", "text | a | B", "end group"),
    "label_missing": survey("text | a | "),
    "translation_missing": survey("text | a | A | ", "text | b | B | B", columns="type | name | label::fr | label::en"),
    "labels_missing": survey("text | a | ", "text | b | "),
    "translations_missing": survey("text | a | A | ", "text | b | B | ", columns="type | name | label::fr | label::en"),
    "language_unknown": survey("text | a | A", columns="type | name | label::fr") + SETTINGS + "| | de | |",
    "encryption_ignored": survey("text | a | A") + SETTINGS + "| | | MIIB |",
    "group_empty": survey("text | a | A", "begin group | g | G", "end group"),
    "appearance_slip": survey("date | a | A | no-calender", columns=LOOKS),
    "appearance_parameter": survey("geopoint | a | A | capture-accuracy=10", columns=LOOKS),
    "appearance_unknown": survey("text | a | A | blue", columns=LOOKS),
    "appearance_likert": survey("integer | a | A | likert", columns=LOOKS),
    "appearance_dialect": survey("text | a | A | custom-map(zoom=3)", columns=LOOKS),
    "appearance_external": survey("text | a | A | ex:org.scan(code='1')", columns=LOOKS),
    "parameters_ignored": survey("text | a | A | colour=3", columns="type | name | label | parameters"),
    "choice_list_unnamed": CHOICES + "| | l | x | X |\n| |  | y | Y |",
    "choice_lists_unused": CHOICES + "| | l | x | X |\n| | m | y | Y |",
    "choice_label_missing": CHOICES + "| | l | x | X |\n| | l | y |  |",
    "choice_labels_missing": CHOICES + "| | l | x |  |\n| | l | y |  |",
    "choice_again": CHOICES + "| | l | x | X |\n| | l | x | X |",
    "choice_name_spaces": CHOICES + "| | l | x y | X |",
    "file_awaited": survey("select_one_from_file cities.csv | a | A"),
    "files_awaited": survey("text | a | A | a.png", "text | b | B | b.png", columns="type | name | label | image"),
    "or_other_unnamed": survey("select_one yes_no or_other | a | A") + YES_NO,
    "or_other_untranslated": survey("select_one yes_no or_other | a | A", columns="type | name | label::uk")
    + YES_NO.replace("label", "label::uk"),
    "sheet_ignored": survey("text | a | A") + "\n| notes | |\n| | to do |",
    "sheet_guessed": survey("text | a | A").replace("| survey |", "| Sheet1 |"),
    "entities_ignored": survey("text | a | A") + "\n| entities | |\n| | dataset |\n| | trees |",
}


@pytest.mark.parametrize("code", WARNED)
def test_a_warning_is_named_and_keeps_nothing_out(code: str) -> None:
    problem = only(WARNED[code])
    assert (problem.code, problem.severity) == (code, "warning")


def test_a_problem_knows_its_sheet_row_column_and_value() -> None:
    problem = only(survey("text | a | A", "txet | b | B"))
    assert (problem.sheet, problem.row, problem.column, problem.header, problem.value) == (
        "survey",
        4,
        "B",
        "type",
        "txet",
    )


def test_an_unknown_type_suggests_the_nearest() -> None:
    assert only(survey("text | a | A", "intger | b | B")).remedy("en").startswith("Did you mean “integer”?")


@pytest.mark.parametrize(
    ("cell", "instead"),
    [
        ("Signature", "type = image, appearance = signature"),
        ("checkbox ways", "type = select_multiple ways"),
        ("short text", "type = text"),
        ("select_one_other ways", "type = select_one ways or_other"),
        ("choix unique", "type = select_one …"),
        ("section", "type = begin group"),
    ],
)
def test_what_other_programs_call_a_type_is_said_in_xlsform(cell: str, instead: str) -> None:
    problem = only(survey("text | a | A", f"{cell} | b | B"))
    assert (problem.code, problem.remedy("en")) == ("type_meant", f"Please write instead: {instead}.")


@pytest.mark.parametrize(("word", "meant"), [("no-calender", "no-calendar"), ("multi_line", "multiline")])
def test_an_appearance_with_a_slip_suggests_the_nearest(word: str, meant: str) -> None:
    problem = only(survey(f"text | a | A | {word}", columns=LOOKS))
    assert problem.remedy("en") == f"Perhaps write “{meant}”; else nothing to do."


def test_a_type_like_no_other_is_told_the_types_there_are() -> None:
    problem = only(survey("text | a | A", "wxyz | b | B"))
    assert problem.remedy("en").startswith("Choose a type we know: text, integer")


@pytest.mark.parametrize(("type_", "dialect"), [("db:person", "Community Health Toolkit"), ("enumerator", "SurveyCTO")])
def test_a_type_of_another_vendor_is_named_as_such(type_: str, dialect: str) -> None:
    assert f"belongs to {dialect}" in only(survey("text | a | A", f"{type_} | b | B")).what("en")


DEFAULT_TWICE = survey(
    "text | a | Old | Bonjour", "text | b | Only this |", columns="type | name | label | label::Français (fr)"
)


def test_words_without_language_give_way_to_those_of_the_default_language() -> None:
    read = form(DEFAULT_TWICE + SETTINGS + "| | Français (fr) | |")
    assert [one.label for one in read.questions] == [{"fr": "Bonjour"}, {"fr": "Only this"}]


def test_two_labels_of_the_default_language_are_told_where_they_differ() -> None:
    problem = only(DEFAULT_TWICE + SETTINGS + "| | Français (fr) | |")
    assert (problem.code, problem.severity, problem.column, problem.header) == (
        "column_older_name",
        "warning",
        "D",
        "label",
    )
    assert problem.facts["name"] == "label::Français (fr)"


@pytest.mark.parametrize(
    ("title", "column"),
    [("Libellé", "label"), ("obligatoire", "required"), ("Condition", "relevant"), ("show_if", "relevant")],
)
def test_a_title_in_other_words_is_told_the_column_it_asks_for(title: str, column: str) -> None:
    told = [one for one in problems(survey("text | a | A", columns=f"type | name | {title}")) if one.header == title]
    assert [(one.code, one.facts["suggestion"]) for one in told] == [("column_unknown", column)]


def test_a_title_in_other_words_is_a_note_where_the_column_is_there() -> None:
    assert codes(survey("text | a | A | b", columns="type | name | label | question")) == ["columns_kept"]


def test_choices_in_french_titles_are_told_the_titles_there_are() -> None:
    choices = "\n| choices | | | |\n| | list_name | code | libellé |\n| | l | x | X |"
    told = [one for one in problems(survey("select_one l | a | A") + choices) if one.code == "column_unknown"]
    assert [(one.header, one.facts["suggestion"]) for one in told] == [("code", "name"), ("libellé", "label")]


def test_two_words_of_a_type_are_one() -> None:
    assert [one.type for one in form(survey("geo point | a | A", "bar code | b | B")).questions] == [
        "geopoint",
        "barcode",
    ]


def test_a_reference_in_a_label_is_checked_too() -> None:
    problem = only(survey("text | name | Name", "note | b | Hello ${nmae}"))
    assert problem.what("en") == "“${nmae}” refers to no question."
    assert problem.remedy("en") == "Please either correct this name or add the question; the nearest name is “name”."


def test_what_refers_to_a_row_that_is_an_error_is_not_another_error() -> None:
    assert codes(survey("txet | g | G", "text | a | A | ${g} = 1", columns=EXPRESSIONS)) == ["type_unknown"]


def test_both_missing_sheets_are_reported() -> None:
    found = {(problem.code, problem.sheet) for problem in problems("| notes | |\n| | hello |")}
    assert found == {("sheet_missing", "survey"), ("sheet_missing", "choices"), ("sheet_ignored", "notes")}


def test_a_missing_choices_sheet_is_reported_once_whatever_the_number_of_lists() -> None:
    assert codes(survey("select_one a | a | A", "select_one b | b | B")) == ["sheet_missing"]


def test_all_problems_of_a_form_are_reported_together_in_the_order_of_the_rows() -> None:
    found = problems(survey("txet | a | A | ", "text | b c | B | ", "text | d | D | 1 +", columns=EXPRESSIONS))
    assert [(problem.row, problem.code) for problem in found] == [
        (3, "type_unknown"),
        (4, "name_bad"),
        (5, "expression_value_at_end"),
    ]


def test_rows_that_miss_the_same_languages_are_told_together() -> None:
    rows = [f"text | q{number} | Q | " for number in range(10)]
    problem = only(survey(*rows, columns="type | name | label::fr | label::en"))
    assert problem.what("en") == "10 label cells are not translated into: en (rows 3, 4, 5, 6, 7, 8, 9, 10, …)."


FUEL = """
| choices | | | | |
| | list_name | name | label::fr | label::en |
| | fuel | gas | Gaz | Gas |
"""


def test_or_other_adds_a_choice_and_a_question_in_the_languages_of_the_form() -> None:
    columns = "type | name | label::fr | label::en"
    questionnaire = form(survey("select_one fuel or_other | fuel | Énergie ? | Fuel?", columns=columns) + FUEL)
    fuel, other = questionnaire.questions
    assert [choice.name for choice in questionnaire.choices_of(fuel)] == ["gas", "other"]
    assert questionnaire.choices_of(fuel)[-1].label == {"fr": "Autre", "en": "Other"}
    assert (other.name, other.type, other.label) == ("fuel_other", "text", {"fr": "Précisez", "en": "Please specify"})
    assert other.relevant == parse("selected(${fuel}, 'other')")


def test_the_pictures_of_a_list_written_out_are_awaited() -> None:
    choices = "\n| choices | | | | |\n| | list_name | name | label | image |\n| | l | x | X | x.png |"
    questionnaire = form(survey("select_one l or_other | a | A") + choices)
    assert questionnaire.files == {"x.png": ""}


def test_a_repeat_has_its_count_and_stands_in_its_groups() -> None:
    rows = ("begin group | g | G |", "begin repeat | r | R | 3", "text | a | A |", "end repeat", "end group")
    questionnaire = form(survey(*rows, columns="type | name | label | repeat_count"))
    assert questionnaire.group("r") == Group("r", {"und": "R"}, ("g",), repeat=True, count=parse("3"))
    assert questionnaire.question("a").groups == ("g", "r")


def test_a_name_used_again_keeps_its_name_in_paths() -> None:
    questionnaire = form(survey("text | a | A", "begin group | g | G", "text | a | B", "end group"))
    assert [(question.name, question.node) for question in questionnaire.questions] == [("a", ""), ("g.a", "a")]


def test_what_is_not_used_is_kept_beside_the_row() -> None:
    columns = "type | name | label | body::accept | chapter | repeat_count"
    questionnaire = form(survey("file | a | A | application/pdf | One | 2", columns=columns))
    extra = {"body::accept": "application/pdf", "chapter": "One", "repeat_count": "2"}
    assert questionnaire.question("a").extra == extra


def test_a_search_in_a_file_is_choices_from_that_file() -> None:
    rows = survey("select_one t | t | T | quick search('towns')", columns="type | name | label | appearance")
    (question,) = form(f"{rows}\n| choices | | | |\n| | list_name | name | label |\n| | t | code | title |").questions
    assert (question.choices, question.appearance) == ("towns.csv", ("quick",))
    assert question.options == {"value": "code", "label": "title"}


@pytest.mark.parametrize(
    ("written", "read"),
    [("‘yes’", "yes"), ("“yes”", "yes"), ("‘yes'", "yes"), ('“yes"', "yes"), ("'l’eau'", "l’eau")],
)
def test_quotes_of_a_word_processor_are_read_as_meant(written: str, read: str) -> None:
    questionnaire = form(survey(f"text | a | A | . = {written}", columns="type | name | label | constraint"))
    constraint = questionnaire.question("a").constraint
    assert constraint is not None
    assert constraint.tree == Call("=", (Self(), Value(read)))


@pytest.mark.parametrize(
    ("cell", "type_", "choices"),
    [
        ("select one l", "select_one", "l"),
        ("Select_Multiple  l", "select_multiple", "l"),
        ("select_one_from_file l.csv", "select_one", "l.csv"),
        ("select multiple from file l.geojson", "select_multiple", "l.geojson"),
        ("rank l", "rank", "l"),
        ("select_one l or_other", "select_one", "l"),
        ("select all that apply from l or specify other", "select_multiple", "l"),
        ("dateTime", "datetime", ""),
        ("date time", "datetime", ""),
        ("phone number", "phonenumber", ""),
        ("q string", "text", ""),
        ("add photo prompt", "image", ""),
        ("get device id", "deviceid", ""),
    ],
)
def test_a_type_is_understood_under_all_its_names(cell: str, type_: str, choices: str) -> None:
    read = read_type(cell)
    assert (read.kind, read.type, read.list) == ("question", type_, choices)


CELLS = st.text(alphabet="|${}()[]'\"/.,:=<>-+ \n\u00a0’“abn01", max_size=12) | st.sampled_from(
    ["select_one l", "begin repeat", "end repeat", "begin group", "end group", "search('a')", "${a}", "../a", "yes",
     "select_one a.csv", "csv-external", "rank l", "or_other", "${last-saved#a}", "instance('l')/root/item", "a.png"]
)  # fmt: skip


@settings(max_examples=200)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=12), max_size=6), st.lists(st.lists(CELLS, max_size=5), max_size=4)
)
def test_no_cells_raise(survey_cells: list[list[str]], choice_cells: list[list[str]]) -> None:
    titles = (
        "type",
        "name",
        "label",
        "relevant",
        "calculation",
        "appearance",
        "parameters",
        "choice_filter",
        "default",
    )
    more = ("repeat_count", "trigger", "media::image")
    sheets = (
        Sheet("survey", rows_of([*titles, *more], *survey_cells)),
        Sheet("choices", rows_of(["list_name", "name", "label", "image", "x"], *choice_cells)),
        Sheet("settings", rows_of(["form_title", "instance_name"], ["T", "${a}"])),
    )
    questionnaire, found = read_form(Workbook(sheets), "form.xlsx", {"a.csv": b"name,label\nx,X"})
    assert questionnaire is not None or found
    assert all(problem.what(language) and problem.remedy(language) for problem in found for language in ("fr", "en"))
    assert questionnaire is None or Questionnaire.from_json(questionnaire.to_json()) == questionnaire


def rows_of(*cells: list[str]) -> tuple[Row, ...]:
    """The rows of a sheet, empty ones left out."""
    return tuple(Row(number, tuple(row)) for number, row in enumerate(cells, start=1) if any(row))


def test_every_widget_is_read_without_a_problem() -> None:
    assert read_workbook(EVERY_TYPE.with_name("every_widget.md")).problems == ()


def test_every_type_is_read_and_said_to_need_a_device_where_it_does() -> None:
    read = read_workbook(EVERY_TYPE)
    assert [problem.code for problem in read.problems] == ["device_empty"]
    assert read.questionnaire is not None
    assert {question.type for question in read.questionnaire.questions} == set(QUESTION_TYPES)
    assert read.questionnaire.title == {"fr": "Tous les types", "en": "Every type"}
    assert (read.questionnaire.default_language, read.questionnaire.languages) == ("fr", ("fr", "en"))
