"""What field clients are given and what they send: XForms, lists, acknowledgements, submissions."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from forms_by_hand import CONTEXT, WALKS, form, survey
from lxml import etree

from surveys import read_workbook
from surveys.expressions.parser import parse
from surveys.openrosa import documents, introduction
from surveys.openrosa.instance import Answered, Unreadable, read_answers, read_envelope, response_id
from surveys.openrosa.introduction import ConsentShown, field_questionnaire
from surveys.openrosa.settings_code import settings_code
from surveys.openrosa.table_files import table_files
from surveys.openrosa.xform import NotConverted, xform
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.submission import check
from surveys.values import Missing
from surveys.xlsform_writer import workbook_of

CONSENTS = (
    ConsentShown("fr", "J’accepte de participer.  Vraiment.", "sha256:fr"),
    ConsentShown("en", "I agree to take part. ${not a reference}", "sha256:en"),
)
HEAD = """
<livinglab>
  <livinglab_begun>2026-11-24T10:20:00.000+01:00</livinglab_begun>
  <livinglab_ended>2026-11-24T10:30:00.000+01:00</livinglab_ended>
  <livinglab_questionnaire>sha256:abc</livinglab_questionnaire>
  <livinglab_participant> P-ABCDEFGHIJ </livinglab_participant>
  <livinglab_consent_text/>
  <livinglab_consent>sha256:fr</livinglab_consent>
