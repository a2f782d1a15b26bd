"""A printed questionnaire as a PDF: one blank form for any screen reader, or a pile of numbered copies."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import weasyprint
from babel import Locale, UnknownLocaleError
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markdown_it import MarkdownIt
from markupsafe import Markup
from nh3 import clean
from weasyprint.text.fonts import FontConfiguration

from reports.finishing import finish
from reports.lettering import printable
from reports.paper.form import PaperForm
from reports.paper.stamps import numbered, stamp_code
from reports.paper.words import say, soft, when
from reports.pdf import NothingElse, saved
from reports.reading_order import Layout
from reports.typesetting import font_file
from reports.wording import unbroken
from surveys.markup import as_markdown
from surveys.paper_parts import Item

HERE = Path(__file__).parent
FONTS = {
    "sans": ("Atkinson Hyperlegible", 400, "normal"),
    "sans-bold": ("Atkinson Hyperlegible", 700, "normal"),
    "sans-italic": ("Atkinson Hyperlegible", 400, "italic"),
    "serif": ("Source Serif 4", 600, "normal"),
    "arabic": ("Noto Sans Arabic", 400, "normal"),
    "arabic-bold": ("Noto Sans Arabic", 700, "normal"),
}
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li"}
LONG_TAGS = TAGS | {"h3"}
SHORT_LABEL = 22  # characters: two columns of choices hold that many
MANY = 5  # choices: fewer stand one below the other

_markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True}).disable(["image", "table"])


def write_paper(form: PaperForm, to: Path) -> int:
    """Writes the form to `to`; how many pages one sheet has."""
    layout = Layout()
    with pikepdf.open(io.BytesIO(_drawn(form, layout))) as base:
        pages = len(base.pages)
        if form.sheets:
            _write_pile(form, base, to)
        else:
            for number, page in enumerate(base.pages, start=1):
                stamp_code(base, page, form.address_of(number))
            finish(base, layout)
            to.write_bytes(saved(base))
    return pages


def _write_pile(form: PaperForm, base: pikepdf.Pdf, to: Path) -> None:
    """The pages once per sheet, then the lists of codes once for all."""
    places = range(1, len(base.pages) + 1)
    addresses = [[form.address_of(page, sheet) for page in places] for sheet in form.sheets]
    with (
        pikepdf.open(io.BytesIO(_stamps(form))) as stamps,
        numbered(base, stamps, addresses) as pile,
        pikepdf.open(io.BytesIO(_drawn(form))) as lists,
    ):
        if form.paper.code_lists:
            pile.pages.extend(lists.pages)
        to.write_bytes(saved(pile))


def marked(form: PaperForm, text: str, *, long: bool = False) -> Markup:
    """Markdown as it is printed: emphasis and lists; in a long text, headings too. One lone paragraph has no tags."""
    said = (text if long else as_markdown(text)).splitlines()
    lines = "\n".join(printable(line, form.language) for line in said)
    tokens = _markdown.parse(unbroken(lines) if form.language == "fr" else lines)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if long else "strong"
    html = clean(_markdown.renderer.render(tokens, _markdown.options, {}), tags=LONG_TAGS if long else TAGS).strip()
    alone = html.removeprefix("<p>").removesuffix("</p>")
    return Markup(html if long or "<p>" in alone else alone)  # noqa: S704 # nh3 cleaned it


def _drawn(form: PaperForm, layout: Layout | None = None) -> bytes:
    """The pages of one sheet, without its codes, tagged as laid out; without a layout, the lists of a pile alone."""
    lists_only = layout is None
    html = _template("form.html").render(
        form=form,
        lists_only=lists_only,
        lists=form.paper.code_lists if lists_only or not form.sheets else (),
        direction_of=_direction,
        plain=lambda key, **values: say(key, form.language, **values),
        say=lambda key, **values: _ours(form, say(key, form.language, **values)),
        said=lambda condition: _ours(form, when(condition, form.language)),
        soft_of=lambda missing: _ours(form, soft(missing, form.language)),
        marked=partial(marked, form),
        fits=_fits_abreast,
        picture_of=lambda beside: picture_address(form, beside.picture),
    )
    variant: dict[str, Any] = {} if lists_only else {"finisher": layout, "pdf_variant": "pdf/a-3a"}
    return _rendered(html, {picture_address(form, name): content for name, content in form.pictures.items()}, **variant)


def picture_address(form: PaperForm, name: str) -> str:
    """By what the pages call a picture; empty when it is not there."""
    names = sorted(form.pictures)
    return f"report:picture/{names.index(name)}" if name in names else ""


def _ours(form: PaperForm, words: str) -> Markup:
    """Our own words, marked as another language where the questionnaire is in one we do not write."""
    typeset = unbroken(words) if form.language == "fr" else words
    if form.paper.language.partition("-")[0] == form.language:
        return Markup("{}").format(typeset)
    return Markup('<span lang="{}" dir="ltr">{}</span>').format(form.language, typeset)


def _stamps(form: PaperForm) -> bytes:
    """One page per sheet with nothing but its number."""
    return _rendered(_template("stamps.html").render(label=say("sheet", form.language), form=form))


def _template(name: str) -> Template:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return environment.get_template(name)


def _rendered(html: str, pictures: Mapping[str, bytes] | None = None, **options: Any) -> bytes:
    letters = "".join(sorted(set(html))) + "0123456789"
    fonts: Mapping[str, tuple[bytes, str]] = {
        f"report:font/{name}": (font_file(*chosen, letters), "font/ttf") for name, chosen in FONTS.items()
    }
    drawn = {address: (content, _type_of(content)) for address, content in (pictures or {}).items()}
    fetcher, configuration = NothingElse({**fonts, **drawn}), FontConfiguration()
    page = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="report:")
    sheet = weasyprint.CSS(
        string=(HERE / "form.css").read_text(encoding="utf-8"), url_fetcher=fetcher, font_config=configuration
    )
    written: Any = page.write_pdf(stylesheets=[sheet], font_config=configuration, **options)
    return bytes(written)


def _type_of(picture: bytes) -> str:
    return "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"


def _direction(language: str) -> str:
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"


def _fits_abreast(item: Item) -> bool:
    """Whether the choices are short enough, and many enough, for two columns."""
    return len(item.options) >= MANY and all(len(option.label) <= SHORT_LABEL for option in item.options)
