"""Answers as they were given: read back whatever they are, changed one by one."""

from __future__ import annotations

from dataclasses import replace

from surveys.given import Given, answer_at, every_answer, in_words, with_answer
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question

HOUSEHOLD = Questionnaire(
    form_id="household",
    title={"fr": "Ménage"},
    version="1",
    default_language="fr",
    languages=("fr",),
    questions=(
        Question("street", "text", {"fr": "Rue"}),
        Question("age", "integer", {"fr": "Âge"}, groups=("person",)),
        Question("toy", "select_multiple", {"fr": "Jouets"}, groups=("person", "room"), choices="toys"),
        Question("thanks", "text", {"fr": "Merci"}),
    ),
    groups=(
        Group("person", {"fr": "Personne"}, repeat=True),
        Group("room", {"fr": "Chambre"}, ("person",), repeat=True),
    ),
    choices={"toys": (Choice("ball", {"fr": "Ballon"}),)},
)
ANSWERS = {
    "hat": "red",
    "thanks": {"missing": "declined"},
    "person": [{"age": 7, "room": [{"toy": ["ball", "kite"]}]}, {"age": "old"}, "nobody"],
    "street": "Rue Haute",
}
SECOND_PERSON = (("person", 2),)
FIRST_ROOM = (("person", 1), ("room", 1))


def test_every_answer_is_read_in_the_order_of_the_questionnaire_what_it_does_not_know_last() -> None:
    assert [(one.name, one.at) for one in every_answer(HOUSEHOLD, ANSWERS)] == [
        ("street", ()),
        ("age", (("person", 1),)),
        ("toy", FIRST_ROOM),
        ("age", SECOND_PERSON),
        ("thanks", ()),
        ("hat", ()),
    ]


def test_answers_are_said_in_words_and_what_is_no_choice_as_it_stands() -> None:
    said = {(one.name, one.at): in_words(HOUSEHOLD, one, "fr") for one in every_answer(HOUSEHOLD, ANSWERS)}
    assert said == {
        ("street", ()): "Rue Haute",
        ("age", (("person", 1),)): "7",
        ("toy", FIRST_ROOM): "Ballon, kite",
        ("age", SECOND_PERSON): "old",
        ("thanks", ()): "Ne souhaite pas répondre",
        ("hat", ()): "red",
    }


def test_one_answer_changes_and_nothing_else() -> None:
    changed = with_answer(ANSWERS, SECOND_PERSON, "age", 72)
    assert (answer_at(changed, SECOND_PERSON, "age"), answer_at(ANSWERS, SECOND_PERSON, "age")) == (72, "old")
    assert with_answer(changed, SECOND_PERSON, "age", "old") == ANSWERS


def test_an_answer_is_taken_away() -> None:
    assert "hat" not in with_answer(ANSWERS, (), "hat", None)


def test_an_instance_that_is_not_there_holds_nothing_and_takes_nothing() -> None:
    nowhere = (("person", 9),)
    assert answer_at(ANSWERS, nowhere, "age") is None
    assert with_answer(ANSWERS, nowhere, "age", 3) == ANSWERS


def test_words_fall_back_from_a_variant_to_its_language_then_to_the_default() -> None:
    labels = {"en": "Ball", "fr": "Ballon"}
    toys = replace(
        HOUSEHOLD, default_language="en", choices={"toys": (Choice("ball", labels), Choice("top", {"fr": "Toupie"}))}
    )
    given = Given("toy", (), ["ball", "top"])
    assert [in_words(toys, given, language) for language in ("fr-x-falc", "ar")] == ["Ballon, Toupie", "Ball, Toupie"]
