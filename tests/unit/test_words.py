"""The loader of words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from livinglab import words


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    assert words.t("refusals.plan_missing", "en") == "Write the analysis plan first."


def test_a_number_chooses_the_form() -> None:
    said = [words.t("refusals.answers_to_put_right", "en", n=n) for n in (1, 2)]
    assert said == ["Check one answer, then send again.", "Check 2 answers, then send again."]


def test_french_says_zero_in_the_singular() -> None:
    said = [words.t("refusals.text_too_long", "fr", n=n) for n in (0, 1, 2)]
    assert [sentence.split()[-4:-1][1].rstrip() for sentence in said] == ["caractère", "caractère", "caractères"]


def test_a_million_takes_the_form_of_many_when_french_has_no_other() -> None:
    assert words.t("refusals.text_too_long", "fr", n=1_000_000).startswith("Raccourcissez ce texte")


def test_a_rank_chooses_its_ordinal() -> None:
    said = [words.t("participant.rank_nth", "en", nth=nth) for nth in (1, 2, 3, 11, 22)]
    assert said == ["1st choice", "2nd choice", "3rd choice", "11th choice", "22nd choice"]


def test_a_key_that_does_not_exist_is_a_defect() -> None:
    with pytest.raises(words.MissingWords, match=r"refusals\.no_such_key \[fr\]"):
        words.t("refusals.no_such_key", "fr")


def test_a_number_left_out_is_a_defect() -> None:
    with pytest.raises(words.MissingWords, match="pass n"):
        words.t("refusals.answers_to_put_right", "fr")


def test_what_a_person_typed_is_never_read_as_a_form() -> None:
    assert words.t("refusals.arm_unknown", "en", arm="{n}") == "Choose an arm of the plan: “{n}” is not one."


def test_an_unknown_language_is_heard_as_french() -> None:
    words.speak("xx")
    assert words.spoken() == "fr"


def test_a_text_given_in_one_language_is_said_in_any() -> None:
    assert [words.either({"fr": "Étude", "en": ""}, language) for language in ("fr", "en")] == ["Étude", "Étude"]


def test_arabic_counts_with_six_forms() -> None:
    said = [words.t("look.summary", "ar", n=n) for n in (1, 2, 3, 11, 100)]
    assert said == [
        "إجابة واحدة تحتاج إلى مراجعة",
        "إجابتان تحتاجان إلى مراجعة",
        "3 إجابات تحتاج إلى مراجعة",
        "11 إجابة تحتاج إلى مراجعة",
        "100 إجابة تحتاج إلى مراجعة",
    ]


def test_a_variant_says_otherwise_what_it_says_and_the_rest_as_its_language() -> None:
    said = [words.t(key, "fr-x-falc") for key in ("participant.send", "participant.continue")]
    assert said == ["Envoyer", "Continuer"]


@pytest.fixture
def toki_pona(tmp_path: Path) -> Iterator[Path]:
    """A laboratory's folder with a language we do not ship, which says everything a respondent may read."""
    folder = tmp_path / "tok"
    folder.mkdir()
    for topic in {topic for topic, _ in words.needed()}:
        keys = [key for needed, key in words.needed() if needed == topic]
        (folder / f"{topic}.toml").write_text("".join(f'{key} = "{topic} {key}"\n' for key in keys), "utf-8")
    yield tmp_path
    words._folders[1:] = []
    words.further.cache_clear()
    words._sentence.cache_clear()


def test_a_language_is_added_by_a_folder_of_words(toki_pona: Path) -> None:
    words.read_also(toki_pona)
    assert (words.is_spoken("tok"), words.t("participant.send", "tok")) == (True, "participant send")


def test_a_language_that_lacks_many_sentences_is_not_spoken_yet_and_tells_which(toki_pona: Path) -> None:
    (toki_pona / "tok" / "participant.toml").write_text('send = "o pana"\n', "utf-8")
    words.read_also(toki_pona)
    assert not words.is_spoken("tok")
    assert ("participant.agree" in words.missing("tok"), "participant.send" in words.missing("tok")) == (True, False)
    assert words.t("participant.agree", "tok") == words.t("participant.agree", "fr")


def test_a_file_of_words_that_cannot_be_read_is_named(toki_pona: Path) -> None:
    (toki_pona / "tok" / "look.toml").write_text("skip = ", "utf-8")
    with pytest.raises(words.UnreadableWords, match=r"look\.toml"):
        words.read_also(toki_pona)
