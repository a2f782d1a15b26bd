"""The library of instruments: what each measures and allows, how a respondent sees it, adding it in one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.questionnaires import store_questionnaire
from livinglab.store.attachments import FileContents
from livinglab.store.failures import Full, Refused
from livinglab.store.instruments import instrument_of, own_instruments
from livinglab.store.overview import questionnaire_versions_of
from livinglab.store.projects import Project
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain
from livinglab.web.participant.matrices import preview
from livinglab.web.participant.sheet import Sheet
from livinglab.web.team.blueprint import team
from livinglab.web.wording import format_day, language_name
from livinglab.words import either, t
from surveys.instruments import absent, codes, library
from surveys.instruments.insertion import alone, fits, insert, next_version
from surveys.instruments.instrument import Instrument
from surveys.questionnaire import Questionnaire
from surveys.xlsform_writer import workbook_of
from surveys.xlsx_file import to_xlsx

NEW = "new"


@team.get("/studies/<study_id>/instruments")
def instruments(study_id: str) -> Answered:
    """A card per instrument, those the team holds itself, and those that are not here with the reason."""
    return render_template("team/instruments.html", **library_shown(here(Study, study_id)), errors=[], complaints={})


@team.get("/studies/<study_id>/instruments/<instrument_code>")
def instrument(study_id: str, instrument_code: str) -> Answered:
    """One instrument: its terms, its preview, and where to add it."""
    study = here(Study, study_id)
    shown = _shown(study, instrument_of(study.project_id, instrument_code))
    return render_template("team/instrument.html", **shown, errors=[], complaints={})


@team.post("/studies/<study_id>/instruments/<instrument_code>")
def add_instrument(study_id: str, instrument_code: str) -> Answered:
    """A new version of the questionnaire chosen, or a questionnaire of its own, with the instrument in it."""
    study = here(Study, study_id)
    added = instrument_of(study.project_id, instrument_code)
    place = request.form.get("place", "")
    errors = []
    if place not in [value for value, _ in _places(study, added)]:
        errors.append(("place", t("instruments.place_missing")))
    if added.safety and "safety" not in request.form:
        errors.append(("safety", t("instruments.safety_missing")))
    if errors:
        return complain("team/instrument.html", errors, **_shown(study, added))
    try:
        version = _stored(study, added, place)
    except (Refused, Full) as refused:
        return complain("team/instrument.html", [("place", refused.words())], **_shown(study, added))
    flash(t("instruments.added", title=either(added.title)))
    return redirect(url_for("team.preview", study_id=study.id, version_id=version.id))


def _stored(study: Study, added: Instrument, place: str) -> QuestionnaireVersion:
    identifier, _, after = place.partition("|")
    older = next((version for version in _newest(study) if version.id == identifier), None)
    files: Mapping[str, bytes] = FileContents(older) if older else {}
    content = alone(added) if older is None else insert(older.content, added, after or None)
    if older is not None:
        content = replace(content, version=next_version(content.version))
    return store_questionnaire(
        by=by(),
        project=here(Project, study.project_id),
        content=content,
        filename=f"{content.form_id}.xlsx",
        source=to_xlsx(workbook_of(content)),
        files=files,
    )


def library_shown(study: Study) -> dict[str, object]:
    """What the page of the library shows, but the complaints."""
    own = own_instruments(study.project_id)
    held = {one.code for one in own}
    return {
        "study": study,
        "instruments": library(),
        "own": own,
        "absent": [one for one in absent() if one.code not in held],
        "describe": _described,
        "wide": True,
    }


def _shown(study: Study, shown: Instrument) -> dict[str, object]:
    version = QuestionnaireVersion(id="preview", definition=alone(shown).to_json())
    sheet = Sheet("preview", "", version, {}, 0, None)
    return {
        "study": study,
        "instrument": shown,
        "own": shown.code not in codes(),
        "facts": _described(shown),
        "sheet": sheet,
        "pages": [preview(sheet, page) for page in version.content.pages()],
        "places": _places(study, shown),
    }


def _described(shown: Instrument) -> Mapping[str, str]:
    """The facts of a card, heading → words, in the order to read them."""
    spoken = ", ".join(map(language_name, shown.languages))
    facts = {
        "items": t("instruments.items_n", n=len(shown.items)),
        "minutes": t("instruments.minutes_n", n=shown.minutes),
        "languages": spoken or "–",
        "scores": _scores(shown),
        "missing_rule": either(shown.missing_rule),
        "benchmark": f"{shown.benchmark:g} ({either(shown.benchmark_source)})" if shown.benchmark is not None else "",
        "licence": f"{either(shown.licence)} ({either(shown.licence_seen)}, {format_day(shown.licence_checked_on)})",
        "citation": shown.citation,
        "altered": either(shown.altered_why),
    }
    return {heading: words for heading, words in facts.items() if words}


def _scores(shown: Instrument) -> str:
    number = len(shown.items) if shown.scoring == "sum" else 1
    low = shown.minimum * number if shown.score_minimum is None else shown.score_minimum
    high = shown.maximum * number if shown.score_maximum is None else shown.score_maximum
    return t(f"instruments.score_{shown.better}", low=f"{low:g}", high=f"{high:g}")


def _newest(study: Study) -> Sequence[QuestionnaireVersion]:
    """The newest version of each questionnaire of the project."""
    newest: dict[str, QuestionnaireVersion] = {}
    for version in questionnaire_versions_of(study.project_id):
        newest.setdefault(version.questionnaire_id, version)
    return tuple(newest.values())


def _places(study: Study, added: Instrument) -> list[tuple[str, str]]:
    """Where the instrument can go: (value, words)."""
    found = [(NEW, t("instruments.place_new"))]
    for version in _newest(study):
        content = version.content
        if fits(content, added):
            title = either(content.title)
            found.append((version.id, t("instruments.place_end", title=title)))
            found += [
                (f"{version.id}|{name}", t("instruments.place_after", title=title, place=words))
                for name, words in _sections(content)
            ]
    return found


def _sections(content: Questionnaire) -> Iterator[tuple[str, str]]:
    """The last question of each section, with the words of the section; a question that stands alone is its own."""
    last: dict[str, tuple[str, str]] = {}
    for question in content.questions:
        outermost = question.groups[0] if question.groups else ""
        label = either(content.group(outermost).label) if outermost else either(question.label)
        last[outermost or question.name] = question.name, label or outermost or question.name
    yield from list(last.values())[:-1]  # after the last is the end
