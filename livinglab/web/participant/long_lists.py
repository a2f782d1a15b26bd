"""Lists too long to be printed: where there is no script they are searched on the server, one page sent a search.

The fields of a question called `town`, besides its own:

- `~search.town`: the words looked for, and `~searched.town`, hidden: those the page already shows the answers to;
- `~find`, the button "Search": the question whose list it searches. The Enter key sends the page as its first button
  does, so words nobody has looked for yet count as a search too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from livinglab.web.participant.cards import Card
from livinglab.web.participant.fields import Fields
from livinglab.web.participant.sheet import Sheet
from livinglab.web.participant.widgets.choosing import MOST_READ
from livinglab.web.participant.widgets.drawing import Option, Search
from livinglab.words import t
from surveys.pages import Page
from surveys.searching import found

MODULE = "long_list"  # takes the search away where a script searches at each letter
MOST_PRINTED = 100  # options one scrolls through
MOST_FOUND = 30
KINDS: Mapping[str, str] = {"select_one": "radio", "select_multiple": "checkbox"}


@dataclass(frozen=True)
class _Matches:
    options: tuple[Option, ...]
    words: str


def sought(page: Page, fields: Fields) -> str:
    """The question whose list the page was sent to search; "" when it was sent on."""
    changed = (one.name for one in page.questions if _words(fields, one.name) != _last(fields, f"~searched.{one.name}"))
    return _last(fields, "~find") or next((name for name in changed if _words(fields, name)), "")


def searched(sheet: Sheet, card: Card, typed: Fields, looked_for: str) -> Card:
    """The card with the search of its list, if the list is that long. `looked_for`: the question just searched."""
    kind = KINDS.get(sheet.questionnaire.question(card.name).type)
    if kind is None or len(card.options) <= MOST_PRINTED or card.drawing.shape.startswith("mapped"):
        return card
    offered = tuple(option for option in card.options if option.offered)
    few = 0 < len(offered) <= MOST_READ
    query = _words(typed, card.name)
    matches = _Matches(offered, "") if few else _matches(offered, query, everything=looked_for == card.name)
    chosen = tuple(option for option in offered if option.chosen and option not in matches.options)
    search = Search(kind, query, (*chosen, *matches.options), matches.words, not few, looked_for == card.name)
    return replace(card, search=search)


def _matches(offered: tuple[Option, ...], query: str, *, everything: bool) -> _Matches:
    """The first options that say it; without words, none until they are asked for."""
    if not (query or everything):
        return _Matches((), t("participant.search_how"))
    places = found([Markup(option.label).striptags() for option in offered], query)  # noqa: S704 # a label is escaped
    outcome = "more" if len(places) > MOST_FOUND else "found" if places else "nothing"
    shown = tuple(offered[place] for place in places[:MOST_FOUND])
    return _Matches(shown, t(f"participant.search_{outcome}", n=len(places), shown=len(shown)))


def _words(fields: Fields, name: str) -> str:
    return _last(fields, f"~search.{name}").strip()


def _last(fields: Fields, name: str) -> str:
    return "".join(fields.get(name, ())[-1:])
