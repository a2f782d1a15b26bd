"""Two languages side by side: what is missing first, many texts saved at once; a language added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from livinglab.store.failures import Conflict
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.conditions import called
from livinglab.web.editor.fields import UNSTORABLE
from livinglab.web.editor.opened import Opened, keep, opened
from livinglab.web.editor.start import languages_offered
from livinglab.web.forms import Answered
from livinglab.words import t
from surveys.editing.tables import Language
from surveys.editing.wordings import Wording, add_language, missing_everywhere, wordings_of, write_words
from surveys.languages import UNLABELLED, language_code
from surveys.xlsx_file import LONGEST_CELL

TEXTS_TOGETHER = 40


@dataclass(frozen=True)
class Side:
    """The two languages of the page, and which texts it shows."""

    source: Language
    target: Language
    everything: bool


@editor.get("/drafts/<draft_id>/translate")
def translate(draft_id: str) -> Answered:
    """The texts in two languages, side by side."""
    return _page(opened(draft_id), {})


@editor.post("/drafts/<draft_id>/translate")
def save_translations(draft_id: str) -> Answered:
    """Writes what was changed. A text somebody else has changed meanwhile is shown again, with both."""
    found = opened(draft_id)
    side = _side(found)
    now = {wording.key: wording.words.get(side.target.code, "") for wording in wordings_of(found.workbook)}
    typed = {name[5:]: _clean(value) for name, value in request.form.items() if name.startswith("text:")}
    was = {name[4:]: _clean(value) for name, value in request.form.items() if name.startswith("was:")}
    changed = {key: words for key, words in typed.items() if key in now and words != was.get(key, "")}
    clashing = {key: words for key, words in changed.items() if now[key] not in (was.get(key, ""), words)}
    written = {key: words for key, words in changed.items() if key not in clashing}
    workbook = write_words(found.workbook, side.target.code, written)
    try:
        found = keep(found, workbook, "translated", side.target.name, found.draft.revision)
    except Conflict:
        return _page(opened(draft_id), typed), 409
    if clashing:
        return _page(found, clashing), 409
    flash(t("editor.translated", n=len(written)))
    return redirect(_address(found, side), 303)


@editor.post("/drafts/<draft_id>/languages")
def new_language(draft_id: str) -> Answered:
    """Adds a language: its columns, empty, beside the others."""
    found = opened(draft_id)
    offered = {written for written, _ in languages_offered()}
    written, so_far = request.form.get("language", ""), request.form.get("so_far", "")
    known = {language.code for language in found.languages}
    if written in offered and language_code(written)[0] not in known:
        workbook = add_language(found.workbook, written, so_far if so_far in offered else "")
        found = keep(found, workbook, "language", written, found.draft.revision)
        flash(t("editor.language_added"))
    code = language_code(written)[0]
    return redirect(url_for("editor.translate", draft_id=draft_id, to=code), 303)


def _page(found: Opened, typed: Mapping[str, str]) -> str:
    side = _side(found)
    wordings = wordings_of(found.workbook)
    lacking = [wording for wording in wordings if wording.lacks(side.target.code)]
    shown = [*lacking, *(one for one in wordings if one not in lacking)] if side.everything else lacking
    clashing = [wording for wording in wordings if wording.key in typed and wording not in shown]
    place = request.args.get("page", type=int, default=1)
    pages = max(1, -(-len(shown) // TEXTS_TOGETHER))
    place = min(max(place, 1), pages)
    together = [*clashing, *shown[(place - 1) * TEXTS_TOGETHER : place * TEXTS_TOGETHER]]
    return render_template(
        "editor/translate.html",
        found=found,
        side=side,
        texts=[(wording, _owner(found, wording)) for wording in together],
        rewritten=typed,
        lacking=len(lacking),
        lacking_everywhere=missing_everywhere(found.workbook),
        total=len(wordings),
        place=place,
        pages=pages,
        unnamed=found.languages[0].code == UNLABELLED,
        offered=_still_offered(found),
        languages_offered=languages_offered(),
        wide=True,
    )


def _side(found: Opened) -> Side:
    by_code = {language.code: language for language in found.languages}
    first = found.languages[0]
    others = [language for language in found.languages if language is not first]
    target = by_code.get(request.values.get("to", ""), next(iter(others), first))
    source = by_code.get(request.values.get("source", ""), first)
    if source == target:
        source = next((language for language in found.languages if language != target), first)
    return Side(source, target, "all" in request.values)


def _owner(found: Opened, wording: Wording) -> str:
    """Whose text it is, in words: enough to find it again."""
    kind = _kind_of(wording)
    if wording.sheet != "survey":
        return kind
    line = found.named(wording.owner)
    return f"{kind} · {called(found, line)}" if line and wording.column != "label" else kind


def _kind_of(wording: Wording) -> str:
    if wording.kind == "sound":
        return t("editor.text_sound")
    return t(f"editor.text_{wording.column if wording.sheet == 'survey' else wording.sheet}")


def _still_offered(found: Opened) -> Sequence[tuple[str, str]]:
    known = {language.code for language in found.languages}
    return [(written, name) for written, name in languages_offered() if language_code(written)[0] not in known]


def _address(found: Opened, side: Side) -> str:
    everything = 1 if side.everything else None
    return url_for(
        "editor.translate", draft_id=found.draft.id, source=side.source.code, to=side.target.code, all=everything
    )


def _clean(value: str) -> str:
    return UNSTORABLE.sub("", value.replace("\r\n", "\n")).strip()[:LONGEST_CELL]
