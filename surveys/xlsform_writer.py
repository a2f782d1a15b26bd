"""A questionnaire written back as an XLSForm workbook: read again, it is the same version, with the same digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.expressions.tree import Call, Expression, Value, parts
from surveys.languages import UNLABELLED, language_code
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.values import Text
from surveys.workbook import Row, Sheet, Workbook

Cells = dict[str, str]  # title of a column → cell

SURVEY_ORDER = (
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "media::image",
    "media::big-image",
    "media::audio",
    "media::video",
    "required",
    "required_message",
    "relevant",
    "appearance",
    "choice_filter",
    "constraint",
    "constraint_message",
    "calculation",
    "trigger",
    "default",
    "read_only",
    "repeat_count",
    "parameters",
    "missing_options",
)
TABLES = (".csv", ".xml", ".geojson")
CHOICES_ORDER = ("list_name", "name", "label", "media::image", "media::big-image", "media::audio", "media::video")
SETTINGS_ORDER = ("form_title", "form_id", "version", "default_language", "instance_name")


@dataclass(frozen=True)
class Languages:
    """How the columns of each language are titled, in the order of the questionnaire."""

    codes: Sequence[str]
    names: Mapping[str, str]

    def titled(self, column: str, text: Text) -> Cells:
        """One cell per language: "label::Français (fr)"; a bare "label" where no language is named."""
        return {self.title(column, code): words for code, words in text.items() if words}

    def title(self, column: str, code: str) -> str:
        """The title of a column in a language."""
        return column if code == UNLABELLED else f"{column}::{self.name(code)}"

    def name(self, code: str) -> str:
        """The language as a workbook writes it: the fullest writing that reads back as this code and this name."""
        named = self.names.get(code, code)
        writings = (f"{named} ({code})", named, code)
        return next((writing for writing in writings if language_code(writing) == (code, named)), code)

    @property
    def titles(self) -> list[str]:
        """The columns that tell which languages there are, whether or not a cell of theirs is filled in."""
        labels = [self.title("label", code) for code in self.codes]
        return [*labels, *(self.title("hint", code) for code in self.names if code not in self.codes)]

    def rank(self, title: str) -> int:
        """Where the language of a title stands; those of no language first."""
        language = title.rpartition("::")[2]
        return next((place for place, code in enumerate(self.codes, start=1) if self.name(code) == language), 0)


def workbook_of(questionnaire: Questionnaire) -> Workbook:
    """The sheets of a questionnaire: survey, choices, settings, and those kept as they came."""
    languages = Languages(questionnaire.languages, questionnaire.language_names)
    survey = [
        *survey_rows(questionnaire.questions, questionnaire.groups, languages),
        *(_declared(name) for name in questionnaire.tables if name not in _tables_asked(questionnaire)),
    ]
    sheets = [
        _sheet("survey", survey, SURVEY_ORDER, languages, languages.titles),
        _sheet("choices", list(choice_rows(questionnaire.choices, languages)), CHOICES_ORDER, languages),
        _sheet("settings", [settings_row(questionnaire, languages)], SETTINGS_ORDER, languages),
        *(_sheet(name, rows, (), languages) for name, rows in questionnaire.extra_sheets.items()),
    ]
    return Workbook(tuple(one for one in sheets if one.rows))


def _sheet(
    name: str, rows: Sequence[Mapping[str, str]], order: Sequence[str], languages: Languages, titles: Sequence[str] = ()
) -> Sheet:
    """A sheet from rows by column title: titles in the order of the convention, the languages of one side by side."""
    met = dict.fromkeys((*titles, *(title for row in rows for title in row)))
    ordered = sorted(met, key=lambda title: (_place(title, order), languages.rank(title) if order else 0))
    if not ordered:
        return Sheet(name, ())
    cells = (ordered, *([row.get(title, "") for title in ordered] for row in rows))
    return Sheet(name, tuple(Row(number, tuple(line)) for number, line in enumerate(cells, start=1)))


def survey_rows(questions: Sequence[Question], groups: Sequence[Group], languages: Languages) -> Iterator[Cells]:
    """The rows of the survey sheet: each question inside the groups it stands in, groups in the order they open."""
    waiting = list(groups)
    opened: list[Group] = []
    for question in questions:
        while any(group.name in question.groups for group in waiting):
            yield from _open(opened, waiting.pop(0), languages)
        yield from _leave(opened, question.groups)
        yield _question(question, languages)
    for group in waiting:
        yield from _open(opened, group, languages)
    yield from _leave(opened, ())


def choice_rows(lists: Mapping[str, Sequence[Choice]], languages: Languages) -> Iterator[Cells]:
    """The rows of the choices sheet, list after list."""
    for name, choices in lists.items():
        for choice in choices:
            yield {
                "list_name": name,
                "name": choice.name,
                **languages.titled("label", choice.label),
                **_media(choice.media, languages),
                **choice.attributes,
            }


def settings_row(questionnaire: Questionnaire, languages: Languages) -> Cells:
    """The one row of the settings sheet."""
    default = questionnaire.default_language
    return _filled(
        {
            **languages.titled("form_title", questionnaire.title),
            "form_id": questionnaire.form_id,
            "version": questionnaire.version,
            "default_language": "" if default == UNLABELLED else languages.name(default),
            "instance_name": _source(questionnaire.instance_name),
            **questionnaire.settings,
        }
    )


def type_cell(question: Question) -> str:
    """The type of a question with its list or its file."""
    if question.choices_from:
        return f"{question.type} ${{{question.choices_from}}}"
    if not question.choices:
        return question.type
    from_file = question.choices.lower().endswith(TABLES)
    return f"{question.type}{'_from_file' if from_file else ''} {question.choices}"


def _tables_asked(questionnaire: Questionnaire) -> frozenset[str]:
    """The tables that questions choose from or pull data from; others are declared in a row of their own."""
    chosen = {question.choices for question in questionnaire.questions if question.choices}
    pulled = {name for question in questionnaire.questions for name in _pulled(question)}
    return frozenset(chosen | pulled | {f"{name}.csv" for name in pulled})


def _pulled(question: Question) -> Iterator[str]:
    used = (question.relevant, question.constraint, question.calculation, question.default, question.required)
    for expression in (*used, question.choice_filter, question.read_only):
        for node in parts(expression.tree) if expression else ():
            match node:
                case Call("pulldata", (Value(str() as name), *_)):
                    yield name


def _declared(file: str) -> Cells:
    stem, _, ending = file.rpartition(".")
    plain = ending in ("csv", "xml") and "." not in stem
    return {"type": "xml-external" if ending == "xml" else "csv-external", "name": stem if plain else file}


def _place(title: str, order: Sequence[str]) -> int:
    """Where a column stands; those the convention does not know come last, in the order they were met."""
    base = next((known for known in order if title == known or title.startswith(f"{known}::")), "")
    return order.index(base) if base else len(order)


def _open(opened: list[Group], group: Group, languages: Languages) -> Iterator[Cells]:
    yield from _leave(opened, group.groups)
    opened.append(group)
    yield _begin(group, languages)


def _leave(opened: list[Group], inside: Sequence[str]) -> Iterator[Cells]:
    """Ends the innermost groups until only those around the next row are open."""
    while [group.name for group in opened] != list(inside[: len(opened)]):
        yield {"type": "end_repeat" if opened.pop().repeat else "end_group"}


def _begin(group: Group, languages: Languages) -> Cells:
    return _filled(
        {
            "type": "begin_repeat" if group.repeat else "begin_group",
            "name": group.node or group.name,
            **languages.titled("label", group.label),
            **languages.titled("hint", group.hint),
            **_media(group.media, languages),
            "relevant": _source(group.relevant),
            "appearance": " ".join(group.appearance),
            "repeat_count": _source(group.count),
            **group.extra,
        }
    )


def _question(question: Question, languages: Languages) -> Cells:
    return _filled(
        {
            "type": type_cell(question),
            "name": question.node or question.name,
            **languages.titled("label", question.label),
            **languages.titled("hint", question.hint),
            **languages.titled("guidance_hint", question.guidance),
            **_media(question.media, languages),
            "required": _yes(question.required),
            **languages.titled("required_message", question.required_message),
            "relevant": _source(question.relevant),
            "appearance": " ".join(question.appearance),
            "choice_filter": _source(question.choice_filter),
            "constraint": _source(question.constraint),
            **languages.titled("constraint_message", question.constraint_message),
            "calculation": _source(question.calculation),
            "trigger": ", ".join(f"${{{name}}}" for name in question.trigger),
            "default": _default(question.default),
            "read_only": _yes(question.read_only),
            "parameters": _parameters(question),
            "missing_options": " ".join(reason.value for reason in question.missing_options),
            **question.extra,
        }
    )


def _filled(cells: Cells) -> Cells:
    return {title: cell for title, cell in cells.items() if cell}


def _media(media: Mapping[str, Text], languages: Languages) -> Cells:
    return {
        title: file
        for kind, files in media.items()
        for title, file in languages.titled(f"media::{kind}", files).items()
    }


def _source(expression: Expression | None) -> str:
    return expression.source if expression else ""


def _yes(expression: Expression | None) -> str:
    return "yes" if expression is not None and expression.tree == Call("true", ()) else _source(expression)


def _default(expression: Expression | None) -> str:
    """A plain value as it stands in the cell; the reader put quotes around it to make an expression of it."""
    match expression:
        case Expression(source, Value(str() as value)) if source == f"'{value}'":
            return value
    return _source(expression)


def _parameters(question: Question) -> str:
    numbers = {name: f"{number:.15g}" for name, number in question.parameters.items()}
    return " ".join(f"{name}={value}" for name, value in {**numbers, **question.options}.items())
