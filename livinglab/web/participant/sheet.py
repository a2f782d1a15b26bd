"""The sheet someone is filling in: a questionnaire version, the answers kept so far, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from markupsafe import Markup

from livinglab.store.attachments import Attachment, attachments_of
from livinglab.store.database import new_id, now
from livinglab.store.failures import NotFound
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Response
from livinglab.store.serving import served
from livinglab.web.answer_words import answer_words, words_within
from livinglab.web.participant.door import Visit
from livinglab.web.participant.sittings import Answering
from livinglab.web.wording import label_markdown
from livinglab.words import chosen, spoken, t
from surveys.flow import Route, route
from surveys.languages import base
from surveys.pages import Page
from surveys.places import At, Place, answers_at
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.values import Answer, Answers, Context, Missing, Text, from_json
from surveys.wording import REFERENCE, pick, picked


@dataclass(frozen=True)
class Sheet:
    """`id` is that of the response to come; `revision` is 0 while nothing is kept."""

    id: str
    wave: str
    version: QuestionnaireVersion
    answers: Answers
    revision: int
    started_at: datetime | None

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return self.version.content

    @cached_property
    def context(self) -> Context:
        """What expressions may know besides the answers."""
        return Context(now(), chosen(), self.started_at, seed=self.id)

    @cached_property
    def route(self) -> Route:
        """Where the answers lead."""
        return route(self.questionnaire, self.answers, self.context)

    @cached_property
    def files(self) -> Mapping[str, Attachment]:
        """The files kept with these answers, by the name the answers give them."""
        return {attachment.name: attachment for attachment in attachments_of(self.id)}

    def say(self, text: Text, at: At = (), *, headings: bool = False) -> Markup:
        """Words of the questionnaire as an instance reads them, earlier answers in their place, safe to show."""
        html = label_markdown(pick(text, chosen(), self.questionnaire), headings=headings)
        return Markup(REFERENCE.sub(lambda found: self._said(found[1], at), html))  # noqa: S704 # both are escaped

    def title(self, page: Page) -> Markup:
        """The title of a page; inside a repeat with the number of the instance."""
        title = self.say(page.title, page.at)
        numbers = ".".join(str(number) for _, number in page.at)
        return Markup(t("participant.instance", title=title, n=numbers)) if numbers else title  # noqa: S704 # escaped

    def language_of(self, text: Text) -> str:
        """The `lang` of words shown in another language than the page; empty when it is the page's own."""
        language = picked(text, chosen(), self.questionnaire)
        return "" if language and base(language) == base(spoken()) else language

    def first_unfilled(self) -> Page | None:
        """The first page with a question not yet seen; None when all pages were."""
        return next((page for page in self.route.pages if not self._filled(page)), None)

    def after(self, code: str) -> Page | None:
        """The page after that one, or None at the end."""
        return next(iter(self._pages_after(code)), None)

    def before(self, code: str) -> Page | None:
        """The page before that one, or None at the beginning."""
        codes = [page.code for page in self.route.pages]
        return self.route.pages[codes.index(code) - 1] if code in codes[1:] else None

    def _said(self, name: str, at: At) -> str:
        """An answer inside a label: after the Markdown and escaped, so that it stays what was typed."""
        answer = self.route.answer(name, at)
        words = words_within(self.questionnaire, name, answer, chosen())
        return Markup('<bdi data-said="{}">{}</bdi>').format(name, words)

    def _pages_after(self, code: str) -> Sequence[Page]:
        codes = [page.code for page in self.route.pages]
        return self.route.pages[codes.index(code) + 1 :] if code in codes else ()

    def _filled(self, page: Page) -> bool:
        asked = (question.name for question in page.questions if question.asked)
        known = answers_at(self.answers, page.at)
        return all(name in known for name in ((page.repeat,) if page.repeat else asked))


@dataclass(frozen=True)
class Line:
    """One answer, read back."""

    place: Place
    label: Markup
    lang: str
    answer: str
    file: Attachment | None = None
    read_only: bool = False


@dataclass(frozen=True)
class Chapter:
    """A page of the questionnaire, read back."""

    page: Page
    title: Markup
    lang: str
    lines: tuple[Line, ...]


def sheet_of(here: Answering, wave: str) -> Sheet:
    """What this person is filling in at a wave: the draft kept, else a new sheet. Raises NotFound."""
    draft = here.draft(wave)
    if draft is not None:
        answers = from_json(draft.answers)
        return Sheet(draft.id, wave, draft.version, answers, draft.revision, draft.started_at)
    version = served(here.study, wave)
    if version is None:
        raise NotFound
    return Sheet(new_id(), wave, version, {}, 0, None)


def sheet_of_response(here: Visit, response: Response) -> Sheet:
    """What this person sent at a wave."""
    answers = from_json(response.answers)
    return Sheet(response.id, response.wave, response.version, answers, 0, response.started_at)


def receipt_of(response_id: str) -> str:
    """What a person may note down of what they sent."""
    return f"{response_id[:4]}-{response_id[4:8]}".upper()


def chapters(sheet: Sheet) -> tuple[Chapter, ...]:
    """Every answer of the route, read back page by page."""
    read = (_chapter(sheet, page) for page in sheet.route.pages)
    return tuple(chapter for chapter in read if chapter.lines)


def _chapter(sheet: Sheet, page: Page) -> Chapter:
    return Chapter(page, sheet.title(page), sheet.language_of(page.title), tuple(_lines(sheet, page)))


def answer_in_words(sheet: Sheet, name: str, answer: Answer) -> str:
    """One answer as the person would say it, in the language they chose."""
    return answer_words(sheet.questionnaire, name, answer, chosen())


def _lines(sheet: Sheet, page: Page) -> Iterator[Line]:
    for question in page.questions:
        place = Place(question.name, page.at)
        answer = sheet.route.element(place).answer
        read_only = sheet.route.is_read_only(place)
        if not question.asked or (read_only and isinstance(answer, Missing)):
            continue
        label, lang = sheet.say(question.label, page.at), sheet.language_of(question.label)
        words = answer_in_words(sheet, question.name, answer)
        yield Line(place, label, lang, words, _file(sheet, question, answer), read_only)


def _file(sheet: Sheet, question: Question, answer: Answer) -> Attachment | None:
    """The file an answer names, if it is one and there."""
    if QUESTION_TYPES[question.type].variable != "file":
        return None
    return sheet.files.get(str(answer))
