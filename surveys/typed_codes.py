"""What is typed for one question of a sheet of paper: the printed code of a choice, a number, a date, a mark.

Empty: the person wrote nothing. `?` they ticked "don't know", `-` "rather not say". `!` nobody can read it, with a
comment after it if there is one. `=` before words that would mean one of these: `=?` is a question mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from surveys.complaints import Invalid
from surveys.paper_codes import Codes, is_written
from surveys.question_types import number_typed
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.submission import typed_answer
from surveys.values import Answer, Missing
from surveys.wording import pick

Value: TypeAlias = "str | int | float | list[str] | Invalid"

SOFT: Mapping[str, Missing] = {"?": Missing.DONT_KNOW, "-": Missing.DECLINED, "–": Missing.DECLINED}
ILLEGIBLE = "!"
AS_TYPED = "="
TICKS = frozenset({"x", "v", "ok"})
BETWEEN = re.compile(r"[\s,;.+/]+")
DAY = re.compile(r"([0-9]{1,2})[ ./-]+([0-9]{1,2})[ ./-]+([0-9]{4})|([0-9]{2})([0-9]{2})([0-9]{4})")
MONTH = re.compile(r"([0-9]{1,2})[ ./-]*([0-9]{4})")
YEAR = re.compile(r"[0-9]{4}")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
APART = re.compile(r"[;/\n]+")
HOUR = re.compile(r"([0-9]{1,2}) ?[:h.] ?([0-9]{2})?|([0-9]{1,2})([0-9]{2})")
SAME_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "..."})


@dataclass(frozen=True)
class Reading:
    """What was typed, and what it says.

    `value` is the answer; the text as it was typed when that is none, and `invalid` says why. `comment`: why nobody can
    read it.
    """

    typed: str
    value: Answer
    invalid: Invalid | None = None
    comment: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return self.value is Missing.BLANK

    def says_as(self, other: Reading) -> bool:
        """Whether two people who typed these read the same on the paper. Spaces and kinds of quotes do not count."""
        return self._said() == other._said()

    def _said(self) -> object:
        if not isinstance(self.value, str):
            return self.value
        text = unicodedata.normalize("NFC", self.value).translate(SAME_SIGNS)
        return re.sub(r'(?<=") | (?=")', "", " ".join(text.split()))


def read_code(questionnaire: Questionnaire, question: Question, codes: Codes, typed: str) -> Reading:
    """The reading of what was typed for a question whose choices have these codes."""
    text = typed.strip()
    if not text:
        return Reading(typed, Missing.BLANK)
    if text.startswith(ILLEGIBLE):
        return Reading(typed, Missing.ILLEGIBLE, comment=text[1:].strip())
    soft = SOFT.get(text)
    kind = question.precision if question.type == "date" else question.type
    if soft is None and is_written(questionnaire, question):
        value: Value | Missing = _written(questionnaire, question, codes, text)
    else:
        value = soft or _READERS.get(kind, _text)(codes, text)
    read = value if isinstance(value, Invalid) else typed_answer(questionnaire, question.name, value)
    if isinstance(read, Invalid):
        return Reading(typed, soft or text, read)
    return Reading(typed, read)


def _text(_codes: Codes, typed: str) -> Value:
    return typed.removeprefix(AS_TYPED).replace("\r\n", "\n")


def _integer(_codes: Codes, typed: str) -> Value:
    number = number_typed(typed)
    return Invalid("not_integer", {}) if number is None else number


def _number(_codes: Codes, typed: str) -> Value:
    number = number_typed(typed)
    return Invalid("not_number", {}) if number is None else number


def read_day(typed: str) -> str:
    """Day, month, year, as on the paper: 3 4 1950, 03/04/1950, 03041950; as ISO 8601 writes it, empty if it is none."""
    found = DAY.fullmatch(typed)
    if found is None:
        return typed if ISO_DAY.fullmatch(typed) else ""
    day, month, year = (part for part in found.groups() if part)
    return f"{year}-{month:0>2}-{day:0>2}"


def _date(_codes: Codes, typed: str) -> Value:
    return read_day(typed) or Invalid("not_date", {})


def _month(_codes: Codes, typed: str) -> Value:
    """4 1950, 041950: the first of that month, as on the page."""
    found = MONTH.fullmatch(typed)
    return f"{found[2]}-{found[1]:0>2}-01" if found else Invalid("not_month", {})


def _year(_codes: Codes, typed: str) -> Value:
    return f"{typed}-01-01" if YEAR.fullmatch(typed) else Invalid("not_year", {})


def _time(_codes: Codes, typed: str) -> Value:
    """14h30, 14:30, 1430, 14h."""
    found = HOUR.fullmatch(typed.lower())
    if found is None:
        return Invalid("not_time", {})
    hour, minute = found[1] or found[3], found[2] or found[4] or "00"
    return f"{hour:0>2}:{minute}"


def _moment(codes: Codes, typed: str) -> Value:
    day, _, hour = typed.rpartition(" ")
    both = (_date(codes, day.strip(" ,")), _time(codes, hour))
    return Invalid("not_moment", {}) if any(isinstance(part, Invalid) for part in both) else "T".join(map(str, both))


def _tick(codes: Codes, typed: str) -> Value:
    return "OK" if typed.lower() in {*TICKS, *codes} else Invalid("not_acknowledged", {})


def _one(codes: Codes, typed: str) -> Value:
    chosen = _chosen(codes, typed)
    if isinstance(chosen, Invalid):
        return chosen
    return chosen[0] if len(chosen) == 1 else Invalid("one_choice_only", {})


def _several(codes: Codes, typed: str) -> Value:
    return _chosen(codes, typed)


def _ranking(codes: Codes, typed: str) -> Value:
    """The ranks written beside the choices, in their order ("231"), or the codes from the first rank on ("cab")."""
    ranks = typed.replace(" ", "")
    if not (ranks.isascii() and ranks.isdigit()) or ranks[0] in codes:
        return _chosen(codes, typed)
    if len(codes) > 9:
        ranks = BETWEEN.sub(" ", typed)
    each = [int(rank) for rank in (ranks.split() if " " in ranks else ranks)]
    if sorted(each) != list(range(1, len(codes) + 1)):
        return Invalid("not_a_ranking", {})
    placed = sorted(zip(each, codes.values(), strict=True))
    return [choice for _rank, choice in placed]


def _chosen(codes: Codes, typed: str) -> list[str] | Invalid:
    """The choices whose codes were typed, one after the other or apart: "acd", "a, c, d"."""
    longest_first = "|".join(re.escape(code) for code in sorted(codes, key=len, reverse=True))
    words = [word for word in BETWEEN.split(typed.lower()) if word]
    if not codes or not words or not all(re.fullmatch(f"(?:{longest_first})+", word) for word in words):
        return Invalid("not_a_code", {"codes": ", ".join(codes)})
    found = [code for word in words for code in re.findall(longest_first, word)]
    return list(dict.fromkeys(codes[code] for code in found))


def _written(questionnaire: Questionnaire, question: Question, codes: Codes, typed: str) -> Value:
    """Choices of a long list as they were written; several apart by a semicolon, a slash or a line."""
    single = question.type == "select_one"
    words = [typed] if single else [one.strip() for one in APART.split(typed) if one.strip()]
    found = [_looked_up(questionnaire, question, codes, one.removeprefix(AS_TYPED)) for one in words]
    wrong = next((one for one in found if isinstance(one, Invalid)), None)
    if wrong is not None:
        return wrong
    names = list(dict.fromkeys(one for one in found if isinstance(one, str)))
    return names[0] if single else names


def _looked_up(questionnaire: Questionnaire, question: Question, codes: Codes, words: str) -> str | Invalid:
    """The choice meant; else those that may be, each with what to type for it."""
    if question.choices_from:
        return words
    if words in codes:
        return codes[words]
    listed = questionnaire.long_list(question)
    named = listed.named(words)
    if len(named) == 1:
        return named[0].name
    code_of = {name: code for code, name in codes.items()}
    labels = (
        (code_of.get(one.name, one.name), pick(one.label, "", questionnaire)) for one in named or listed.near(words)
    )
    near = " · ".join(f"{code}\N{NO-BREAK SPACE}{label}" for code, label in labels)
    return Invalid("several_in_list", {"near": near}) if near else Invalid("not_in_list", {})


def _place(_codes: Codes, typed: str) -> Value:
    """Latitude and longitude, apart: 48,8566 2,3522."""
    numbers = [number_typed(part) for part in re.split(r"[\s;]+", typed)]
    if len(numbers) < 2 or None in numbers:
        return Invalid("not_a_place", {})
    return " ".join(f"{number:.12g}" for number in numbers if number is not None)


def _shape(codes: Codes, typed: str) -> Value:
    """Points apart by a slash, a semicolon or a line."""
    points = [_place(codes, point.strip()) for point in re.split(r"[/;\n]+", typed) if point.strip()]
    wrong = any(isinstance(point, Invalid) for point in points)
    return Invalid("not_a_shape", {"least": "2"}) if wrong else ";".join(map(str, points))


_READERS: Mapping[str, Callable[[Codes, str], Value]] = {
    "integer": _integer,
    "decimal": _number,
    "range": _number,
    "day": _date,
    "month": _month,
    "year": _year,
    "time": _time,
    "datetime": _moment,
    "acknowledge": _tick,
    "select_one": _one,
    "select_multiple": _several,
    "rank": _ranking,
    "geopoint": _place,
    "geotrace": _shape,
    "geoshape": _shape,
}
