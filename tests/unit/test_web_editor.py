"""The editor's pages: what a person writes becomes cells, nothing is overwritten unseen, nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from desk import Desk, Page, Upload
from flask import Flask
from media import photograph
from people import Cast, draft_study, published
from sheets import line_named, same_cells
from sqlalchemy import select

from livinglab import actions
from livinglab.store.attachments import Attachment, awaited_files, questionnaire_files
from livinglab.store.database import db
from livinglab.store.questionnaire_drafts import QuestionnaireDraft
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Draft, Response
from surveys.editing.choices import choices_in
from surveys.editing.forms import empty_workbook, laid_out, model, set_settings, title_of
from surveys.editing.grid import lines_of
from surveys.editing.outline import outline_of
from surveys.editing.structure import insert, remove
from surveys.editing.tables import Tables
from surveys.instruments import library
from surveys.instruments.insertion import asked_in
from surveys.languages import UNLABELLED
from surveys.workbook import Workbook, open_workbook
from surveys.xlsform import read_form

BROKEN = b"""
| survey | | | | |
|---|---|---|---|---|
| | type | name | label | mystery |
| | integr | age | How old are you? | keep me |
| | text | name | What is your name? | and me |
"""
PICTURED = b"""
| survey | | | | |
|---|---|---|---|---|
| | type | name | label | media::image |
| | text | bed | Bed | bed.png |
"""


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


def begun(people: Cast, workbook: Workbook | None = None) -> QuestionnaireDraft:
    workbook = workbook or model("workshop")
    return actions.start_draft(by=people.marc, project=people.balades, workbook=workbook, filename="workshop.xlsx")


def now(draft: QuestionnaireDraft) -> Workbook:
    db.session.expire_all()
    return draft.workbook


def names(draft: QuestionnaireDraft) -> list[str]:
    return [line.name for line in outline_of(now(draft))]


def cells(draft: QuestionnaireDraft, name: str) -> dict[str, str]:
    """What stands in the row of a question, by title."""
    workbook = now(draft)
    line = line_named(outline_of(workbook), name)
    titles = lines_of(workbook.sheet("survey"))[0]
    written = zip(titles, lines_of(workbook.sheet("survey"))[line.row - 1], strict=False)
    return {title: value for title, value in written if value}


def add(desk: Desk, draft: QuestionnaireDraft, kind: str, values: Mapping[str, object], after: int = 99) -> Page:
    return desk.send(desk.open(f"/drafts/{draft.id}/add/{kind}?after={after}"), "question", values)


def change(desk: Desk, draft: QuestionnaireDraft, row: int, values: Mapping[str, object]) -> Page:
    return desk.send(desk.open(f"/drafts/{draft.id}/rows/{row}"), "question", values)


def test_an_empty_questionnaire_begins_with_a_title_and_its_languages(marc: Desk, people: Cast) -> None:
    form = marc.open(f"/projects/{people.balades.id}/questionnaires/new")
    page = marc.send(form, "empty", {"title_fr": "Sommeil", "languages": ["Français (fr)", "العربية (ar)"]})
    draft = db.session.scalars(select(QuestionnaireDraft)).one()
    assert (page.title, draft.title) == ("Questions", {"fr": "Sommeil"})
    assert [language.code for language in Tables(draft.workbook).languages] == ["fr", "ar"]


def test_a_questionnaire_needs_a_title(marc: Desk, people: Cast) -> None:
    form = marc.open(f"/projects/{people.balades.id}/questionnaires/new")
    page = marc.send(form, "empty")
    assert (page.status, page.errors()) == (422, ["Write a title."])


def test_a_model_a_version_and_a_file_open_as_they_are(marc: Desk, people: Cast) -> None:
    published(people)
    address = f"/projects/{people.balades.id}/questionnaires/new"
    marc.send(marc.open(address), "model", {"from": "trial"})
    marc.send(marc.open(address), "file", {"workbook": Upload("broken.md", BROKEN)})
    trial, broken = db.session.scalars(select(QuestionnaireDraft).order_by(QuestionnaireDraft.created_at))
    assert same_cells(trial.workbook, model("trial"))
    assert same_cells(broken.workbook, laid_out(open_workbook(BROKEN, "broken.md"), "broken.md"))


def test_a_version_made_without_a_workbook_is_written_out(marc: Desk, people: Cast) -> None:
    version = published(people)
    page = marc.open(f"/projects/{people.balades.id}/questionnaires")
    marc.send(page, f"from-{version.id}", {"version": version.id})
    draft = db.session.scalars(select(QuestionnaireDraft)).one()
    assert names(draft) == ["hours", "rested", "remark"]


def test_a_file_nobody_can_open_is_refused_in_words(marc: Desk, people: Cast) -> None:
    form = marc.open(f"/projects/{people.balades.id}/questionnaires/new")
    page = marc.send(form, "file", {"workbook": Upload("photo.xlsx", b"nothing")})
    assert (page.status, len(page.errors())) == (422, 1)


def test_a_workbook_refused_elsewhere_can_be_corrected_here(marc: Desk, people: Cast) -> None:
    study = draft_study(people)
    for _ in range(2):
        form = marc.open(f"/studies/{study.id}/questionnaires")
        page = marc.send(form, "upload-questionnaire", {"workbook": Upload("broken.md", BROKEN)})
    draft = db.session.scalars(select(QuestionnaireDraft)).one()
    assert f"/drafts/{draft.id}/check" in page.answer.get_data(as_text=True)
    marc.send(marc.open(f"/drafts/{draft.id}/rows/2"), "question", {"kind": "whole_number"})
    assert lines_of(now(draft).sheet("survey"))[1] == ("integer", "age", "How old are you?", "keep me")
    assert marc.open(f"/drafts/{draft.id}/check").soup.select_one("#publish") is not None


def test_a_question_is_written_in_every_language_and_named_after_its_words(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    page = add(marc, draft, "whole_number", {
        "label_fr": "Combien d’heures avez-vous dormi ?", "label_en": "How many hours did you sleep?",
        "least": "0", "most": "24", "required": "yes", "missing": "dont_know",
    }, after=2)  # fmt: skip
    assert page.title == "Questions"
    assert names(draft)[:3] == ["listened", "combien_heures_dormi", "understood"]
    assert cells(draft, "combien_heures_dormi") == {
        "type": "integer",
        "name": "combien_heures_dormi",
        "label::Français (fr)": "Combien d’heures avez-vous dormi ?",
        "label::English (en)": "How many hours did you sleep?",
        "required": "yes",
        "constraint": ". >= 0 and . <= 24",
        "missing_options": "dont_know",
    }


def test_a_question_brings_its_list(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    add(marc, draft, "choose_one", {
        "label_fr": "Où ?", "choice-0-label_fr": "Dehors", "choice-0-name": "out", "choice-1-label_fr": "Chez moi",
        "pasted": "far = Loin\nAilleurs",
    })  # fmt: skip
    assert cells(draft, "ou")["type"] == "select_one ou"
    assert [(line.name, line.labels["fr"]) for line in choices_in(now(draft), "ou")] == [
        ("out", "Dehors"),
        ("chez_moi", "Chez moi"),
        ("far", "Loin"),
        ("ailleurs", "Ailleurs"),
    ]


def test_a_question_offers_a_list_there_already_is(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    before = now(draft).sheet("choices")
    add(marc, draft, "choose_several", {"label_fr": "Encore ?", "list": "yes_no"})
    assert (cells(draft, "encore")["type"], now(draft).sheet("choices")) == ("select_multiple yes_no", before)


def test_a_group_begins_and_ends(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    add(marc, draft, "group", {"label_fr": "Vous"}, after=1)
    assert [line.record.value("type") for line in outline_of(now(draft))][:2] == ["begin group", "end group"]


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("short_text", {}, "Write the question."),
        ("choose_one", {"label_fr": "Où ?"}, "Write at least one answer, or choose a list."),
        ("short_text", {"label_fr": "Où ?", "name": "listened"}, "This name is taken. For example: listened_2"),
        ("whole_number", {"label_fr": "Où ?", "most": "beaucoup"}, "“beaucoup” is not a number."),
        ("short_text", {"label_fr": "Où ?", "asked": "rule"}, "Choose the question this one depends on."),
        (
            "short_text",
            {
                "label_fr": "Où ?",
                "asked": "rule",
                "if-0-question": "come_back",
                "if-0-comparison": "is",
                "if-0-value": "Peut-être",
            },
            "“Peut-être” is not an answer of that question. Choose from: Yes, No.",
        ),
        ("calculation", {"name": "x", "calculation": "${nobody} * 2"}, "nobody"),
        ("calculation", {"name": "x", "calculation": "1 +"}, "The expression stops"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(
    marc: Desk, people: Cast, kind: str, values: Mapping[str, str], sentence: str
) -> None:
    draft = begun(people)
    page = add(marc, draft, kind, values)
    assert page.status == 422
    assert sentence in " ".join(page.errors())
    assert draft.workbook == now(draft)
    for name, value in values.items():
        field = page.form("question").select_one(f"[name='{name}']:not([type=radio], select)")
        assert field is None or value in (field.get("value"), field.get_text().strip())


def test_a_condition_is_said_with_the_words_of_the_answer(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    rule = {"asked": "rule", "if-0-question": "come_back", "if-0-comparison": "is_not", "if-0-value": "oui"}
    add(marc, draft, "short_text", {"label_fr": "Pourquoi ?", **rule})
    page = marc.open(f"/drafts/{draft.id}")
    assert cells(draft, "pourquoi")["relevant"] == "${come_back} != 'yes'"
    assert "“Would you come to another workshop?” is not “Yes”" in page.words


def test_saving_a_form_as_it_was_opened_changes_no_cell(marc: Desk, people: Cast) -> None:
    for name in ("workshop", "trial", "before_after"):
        draft = begun(people, model(name))
        for line in outline_of(draft.workbook):
            if not line.closes:
                change(marc, draft, line.row, {})
        db.session.expire_all()
        assert (draft.revision, same_cells(draft.workbook, model(name))) == (1, True)


ODD = b"""
| survey | | | | |
|---|---|---|---|---|
| | type | name | label | relevant |
| | select_one ok | a | First? | |
| | text | twice | One | ${a} = 'gone' |
| | text | twice | Two | selected(${a},'Yes') |
| | | | A row without type | |

