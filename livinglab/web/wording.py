"""What every template may call: words in the reader's language, numbers and dates as that language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from babel import Locale, UnknownLocaleError, dates, numbers
from flask import Flask, request
from markdown_it import MarkdownIt
from markupsafe import Markup
from nh3 import clean

from livinglab.settings import Settings
from livinglab.store.database import now
from livinglab.store.trace_things import when
from livinglab.words import chosen, either, language_of, spoken, t
from reports.numbers import MINUS
from reports.units import unit_words
from surveys import languages
from surveys.complaints import Complaint
from surveys.markup import as_markdown

SHAPES: Mapping[str, str] = {"economic": "▲", "social": "●", "environmental": "■"}
ERRORS = frozenset({400, 403, 404, 409, 413, 422, 429, 500, 503})
LOCALES: Mapping[str, str] = {"en": "en_GB"}  # days before months, as in most of the English-speaking world
PRECISIONS: Mapping[str, str] = {"day": "long", "month": "MMMM y", "year": "y"}
SCHEMES = {"https", "mailto"}
LABEL_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
TEXT_TAGS = LABEL_TAGS | {"h2", "h3", "hr", "blockquote"}

_markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True}).disable(["image", "table"])


def init_app(app: Flask, settings: Settings) -> None:
    """Gives the templates their words and formats."""
    app.jinja_env.globals.update(
        t=t,
        either=either,
        spoken=spoken,
        direction=direction,
        tongue=tongue,
        language_of=language_of,
        titled=titled,
        inside=inside,
        in_language=in_language,
        language_name=language_name,
        error_title=error_title,
        format_number=format_number,
        format_unit=format_unit,
        format_size=format_size,
        format_day=format_day,
        format_moment=format_moment,
        day_of=when,
        recent_day=recent_day,
        laboratory=settings.laboratory,
        simulated=settings.simulated,
        SHAPES=SHAPES,
        complaints={},  # a form shown for the first time: nothing typed, nothing to correct
        errors=(),
        typed={},
    )
    app.jinja_env.filters.update(markdown=markdown, label_markdown=label_markdown)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def language_name(code: str) -> str:
    """What the reader's language calls a language; its code where it has no word for it."""
    try:
        return str(Locale.parse(code, sep="-").get_display_name(languages.base(spoken())) or code)
    except (ValueError, UnknownLocaleError):
        return code


def direction(language: str | None = None) -> str:
    """How the language is read, that of the page if none is given: `ltr`, `rtl`, or `auto` where nobody knows."""
    return languages.direction(language or spoken())


def tongue(language: str, within: str = "") -> Markup:
    """The attributes of words in a language `within` words in another; "" is that of the page."""
    language, within = language or spoken(), within or spoken()
    attributes = Markup(' lang="{}" dir="{}"').format(language, direction(language))
    return Markup() if language == within else attributes


def marked(words: str, language: str, within: str = "") -> Markup | str:
    """Words that stand within others, marked where they are in another language."""
    attributes = tongue(language, within)
    return Markup("<span{}>{}</span>").format(attributes, words) if words and attributes else words


def titled(text: Mapping[str, str]) -> Markup | str:
    """A title given in several languages."""
    return marked(either(text), language_of(text))


def inside(text: Mapping[str, str]) -> str:
    """The same within a sentence that has no marks: what reads the other way is held apart by invisible signs."""
    return f"\u2068{either(text)}\u2069" if direction(language_of(text)) != direction() else either(text)


def in_language(language: str) -> str:
    """The address of this page in another language."""
    query = {**request.args.to_dict(flat=False), "lang": [language]}
    return f"{request.path}?{urlencode(query, doseq=True)}"


def complaint_words(complaint: Complaint) -> tuple[str, str]:
    """What to put right, and the language it is said in: the page's, or that of the questionnaire's own words."""
    if complaint.facts is None:
        return complaint.message(chosen()), complaint.language(chosen())
    return t(f"complaints.{complaint.code}", **complaint.facts), spoken()


def error_title(status: int) -> str:
    """The title of an error page."""
    return t(f"look.error_{status if status in ERRORS else 500}")


def format_unit(unit: str) -> str:
    """A unit of measurement as it is read, in the language of the page."""
    return unit_words(unit, "fr" if chosen().startswith("fr") else "en")


def format_number(value: float, digits: int | None = None) -> str:
    """A number as the reader's language writes it: 1 234,5 or 1,234.5; `digits` after the mark, if given.

    Below zero with a minus, as reports do: the locale data have a hyphen, from which a line may be broken.
    """
    shape = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return numbers.format_decimal(value, format=shape, locale=_locale()).replace("-", MINUS)


def format_share(value: float) -> str:
    """A share as a whole percentage: 42 % or 42%."""
    return numbers.format_percent(value, format=None, locale=_locale())


def format_size(octets: int) -> str:
    """How large a file is, as a person compares files."""
    kilo = octets / 1000
    if kilo < 1000:
        return t("look.kilobytes", n=format_number(max(1, round(kilo))))
    return t("look.megabytes", n=format_number(kilo / 1000, 1))


def format_day(day: date, precision: str = "day") -> str:
    """A date in words: 24 novembre 2026; to the "month", novembre 2026; to the "year", 2026."""
    said = dates.format_date(day, PRECISIONS[precision], locale=_locale())
    return _with_first(said) if precision == "day" and day.day == 1 else said


def recent_day(today: date | None = None) -> str:
    """A day in figures, as an example beside the fields of one: the last of the month before, 31 10 2026.

    Days of a laboratory are recent, those of its participants far back; and no month has this number.
    """
    day = (today or now().date()).replace(day=1) - timedelta(days=1)
    return f"{day.day} {day.month} {day.year}"


def format_moment(moment: datetime) -> str:
    """An instant in words, to the minute, in the time zone it carries."""
    said = dates.format_datetime(moment, "long" if moment.tzinfo is None else "d MMMM y HH:mm zzz", locale=_locale())
    return _with_first(said) if moment.day == 1 else said


def _with_first(said: str) -> str:
    """French says the first of a month: 1er mars, which the locale data do not."""
    return f"1er{said.removeprefix('1')}" if languages.base(spoken()) == "fr" and said[:1] == "1" else said


def _locale() -> str:
    language = languages.base(spoken())
    return LOCALES.get(language, language)


def markdown(text: str) -> Markup:
    """A long text someone of the team wrote: headings, lists, links; no image, no HTML, no script."""
    html = clean(_markdown.render(text), tags=TEXT_TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES)
    return Markup(html)  # noqa: S704 # nh3 cleaned it


def label_markdown(text: str, *, headings: bool = False) -> Markup:
    """A label: emphasis, lists, links; one lone paragraph loses its tags. `headings`: where one may stand, under an h2.

    Elsewhere, as in the label of a field, a heading is only strong. Links open apart: what was typed stays.
    """
    tokens = _markdown.parse(as_markdown(text))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if headings else "strong"
    html = clean(
        _markdown.renderer.render(tokens, _markdown.options, {}),
        tags=LABEL_TAGS | {"h3"},
        attributes={"*": set(), "a": {"href"}},  # no title: an answer said in it would break out of the attribute
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes=SCHEMES,
        url_relative="deny",
    ).strip()
    alone = html.removeprefix("<p>").removesuffix("</p>")
    return Markup(html if "<p>" in alone else alone)  # noqa: S704 # nh3 cleaned it
