"""Trying the logic: example answers, where they lead and why; examples kept and run again after each change."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.questionnaire_drafts import drop_case, keep_case
from livinglab.store.database import now
from livinglab.web.access import by
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.conditions import called, in_words
from livinglab.web.editor.example import END, Step, following, opening
from livinglab.web.editor.opened import Opened, opened
from livinglab.web.editor.reading import Reading, reading_of
from livinglab.web.editor.tried import drawn
from livinglab.web.forms import Answered
from livinglab.web.participant.sheet import Sheet, answer_in_words
from livinglab.words import speaking, t
from surveys.editing.trial import Case, Difference, Reason, Trial, differences, place_of
from surveys.places import Place
from surveys.questionnaire import Questionnaire
from surveys.values import Context, to_json

LONGEST_TITLE = 80


@dataclass(frozen=True)
class Hidden:
    """A question not asked, or a whole repeat: its words, and each condition that keeps it so, with what it saw."""

    label: str
    reasons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Result:
    """A kept example, run again. Without a questionnaire to run it on, nothing is known."""

    case: Case
    differences: tuple[Difference, ...] | None


@editor.get("/drafts/<draft_id>/try")
def try_out(draft_id: str) -> Answered:
    """The first page, to fill in with invented answers; with those of a kept example, if one is asked for."""
    found = opened(draft_id)
    if found.questionnaire is None:
        return render_template("editor/try.html", found=found, results=results(found), told=told)
    kept = next((case for case in _cases(found) if case.title == request.args.get("case", "")), None)
    reading = reading_of(found.questionnaire, request.args.get("in", ""))
    with speaking(reading.language, reading.otherwise):
        step = opening(found, found.questionnaire, kept.answers if kept else {})
    return _page(found, found.questionnaire, step, reading, title=kept.title if kept else "")


@editor.post("/drafts/<draft_id>/try")
def tried(draft_id: str) -> Answered:
    """Where the answers of a page lead. Nothing is stored."""
    found = opened(draft_id)
    if found.questionnaire is None:
        return redirect(url_for("editor.try_out", draft_id=draft_id), 303)
    step = _followed(found, found.questionnaire)
    reading = reading_of(found.questionnaire, request.form.get("~in") or request.form.get("~reading", ""))
    page = _page(found, found.questionnaire, step, reading, title=request.form.get("~title", ""))
    return (page, 422) if step.complaints and "~go" not in request.form else page


@editor.post("/drafts/<draft_id>/cases")
def keep_example(draft_id: str) -> Answered:
    """Keeps these answers, and what they give now, as an example; or throws one away."""
    found = opened(draft_id)
    if "~drop" in request.form:
        drop_case(by=by(), draft=found.draft, title=request.form["~drop"])
        flash(t("editor.case_dropped"))
        return redirect(url_for("editor.try_out", draft_id=draft_id), 303)
    if found.questionnaire is None:
        return redirect(url_for("editor.try_out", draft_id=draft_id), 303)
    title = " ".join(request.form.get("~title", "").split())[:LONGEST_TITLE]
    step = _followed(found, found.questionnaire, stay=True)
    if not title or step.complaints:
        reading = reading_of(found.questionnaire, request.form.get("~reading", ""))
        wrong = "" if title else t("editor.case_title_missing")
        return _page(found, found.questionnaire, step, reading, title=title, wrong=wrong), 422
    case = Trial(found.questionnaire, step.sheet.answers, _context(found, found.questionnaire)).case(title)
    keep_case(by=by(), draft=found.draft, case=case)
    flash(t("editor.case_kept"))
    return redirect(url_for("editor.try_out", draft_id=draft_id, case=title), 303)


def results(found: Opened) -> tuple[Result, ...]:
    """Every kept example, run on the draft as it stands."""
    questionnaire = found.questionnaire
    return tuple(
        Result(case, differences(questionnaire, case, _context(found, questionnaire)) if questionnaire else None)
        for case in _cases(found)
    )


def broken_cases(found: Opened) -> int:
    """How many kept examples give something else than they did."""
    return sum(bool(result.differences) for result in results(found))


def told(found: Opened, key: str) -> str:
    """A place as the team would say it: the question; inside a repeat, with the instance."""
    place = place_of(key)
    label = _called(found, place.name)
    if not place.at:
        return label
    numbers = ".".join(str(number) for _, number in place.at)
    return f"{label} ({t('participant.instance', title=_called(found, place.at[-1][0]), n=numbers)})"


def _followed(found: Opened, questionnaire: Questionnaire, *, stay: bool = False) -> Step:
    """The posted form, read in the language it was filled in: numbers have its decimal mark."""
    reading = reading_of(questionnaire, request.form.get("~reading", ""))
    with speaking(reading.language, reading.otherwise):
        return following(found, questionnaire, stay=stay)


def _page(
    found: Opened, questionnaire: Questionnaire, step: Step, reading: Reading, *, title: str, wrong: str = ""
) -> str:
    with speaking(reading.language, reading.otherwise):
        framed = drawn(step, reading.otherwise)
    trial = Trial(questionnaire, step.sheet.answers, step.sheet.context)
    outcome = trial.outcome
    errors = [("case-title", wrong)] if wrong else []
    return render_template(
        "editor/try.html",
        found=found,
        reading=reading,
        framed=framed,
        carried=json.dumps(to_json(step.sheet.answers), ensure_ascii=False),
        code=step.page.code if step.page else END,
        hidden=[_hidden(found, step.sheet, trial, place_of(key)) for key in outcome.not_asked],
        calculated=[(told(found, key), value) for key, value in outcome.calculated.items()],
        results=results(found),
        told=told,
        case_title=title,
        errors=errors,
        complaints=dict(errors),
        wrong=bool(wrong or step.complaints),
        wide=True,
    )


def _hidden(found: Opened, sheet: Sheet, trial: Trial, place: Place) -> Hidden:
    reasons = ((in_words(found, reason.source), _seen(found, sheet, reason)) for reason in trial.reasons(place))
    return Hidden(told(found, place.key), tuple(reasons))


def _seen(found: Opened, sheet: Sheet, reason: Reason) -> tuple[tuple[str, str], ...]:
    """What a condition looked at, and what it saw there."""
    known = ((name, value) for name, value in reason.values.items() if sheet.questionnaire.has(name))
    return tuple((_called(found, name), answer_in_words(sheet, name, value)) for name, value in known)


def _called(found: Opened, name: str) -> str:
    line = found.named(name)
    return called(found, line) if line else name


def _cases(found: Opened) -> tuple[Case, ...]:
    return tuple(map(Case.from_json, found.draft.cases))


def _context(found: Opened, questionnaire: Questionnaire) -> Context:
    """The same for whoever looks: an example depends neither on the language of the reader nor on chance."""
    return Context(now(), questionnaire.default_language, seed=found.draft.id)
