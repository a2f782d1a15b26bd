"""The pile of sheets: typing the top of the next one, and where the others stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.paper_entries import begin_entry
from livinglab.actions.paper_sheets import Standing, set_entry_rules, standing_of
from livinglab.store.failures import Refused
from livinglab.store.paper_entries import EnteredSheet, begun_by, counts_by_outcome, open_sheets
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.entry.blueprint import entry
from livinglab.web.entry.heading import forms_of, heading_typed, printed_sheet, refusal, usual_of, ways_on
from livinglab.web.forms import Answered, typed
from livinglab.web.wording import language_name
from livinglab.words import either, t


@dataclass(frozen=True)
class Row:
    """A sheet of the list: where it stands, who typed it."""

    sheet: EnteredSheet
    standing: Standing
    people: str


@entry.get("/studies/<study_id>/paper-entry")
def desk(study_id: str) -> Answered:
    """The top of the next sheet; those begun, those waiting."""
    study = here(Study, study_id)
    fields = {**usual_of(study, by()), "number": request.args.get("sheet", "")}
    return _page(study, fields)


@entry.post("/studies/<study_id>/paper-entry")
def begin(study_id: str) -> Answered:
    """Opens the sheet; or says who typed it already, or what is missing."""
    study = here(Study, study_id)
    fields = typed("number", "code", "form", "language", "filled_on", "consent")
    heading, errors = heading_typed(study)
    if errors:
        return _page(study, fields, errors, ways_on(None)), 422
    try:
        begun = begin_entry(by=by(), study=study, heading=heading)
    except Refused as refused:
        return _page(study, fields, [refusal(refused)], ways_on(refused)), refused.status
    if begun.entry is None:
        said = "refused" if begun.sheet.outcome else "doubted"
        flash(t(f"paper_entry.consent_{said}", number=begun.sheet.name))
        return redirect(url_for("entry.desk", study_id=study.id), 303)
    return redirect(url_for("entry.sheet", entry_id=begun.entry.id), 303)


@entry.post("/studies/<study_id>/paper-entry/rules")
def set_rules(study_id: str) -> Answered:
    """Whether sheets are typed twice, and by whom."""
    study = here(Study, study_id)
    rules = request.form
    set_entry_rules(
        by=by(), study=study, double_entry="double_entry" in rules, same_person_twice="same_person_twice" in rules
    )
    flash(t("paper_entry.rules_kept"))
    return redirect(url_for("entry.desk", study_id=study.id), 303)


def _page(
    study: Study,
    fields: dict[str, str],
    errors: Sequence[tuple[str, str]] = (),
    ways: Sequence[tuple[str, str, bool]] = (),
) -> str:
    forms = forms_of(study)
    languages = dict.fromkeys(language for form in forms for language in form.version.content.languages)
    return render_template(
        "entry/desk.html",
        study=study,
        typed=fields,
        errors=errors,
        complaints=dict(errors),
        wrong=bool(errors),
        ways=ways,
        printed=_printed(study, fields["number"]),
        offered=[(form.value, form.label) for form in forms],
        languages_offered=[(code, language_name(code)) for code in languages],
        begun=begun_by(study.id, by()),
        rows=[_row(sheet) for sheet in open_sheets(study.id)],
        counts=counts_by_outcome(study.id),
        wide=True,
    )


def _printed(study: Study, number: str) -> str:
    """What is known of a sheet by its number: what it asks, whom it was printed for."""
    known = printed_sheet(study, number)
    if known is None:
        return ""
    run, holder = known
    form, tongue = either(run.version.content.title), language_name(run.language)
    words = t("paper_entry.printed", number=number, form=form, tongue=tongue)
    return f"{words} {t('paper_entry.printed_for', code=holder.pseudonym)}" if holder else words


def _row(sheet: EnteredSheet) -> Row:
    return Row(sheet, standing_of(sheet), ", ".join(entry.account.name for entry in sheet.entries))
