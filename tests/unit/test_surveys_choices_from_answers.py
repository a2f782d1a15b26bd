"""`select_one ${name}`: what was answered in the instances of a repeat is what one chooses from."""

from __future__ import annotations

from forms_by_hand import CONTEXT, form

from surveys.answering import read_page
from surveys.codebook import union
from surveys.flow import route
from surveys.offers import offered
from surveys.places import At, Place
from surveys.submission import check
from surveys.values import Answers, Rows
from surveys.xlsform.form import read_form
from surveys.xlsform_writer import workbook_of

HOUSE = form("""
| survey | | | | | |
| | type | name | label | choice_filter | appearance |
| | begin repeat | person | Person | | |
| | text | first_name | First name? | | |
| | integer | age | Age? | | |
| | select_one ${first_name} | friend | Best friend? | | |
| | begin repeat | pet | Pet | | |
| | text | called | Called? | | |
| | end repeat | | | | |
| | select_one ${called} | dearest | Which pet is dearest? | | |
| | end repeat | | | | |
| | select_one ${first_name} | oldest | Who is the oldest? | | |
| | select_multiple ${first_name} | adults | Who drives? | ${age} > 17 | |
| | rank ${first_name} | order | Who speaks first? | | |
""")
PEOPLE = Rows(
    (
        {"first_name": "Awa", "age": 40, "pet": Rows(({"called": "Rex"}, {"called": "Mimi"}))},
        {"first_name": "Zoé Lou", "age": 9, "pet": Rows(({"called": "Bip"},))},
        {"first_name": "Awa", "age": 70},
        {"age": 3},
    )
)


def names(question: str, at: At = (), answers: Answers | None = None) -> list[str]:
    """What a question offers."""
    way = route(HOUSE, {"person": PEOPLE} if answers is None else answers, CONTEXT)
    return [choice.name for choice in offered(way, Place(question, at))]


def test_each_answer_is_offered_once_and_what_is_blank_is_not() -> None:
    assert names("oldest") == ["Awa", "Zoé Lou"]


def test_nothing_is_offered_before_anything_was_answered() -> None:
    assert names("oldest", answers={}) == []


def test_a_filter_looks_at_the_instance_an_answer_stands_in() -> None:
    assert names("adults") == ["Awa"]


def test_inside_the_repeat_every_instance_is_offered() -> None:
    assert names("friend", (("person", 2),)) == ["Awa", "Zoé Lou"]


def test_of_a_repeat_inside_the_instance_only_its_own_are_offered() -> None:
    assert names("dearest", (("person", 1),)) == ["Rex", "Mimi"]
    assert names("dearest", (("person", 2),)) == ["Bip"]


def complaints(answers: Answers) -> list[tuple[str, str]]:
    """What is wrong with answers, beside the people."""
    checked = check(HOUSE, {"person": PEOPLE, **answers}, CONTEXT)
    return [(complaint.question, complaint.code) for complaint in checked.complaints]


def test_only_what_is_there_may_be_chosen() -> None:
    assert complaints({"oldest": "Zoé Lou", "adults": ["Awa"], "order": ["Zoé Lou", "Awa"]}) == []
    assert complaints({"oldest": "Bob"}) == [("oldest", "not_a_choice")]
    assert complaints({"adults": ["Zoé Lou"]}) == [("adults", "not_a_choice")]
    assert complaints({"order": ["Awa"]}) == [("order", "not_a_ranking")]


def test_a_page_reads_it_as_any_choice() -> None:
    code = next(page.code for page in HOUSE.pages() if "oldest" in {question.name for question in page.questions})
    reading = read_page(HOUSE, code, {"oldest": ["Awa"], "adults": ["Awa"]}, {"person": PEOPLE}, CONTEXT)
    assert (reading.complaints, reading.said["oldest"], reading.said["adults"]) == ((), "Awa", ("Awa",))


def test_the_codebook_calls_it_a_text() -> None:
    (variable,) = (one for one in union([HOUSE]).variables if one.name == "oldest")
    assert (variable.type, variable.choices) == ("text", ())


def test_it_is_written_back_as_it_was() -> None:
    assert read_form(workbook_of(HOUSE), "form.md")[0] == HOUSE


def test_a_ranking_of_filtered_choices_is_whole_without_the_others() -> None:
    ranked = form("""
| survey | | | | |
| | type | name | label | choice_filter |
| | integer | age | Age? | |
| | rank ways | best | Best? | from <= ${age} |
| choices | | | | |
| | list_name | name | label | from |
| | ways | foot | On foot | 0 |
| | ways | bus | By bus | 6 |
| | ways | car | By car | 18 |
""")
    checked = [check(ranked, {"age": 9, "best": order}, CONTEXT).complaints for order in (["bus", "foot"], ["bus"])]
    assert [[complaint.code for complaint in one] for one in checked] == [[], ["not_a_ranking"]]
