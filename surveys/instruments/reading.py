"""Reading the workbook of an instrument a team holds: an instrument, or every reason why not. Never an exception."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isclose, isfinite
from typing import Any, cast, get_args

from surveys.instruments.instrument import Band, Instrument, ReferenceCase, Safety, Seen, Wording
from surveys.instruments.scoring import score_of
from surveys.instruments.sheets import FIELDS, NEEDED, SHEETS, Field, FieldKind
from surveys.languages import UNLABELLED, language_code
from surveys.problems import Problem, has_errors
from surveys.sheet_table import Record, Table, nearest, read_table
from surveys.values import Text
from surveys.workbook import Workbook, open_workbook

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
MOST_ITEMS, MOST_ANSWERS = 200, 101
YES = frozenset({"yes", "oui", "true", "1", "x"})
NO = frozenset({"no", "non", "false", "0"})
READ_BY_RESPONDENTS = ("heading", "instruction")
SEEN = get_args(Seen)


@dataclass(frozen=True)
class InstrumentReading:
    """What a workbook gave. `instrument` is None when at least one problem is an error."""

    instrument: Instrument | None
    problems: tuple[Problem, ...]


def read_instrument(source: bytes, filename: str) -> InstrumentReading:
    """Reads the workbook `sheets.instrument_workbook` lays out, filled in: .xlsx, .xls, .csv or .md."""
    workbook = open_workbook(source, filename)
    missing = tuple(Problem("instrument_sheet_missing", facts={"needed": name}) for name in _absent(workbook))
    if workbook.problems or missing:
        return InstrumentReading(None, workbook.problems or missing)
    tables = {name: read_table(workbook.sheet(name), columns, UNLABELLED) for name, columns in SHEETS.items()}
    return _Reader(tables).read()


def _absent(workbook: Workbook) -> list[str]:
    filled = {name for name in NEEDED if (sheet := workbook.sheet(name)) is not None and len(sheet.rows) > 1}
    return [name for name in NEEDED if name not in filled]


@dataclass
class _Reader:
    """Gathers the problems of a workbook while its sheets are read one after the other."""

    tables: Mapping[str, Table]
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> InstrumentReading:
        self.problems += [problem for table in self.tables.values() for problem in table.problems]
        values = self._fields()
        items, answers = self.tables["items"].records, self.tables["answers"].records
        minimum, maximum = self._scale(answers)
        self._bounded(items, MOST_ITEMS)
        self._bounded(answers, MOST_ANSWERS)
        reversed_items = tuple(number for number, item in enumerate(items, 1) if self._yes(item, "reversed"))
        reference = tuple(self._answer(item, minimum, maximum) for item in items)
        wordings = self._wordings()
        bands = tuple(sorted(self._bands(), key=lambda band: band.start))
        self._words_of(values, items, answers, wordings)
        safety = self._safety(values, len(items))
        self._pairs(values, len(items))
        if has_errors(tuple(self.problems)):
            return InstrumentReading(None, tuple(self.problems))
        score = values.pop("reference_score")
        instrument = Instrument(
            **values,
            items=tuple(item.text("label") for item in items),
            choices=tuple(answer.text("label") for answer in answers),
            minimum=minimum,
            maximum=maximum,
            reversed=reversed_items,
            wordings=wordings,
            bands=bands,
            safety=safety,
            reference=ReferenceCase(reference, score),
        )
        return self._proved(instrument)

    def _proved(self, instrument: Instrument) -> InstrumentReading:
        """The instrument, if its worked case gives the score its publication gives."""
        given, worked = instrument.reference.score, score_of(instrument, instrument.reference.answers)
        if worked is None or not isclose(worked, given, abs_tol=0.005):
            found = "–" if worked is None else f"{worked:.6g}"
            record = self._record("reference_score")
            facts = {"given": f"{given:.6g}", "worked": found}
            self.problems.append(
                record.place("value", "instrument_reference_differs", **facts)
                if record
                else Problem("instrument_reference_differs", facts=facts)
            )
            return InstrumentReading(None, tuple(self.problems))
        return InstrumentReading(instrument, tuple(self.problems))

    def _fields(self) -> dict[str, Any]:
        """The lines of the first sheet. What could not be read is absent, and told."""
        known = {one.name: one for one in FIELDS}
        for record in self.tables["instrument"].records:
            name = record.value("field").lower()
            if name not in known:
                suggestion = nearest(name, known)
                self.problems.append(record.place("field", "instrument_field_unknown", suggestion=suggestion))
        return {one.name: self._field(one) for one in FIELDS}

    def _field(self, one: Field) -> Any:
        record = self._record(one.name)
        facts = {"field": one.name, "asks_fr": one.asks["fr"], "asks_en": one.asks["en"]}
        if one.kind == "text":
            words = record.text("text") if record else {}
            if one.needed and not words:
                self.problems.append(Problem("instrument_field_missing", "instrument", facts=facts))
            return words
        written = record.value("value") if record else ""
        if not record or not written:
            if one.needed:
                self.problems.append(Problem("instrument_field_missing", "instrument", facts=facts))
            return None
        value = VALUES[one.kind](written)
        if value is None:
            self.problems.append(record.place("value", "instrument_value_bad", **facts))
        return value

    def _record(self, name: str) -> Record | None:
        records = self.tables["instrument"].records
        return next((record for record in records if record.value("field").lower() == name), None)

    def _scale(self, answers: Sequence[Record]) -> tuple[int, int]:
        """The lowest and the highest answer; they go up one by one."""
        values = [_whole(answer.value("value")) for answer in answers]
        first = values[0] if values and values[0] is not None else 0
        for place, (answer, value) in enumerate(zip(answers, values, strict=True)):
            if value != first + place:
                expected = str(first + place)
                self.problems.append(answer.place("value", "instrument_answer_step", expected=expected))
        if len(answers) == 1:
            self.problems.append(answers[0].problem("instrument_answers_few"))
        return first, first + max(len(answers) - 1, 1)

    def _bounded(self, records: Sequence[Record], most: int) -> None:
        if len(records) > most:
            self.problems.append(records[most].problem("instrument_too_long", most=str(most)))

    def _answer(self, item: Record, minimum: int, maximum: int) -> int:
        """The answer of the worked case to an item."""
        value = _whole(item.value("reference"))
        if value is None or not minimum <= value <= maximum:
            facts = {"minimum": str(minimum), "maximum": str(maximum)}
            self.problems.append(item.place("reference", "instrument_reference_missing", **facts))
        return minimum if value is None else value

    def _yes(self, record: Record, column: str) -> bool:
        written = record.value(column)
        value = _yes_no(written) if written else False
        if value is None:
            self.problems.append(record.place(column, "instrument_yes_no"))
        return bool(value)

    def _wordings(self) -> dict[str, Wording]:
        wordings = {}
        for record in self.tables["wordings"].records:
            language, _ = language_code(record.value("language"))
            seen = record.value("seen").lower()
            if seen not in SEEN:
                self.problems.append(record.place("seen", "instrument_wording_bad", language=language))
            elif not record.text("source"):
                self.problems.append(record.problem("instrument_wording_source", language=language))
            wordings[language] = Wording(cast(Seen, seen), record.text("source"))
        return wordings

    def _bands(self) -> Iterator[Band]:
        for record in self.tables["bands"].records:
            start = _number(record.value("start"))
            if start is None or not record.text("label"):
                self.problems.append(record.place("start", "instrument_band_bad"))
            else:
                yield Band(start, record.text("label"))

    def _words_of(
        self,
        values: Mapping[str, Any],
        items: Sequence[Record],
        answers: Sequence[Record],
        wordings: Mapping[str, Wording],
    ) -> None:
        """Each language is there in full, or not at all; one at least is there."""
        read: list[tuple[str, Text]] = [(name, values[name]) for name in READ_BY_RESPONDENTS]
        read += [(f"items {record.row}", record.text("label")) for record in items]
        read += [(f"answers {record.row}", record.text("label")) for record in answers]
        spoken = {language for _, words in read for language in words}
        for language in sorted(spoken - wordings.keys()):
            self.problems.append(Problem("instrument_wording_missing", "wordings", facts={"language": language}))
        offered = [language for language, wording in wordings.items() if wording.seen != "not_seen"]
        for language in offered:
            without = [place for place, words in read if not words.get(language)]
            if without:
                facts = {"language": language, "places": ", ".join(without[:8])}
                self.problems.append(Problem("instrument_words_missing", facts=facts))
        if not offered:
            self.problems.append(Problem("instrument_no_language", "wordings"))

    def _safety(self, values: dict[str, Any], items: int) -> Safety | None:
        item, procedure = values.pop("safety_item"), values.pop("safety_procedure")
        if item is None and not procedure:
            return None
        if item is None or not 1 <= item <= items or not procedure:
            self.problems.append(Problem("instrument_safety_half", "instrument", facts={"items": str(items)}))
            return None
        return Safety(item, procedure)

    def _pairs(self, values: Mapping[str, Any], items: int) -> None:
        """What goes together is there together, and numbers stay within what there is."""
        low, high = values["score_minimum"], values["score_maximum"]
        if (low is None) != (high is None) or (low is not None and high is not None and low >= high):
            self.problems.append(Problem("instrument_score_range", "instrument"))
        answered = values["minimum_answered"]
        if answered is not None and not 1 <= answered <= items:
            record = self._record("minimum_answered")
            if record:
                self.problems.append(record.place("value", "instrument_answered_range", items=str(items)))
        if values["altered"] and not values["altered_why"]:
            self.problems.append(Problem("instrument_altered_why", "instrument"))
        if values["benchmark"] is not None and not values["benchmark_source"]:
            self.problems.append(Problem("instrument_benchmark_source", "instrument"))


def _whole(written: str) -> int | None:
    return int(written) if WHOLE.fullmatch(written) else None


def _count(written: str) -> int | None:
    number = _whole(written)
    return number if number is not None and number > 0 else None


def _number(written: str) -> float | None:
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _yes_no(written: str) -> bool | None:
    said = written.strip().lower()
    return True if said in YES else False if said in NO else None


def _name(written: str) -> str | None:
    return written if NAME.fullmatch(written) else None


def _line(written: str) -> str | None:
    return written if len(written) <= 2_000 else None


def _one_of(*words: str) -> Callable[[str], str | None]:
    return lambda written: written.lower() if written.lower() in words else None


VALUES: Mapping[FieldKind, Callable[[str], Any]] = {
    "name": _name,
    "line": _line,
    "whole": _count,
    "number": _number,
    "day": _day,
    "yes_no": _yes_no,
    "scoring": _one_of("sum", "mean"),
    "better": _one_of("higher", "lower"),
    "blank": _one_of("own_mean", "middle"),
}
