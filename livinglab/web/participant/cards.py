"""The card of a question: everything its template shows, one row of `SHAPES` for each widget of the question types.

Fields have the names `surveys.answering` reads, with one exception: where the answers are radio buttons, "I don't know"
is one more button of the same group, or it could never be unchosen without a script. Its value is `missing:dont_know`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from math import floor

from markupsafe import Markup

from livinglab.store.attachments import Attachment
from livinglab.store.files import MEGABYTE, files
from livinglab.web.media import media_address
from livinglab.web.participant.fields import POINTS, Fields, fields_of
from livinglab.web.participant.sheet import Sheet
from livinglab.web.wording import format_number
from livinglab.words import spoken, t
from surveys.complaints import Complaint
from surveys.expressions.evaluation import holds
from surveys.flow import offered
from surveys.pages import Page
from surveys.places import At, Place
from surveys.question_types import QUESTION_TYPES
from surveys.questions import Choice, Question
from surveys.values import Answers, Missing, Text
from surveys.wording import pick

SOFT = "missing:"
MOST_STEPS = 11  # 0 to 10: beyond, a field to write in is quicker than a wall of buttons
MEDIA_KINDS = ("image", "audio", "video")
DEGREES = frozenset({"likert", "quick", "columns", "horizontal"})

# What a browser offers to choose from. Pictures are listed, or a telephone sends them in a format few can read.
FILE_INPUTS: Mapping[str, str] = {
    "image": "image/jpeg,image/png,image/webp,image/gif",
    "audio": "audio/*",
    "video": "video/*",
    "file": "",
}
CAPTURES: Mapping[str, str] = {"new": "environment", "new-front": "user"}  # ODK: only a fresh one will do


@dataclass(frozen=True)
class Option:
    """One thing to choose. What is not `offered` waits in the page until the answers offer it."""

    value: str
    label: Markup | str
    chosen: bool
    lang: str = ""
    offered: bool = True


@dataclass(frozen=True)
class Medium:
    """A picture, sound or film that goes with a label. `kind`: image, audio or video."""

    kind: str
    address: str


@dataclass(frozen=True)
class Card:
    """A question as its page shows it. `widget` is the macro of templates/participant/widgets.html that draws it.

    `section` is the title of the group within the page that begins with this question, if one does. What is not `asked`
    waits in the page until the answers ask for it; so does the title of a section of which nothing is asked.
    """

    name: str
    section: Markup
    widget: str
    shape: str
    label: Markup
    hint: Markup | str
    guidance: Markup
    lang: str
    optional: bool
    complaint: str
    typed: Fields
    options: tuple[Option, ...]
    soft: tuple[Option, ...]
    file: Attachment | None = None
    capture: str = ""
    media: tuple[Medium, ...] = ()
    asked: bool = True
    section_asked: bool = True

    @property
    def id(self) -> str:
        """The id of its first field: where the error summary leads."""
        return f"q-{self.name}"

    @property
    def named_complaint(self) -> str:
        """What to put right, and for which question: several links must not say the same."""
        return t("participant.complaint_of", question=self.label.striptags(), complaint=self.complaint)

    def value(self, part: str = "") -> str:
        """What stands in a field to write in."""
        return "".join(self.typed.get(self.name + part, ("",))[-1:])


def cards(sheet: Sheet, page: Page, typed: Fields, complaints: Sequence[Complaint] = ()) -> tuple[Card, ...]:
    """The cards of a page, with what was typed and what to put right."""
    ours = (complaint for complaint in reversed(complaints) if complaint.at == page.at)
    wrong = {complaint.question: complaint.message(spoken()) for complaint in ours}
    asked = {place.name for place in sheet.route.asked if place.at == page.at}
    drawn = []
    last = ""
    for group, run in groupby(page.questions, key=_section):
        questions = tuple(run)
        titled = any(question.name in asked for question in questions) and group != last
        last = group if any(question.name in asked for question in questions) else last
        for place, question in enumerate(questions):
            card = _card(
                sheet, Place(question.name, page.at), "" if place else group, typed, wrong.get(question.name, "")
            )
            drawn.append(replace(card, asked=question.name in asked, section_asked=titled))
    return tuple(drawn)


def typed_from(page: Page, answers: Answers) -> dict[str, tuple[str, ...]]:
    """The fields that say these answers: what a page shows when it is opened again."""
    fields: dict[str, tuple[str, ...]] = {}
    for question in page.questions:
        fields.update(fields_of(question, answers.get(question.name, Missing.BLANK)))
    return fields


def engine_fields(sheet: Sheet, page: Page, posted: Fields) -> dict[str, tuple[str, ...]]:
    """Posted fields as `surveys.answering` reads them: a soft button of a radio group moves to its own field."""
    fields = {name: tuple(values) for name, values in posted.items()}
    for question in page.questions:
        values = fields.get(question.name, ())
        soft = tuple(value.removeprefix(SOFT) for value in values if value.startswith(SOFT))
        if soft and _widget(question)[0] in ("radios", "dropdown"):
            fields[question.name] = tuple(value for value in values if not value.startswith(SOFT))
            fields[f"{question.name}.missing"] = soft
    return fields


def _section(question: Question) -> str:
    """The group within the page it stands in."""
    return question.groups[-1] if question.groups[1:] else ""


def _card(sheet: Sheet, place: Place, section: str, typed: Fields, complaint: str) -> Card:
    question = sheet.questionnaire.question(place.name)
    widget, shape = _widget(question)
    return Card(
        name=question.name,
        section=sheet.say(sheet.questionnaire.group(section).label, place.at) if section else Markup(),
        widget=widget,
        shape=shape,
        label=sheet.say(question.label, place.at, headings=widget == "note"),
        hint=sheet.say(question.hint, place.at) or _own_hint(question, widget),
        guidance=sheet.say(question.guidance, place.at),
        lang=sheet.language_of(question.label),
        optional=widget != "note" and not _required(sheet, place),
        complaint=complaint,
        typed=typed,
        options=tuple(_options(sheet, place, typed.get(question.name, ()))),
        soft=tuple(_soft(question, typed.get(f"{question.name}.missing", ()))),
        file=_file(sheet, question, typed) if widget == "file" else None,
        media=tuple(_media(sheet, question.media)),
        capture=next((CAPTURES[word] for word in question.appearance if word in CAPTURES), ""),
    )


def _media(sheet: Sheet, media: Mapping[str, Text]) -> Iterator[Medium]:
    """The media of a label that are here; those still awaited, in a preview, leave no hole."""
    for kind in MEDIA_KINDS:
        filename = pick(media.get(kind, {}), spoken(), sheet.questionnaire)
        address = media_address(sheet.version, filename) if filename else ""
        if address:
            yield Medium(kind, address)


def _file(sheet: Sheet, question: Question, typed: Fields) -> Attachment | None:
    """The file kept as the answer."""
    return next((sheet.files[name] for name in typed.get(question.name, ()) if name in sheet.files), None)


def _widget(question: Question) -> tuple[str, str]:
    """The macro that draws a question, and its shape."""
    return SHAPES[QUESTION_TYPES[question.type].widget](question)


def _text(question: Question) -> tuple[str, str]:
    return ("paragraph", "") if "multiline" in question.appearance else ("line", "text")


def _number(question: Question, *, mode: str) -> tuple[str, str]:
    return "line", mode


def _one(question: Question) -> tuple[str, str]:
    if "minimal" in question.appearance:
        return "dropdown", ""
    return "radios", "likert" if DEGREES & {*question.appearance} else ""


def _range(question: Question) -> tuple[str, str]:
    return ("radios", "steps") if len(_steps(question)) <= MOST_STEPS else ("line", "decimal")


def _file_of(_question: Question, *, kind: str) -> tuple[str, str]:
    return "file", FILE_INPUTS[kind]


def _as_named(question: Question, *, name: str) -> tuple[str, str]:
    return name, ""


SHAPES: Mapping[str, Callable[[Question], tuple[str, str]]] = {
    "text": _text,
    "barcode": partial(_number, mode="text"),
    "line": partial(_as_named, name="paragraph"),
    "area": partial(_as_named, name="paragraph"),
    "integer": partial(_number, mode="numeric"),
    "decimal": partial(_number, mode="decimal"),
    "range": _range,
    "date": partial(_as_named, name="date"),
    "time": partial(_number, mode="text"),
    "radios": _one,
    "checkboxes": partial(_as_named, name="checkboxes"),
    "acknowledge": partial(_as_named, name="tick"),
    "ranking": partial(_as_named, name="ranking"),
    "moment": partial(_as_named, name="moment"),
    "place": partial(_as_named, name="place"),
    "note": partial(_as_named, name="note"),
    **{name: partial(_file_of, kind=name) for name in FILE_INPUTS},
}

OWN_HINTS: Mapping[str, str] = {
    "date": "look.date_hint",
    "time": "participant.time_hint",
    "datetime": "participant.moment_hint",
    "barcode": "participant.barcode_hint",
    "geopoint": "participant.place_hint",
    "rank": "participant.rank_hint",
    **dict.fromkeys(POINTS, "participant.points_hint"),
}


def _own_hint(question: Question, widget: str) -> str:
    """What to write, where the questionnaire does not say it."""
    if question.type == "range" and widget == "line":
        start, end = (format_number(question.parameters[key]) for key in ("start", "end"))
        return t("participant.range_hint", start=start, end=end)
    if widget == "file":
        return t("participant.file_hint", limit=files().largest // MEGABYTE)
    return t(OWN_HINTS[question.type]) if question.type in OWN_HINTS else ""


def _required(sheet: Sheet, place: Place) -> bool:
    required = sheet.questionnaire.question(place.name).required
    return required is not None and sheet.route.has(place) and holds(required, sheet.route.situation(place))


def _choice_label(sheet: Sheet, choice: Choice, at: At) -> Markup:
    """The picture of a choice before its words; without words, its name says it to those who do not see it."""
    words = sheet.say(choice.label, at)
    pictures = (medium.address for medium in _media(sheet, choice.media) if medium.kind == "image")
    alt = "" if words else choice.name
    return Markup().join(Markup('<img src="{}" alt="{}">').format(address, alt) for address in pictures) + words


def _options(sheet: Sheet, place: Place, chosen: Sequence[str]) -> list[Option]:
    question = sheet.questionnaire.question(place.name)
    if question.type == "range":
        return [Option(step, format_number(float(step)), step in chosen) for step in _steps(question)]
    there = offered(sheet.route, place)
    names = {choice.name for choice in there}
    waiting = (choice for choice in sheet.questionnaire.choices_of(question) if choice.name not in names)
    return [
        Option(
            choice.name,
            _choice_label(sheet, choice, place.at),
            choice.name in chosen,
            sheet.language_of(choice.label),
            choice.name in names,
        )
        for choice in (*there, *waiting)
    ]


def _soft(question: Question, chosen: Sequence[str]) -> list[Option]:
    return [
        Option(missing.value, t(f"participant.missing_{missing.value}"), missing.value in chosen)
        for missing in question.missing_options
    ]


def _steps(question: Question) -> tuple[str, ...]:
    """The values of a range, from start to end; one more than can be shown when there are too many."""
    start, end, step = (question.parameters[key] for key in ("start", "end", "step"))
    steps = min(floor(abs(end - start) / abs(step) + 1e-9), MOST_STEPS)
    return tuple(f"{start + step * place:.10g}" for place in range(steps + 1))
