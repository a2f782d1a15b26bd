"""Trying the logic: example answers, where they lead and why; examples kept and run again after each change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.questionnaire_drafts import drop_case, keep_case
from livinglab.store.database import now
from livinglab.web.access import by
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.conditions import called, in_words
from livinglab.web.editor.opened import Opened, opened
from livinglab.web.editor.preview import sheet_with
from livinglab.web.forms import Answered
from livinglab.web.participant.cards import cards, engine_fields, typed_from
from livinglab.web.participant.matrices import Block, blocks
from livinglab.web.participant.sheet import Sheet, answer_in_words
from livinglab.words import spoken, t
from surveys.answering import read_page
from surveys.complaints import Complaint
from surveys.editing.trial import Case, Difference, Trial, differences
from surveys.pages import Page
from surveys.places import answers_at
from surveys.questionnaire import Questionnaire
from surveys.values import Answers, Context, from_json
from surveys.wording import pick

LONGEST_TITLE = 80


@dataclass(frozen=True)
class Hidden:
    """A question not asked: its words, and each condition that keeps it so, with what it saw."""

    name: str
    label: str
    reasons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Result:
    """A kept example, run again. Without a questionnaire to run it on, nothing is known."""

    case: Case
    differences: tuple[Difference, ...] | None


@editor.get("/drafts/<draft_id>/try")
def try_out(draft_id: str) -> Answered:
    """The questionnaire to fill in with invented answers; those of a kept example, if one is asked for."""
    found = opened(draft_id)
    title = request.args.get("case", "")
    kept = next((case for case in _cases(found) if case.title == title), None)
    return _page(found, from_json(kept.answers) if kept else {}, title=title if kept else "")


@editor.post("/drafts/<draft_id>/try")
def tried(draft_id: str) -> Answered:
    """Where these answers lead. Nothing is stored."""
    found = opened(draft_id)
    if found.questionnaire is None:
        return _page(found, {})
    answers, complaints = _typed(found, found.questionnaire)
    return _page(found, answers, complaints, title=request.form.get("title", ""))


@editor.post("/drafts/<draft_id>/cases")
def keep_example(draft_id: str) -> Answered:
    """Keeps these answers, and what they give now, as an example; or throws one away."""
    found = opened(draft_id)
    if "drop" in request.form:
        drop_case(by=by(), draft=found.draft, title=request.form["drop"])
        flash(t("editor.case_dropped"))
        return redirect(url_for("editor.try_out", draft_id=draft_id), 303)
    title = " ".join(request.form.get("title", "").split())[:LONGEST_TITLE]
    if found.questionnaire is None:
        return _page(found, {}), 422
    answers, complaints = _typed(found, found.questionnaire)
    if not title:
        return _page(found, answers, complaints, wrong=t("editor.case_title_missing")), 422
    case = Trial(found.questionnaire, answers, _context()).case(title)
    keep_case(by=by(), draft=found.draft, case=case)
    flash(t("editor.case_kept"))
    return redirect(url_for("editor.try_out", draft_id=draft_id, case=title), 303)


def results(found: Opened) -> tuple[Result, ...]:
    """Every kept example, run on the draft as it stands."""
    questionnaire = found.questionnaire
    return tuple(
        Result(case, differences(questionnaire, case, _context()) if questionnaire else None) for case in _cases(found)
    )


def broken_cases(found: Opened) -> int:
    """How many kept examples give something else than they did."""
    return sum(bool(result.differences) for result in results(found))


def _page(
    found: Opened,
    answers: Answers,
    complaints: tuple[Complaint, ...] = (),
    *,
    title: str = "",
    wrong: str = "",
) -> str:
    questionnaire = found.questionnaire
    trial = Trial(questionnaire, answers, _context()) if questionnaire else None
    sheet = sheet_with(found, questionnaire, answers) if questionnaire else None
    pages = _pages(sheet, answers, complaints) if sheet else []
    errors = [("title", wrong)] if wrong else []
    return render_template(
        "editor/try.html",
        found=found,
        sheet=sheet,
        shown=pages,
        hidden=[_hidden(found, sheet, trial, name) for name in trial.outcome.not_asked] if trial and sheet else [],
        calculated=trial.outcome.calculated if trial else {},
        results=results(found),
        called=called,
        case_title=title,
        errors=errors,
        complaints=dict(errors),
        wrong=bool(wrong),
        wide=True,
    )


def _pages(sheet: Sheet, answers: Answers, complaints: tuple[Complaint, ...]) -> list[tuple[Page, tuple[Block, ...]]]:
    return [
        (page, blocks(sheet, cards(sheet, page, typed_from(page, answers_at(answers, page.at)), complaints)))
        for page in sheet.route.pages
    ]


def _typed(found: Opened, questionnaire: Questionnaire) -> tuple[Answers, tuple[Complaint, ...]]:
    """The answers of every page sent, and what would be put right."""
    answers: Answers = {}
    complaints: list[Complaint] = []
    posted = request.form.to_dict(flat=False)
    sheet = sheet_with(found, questionnaire, {})
    for page in questionnaire.pages():
        reading = read_page(questionnaire, page.code, engine_fields(sheet, page, posted), answers, _context())
        answers = reading.answers
        complaints += [one for one in reading.complaints if _was_sent(posted, one.question)]
    return answers, tuple(complaints)


def _was_sent(posted: Mapping[str, object], name: str) -> bool:
    """Whether something was typed: an example may leave required questions empty."""
    return any(posted.get(field) not in (None, [""], []) for field in posted if field.split(".")[0] == name)


def _hidden(found: Opened, sheet: Sheet, trial: Trial, name: str) -> Hidden:
    return Hidden(
        name,
        _label(trial, name),
        tuple(
            (
                in_words(found, reason.source),
                tuple((_label(trial, one), answer_in_words(sheet, one, reason.values[one])) for one in reason.values),
            )
            for reason in trial.reasons(name)
        ),
    )


def _label(trial: Trial, name: str) -> str:
    return pick(trial.questionnaire.question(name).label, spoken(), trial.questionnaire) or name


def _cases(found: Opened) -> tuple[Case, ...]:
    return tuple(map(Case.from_json, found.draft.cases))


def _context() -> Context:
    return Context(now(), spoken())
