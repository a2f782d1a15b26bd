"""What is chosen from a list: one answer, several, their order."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from livinglab.web.participant.label_media import media_of
from livinglab.web.participant.sheet import Sheet
from livinglab.web.participant.widgets.drawing import Drawing, Option, Row
from livinglab.web.participant.widgets.ranges import steps_of
from livinglab.words import forms, t
from surveys.offers import offered
from surveys.places import At, Place
from surveys.questions import Choice, Question

# How options stand: the appearance, then the class of look.css. The first that is there counts.
LAYOUTS: Mapping[str, str] = {
    "likert": "likert",
    "columns-pack": "pack",
    "columns": "columns",
    "horizontal-compact": "pack",
    "horizontal": "pack",
    "list": "pack",
    "list-nolabel": "pack",
    "list-nolabels": "pack",
    "compact": "pack bare",
    "quickcompact": "pack bare",
}
NUMBERED = re.compile(r"(columns|compact|quickcompact)-?([0-9]{1,2})")
MOST_COLUMNS = 8  # of pictures; words take fewer on a narrow screen
MOST_READ = 20  # options one reads through: a longer list is searched


def _one(question: Question) -> Drawing:
    if question.heads_a_table:
        return Drawing("writing.note")
    if _is_mapped(question):
        return Drawing("choosing.radios", "mapped pack", soft_inside=True, modules=("image_map",))
    if "minimal" in question.appearance:
        return Drawing("choosing.dropdown", soft_inside=True)
    return Drawing("choosing.radios", layout_of(question.appearance), soft_inside=True)


def _several(question: Question) -> Drawing:
    if question.heads_a_table:
        return Drawing("writing.note")
    if _is_mapped(question):
        return Drawing("choosing.checkboxes", "mapped pack", modules=("image_map",))
    folded = "minimal" in question.appearance
    return Drawing("choosing.folded" if folded else "choosing.checkboxes", layout_of(question.appearance))


def for_so_many(drawing: Drawing, question: Question, options: Sequence[Option]) -> Drawing:
    """The drawing of a list that is searched, because it is long or because the questionnaire says so.

    Without a script, one answer is chosen from a drop-down and several are boxes to tick, as in any list.
    """
    wanted = "autocomplete" in question.appearance
    pictured = any(option.media or "<img" in option.label for option in options)
    if pictured or question.type == "range" or not (wanted or len(options) > MOST_READ):
        return drawing
    if drawing.macro == "choosing.dropdown" or (drawing.macro == "choosing.radios" and (wanted or not drawing.shape)):
        attributes = {"data-search": ""}
        return Drawing("choosing.dropdown", attributes=attributes, soft_inside=True, modules=("devices/combobox",))
    if drawing.macro == "choosing.checkboxes" and not drawing.shape:
        return replace(drawing, shape="many", modules=("devices/narrowing",))
    return drawing


def _is_mapped(question: Question) -> bool:
    """Whether one chooses on a drawing: its shapes bear the names of the choices."""
    drawings = question.media.get("image", {}).values()
    return "image-map" in question.appearance and any(name.lower().endswith(".svg") for name in drawings)


def layout_of(appearance: Sequence[str]) -> str:
    """How the options of a question stand: one under the other where the appearance says nothing."""
    for word in appearance:
        found = NUMBERED.fullmatch(word)
        if found:
            number = max(1, min(int(found[2]), MOST_COLUMNS))
            return f"columns of-{number}{'' if found[1] == 'columns' and 'no-buttons' not in appearance else ' bare'}"
    layout = next((LAYOUTS[word] for word in LAYOUTS if word in appearance), "")
    return f"{layout} bare".strip() if "no-buttons" in appearance and "bare" not in layout else layout


def _ranking(question: Question) -> Drawing:
    """Where answers are ranked, ranks come and go with them: the script needs their words."""
    words = {"data-nth": json.dumps(forms("participant.rank_nth")), "data-choose": t("participant.choose")}
    attributes = words if question.choices_from else {}
    return Drawing("choosing.ranking", attributes=attributes, hint=t("participant.rank_hint"))


def _tick(_question: Question) -> Drawing:
    return Drawing("choosing.tick")


ROWS: Mapping[str, Row] = {
    "radios": _one,
    "checkboxes": _several,
    "ranking": _ranking,
    "acknowledge": _tick,
}


def options_of(sheet: Sheet, place: Place, chosen: Sequence[str]) -> tuple[Option, ...]:
    """What the question at a place offers, then what it may come to offer."""
    question = sheet.questionnaire.question(place.name)
    if question.type == "range":
        return steps_of(sheet, question, chosen)
    there = offered(sheet.route, place)
    names = {choice.name for choice in there}
    waiting = (choice for choice in sheet.questionnaire.choices_of(question) if choice.name not in names)
    return tuple(
        Option(
            choice.name,
            _label(sheet, choice, place.at),
            choice.name in chosen,
            sheet.language_of(choice.label),
            choice.name in names,
            tuple(medium for medium in media_of(sheet, choice.media) if medium.kind != "image" or medium.larger),
        )
        for choice in (*there, *waiting)
    )


def soft_options(question: Question, chosen: Sequence[str]) -> tuple[Option, ...]:
    """ "I don't know", "I'd rather not say", where the question allows them."""
    return tuple(
        Option(missing.value, t(f"participant.missing_{missing.value}"), missing.value in chosen)
        for missing in question.missing_options
    )


def _label(sheet: Sheet, choice: Choice, at: At) -> Markup:
    """The picture of a choice before its words; without words, its name says it to those who do not see it."""
    words = sheet.say(choice.label, at)
    pictures = (medium.address for medium in media_of(sheet, choice.media) if medium.kind == "image")
    alt = "" if words else choice.name
    return Markup().join(Markup('<img src="{}" alt="{}">').format(address, alt) for address in pictures) + words
