"""Themes in front of the room: what stands alone with boxes to tick, the themes, what looks alike, parts of an idea."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.grouping import (
    add_to_theme,
    dissolve_theme,
    make_theme,
    rejoin_parts,
    split_contribution,
    take_out_of_theme,
)
from livinglab.store.database import db
from livinglab.store.failures import NotFound, Refused
from livinglab.store.finding import find_project
from livinglab.store.grouping import grouped_elsewhere, splits_of, themes_of, ungrouped
from livinglab.store.sessions import AgendaItem, Contribution
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.words import spoken, t

AT_ONCE = 100  # ideas with their boxes on one page
MOST_COMPARED = 1_000  # up to here every pair is compared; beyond, the ideas of the page with all the others
MOST_SUGGESTED = 12  # more would be a page of their own; those done with make room for the next
COMPLAINED_AT = {"gather": "gather-title", "split": "split-parts"}
UNDONE: Mapping[str, str] = {"take_out": "member", "dissolve": "theme", "rejoin": "contribution"}  # verb → its field
DONE = frozenset({"gather", "take_out", "dissolve", "split", "rejoin"})


@dataclass(frozen=True)
class Undoing:
    """What is about to be undone: the verb, the field that names it, the contribution, the reason so far."""

    verb: str
    field: str
    one: Contribution
    reason: str


@facilitator.get("/items/<item_id>/grouping")
def grouping(item_id: str) -> str | Response:
    """The themes as they form; an activity that makes none leads back to the console."""
    item = here(AgendaItem, item_id)
    if not item.activity.gathers:
        return redirect(url_for("facilitator.console", session_id=item.session_id))
    return _page(item, Entry())


@facilitator.post("/items/<item_id>/grouping/<step>")
def group(item_id: str, step: str) -> Response | tuple[str, int]:
    """Makes or undoes a theme or a split."""
    item = _gathering(item_id)
    if step not in VERBS:
        raise NotFound
    read = entry({})
    try:
        VERBS[step](item, read)
    except Refused as refusal:
        return _page(item, read.refused(refusal, COMPLAINED_AT.get(step, "undo-reason"))), refusal.status
    kept = {"aside": request.form.getlist("aside")}
    return redirect(url_for("facilitator.grouping", item_id=item.id, done=step, **kept), 303)  # type: ignore[arg-type]  # lists make repeated parameters


def _gather(item: AgendaItem, read: Entry) -> object:
    members = request.form.getlist("members")
    if theme := read.text("theme"):
        return add_to_theme(by=by(), item=item, theme=theme, members=members)
    if not read.text("title").strip():
        raise Refused("theme_without_title")
    return make_theme(by=by(), item=item, title=read.text("title"), members=members, language=spoken())


def _split(item: AgendaItem, read: Entry) -> object:
    parts = read.text("parts").splitlines()
    return split_contribution(
        by=by(), item=item, contribution=read.text("contribution"), parts=parts, language=spoken()
    )


def _take_out(item: AgendaItem, read: Entry) -> object:
    return take_out_of_theme(by=by(), item=item, member=read.text("member"), reason=_why(read))


def _dissolve(item: AgendaItem, read: Entry) -> object:
    return dissolve_theme(by=by(), item=item, theme=read.text("theme"), reason=_why(read))


def _rejoin(item: AgendaItem, read: Entry) -> object:
    return rejoin_parts(by=by(), item=item, contribution=read.text("contribution"), reason=_why(read))


def _why(read: Entry) -> str:
    """The reason the page asked for; a form that had no room for one says the usual."""
    return read.typed.get("reason", t("grouping.undone_why"))


VERBS: Mapping[str, Callable[[AgendaItem, Entry], object]] = {
    "gather": _gather,
    "take_out": _take_out,
    "dissolve": _dissolve,
    "split": _split,
    "rejoin": _rejoin,
}


def _gathering(item_id: str) -> AgendaItem:
    item = here(AgendaItem, item_id)
    if not item.activity.gathers:
        raise NotFound
    return item


def _page(item: AgendaItem, read: Entry) -> str:
    themes = themes_of(item)
    alone = ungrouped(item, themes)
    sought = request.args.get("q", "").strip()
    listed = [each for each in alone if sought.casefold() in each.text.casefold()]
    pages = max(1, -(-len(listed) // AT_ONCE))
    page = min(max(request.values.get("page", 1, type=int) or 1, 1), pages)
    on_page = listed[(page - 1) * AT_ONCE : page * AT_ONCE]
    to_split = request.values.get("split") or read.text("contribution")
    aside = request.values.getlist("aside")
    return render_template(
        "facilitator/grouping.html",
        item=item,
        project=find_project(by(), item.project_id),
        runs=item is item.session.current_item,
        themes=themes,
        splits=splits_of(item),
        alone=alone,
        listed=on_page,
        page_number=page,
        pages=pages,
        sought=sought,
        ticked=request.values.getlist("tick") + request.form.getlist("members"),
        splitting=next((each for each in alone if each.id == to_split), None),
        elsewhere=grouped_elsewhere(item),
        undoing=_undoing(item, read),
        suggested=_suggested(alone, on_page, aside),
        aside=aside,
        entry=read,
        done=request.args.get("done") if request.args.get("done") in DONE and not read.complaints else "",
        wide=True,
        wrong=bool(read.complaints),
    )


def _undoing(item: AgendaItem, read: Entry) -> Undoing | None:
    """What the page is asked to undo, or was and could not."""
    verb = request.values.get("undo") or (request.view_args or {}).get("step", "")
    if verb not in UNDONE:
        return None
    asked = request.values.get(UNDONE[verb], "")
    one = db.session.get(Contribution, asked)
    if one is None or not (one.item_id == item.id or any(each.contribution is one for each in item.carried)):
        return None
    return Undoing(verb, UNDONE[verb], one, _why(read))


def _suggested(
    alone: Sequence[Contribution], on_page: Sequence[Contribution], aside: Sequence[str]
) -> Sequence[tuple[Contribution, Contribution]]:
    """Pairs that look alike, without those waved aside in this view."""
    known = {each.id: each for each in alone}
    among = None if len(alone) <= MOST_COMPARED else tuple(each.id for each in on_page)
    pairs = _alike(tuple((each.id, each.text) for each in alone), among)
    kept = [pair for pair in pairs if "-".join(pair) not in aside]
    return [(known[first], known[second]) for first, second in kept[:MOST_SUGGESTED]]


@lru_cache(8)
def _alike(texts: tuple[tuple[str, str], ...], among: tuple[str, ...] | None) -> Sequence[tuple[str, str]]:
    from analysis.deliberation.likeness import alike  # scipy: not in every process that serves pages

    return [(pair.first, pair.second) for pair in alike(dict(texts), among=among and frozenset(among))]