</livinglab>
"""
META = "<meta><instanceID>uuid:0b5c8d7e-1f1a-4c0d-9f7c-2a0f2f5b8a10</instanceID></meta>"
ORX = 'xmlns:orx="http://openrosa.org/xforms" xmlns:jr="http://openrosa.org/javarosa"'
HOUSEHOLD = Questionnaire(
    form_id="household",
    title={"fr": "Ménage"},
    version="3",
    default_language="fr",
    languages=("fr",),
    questions=(
        Question("person.name", "text", groups=("people", "person"), node="name"),
        Question("age", "integer", groups=("people", "person")),
        Question("toy", "text", groups=("people", "person", "toys")),
        Question("twice", "calculate", groups=("people", "person")),
        Question("name", "text"),
        Question("ways", "select_multiple", choices="ways"),
        Question("order", "rank", choices="ways"),
        Question("born", "date"),
        Question("woken", "time"),
        Question("met", "datetime"),
        Question("price", "decimal"),
        Question("where", "geopoint"),
        Question("photo", "image"),
        Question("device", "deviceid"),
        Question("thanks", "note"),
    ),
    groups=(
        Group("people"),
        Group("person", groups=("people",), repeat=True),
        Group("toys", groups=("people", "person"), repeat=True),
    ),
    choices={"ways": (Choice("foot", {"fr": "À pied"}), Choice("bus", {"fr": "En bus"}))},
)


def submission(answers: str, meta: str = META, attributes: str = 'id="household" version="3"') -> bytes:
    return f"<data {attributes} {ORX}>{HEAD}{answers}{meta}</data>".encode()


def given(answers: str, questionnaire: Questionnaire = HOUSEHOLD) -> Answered:
    return read_answers(read_envelope(submission(answers)), questionnaire)


def field(questionnaire: Questionnaire) -> Questionnaire:
    return field_questionnaire(questionnaire, "study-1-before", "1-abc", "Balades", CONSENTS)


# What they send


def test_a_submission_says_who_agreed_to_what_and_when() -> None:
    read = read_envelope(submission(""))
    assert (read.form_id, read.version, read.questionnaire_digest) == ("household", "3", "sha256:abc")
    assert (read.participant, read.consent_digest) == ("P-ABCDEFGHIJ", "sha256:fr")
    assert read.started_at is not None
    assert read.started_at.isoformat() == "2026-11-24T10:20:00+01:00"
    assert (read.response_id, read.revises_id) == ("0b5c8d7e-1f1a-4c0d-9f7c-2a0f2f5b8a10", "")


def test_the_meta_of_openrosa_is_read_in_its_own_namespace_too() -> None:
    meta = "<orx:meta><orx:instanceID>uuid:{0}</orx:instanceID><orx:deprecatedID>uuid:{1}</orx:deprecatedID></orx:meta>"
    read = read_envelope(submission("", meta.format("1" * 32, "2" * 32)))
    assert (read.response_id, read.revises_id) == ("1" * 32, "2" * 32)


def test_an_instance_id_of_any_form_gives_an_id_that_is_always_the_same() -> None:
    assert response_id("urn:something else") == response_id("urn:something else")
    assert len(response_id("urn:something else")) == 32


def test_every_type_becomes_the_answer_a_page_would_give() -> None:
    read = given(
        """<name>Zoé 👩‍🔬</name><ways>foot bus</ways><order>bus foot</order><born>1950-12-31+01:00</born>
        <woken>06:30:00.000+01:00</woken><met>2026-11-24T10:00:00.000+01:00</met><price>2.50</price>
        <where>48.85 2.35 0 12.5</where><photo>1700000000000.jpg</photo><device>collect:abc</device><thanks/>"""
    )
    checked = check(HOUSEHOLD, read.answers, CONTEXT)
    assert (read.unknown, checked.complaints) == ([], ())
    assert {name: checked.answers[name] for name in read.answers} == {
        "name": "Zoé 👩‍🔬",
        "ways": ("foot", "bus"),
        "order": ("bus", "foot"),
        "born": "1950-12-31",
        "woken": "06:30",
        "met": "2026-11-24T10:00+01:00",
        "price": 2.5,
        "where": "48.85 2.35 0 12.5",
        "photo": "1700000000000.jpg",
        "device": "collect:abc",
    }


def test_instances_of_nested_repeats_are_rows_and_templates_are_not() -> None:
    read = given(
        """<people><person jr:template=""><name>x</name></person>
        <person><name>Lucie</name><age>7</age><toys><toy>ball</toy></toys><toys><toy>kite</toy></toys></person>
        <person><name>Paul</name><age>72</age><twice>144</twice></person></people><name>Ménage 4</name>"""
    )
    assert read.answers == {
        "person": [
            {"person.name": "Lucie", "age": 7, "toys": [{"toy": "ball"}, {"toy": "kite"}]},
            {"person.name": "Paul", "age": 72},
        ],
        "name": "Ménage 4",
    }


def test_what_the_client_calculated_is_never_believed() -> None:
    questionnaire = form(
        survey("integer | a | A |", "calculate | b | | ${a} * 2", columns="type|name|label|calculation")
    )
    read = given("<a>2</a><b>5000</b>", questionnaire)
    assert read.answers == {"a": 2}
    assert check(questionnaire, read.answers, CONTEXT).answers["b"] == 4


def test_what_the_questionnaire_remembers_is_taken_over_from_the_client() -> None:
    """A draw made on the phone decided which questions were asked."""
    drawn = Question("drawn", "calculate", calculation=parse("1"), trigger=("name",))
    questionnaire = replace(HOUSEHOLD, questions=(Question("name", "text"), drawn), groups=())
    assert given("<name>A</name><drawn>0.25</drawn>", questionnaire).answers == {"name": "A", "drawn": "0.25"}


def test_a_value_of_the_wrong_kind_stays_as_it_was_given_and_is_complained_about() -> None:
    for price in ("a lot", "1e999", "NaN"):
        read = given(f"<born>yesterday</born><price>{price}</price>")
        assert read.answers == {"born": "yesterday", "price": price}
        assert [one.code for one in check(HOUSEHOLD, read.answers, CONTEXT).complaints] == ["not_date", "not_number"]


def test_why_there_is_no_answer_is_an_answer() -> None:
    read = given("<walks><outings/><outings.missing>dont_know</outings.missing></walks>", form(WALKS))
    assert read.answers == {"outings": {"missing": "dont_know"}}


def test_an_element_no_question_explains_is_named_with_its_path() -> None:
    assert given("<people><person><shoe>42</shoe></person></people><hat/>").unknown == [
        "/people/person[1]/shoe",
        "/hat",
    ]


def test_the_log_of_the_client_is_an_answer_that_stands_elsewhere() -> None:
    questionnaire = replace(HOUSEHOLD, questions=(Question("name", "text"), Question("audit", "audit")))
    meta = META.replace("</meta>", "<audit>audit.csv</audit></meta>")
    read = read_answers(read_envelope(submission("<name>A</name>", meta)), questionnaire)
    assert (read.answers, read.unknown) == ({"name": "A", "audit": "audit.csv"}, [])


def test_what_only_a_client_knows_is_taken_as_sent() -> None:
    """Its device, and what was sent before; a line that says so decides which questions were asked."""
    device, street = parse("property('deviceid')"), parse("coalesce(${last-saved#street}, 'none')")
    questions = (
        Question("device", "calculate", calculation=device),
        Question("street", "calculate", calculation=street),
        Question("version", "calculate", calculation=parse("version()")),
    )
    knowing = replace(HOUSEHOLD, questions=questions, groups=())
    sent = given("<device>abc</device><street>Quai</street><version>2</version>", knowing).answers
    assert check(knowing, sent, CONTEXT).answers == {"device": "abc", "street": "Quai", "version": knowing.version}
    assert check(knowing, {}, CONTEXT).answers["street"] == "none"


def test_what_a_client_drew_by_chance_is_taken_as_sent() -> None:
    draw, arm = parse("once(random())"), parse("if(${draw} < 0.5, 'walks', 'waits')")
    questions = (Question("draw", "calculate", calculation=draw), Question("arm", "calculate", calculation=arm))
    drawing = replace(HOUSEHOLD, questions=questions, groups=())
    sent = given("<draw>0.625</draw><arm>walks</arm>", drawing).answers
    assert check(drawing, sent, CONTEXT).answers == {"draw": 0.625, "arm": "waits"}


@pytest.mark.parametrize(
    "node", ["person_count", "generated_table_list_label_10", "reserved_name_for_field_list_labels_11"]
)
def test_what_pyxform_adds_to_a_form_is_no_stranger(node: str) -> None:
    assert given(f"<people><{node}>2</{node}></people>").unknown == []


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "xml_broken"),
        (b"<data id='a'><name>cut", "xml_broken"),
        (b"<data id='a'><meta/></data>", "xml_no_id"),
        (submission("", attributes=""), "xml_no_id"),
        (submission("", attributes='id="a" encrypted="yes"'), "xml_encrypted"),
        (b"<!DOCTYPE data [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><data id='a'>&x;</data>", "xml_doctype"),
        (b"<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><data id='a'>&b;</data>", "xml_doctype"),
        (submission("<a>" * 80 + "</a>" * 80), "xml_too_deep"),
        (submission("<a>" * 5000 + "</a>" * 5000), "xml_broken"),
    ],
)
def test_what_is_no_submission_is_refused_with_its_reason(xml: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_envelope(xml)
    assert refused.value.code == code


def test_the_same_content_has_the_same_digest_however_it_is_written() -> None:
    plain, spaced = submission("<name>A</name>"), submission("\n  <name>A</name>\n")
    assert read_envelope(plain).digest == read_envelope(spaced).digest
    assert read_envelope(plain).digest != read_envelope(submission("<name>B</name>")).digest


# What they are given


def test_the_form_of_the_field_asks_who_answers_and_whether_they_agree_before_anything_else() -> None:
    questions = field(form(WALKS)).questions
    assert [question.name for question in questions[:6]] == [
        "livinglab_begun",
        "livinglab_ended",
        "livinglab_questionnaire",
        "livinglab_participant",
        "livinglab_consent_text",
        "livinglab_consent",
    ]


def test_the_name_of_the_agreement_is_the_digest_of_the_text_agreed_to() -> None:
    agreements = field(form(WALKS)).choices[introduction.AGREEMENTS]
    assert [choice.name for choice in agreements] == ["sha256:fr", "sha256:en"]


def test_a_question_that_may_stay_without_answer_asks_why() -> None:
    questions = {question.name: question for question in field(form(WALKS)).questions}
    why = questions["outings.missing"]
    assert questions["outings"].required is None
    assert (why.required, why.relevant and why.relevant.source) == (
        form(WALKS).question("outings").required,
        "../outings = ''",
    )


def test_a_half_translated_form_shows_words_rather_than_dashes() -> None:
    half = replace(
        HOUSEHOLD, languages=("fr", "en"), questions=(Question("name", "text", {"fr": "Nom"}, {"en": "In full"}),)
    )
    question = field(half).question("name")
    assert (question.label, question.hint) == ({"fr": "Nom", "en": "Nom"}, {"fr": "In full", "en": "In full"})


@pytest.mark.slow
def test_pyxform_makes_an_xform_that_keeps_every_word() -> None:
    words = etree.fromstring(xform(field(form(WALKS))))
    said = " ".join(words.itertext())
    assert "J’accepte de participer.  Vraiment." in said
    assert "$ {not a reference}" in said
    instance = words.find(".//{*}model/{*}instance/{*}data")
    assert instance is not None
    assert (instance.get("id"), instance.get("version")) == ("study-1-before", "1-abc")


@pytest.mark.slow
def test_typographic_quotes_around_a_text_become_those_xpath_knows() -> None:
    questionnaire = form(survey("text | a | A | regex(., ‘l+’)", columns="type | name | label | constraint"))
    assert b"regex(., 'l+')" in xform(field(questionnaire))


@pytest.mark.slow
def test_a_line_break_is_written_as_field_clients_know_it() -> None:
    rows = survey("calculate | a | | concat('linebreak()', linebreak( ))", columns="type | name | label | calculation")
    made = xform(field(form(rows + "\n| | text | b | B | |")))
    assert b"concat('linebreak()', base64-decode('Cg=='))" in made


@pytest.mark.slow
def test_what_pyxform_does_not_know_of_a_questionnaire_is_left_out(questionnaires: Path) -> None:
    """A column, a parameter or a setting of another program must not cost the field its form."""
    every_type = read_workbook(questionnaires / "every_type.md").questionnaire
    assert every_type is not None
    cities = tuple(Choice("lyon", {"fr": label}, {}, {"filter 1": "x", "region": "69"}) for label in ("Lyon", "Lyons"))
    odd = Question("city", "select_one", {"fr": "Ville"}, choices="cities", options={"colour": "red"})
    changed = replace(
        every_type,
        questions=(*every_type.questions, odd),
        choices={**every_type.choices, "cities": cities},
        settings={"allow_choice_duplicates": "yes", "public_key": "abc", "kobo--locking-profile": "x"},
    )
    made = xform(field(changed))
    assert (b"<region>69</region>" in made, b"base64RsaPublicKey" in made) == (True, False)


@pytest.mark.slow
def test_every_form_of_the_corpus_that_is_imported_becomes_a_form_of_the_field(questionnaires: Path) -> None:
    read = {path.stem: read_workbook(path).questionnaire for path in sorted(questionnaires.rglob("*.md"))}
    imported = {name: questionnaire for name, questionnaire in read.items() if questionnaire is not None}
    refused = {}
    for name, questionnaire in imported.items():
        try:
            xform(field(questionnaire))
        except NotConverted as fault:
            refused[name] = str(fault)
    assert (len(imported) > 40, refused) == (True, {})


@pytest.mark.slow
def test_spaces_and_references_are_written_as_xpath_and_pyxform_know_them() -> None:
    questionnaire = form(
        survey(
            "text | a | A ${ | |",
            "text | b | After ${ a } | ${a}\u00a0=\u202f'x' |",
            columns="type | name | label | relevant",
        )
    )
    made = xform(field(questionnaire)).decode()
    assert (" /data/a  = 'x'" in made, "A $ {" in made, '<output value=" /data/a "/>' in made) == (True, True, True)


@pytest.mark.slow
def test_a_question_without_words_is_read_by_its_name_in_the_field_too() -> None:
    asked = field(
        form(survey("integer | age | |", "calculate | twice | | 2", columns="type | name | label | calculation"))
    )
    assert asked.question("age").label == dict.fromkeys(asked.languages, "age")
    assert asked.question("twice").label == {}
    assert b"<label>age</label>" in xform(asked)


@pytest.mark.slow
def test_a_questionnaire_pyxform_refuses_says_why() -> None:
    twice = replace(HOUSEHOLD, questions=(Question("a", "text"), Question("b", "text", node="a")))
    with pytest.raises(NotConverted, match="'a'"):
        xform(field(twice))


def test_the_form_of_the_field_is_a_workbook_like_any_other() -> None:
    rows = workbook_of(field(form(WALKS))).sheet("survey")
    assert rows is not None
    assert [row.cells[0] for row in rows.rows][1:4] == ["begin_group", "start", "end"]


def test_the_list_of_forms_is_that_of_openrosa() -> None:
    listed = documents.form_list(
        [documents.ListedForm("a", "Été", "1", documents.md5_of(b"x"), "https://example.org/a.xml")]
    )
    assert listed.decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<xforms xmlns="http://openrosa.org/xforms/xformsList"><xform><formID>a</formID><name>Été</name>'
        "<version>1</version><hash>md5:9dd4e461268c8034f5c8564e155c67a6</hash>"
        "<downloadUrl>https://example.org/a.xml</downloadUrl></xform></xforms>"
    )


def test_the_acknowledgement_says_what_the_person_is_shown() -> None:
    assert b'<message nature="submit_success">Re\xc3\xa7u.</message>' in documents.acknowledgement(
        "Reçu.", success=True
    )


def test_the_settings_code_is_what_collect_reads() -> None:
    read = json.loads(zlib.decompress(base64.b64decode(settings_code("https://example.org/field/x", "Étude"))))
    assert read["general"]["server_url"] == "https://example.org/field/x"
    assert read["project"] == {"name": "Étude"}


def test_tables_are_files_again_in_the_format_of_their_name() -> None:
    rows = ({"name": "lyon", "label": "Lyon, « là »"}, {"name": "brest", "label": "Brest", "sea": "yes"})
    places = ({"id": "p1", "title": "Parc", "geometry": "48.8 2.3 0 0"},)
    files = table_files(replace(HOUSEHOLD, tables={"a.csv": rows, "b.xml": rows[:1], "c.geojson": places, "d.csv": ()}))
    assert list(files) == ["a.csv", "b.xml", "c.geojson"]
    assert files["a.csv"].decode().splitlines() == ["name,label,sea", 'lyon,"Lyon, « là »",', "brest,Brest,yes"]
    assert etree.fromstring(files["b.xml"]).findtext("item/name") == "lyon"
    assert json.loads(files["c.geojson"])["features"][0]["geometry"] == {"type": "Point", "coordinates": [2.3, 48.8]}


def test_missing_reasons_of_two_questions_share_a_list() -> None:
    both = (Missing.DECLINED, Missing.DONT_KNOW)
    questions = tuple(Question(name, "text", missing_options=both) for name in ("a", "b"))
    lists = field(replace(HOUSEHOLD, questions=questions, groups=())).choices
    assert [choice.name for choice in lists["livinglab.declined.dont_know"]] == ["declined", "dont_know"]
