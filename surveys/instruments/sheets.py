"""An instrument as a workbook a team fills in: its sheets, the lines of the first one, and what each asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from surveys.instruments.instrument import Instrument
from surveys.sheet_table import Columns
from surveys.values import Text
from surveys.workbook import Row, Sheet, Workbook

FieldKind: TypeAlias = Literal["text", "name", "line", "whole", "number", "day", "yes_no", "scoring", "better", "blank"]


@dataclass(frozen=True)
class Field:
    """One line of the sheet "instrument". A "text" has words per language; the others have one value."""

    name: str
    kind: FieldKind
    asks: Text
    needed: bool = True


def _field(name: str, kind: FieldKind, fr: str, en: str, *, needed: bool = True) -> Field:
    return Field(name, kind, {"fr": fr, "en": en}, needed)


FIELDS: tuple[Field, ...] = (
    _field("code", "name", "un nom court : lettres sans accent, chiffres, _", "a short name: plain letters, digits, _"),
    _field("title", "text", "le nom de l’instrument", "the name of the instrument"),
    _field("measures", "text", "ce qu’il mesure, en une phrase", "what it measures, in one sentence"),
    _field("heading", "text", "le titre de la page", "the title of the page"),
    _field("instruction", "text", "la consigne, telle qu’elle est publiée", "the instruction, as it is published"),
    _field("minutes", "whole", "un nombre entier de minutes", "a whole number of minutes"),
    _field("scoring", "scoring", "sum (somme) ou mean (moyenne)", "sum or mean"),
    _field("better", "better", "higher (plus haut) ou lower (plus bas)", "higher or lower"),
    _field("score_minimum", "number", "le plus petit score", "the lowest score", needed=False),
    _field("score_maximum", "number", "le plus grand score", "the highest score", needed=False),
    _field("minimum_answered", "whole", "combien de réponses il faut au moins", "how many answers there must be"),
    _field(
        "blank",
        "blank",
        "own_mean (moyenne des autres) ou middle (milieu)",
        "own_mean (mean of the others) or middle (of the scale)",
    ),
    _field("missing_rule", "text", "la même règle, en mots", "the same rule, in words"),
    _field("reference_score", "number", "le score du cas de référence", "the score of the worked case"),
    _field("benchmark", "number", "un score publié à comparer", "a published score to compare with", needed=False),
    _field("benchmark_source", "text", "d’où il vient", "where it comes from", needed=False),
    _field("citation", "line", "la référence de la publication", "the reference of the publication"),
    _field("licence", "text", "ce que la licence permet", "what the licence allows"),
    _field("licence_seen", "text", "où vous l’avez lue", "where you read it"),
    _field("licence_checked_on", "day", "une date : 2026-11-30", "a date: 2026-11-30"),
    _field("altered", "yes_no", "yes si vos mots diffèrent, sinon no", "yes if your words differ, else no"),
    _field("altered_why", "text", "ce qui diffère, et pourquoi", "what differs, and why", needed=False),
    _field("safety_item", "whole", "le numéro d’un énoncé sensible", "the number of a sensitive item", needed=False),
    _field("safety_procedure", "text", "ce que vous faites alors", "what you do when it is answered so", needed=False),
)

SHEETS: Mapping[str, Columns] = {
    "instrument": Columns(frozenset({"field", "value"}), frozenset({"text"}), frozenset({"aide", "help"})),
    "items": Columns(frozenset({"number", "reversed", "reference"}), frozenset({"label"})),
    "answers": Columns(frozenset({"value"}), frozenset({"label"})),
    "wordings": Columns(frozenset({"language", "seen"}), frozenset({"source"}), frozenset({"aide", "help"})),
    "bands": Columns(frozenset({"start"}), frozenset({"label"})),
}
NEEDED = ("instrument", "items", "answers", "wordings")
TITLES: Mapping[str, str] = {"fr": "Français (fr)", "en": "English (en)"}
SEEN_HELP = (
    "official : texte des auteurs · quoted : cité par d’autres · own : vos mots · not_seen : pas vu",
    "official: the authors’ text · quoted: quoted by others · own: your words · not_seen: not seen",
)


def instrument_workbook(instrument: Instrument | None = None) -> Workbook:
    """The workbook of an instrument; without one, the model to fill in."""
    spoken = tuple(instrument.wordings) if instrument else tuple(TITLES)
    told = tuple(dict.fromkeys((*TITLES, *spoken)))
    labels = _worded("label", spoken)
    return Workbook(
        (
            _sheet("instrument", ["field", "value", *_worded("text", told), "aide", "help"], _lines(instrument, told)),
            _sheet("items", ["number", *labels, "reversed", "reference"], _items(instrument, spoken)),
            _sheet("answers", ["value", *labels], _answers(instrument, spoken)),
            _sheet("wordings", ["language", "seen", *_worded("source", TITLES), "aide", "help"], _wordings(instrument)),
            _sheet("bands", ["start", *_worded("label", told)], _bands(instrument, told)),
        )
    )


def plain_values(instrument: Instrument) -> Mapping[str, object]:
    """The value of each line of the sheet "instrument"; those of the safety and of the worked case are its own."""
    given: dict[str, object] = {one.name: getattr(instrument, one.name, None) for one in FIELDS}
    safety = instrument.safety
    return given | {
        "reference_score": instrument.reference.score,
        "safety_item": safety.item if safety else None,
        "safety_procedure": safety.procedure if safety else {},
    }


def _worded(column: str, languages: Iterable[str]) -> list[str]:
    return [f"{column}::{TITLES.get(language, f'({language})')}" for language in languages]


def _sheet(name: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Sheet:
    return Sheet(name, tuple(Row(number, tuple(cells)) for number, cells in enumerate((titles, *rows), start=1)))


def _lines(instrument: Instrument | None, languages: Sequence[str]) -> list[list[str]]:
    values = plain_values(instrument) if instrument else {}
    lines = []
    for one in FIELDS:
        value = values.get(one.name)
        words = dict(value) if isinstance(value, Mapping) else {}
        plain = "" if isinstance(value, Mapping) else _written(value)
        lines.append([one.name, plain, *(words.get(code, "") for code in languages), one.asks["fr"], one.asks["en"]])
    return lines


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _items(instrument: Instrument | None, languages: Sequence[str]) -> list[list[str]]:
    if instrument is None:
        return []
    rows = zip(instrument.items, instrument.reference.answers, strict=True)
    return [
        [str(number), *_words(item, languages), "yes" if number in instrument.reversed else "", str(answer)]
        for number, (item, answer) in enumerate(rows, start=1)
    ]


def _answers(instrument: Instrument | None, languages: Sequence[str]) -> list[list[str]]:
    if instrument is None:
        return []
    rows = enumerate(instrument.choices, start=instrument.minimum)
    return [[str(value), *_words(label, languages)] for value, label in rows]


def _wordings(instrument: Instrument | None) -> list[list[str]]:
    if instrument is None:
        return [[language, "", *("" for _ in TITLES), *SEEN_HELP] for language in TITLES]
    return [
        [language, wording.seen, *_words(wording.source, TITLES), *SEEN_HELP]
        for language, wording in instrument.wordings.items()
    ]


def _bands(instrument: Instrument | None, languages: Sequence[str]) -> list[list[str]]:
    bands = instrument.bands if instrument else ()
    return [[f"{band.start:g}", *_words(band.label, languages)] for band in bands]


def _words(text: Text, languages: Iterable[str]) -> list[str]:
    return [text.get(language, "") for language in languages]
