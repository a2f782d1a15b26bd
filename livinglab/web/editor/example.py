"""The page of an example: read and answered as on the respondent's pages, from answers that travel with the form.

Nothing is stored. Besides the fields of the page the form holds:

- `~answers`, hidden: everything answered so far, as JSON; `~page`, hidden: the code of the page shown, or `~end`;
- `~reading`, hidden: the language it is read in; `~in`, a button: another one;
- `~go`, a button: `back`, `add` (an instance), `stay` (where these answers lead, without going on);
- `~to`, a button: another page; `~remove`, a button: the instance taken away.

A file is never read: its name stands for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from json import JSONDecodeError, loads

from flask import request

from livinglab.store.database import now
from livinglab.web.editor.opened import Opened
from livinglab.web.editor.preview import sheet_with
from livinglab.web.participant.cards import engine_fields, typed_from
from livinglab.web.participant.fields import Fields
from livinglab.web.participant.instances import rows_wanted
from livinglab.web.participant.long_lists import sought
from livinglab.web.participant.sheet import Sheet
from livinglab.web.participant.start_place import start_given
from livinglab.web.participant.uploads import file_questions
from surveys.answering import PageReading, read_page, taking_in
from surveys.complaints import Complaint
from surveys.file_names import clean
from surveys.flow import defaults
from surveys.pages import Page
from surveys.places import answers_at
from surveys.questionnaire import Questionnaire
from surveys.remembering import remembering
from surveys.submission import valid_answers
from surveys.values import Answer, Answers

END = "~end"


@dataclass(frozen=True)
class Step:
    """Where an example stands: its answers, and the page shown; None after the last.

    `complaints` say what to put right on it, `looked_for` the list that was searched, `more` that a question was added.
    """

    sheet: Sheet
    page: Page | None
    typed: Fields = field(default_factory=dict)
    complaints: tuple[Complaint, ...] = ()
    looked_for: str = ""
    more: bool = False


def opening(found: Opened, questionnaire: Questionnaire, answers: Mapping[str, object]) -> Step:
    """The first page, with answers that still fit their questions."""
    sheet = _sheet(found, questionnaire, valid_answers(questionnaire, answers))
    return _at(sheet, _first(sheet))


def following(found: Opened, questionnaire: Questionnaire, *, stay: bool = False) -> Step:
    """Where the posted form leads. `stay`: to the page it came from, whatever button was pressed."""
    sheet = _sheet(found, questionnaire, _carried(questionnaire))
    code = request.form.get("~page", "")
    page = next((one for one in sheet.route.every_page if one.code == code), None)
    if page is None:
        return _at(sheet, None if stay and code == END else _wanted(sheet))
    if page.repeat:
        return _listed(sheet, page, stay=stay)
    fields = engine_fields(sheet, page, _with_files(sheet, page, request.form.to_dict(flat=False)))
    if "~in" in request.form:
        return Step(sheet, page, fields)
    reading = read_page(questionnaire, page.code, fields, sheet.answers, sheet.context)
    saved = _taking(sheet, page, {**reading.said, **start_given(sheet, page, fields)})
    return _onward(saved, page, reading, fields, stay=stay)


def _onward(saved: Sheet, page: Page, reading: PageReading, fields: Fields, *, stay: bool) -> Step:
    """As after a page of the respondent; a button that leaves the page leaves it, whatever there is to put right."""
    here = Step(saved, page, fields)
    if stay or request.form.get("~go") == "stay":
        return replace(here, complaints=tuple(one for one in reading.complaints if _was_sent(fields, one.question)))
    if request.form.keys() & {"~to", "~go"}:
        return _at(saved, _wanted(saved, page))
    looked_for = sought(page, fields)
    if looked_for:
        return replace(here, looked_for=looked_for)
    if reading.complaints:
        return replace(here, complaints=reading.complaints)
    if reading.revealed:
        return replace(here, more=True)
    return _at(saved, saved.after(page.code))


def _listed(sheet: Sheet, page: Page, *, stay: bool) -> Step:
    """Adds or removes an instance of a repeat, or goes on."""
    if stay or "~in" in request.form:
        return Step(sheet, page)
    if request.form.get("~go") in ("back", "stay") or "~to" in request.form:
        return _at(sheet, _wanted(sheet, page))
    rows, added = rows_wanted(sheet, page)
    saved = _taking(sheet, page, {page.repeat: rows})
    inside = (one for one in saved.route.pages if added and one.at[: len(added)] == added)
    return _at(saved, next(inside, page if "~remove" in request.form else saved.after(page.code)))


def _at(sheet: Sheet, page: Page | None) -> Step:
    """A page as it opens: what was answered, else what is proposed."""
    if page is None or page.repeat:
        return Step(sheet, page)
    proposed = {**defaults(sheet.route, page), **answers_at(sheet.answers, page.at)}
    return Step(sheet, page, typed_from(page, proposed))


def _wanted(sheet: Sheet, page: Page | None = None) -> Page | None:
    """Where a button leads that leaves the page."""
    pages = {one.code: one for one in sheet.route.pages}
    if "~to" in request.form:
        return None if request.form["~to"] == END else pages.get(request.form["~to"], _first(sheet))
    if request.form.get("~go") == "back" and page is None:
        return next(reversed(pages.values()), None)
    if request.form.get("~go") == "back" and page is not None:
        return sheet.before(page.code) or _first(sheet)
    return page or (None if request.form.get("~page") == END else _first(sheet))


def _first(sheet: Sheet) -> Page | None:
    return next(iter(sheet.route.pages), None)


def _sheet(found: Opened, questionnaire: Questionnaire, answers: Answers) -> Sheet:
    return replace(sheet_with(found, questionnaire, answers), started_at=now())


def _taking(sheet: Sheet, page: Page, given: Answers) -> Sheet:
    """The sheet with the answers of a page, and the values that count at the next look."""
    joined = taking_in(sheet.questionnaire, sheet.answers, page.at, given)
    after = replace(sheet, answers=joined)
    return replace(sheet, answers=remembering(after.route, joined)) if sheet.questionnaire.remembered else after


def _carried(questionnaire: Questionnaire) -> dict[str, Answer]:
    """The answers that came with the form; what cannot be one is left out."""
    try:
        sent = loads(request.form.get("~answers", "{}"))
    except (JSONDecodeError, RecursionError):
        return {}
    return valid_answers(questionnaire, sent) if isinstance(sent, dict) else {}


def _with_files(sheet: Sheet, page: Page, posted: Fields) -> dict[str, tuple[str, ...]]:
    """The fields of the page, the names of files where files were: a new one, else the one named before."""
    fields = {name: tuple(values) for name, values in posted.items()}
    known = answers_at(sheet.answers, page.at)
    for question in file_questions(page):
        chosen = [clean(file.filename) for file in request.files.getlist(question.name) if file.filename]
        before = known.get(question.name)
        fields[question.name] = (chosen[-1],) if chosen else (before,) if isinstance(before, str) else ()
    return fields


def _was_sent(fields: Fields, name: str) -> bool:
    """Whether something was typed: where one only looks, required questions may wait."""
    return any(any(values) for written, values in fields.items() if written.split(".")[0] == name)
