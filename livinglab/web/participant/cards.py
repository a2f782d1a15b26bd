"""The card of a question: everything its template shows. How each kind is drawn is said in `participant.widgets`.

Fields have the names `surveys.answering` reads, with one exception: where the answers are radio buttons, "I don't know"
is one more button of the same group, or it could never be unchosen without a script. Its value is `missing:dont_know`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from livinglab.store.attachments import Attachment
from livinglab.web.participant.fields import Fields, fields_of
from livinglab.web.participant.label_media import Medium, media_of
from livinglab.web.participant.sheet import Sheet, answer_in_words
from livinglab.web.participant.widgets import drawing_of
from livinglab.web.participant.widgets.choosing import for_so_many, options_of, soft_options
from livinglab.web.participant.widgets.drawing import Drawing, Option, Search
from livinglab.web.wording import complaint_words, marked
from livinglab.words import t
from surveys.complaints import Complaint
from surveys.expressions.evaluation import holds
from surveys.pages import Page
from surveys.places import At, Place
from surveys.questions import Question
from surveys.values import Answers, Missing

SOFT = "missing:"
NOTHING_WRONG = ("", "")


@dataclass(frozen=True)
class Section:
    """The words of a group within a page. What is not `asked` waits until a question of it is."""

    title: Markup
    hint: Markup
    lang: str
    media: tuple[Medium, ...]
    asked: bool


@dataclass(frozen=True)
class ReadOnly:
    """An answer nobody can change: `always`, or `now`, with the others as they are. `said`: as a person says it."""

    always: bool
    now: bool
    said: str


@dataclass(frozen=True)
class Card:
    """A question as its page shows it, drawn as its `drawing` says.

    `section` is the group within the page that begins with this question, if one does. What is not `asked` waits in the
    page until the answers ask for it. `condition` is when it is asked, as the workbook says it.
    """

    name: str
    drawing: Drawing
    label: Markup
    hint: Markup | str
    guidance: Markup
    lang: str
    optional: bool
    complaint: str
    complaint_lang: str
    typed: Fields
    options: tuple[Option, ...]
    soft: tuple[Option, ...]
    file: Attachment | None = None
    media: tuple[Medium, ...] = ()
    asked: bool = True
    section: Section | None = None
    condition: str = ""
    read_only: ReadOnly | None = None
    search: Search | None = None

    @property
    def id(self) -> str:
        """The id of its first field: where the error summary leads."""
        return f"q-{self.name}"

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card in it, as in a matrix: itself."""
        return (self,)

    @property
    def error(self) -> Markup | str:
        """What to put right, marked where it is said in another language than the question."""
        return marked(self.complaint, self.complaint_lang, self.lang)

    @property
    def named_complaint(self) -> str:
        """What to put right, and for which question: several links must not say the same."""
        return t("participant.complaint_of", question=self.label.striptags(), complaint=self.complaint)

    def value(self, part: str = "") -> str:
        """What stands in a field to write in."""
        return "".join(self.typed.get(self.name + part, ("",))[-1:])


def cards(sheet: Sheet, page: Page, typed: Fields, complaints: Sequence[Complaint] = ()) -> tuple[Card, ...]:
    """The cards of a page, with what was typed and what to put right."""
    here = (complaint for complaint in reversed(complaints) if complaint.at == page.at)
    wrong = {complaint.question: complaint_words(complaint) for complaint in here}
    asked = {place.name for place in sheet.route.asked if place.at == page.at}
    drawn = []
    last = ""
    for group, run in groupby(page.questions, key=_group_within):
        places = [Place(question.name, page.at) for question in run]
        begun = any(place.name in asked for place in places)
        section = section_of(sheet, group, page.at, asked=begun and group != last) if group else None
        last = group if begun else last
        for place in places:
            card = _card(sheet, place, typed, wrong.get(place.name, NOTHING_WRONG))
            drawn.append(replace(card, asked=place.name in asked, section=section if place is places[0] else None))
    return tuple(drawn)


def section_of(sheet: Sheet, group: str, at: At, *, asked: bool = True) -> Section | None:
    """The words of a group, if it has some."""
    words = sheet.questionnaire.group(group)
    media = tuple(media_of(sheet, words.media))
    if not (words.label or words.hint or media):
        return None
    return Section(sheet.say(words.label, at), sheet.say(words.hint, at), sheet.language_of(words.label), media, asked)


def modules_of(drawn: Sequence[Card]) -> tuple[str, ...]:
    """The scripts that make these cards better, each once."""
    return tuple(dict.fromkeys(module for card in drawn for module in card.drawing.modules))


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
        if soft and drawing_of(question).soft_inside:
            fields[question.name] = tuple(value for value in values if not value.startswith(SOFT))
            fields[f"{question.name}.missing"] = soft
    return fields


def _group_within(question: Question) -> str:
    """The group within the page it stands in."""
    return question.groups[-1] if question.groups[1:] else ""


def _card(sheet: Sheet, place: Place, typed: Fields, complaint: tuple[str, str]) -> Card:
    question = sheet.questionnaire.question(place.name)
    lang = sheet.language_of(question.label)
    read_only = _read_only(sheet, place)
    bare = read_only is not None and read_only.always and not (read_only.said or question.calculation)
    options = options_of(sheet, place, typed.get(question.name, ()))
    drawing = Drawing("writing.note") if bare else for_so_many(drawing_of(question), question, options)
    return Card(
        name=question.name,
        drawing=drawing,
        label=sheet.say(question.label, place.at, headings=drawing.macro == "writing.note"),
        hint=sheet.say(question.hint, place.at)
        or ("" if question.always_read_only else marked(drawing.hint, "", lang)),
        guidance=sheet.say(question.guidance, place.at),
        lang=lang,
        optional=question.asked and not question.always_read_only and not _required(sheet, place),
        complaint=complaint[0],
        complaint_lang=complaint[1],
        typed=typed,
        options=options,
        soft=soft_options(question, typed.get(f"{question.name}.missing", ())),
        file=_file(sheet, question, typed) if drawing.macro == "files.file" else None,
        media=tuple(media_of(sheet, question.media)),
        condition=question.relevant.source if question.relevant else "",
        read_only=None if bare else read_only,
    )


def _read_only(sheet: Sheet, place: Place) -> ReadOnly | None:
    question = sheet.questionnaire.question(place.name)
    if question.read_only is None or not question.asked:
        return None
    answer = sheet.route.element(place).answer if sheet.route.has(place) else Missing.BLANK
    said = "" if isinstance(answer, Missing) else answer_in_words(sheet, place.name, answer)
    return ReadOnly(question.always_read_only, sheet.route.is_read_only(place), said)


def _file(sheet: Sheet, question: Question, typed: Fields) -> Attachment | None:
    """The file kept as the answer."""
    return next((sheet.files[name] for name in typed.get(question.name, ()) if name in sheet.files), None)


def _required(sheet: Sheet, place: Place) -> bool:
    required = sheet.questionnaire.question(place.name).required
    return required is not None and sheet.route.has(place) and holds(required, sheet.route.situation(place))