| choices | | | |
|---|---|---|---|
| | list_name | name | label |
| | ok | yes | Yes |
| | ok | Yes | Yes |
"""


def test_saving_a_form_full_of_mistakes_changes_no_cell_either(marc: Desk, people: Cast) -> None:
    draft = begun(people, laid_out(open_workbook(ODD, "odd.md"), "odd.md"))
    pages = [change(marc, draft, row, {}) for row in range(2, 6)]
    db.session.expire_all()
    assert ([page.status for page in pages], draft.revision) == ([200] * 4, 1)


def test_a_field_that_was_changed_changes_its_cell_alone(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    before = cells(draft, "why_not")
    change(marc, draft, 5, {"label_en": "What stops you?"})
    assert cells(draft, "why_not") == {**before, "label::English (en)": "What stops you?"}


def test_choices_are_ordered_and_taken_away_before_anything_is_kept(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    page = change(marc, draft, 4, {"order": "down-0"})
    order = [str(field["value"]) for field in page.form("question").select("[name$='-name']")]
    assert (order, draft.revision) == (["no", "yes"], 1)
    marc.send(page, "question")
    assert [line.name for line in choices_in(now(draft), "yes_no")] == ["no", "yes"]


def test_a_shared_list_can_be_made_a_list_of_its_own(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    change(marc, draft, 2, {"order": "copy"})
    assert cells(draft, "listened")["type"] == "select_one agreement_2"
    assert cells(draft, "understood")["type"] == "select_one agreement"


def test_a_question_changes_its_kind_and_its_name(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    change(marc, draft, 4, {"kind": "dropdown", "name": "again"})
    assert (cells(draft, "again")["type"], cells(draft, "again")["appearance"]) == ("select_one yes_no", "minimal")
    assert cells(draft, "why_not")["relevant"] == "${again} = 'no'"


def test_a_group_becomes_a_repeat_at_both_ends(marc: Desk, people: Cast) -> None:
    draft = begun(people, model("trial"))
    change(marc, draft, 2, {"kind": "repeat"})
    types = [line.record.value("type") for line in outline_of(now(draft))]
    assert (types[0], types[4], types[5]) == ("begin repeat", "end repeat", "begin group")


def test_rows_move_are_copied_and_taken_out(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    page = marc.send(marc.open(f"/drafts/{draft.id}"), "arrange", {"down": "2"})
    page = marc.send(page, "arrange", {"copy": "6"})
    page = marc.send(page, "arrange", {"move": "7", "to": "1"})
    assert names(draft) == ["improve_2", "understood", "listened", "come_back", "why_not", "improve"]
    page = marc.send(marc.open(f"/drafts/{draft.id}/rows/5/remove"), "remove")
    assert names(draft) == ["improve_2", "understood", "listened", "why_not", "improve"]
    assert page.soup.select_one("#undo") is not None


def test_a_question_goes_a_long_way_in_one_step(marc: Desk, people: Cast) -> None:
    draft = begun(people, model("trial"))
    page = marc.open(f"/drafts/{draft.id}/rows/10/move")
    chosen = page.form("move").select_one("option[selected]")
    assert chosen is not None
    assert chosen.get_text(strip=True) == "After “I can use it without help.”"
    marc.send(page, "move", {"to": "2"})
    assert names(draft)[:3] == ["use", "difficulty", "how_often"]


def test_groups_without_beginning_or_end_are_mended_in_the_outline(marc: Desk, people: Cast) -> None:
    trial = model("trial")
    unclosed = remove(trial, outline_of(trial)[-1].row)
    draft = begun(people, insert(unclosed, 1, [{("type", UNLABELLED): "end group"}]))
    page = marc.open(f"/drafts/{draft.id}")
    assert "End of a group that nothing begins" in page.words
    marc.send(page, "arrange", {"close": "8"})
    page = marc.open(f"/drafts/{draft.id}/check")
    link = page.soup.select_one(".problems a")
    assert link is not None
    marc.send(marc.open(str(link["href"])), "remove")
    assert same_cells(now(draft), trial)


def test_a_text_no_spreadsheet_can_hold_is_refused(marc: Desk, people: Cast) -> None:
    page = add(marc, begun(people), "short_text", {"label_fr": "a" * 40_000})
    assert (page.status, page.errors()) == (422, ["Shorten this text: 32767 characters at most."])


def test_a_cell_of_a_csv_no_spreadsheet_can_hold_is_named(marc: Desk, people: Cast) -> None:
    long = set_settings(model("workshop"), {("form_title", "fr"): "a" * 40_000})
    page = marc.open(f"/drafts/{begun(people, long).id}/workbook.xlsx")
    assert (page.status, "sheet “settings”, row 2" in page.words) == (422, True)


def test_a_published_scale_is_added_in_one_step(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    page = marc.open(f"/drafts/{draft.id}/scales?after=2")
    marc.send(page, "scale-gad7")
    questionnaire = read_form(now(draft), "workshop")[0]
    assert questionnaire is not None
    assert [asked.instrument.code for asked in asked_in(questionnaire, library())] == ["gad7"]
    assert names(draft)[1] == "gad7"
    marc.send(marc.open(f"/drafts/{draft.id}/scales"), "scale-gad7")
    assert read_form(now(draft), "workshop")[0] is not None, "twice, under other names"


@pytest.mark.parametrize("written", [("Français (fr)", "English (en)"), ("English (en)",)])
def test_a_questionnaire_may_begin_with_a_published_scale(marc: Desk, people: Cast, written: tuple[str, ...]) -> None:
    draft = begun(people, empty_workbook("rest", {"fr": "Repos", "en": "Rest"}, written))
    outline = marc.open(f"/drafts/{draft.id}")
    scales = outline.soup.select_one(f"main a[href='/drafts/{draft.id}/scales']")
    assert scales is not None
    marc.send(marc.open(str(scales["href"])), "scale-gad7")
    questionnaire = read_form(now(draft), "rest")[0]
    assert questionnaire is not None
    assert [asked.instrument.code for asked in asked_in(questionnaire, library())] == ["gad7"]
    assert (questionnaire.form_id, len(questionnaire.languages)) == ("rest", len(written))


def test_a_scale_that_may_reveal_a_danger_asks_for_a_procedure(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    page = marc.send(marc.open(f"/drafts/{draft.id}/scales"), "scale-phq9")
    assert (page.status, len(page.errors()), draft.revision) == (422, 1, 1)
    marc.send(page, "scale-phq9", {"safety": "yes"})
    assert "phq9" in names(draft)


def test_removing_says_who_refers_to_the_question(marc: Desk, people: Cast) -> None:
    page = marc.open(f"/drafts/{begun(people).id}/rows/4/remove")
    assert "What holds you back?" in page.words


def test_a_change_is_undone_and_done_again(laboratory: Flask, marc: Desk, people: Cast) -> None:
    draft = begun(people)
    marc.send(marc.open(f"/drafts/{draft.id}"), "arrange", {"down": "2"})
    for step, first in (("undo", "listened"), ("redo", "understood")):
        page = marc.open(f"/drafts/{draft.id}")
        token = page.form("arrange").select_one("[name=csrf_token]")
        assert token is not None
        seen = {"csrf_token": token["value"], "seen": draft.revision}
        marc.client.post(f"/drafts/{draft.id}/{step}", data=seen)
        assert names(draft)[0] == first


def test_two_people_on_two_questions_do_not_disturb_each_other(laboratory: Flask, marc: Desk, people: Cast) -> None:
    draft = begun(people)
    amina = Desk(laboratory).known_as(people.amina)
    opened = amina.open(f"/drafts/{draft.id}/rows/6")
    marc.send(marc.open(f"/drafts/{draft.id}"), "arrange", {"down": "2"})
    add(marc, draft, "message", {"label_fr": "Bonjour"}, after=1)
    page = amina.send(opened, "question", {"label_fr": "Et ensuite ?"})
    assert (page.status, cells(draft, "improve")["label::Français (fr)"]) == (200, "Et ensuite ?")


def test_two_people_on_one_question_see_what_the_other_wrote(laboratory: Flask, marc: Desk, people: Cast) -> None:
    draft = begun(people)
    amina = Desk(laboratory).known_as(people.amina)
    opened = amina.open(f"/drafts/{draft.id}/rows/6")
    change(marc, draft, 6, {"label_fr": "De Marc"})
    page = amina.send(opened, "question", {"label_fr": "D’Amina"})
    assert (page.status, cells(draft, "improve")["label::Français (fr)"]) == (409, "De Marc")
    assert {"De Marc", "D’Amina"} <= set(re.split(r" (?=De Marc|D’Amina)|(?<=De Marc) |(?<=D’Amina) ", page.words))
    assert amina.send(page, "question").status == 200
    assert cells(draft, "improve")["label::Français (fr)"] == "D’Amina"


def test_what_was_written_on_a_question_since_removed_is_shown(laboratory: Flask, marc: Desk, people: Cast) -> None:
    draft = begun(people)
    amina = Desk(laboratory).known_as(people.amina)
    opened = amina.open(f"/drafts/{draft.id}/rows/6")
    marc.send(marc.open(f"/drafts/{draft.id}/rows/6/remove"), "remove")
    page = amina.send(opened, "question", {"label_fr": "Mes mots"})
    assert (page.status, "Mes mots" in page.words) == (409, True)


def test_an_outline_seen_too_long_ago_moves_nothing(laboratory: Flask, marc: Desk, people: Cast) -> None:
    draft = begun(people)
    opened = marc.open(f"/drafts/{draft.id}")
    change(marc, draft, 6, {"label_fr": "Autre"})
    page = marc.send(opened, "arrange", {"down": "2"})
    assert (page.status, names(draft)[0]) == (409, "listened")
    assert "has changed in the meantime" in page.words


def test_missing_translations_come_first_and_are_counted(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    form = marc.open(f"/drafts/{draft.id}/translate")
    page = marc.send(form, "new-language", {"language": "Deutsch (de)"})
    assert [" ".join(row.get_text(" ").split()) for row in page.soup.select("#lacking-everywhere tbody tr")] == [
        "Français – – –",
        "English – – –",
        "Deutsch 13 1 –",
    ]
    texts = len(page.form("translations").select("textarea"))
    assert (texts, f"{texts} texts are left to translate: Deutsch" in page.words) == (14, True)
    page = marc.send(page, "translations", {"text:survey/come_back/label": "Kommen Sie wieder?"})
    assert cells(draft, "come_back")["label::Deutsch (de)"] == "Kommen Sie wieder?"
    assert len(page.form("translations").select("textarea")) == texts - 1


def test_two_translators_of_one_text_see_both(laboratory: Flask, marc: Desk, people: Cast) -> None:
    draft = begun(people)
    amina = Desk(laboratory).known_as(people.amina)
    opened = amina.open(f"/drafts/{draft.id}/translate?to=en&all=1")
    key = "text:survey/improve/label"
    marc.send(marc.open(f"/drafts/{draft.id}/translate?to=en&all=1"), "translations", {key: "From Marc"})
    page = amina.send(opened, "translations", {key: "From Amina", "text:survey/why_not/label": "Why?"})
    assert (page.status, cells(draft, "improve")["label::English (en)"]) == (409, "From Marc")
    assert cells(draft, "why_not")["label::English (en)"] == "Why?", "what nobody else changed is kept"
    assert amina.send(page, "translations").status == 200
    assert cells(draft, "improve")["label::English (en)"] == "From Amina"


def test_settings_are_kept(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    marc.send(marc.open(f"/drafts/{draft.id}/settings"), "settings", {"form_title_fr": "Bilan", "form_id": "bilan"})
    assert title_of(now(draft)) == {"fr": "Bilan", "en": "Feedback on a workshop"}
    page = marc.send(marc.open(f"/drafts/{draft.id}/settings"), "settings", {"form_id": "un bilan"})
    assert page.errors() == ["Begin with a letter, without spaces."]


def test_the_preview_shows_the_cards_of_the_respondent(marc: Desk, people: Cast) -> None:
    page = marc.open(f"/drafts/{begun(people).id}/preview?phone=1")
    assert page.soup.select_one(".as-answered.phone [name=listened]") is not None


def test_the_preview_has_the_scripts_of_the_page_of_the_respondent(marc: Desk, people: Cast) -> None:
    content = b"| survey |\n| | type | name | label::English (en) |\n| | geopoint | home | Where? |\n"
    page = marc.open(f"/drafts/{begun(people, laid_out(open_workbook(content, 'place.md'), 'place.md')).id}/preview")
    scripts = [str(script["src"]) for script in page.soup.select("script[src]")]
    assert any(script.startswith("/static/form/devices/place.js") for script in scripts)


SPOKEN = """
| survey | | | | | |
|---|---|---|---|---|---|
| | type | name | label::Français (fr) | label::English (en) | label::العربية (ar) |
| | select_one yn | tea | Du thé ? | Some tea? | هل تريد الشاي؟ |
| | text | which | Lequel ? | Which one? | |
| choices | | | | | |
| | list_name | name | label::Français (fr) | label::English (en) | label::العربية (ar) |
| | yn | yes | Oui | Yes | نعم |
"""


def spoken(people: Cast, text: str = SPOKEN) -> str:
    workbook = laid_out(open_workbook(text.encode(), "tea.md"), "tea.md")
    return f"/drafts/{begun(people, workbook).id}"


def test_the_preview_is_read_in_each_language_of_the_questionnaire(marc: Desk, people: Cast) -> None:
    page = marc.open(f"{spoken(people)}/preview?phone=1")
    chooser = page.soup.select_one(".languages.framed")
    assert chooser is not None
    assert [link["hreflang"] for link in chooser.select("a")] == ["fr", "ar"]
    page = marc.open(str(chooser.select("a")[1]["href"]))
    frame = page.soup.select_one(".as-answered.phone")
    assert frame is not None
    assert (frame["lang"], frame["dir"], page.soup.select_one("html[lang=en]") is not None) == ("ar", "rtl", True)
    assert "هل تريد الشاي؟" in frame.get_text()
    assert "Which one?" not in marc.open(f"{spoken(people)}/preview?in=fr").words


def test_reading_the_questionnaire_in_a_language_leaves_that_of_the_page(marc: Desk, people: Cast) -> None:
    address = spoken(people)
    assert "Du thé ?" in marc.open(f"{address}/preview?in=fr").words
    assert (marc.open(f"{address}/preview").title, marc.open(f"{address}/preview?in=xx").status) == ("Preview", 200)


def test_a_condition_is_said_in_the_language_of_the_team(marc: Desk, people: Cast) -> None:
    page = marc.open(f"/drafts/{begun(people).id}/preview?in=fr")
    condition = page.soup.select_one(".as-answered > p")
    assert condition is not None
    assert (condition["lang"], condition.get_text()) == (
        "en",
        "If: “Would you come to another workshop?” is “No”",
    )


def test_more_than_three_languages_are_folded(marc: Desk, people: Cast) -> None:
    four = SPOKEN.replace("label::English (en)", "label::English (en) | label::Español (es)")
    four = "\n".join(line + " |" if "label" not in line and line else line for line in four.splitlines())
    chooser = marc.open(f"{spoken(people, four)}/preview").soup.select_one(".languages.framed")
    assert chooser is not None
    assert [one.get_text(strip=True) for one in chooser.select("summary")] == ["English"]
    assert marc.open(f"/drafts/{begun(people, model('trial')).id}/preview").soup.select_one(".framed summary") is None


def test_a_draft_with_errors_says_what_to_correct_instead_of_a_preview(marc: Desk, people: Cast) -> None:
    draft = begun(people, laid_out(open_workbook(BROKEN, "broken.md"), "broken.md"))
    for face in ("preview", "try"):
        assert "A few things need correcting first" in marc.open(f"/drafts/{draft.id}/{face}").words
    page = marc.open(f"/drafts/{draft.id}/check")
    link = page.soup.select_one(".problems a")
    assert link is not None
    assert (link["href"], page.soup.select_one("#publish")) == (f"/drafts/{draft.id}/rows/2", None)


def test_trying_says_why_a_question_is_not_asked(marc: Desk, people: Cast) -> None:
    page = marc.open(f"/drafts/{begun(people).id}/try")
    page = marc.send(page, "page", {"come_back": "yes", "~go": "stay"})
    assert "If: “Would you come to another workshop?” is “No”" in outcome(page)
    assert "Would you come to another workshop? → Yes" in outcome(page)
    page = marc.send(page, "page", {"come_back": "no", "~go": "stay"})
    assert page.form("page").select_one("[name=why_not]") is not None


def outcome(page: Page) -> str:
    found = page.soup.select_one("#trial-outcome")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def framed(page: Page) -> str:
    found = page.soup.select_one(".as-answered")
    assert found is not None
    return " ".join(found.get_text(" ").split())


HOUSEHOLD = """
| survey | | | | | |
|---|---|---|---|---|---|
| | type | name | label::Français (fr) | label::English (en) | relevant |
| | select_one yn | alone | Vivez-vous seul ? | Do you live alone? | |
| | begin group | home | Chez vous | At home | |
| | begin repeat | person | Une personne | A person | ${alone} = 'no' |
| | decimal | age | Son âge ? | Their age? | |
| | text | school | Son école ? | Their school? | ${age} < 18 |
| | end repeat | | | | |
| | end group | | | | |
| | geopoint | where | Où ? | Where? | |
| | image | view | La vue ? | The view? | |
| choices | | | | | |
| | list_name | name | label::Français (fr) | label::English (en) | |
| | yn | yes | Oui | Yes | |
| | yn | no | Non | No | |
"""


def test_an_example_goes_through_a_repeat_as_a_respondent_does(marc: Desk, people: Cast) -> None:
    page = marc.open(f"{spoken(people, HOUSEHOLD)}/try")
    page = marc.send(page, "page", {"alone": "no"})
    assert "Nothing is added so far." in framed(page)
    page = marc.send(marc.send(page, "page", {"~go": "add"}), "page", {"age": "40"})
    assert "1 added so far. 40" in framed(page)
    page = marc.send(marc.send(page, "page", {"~go": "add"}), "page", {"age": "4"})
    assert "Your answer adds a question." in framed(page)
    page = marc.send(page, "page", {"school": "Prévert"})
    assert "2 added so far. 40 Change : 1, 40 Remove : 1, 40 4, Prévert" in framed(page)
    assert "Their school? (A person, no. 1) If: “Their age?” is less than 18 Their age? → 40" in outcome(page)
    page = marc.send(page, "page", {"~remove": "1"})
    assert "1 added so far. 4, Prévert" in framed(page)
    page = marc.send(marc.send(page, "page"), "page", {"~to": "~end"})
    assert "End of the questionnaire" in framed(page)
    assert "A person, no. 1 Their age? 4 Their school? Prévert" in framed(page)


def test_nothing_of_an_example_is_stored(marc: Desk, people: Cast) -> None:
    address = spoken(people, HOUSEHOLD)
    page = marc.send(marc.open(f"{address}/try"), "page", {"alone": "yes"})
    assert page.soup.select_one("[name=view][type=file]") is not None
    page = marc.send(
        page, "page", {"where.latitude": "48", "where.longitude": "2", "view": Upload("a.jpg", photograph())}
    )
    page = marc.send(page, "page", {"~go": "back"})
    assert "File chosen: a.jpg." in framed(page)
    kept = (Response, Draft, Attachment)
    assert [len(db.session.scalars(select(one)).all()) for one in kept] == [0, 0, 0]
    assert "48" not in marc.open(f"{address}/try").words


def test_an_example_has_the_scripts_of_the_page_of_the_respondent(marc: Desk, people: Cast) -> None:
    page = marc.send(marc.open(f"{spoken(people, HOUSEHOLD)}/try"), "page", {"alone": "yes"})
    loaded = [str(script["src"]).rpartition("static/")[2] for script in page.soup.select("script[src]")]
    assert {"form/page.js", "form/devices/place.js", "form/devices/chosen.js", "try.js"} <= set(loaded)
    assert page.soup.select_one("#device-words") is not None
    assert "geolocation=(self)" in page.answer.headers["Permissions-Policy"]


REQUIRED = """
| survey | | | | |
|---|---|---|---|---|
| | type | name | label | required |
| | integer | age | Age? | yes |
| | begin group | g | More | |
| | text | more | More? | |
| | end group | | | |
"""


def test_what_is_to_put_right_is_said_as_to_a_respondent_and_stops_nobody(marc: Desk, people: Cast) -> None:
    page = marc.open(f"{spoken(people, REQUIRED)}/try")
    refused = marc.send(page, "page", {"age": "x"})
    assert (refused.status, len(refused.errors()), "More?" in framed(refused)) == (422, 1, False)
    assert marc.send(page, "page").status == 422
    assert marc.send(page, "page", {"~go": "stay"}).errors() == []
    assert "More?" in framed(marc.send(page, "page", {"~to": "g"}))


def test_an_example_is_read_in_each_language_and_numbers_with_it(marc: Desk, people: Cast) -> None:
    page = marc.open(f"{spoken(people, HOUSEHOLD)}/try?in=fr")
    page = marc.send(marc.send(page, "page", {"alone": "no"}), "page", {"~go": "add"})
    page = marc.send(page, "page", {"age": "4,5", "~go": "stay"})
    assert ("Son âge ?" in framed(page), page.title) == (True, "Try")
    english = marc.send(page, "page", {"~in": "en"})
    assert "Their age?" in framed(english)
    assert '"age": 4.5' in str(english.form("page").select_one("[name='~answers']")).replace("&quot;", '"')


def test_answers_that_nobody_could_give_are_left_out_of_an_example(marc: Desk, people: Cast) -> None:
    page = marc.open(f"{spoken(people, HOUSEHOLD)}/try")
    for sent in ("[", "[]", '{"age": 3}', '{"person": 4, "alone": [{}]}', "[" * 5000):
        assert marc.send(page, "page", {"~answers": sent, "~go": "stay"}).status == 200


def test_an_example_with_repeats_is_kept_and_opened_again(marc: Desk, people: Cast) -> None:
    address = spoken(people, HOUSEHOLD)
    page = marc.send(marc.open(f"{address}/try"), "page", {"alone": "no"})
    page = marc.send(marc.send(page, "page", {"~go": "add"}), "page", {"age": "40"})
    form = page.form("page")
    form["action"] = f"{address}/cases"
    kept = {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}
    page = Page(marc.client.post(f"{address}/cases", data={**kept, "~title": "Two of us"}, follow_redirects=True))
    assert "Gives what is expected" in marc.open(f"{address}/try").words
    page = marc.send(marc.open(f"{address}/try?case=Two+of+us"), "page")
    page = marc.send(page, "page")
    assert "1 added so far. 40" in framed(page)


def test_a_kept_example_tells_when_the_logic_changes(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    page = marc.open(f"/drafts/{draft.id}/try")
    form = page.form("page")
    kept = {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}
    marc.client.post(f"/drafts/{draft.id}/cases", data={**kept, "~title": "Ne revient pas", "come_back": "no"})
    assert "Gives what is expected" not in marc.open(f"/drafts/{draft.id}").words
    assert "Gives what is expected" in marc.open(f"/drafts/{draft.id}/check").words
    change(marc, draft, 5, {"asked": "expression", "relevant": "${come_back} = 'yes'"})
    assert "One example no longer gives what was expected" in marc.open(f"/drafts/{draft.id}").words
    assert "What holds you back? → was asked, is not asked any more" in marc.open(f"/drafts/{draft.id}/check").words


def test_publishing_makes_a_version_and_the_draft_goes_on(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    marc.send(marc.open(f"/drafts/{draft.id}/check"), "publish")
    assert "Nothing has changed since version 1." in marc.open(f"/drafts/{draft.id}/check").words
    change(marc, draft, 6, {"label_fr": "Et ensuite ?"})
    page = marc.open(f"/drafts/{draft.id}/check")
    rows = page.soup.select("#changes tbody tr")
    assert ("What changes since version 1" in page.words, [row.select_one("th").get_text() for row in rows]) == (
        True,
        ["improve"],
    )
    page = marc.send(page, "publish")
    versions = list(db.session.scalars(select(QuestionnaireVersion).order_by(QuestionnaireVersion.created_at)))
    assert [version.content.version for version in versions] == ["1", "2"]
    assert versions[1].content.question("improve").label["fr"] == "Et ensuite ?"
    assert same_cells(open_workbook(versions[1].source, versions[1].source_filename), now(draft))
    assert "Version 2 is published" in page.words


def test_the_workbook_goes_home_with_every_cell(marc: Desk, people: Cast) -> None:
    start = laid_out(open_workbook(BROKEN, "broken.md"), "broken.md")
    draft = begun(people, start)
    change(marc, draft, 3, {"label_und": "Your name?"})
    answer = marc.client.get(f"/drafts/{draft.id}/workbook.xlsx")
    home = open_workbook(answer.get_data(), "home.xlsx")
    assert lines_of(home.sheet("survey"))[2] == ("text", "name", "Your name?", "and me")
    change(marc, draft, 3, {"label_und": "What is your name?"})
    answer = marc.client.get(f"/drafts/{draft.id}/workbook.xlsx")
    assert same_cells(open_workbook(answer.get_data(), "home.xlsx"), start)


def test_an_expression_is_checked_while_it_is_written(marc: Desk, people: Cast) -> None:
    address = f"/drafts/{begun(people).id}/syntax"
    said = marc.client.get(address, query_string={"expression": "${come_back} = 'no'"}).json
    wrong = marc.client.get(address, query_string={"expression": "${come_bak} = 'no'"}).json
    assert said is not None
    assert wrong is not None
    sentence = "« Reviendriez-vous à un prochain atelier ? » est « Non »"
    assert (said["wrong"], said["sentence"].replace("\u00a0", " ")) == (False, sentence)
    assert (wrong["wrong"], "come_back" in wrong["sentence"]) == (True, True)


def test_a_draft_is_thrown_away_after_a_question(marc: Desk, people: Cast) -> None:
    draft = begun(people, set_settings(model("workshop"), {("form_title", "en"): "Doomed"}))
    page = marc.send(marc.open(f"/drafts/{draft.id}/discard"), "discard")
    assert ("Doomed" in page.words, list(db.session.scalars(select(QuestionnaireDraft)))) == (False, [])


def test_a_published_draft_can_be_asked(marc: Desk, people: Cast) -> None:
    draft = begun(people)
    assert read_form(draft.workbook, draft.filename)[0] is not None
    marc.send(marc.open(f"/drafts/{draft.id}/check"), "publish")
    study = draft_study(people)
    assert (
        "Retour sur un atelier"
        in Desk(marc.client.application, "fr").known_as(people.marc).open(f"/studies/{study.id}/questionnaires").words
    )


def test_a_new_version_keeps_the_files_of_the_one_before(marc: Desk, people: Cast) -> None:
    draft = begun(people, laid_out(open_workbook(PICTURED, "bed.md"), "bed.md"))
    marc.send(marc.open(f"/drafts/{draft.id}/check"), "publish")
    first = db.session.scalars(select(QuestionnaireVersion)).one()
    form = marc.open(f"/studies/{draft_study(people).id}/questionnaires/{first.id}")
    marc.send(form, "give-files", {"files": Upload("bed.png", photograph("PNG"))})
    change(marc, draft, 2, {"label_und": "The bed"})
    marc.send(marc.open(f"/drafts/{draft.id}/check"), "publish", {"version": "9"})
    newest = db.session.scalars(select(QuestionnaireVersion).order_by(QuestionnaireVersion.created_at.desc())).first()
    assert newest is not None
    assert (newest.content.version, awaited_files(newest), list(questionnaire_files(newest))) == ("9", (), ["bed.png"])
