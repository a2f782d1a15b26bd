"""What a browser needs to follow a questionnaire live: trees, order, and who reads whom, as plain JSON.

`{"things": […], "steps": […], "near": {…}, "far": {…}, "wild": […], "lists": {…}, "documents": {…}, "words": {…}}`

- `things`: questions, groups and repeats, each group before what it holds: `name`, `node` where paths call it
  otherwise, `in` (the groups around, outermost first), `type` of a question, `heads` of one that only names the columns
  of a table, `repeat` of a repeat, `decider` of a group (the question inside it that its own condition looks at), and
  the trees of its cells, without those that are empty.
- `steps`: `[[names, by_instance], …]`, the order of evaluation (`surveys.dependencies`).
- `near`, `far`: name → the names to evaluate again when it changes; the near ones only look into the scopes around
  them, the far ones may look into other instances too. `wild` may look anywhere.
- `lists`: the choices a browser must know, by list (or by question, where they come from a table); `documents`: those
  that `instance(…)` and `pulldata(…)` read.
- `words`: what a person is asked to put right, in one language.
- `version`, `itext` (id → words, in one language): where expressions ask for them.
- `outline`, of a whole form: its pages `{"code", "title", "questions"}`, and its loops `{"repeat", "title", "inside"}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from surveys.complaints import COMPLAINTS
from surveys.expressions.tree import DRAWS, AnswerTo, Call, Expression, Node, Path, Value, parts, to_json
from surveys.itext import choice_reference, rooted
from surveys.pages import Loop, Page
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.values import Answers, Rows, Text
from surveys.wording import REFERENCE, pick, words_under

Thing: TypeAlias = Question | Group
Live: TypeAlias = dict[str, Any]

CELLS = ("relevant", "calculation", "default", "required", "constraint", "choice_filter", "read_only", "count")
BY_PLACE = DRAWS | {"position", "last"}  # functions whose value changes with the number of an instance
ABOUT_PEOPLE = frozenset({"unknown_question", "not_asked"})  # complaints of the doors that nobody is asked at


def live_form(questionnaire: Questionnaire, language: str, names: Iterable[str] | None = None) -> Live:
    """The form in one language: the whole of it, or what those questions need."""
    form = _Form(questionnaire, language)
    kept = form.needed(names) if names is not None else set(form.things)
    near, far, wild = form.readers(kept)
    outline = {} if names is not None else {"outline": form.outline(questionnaire.outline)}
    trees = [tree for name in kept for tree in _trees(form.things[name])]
    return {**outline, **form.facts(trees)} | {
        "things": [form.thing(name) for name in form.things if name in kept],
        "steps": list(form.steps(kept)),
        "near": near,
        "far": far,
        "wild": wild,
        "lists": form.lists(kept, whole=names is None),
        "documents": form.documents(trees),
        "words": {
            code: pick(words, language, questionnaire) for code, words in COMPLAINTS.items() if code not in ABOUT_PEOPLE
        },
    }


def answers_for(live: Live, answers: Answers) -> dict[str, Any]:
    """Those of the answers the live form knows of."""
    names = {thing["name"] for thing in live["things"]}
    return dict(_known(names, answers))


def _known(names: set[str], answers: Answers) -> Iterator[tuple[str, Any]]:
    for name, answer in answers.items():
        if name in names:
            yield (
                name,
                Rows(tuple(dict(_known(names, row)) for row in answer.rows)) if isinstance(answer, Rows) else answer,
            )


class _Form:
    """One questionnaire being written for a browser."""

    def __init__(self, questionnaire: Questionnaire, language: str) -> None:
        self.questionnaire = questionnaire
        self.language = language
        self.things = dict(_in_order(questionnaire))
        self.by_node: dict[str, set[str]] = {}
        for name, thing in self.things.items():
            self.by_node.setdefault(thing.node or name, set()).add(name)

    def needed(self, names: Iterable[str]) -> set[str]:
        """The names, and whatever their cells and words look at, directly or not."""
        waiting, kept = list(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name in kept or name not in self.things:
                continue
            kept.add(name)
            thing = self.things[name]
            waiting += [*thing.groups, *_referred(thing)]
            waiting += [thing.choices_from] if isinstance(thing, Question) and thing.choices_from else []
            for tree in _trees(thing):
                waiting += self.things if self._looks_anywhere(tree) else self._read_by(tree)
        return kept

    def readers(self, kept: set[str]) -> tuple[dict[str, list[str]], dict[str, list[str]], list[str]]:
        """name → who reads it, near and far; and who may look anywhere."""
        near: dict[str, list[str]] = {}
        far: dict[str, list[str]] = {}
        wild = []
        for name in (name for step in self.questionnaire.steps for name in step.names if name in kept):
            trees = list(self._deciding(name))
            if any(map(self._looks_anywhere, trees)):
                wild.append(name)
            for tree in trees:
                for read in sorted({*self._read_by(tree)} & kept):
                    readers = (far if _looks_aside(tree) else near).setdefault(read, [])
                    if name not in readers:
                        readers.append(name)
            if any(map(_looks_at_its_place, trees)):
                for repeat in (group for group in self.things[name].groups if self.questionnaire.group(group).repeat):
                    near.setdefault(repeat, []).append(name)
        return near, far, wild

    def steps(self, kept: set[str]) -> Iterator[list[Any]]:
        for step in self.questionnaire.steps:
            names = [name for name in step.names if name in kept]
            if names:
                yield [names, step.by_instance]

    def thing(self, name: str) -> dict[str, Any]:
        """One question, group or repeat, without what is empty."""
        thing = self.things[name]
        written: dict[str, Any] = {"name": name, "node": thing.node, "in": list(thing.groups), **_cells(thing)}
        if isinstance(thing, Group):
            written |= {"repeat": thing.repeat, "decider": self.questionnaire.deciders.get(name, "")}
        else:
            written |= {
                "type": thing.type,
                "heads": thing.heads_a_table,
                "trigger": list(thing.trigger),
                "precision": "" if thing.precision == "day" else thing.precision,
                "always_read_only": thing.always_read_only,
                "parameters": dict(thing.bounds),
                "choices_from": thing.choices_from,
                "choices": self._list_of(thing) if thing.choices else "",
                "shuffled": _shuffled(thing),
                "constraint_message": self._say(thing.constraint_message),
                "required_message": self._say(thing.required_message),
            }
        return {key: value for key, value in written.items() if value}

    def outline(self, items: Iterable[Page | Loop]) -> list[dict[str, Any]]:
        """The pages and the loops of pages."""
        return [self._page(item) if isinstance(item, Page) else self._loop(item) for item in items]

    def _page(self, page: Page) -> dict[str, Any]:
        names = [question.name for question in page.questions]
        return {"code": page.code, "title": self._say(page.title), "questions": names}

    def _loop(self, loop: Loop) -> dict[str, Any]:
        repeat = loop.repeat
        return {"repeat": repeat.name, "title": self._say(repeat.label), "inside": self.outline(loop.inside)}

    def lists(self, kept: set[str], *, whole: bool) -> dict[str, list[dict[str, str]]]:
        """The choices a browser must know: filtered, read aloud in other words or calculated.

        Of a `whole` form also those that are proposed or shuffled: of a page, the server does that.
        """
        asked = [thing for name, thing in self.things.items() if name in kept and isinstance(thing, Question)]
        spoken = {name for thing in asked for name in _referred(thing)} | {
            tree.name for thing in asked for root in _trees(thing) for tree in _choice_names(root)
        }
        needed = spoken | {q.name for q in asked if whole and (q.default or _shuffled(q))}
        known = [
            q for q in asked if q.choices and (q.choice_filter or q.calculation or q.read_only or q.name in needed)
        ]
        return {self._list_of(q): [self._choice(one) for one in self.questionnaire.choices_of(q)] for q in known}

    def documents(self, trees: Sequence[Node]) -> dict[str, list[dict[str, str]]]:
        """The lists and tables that expressions read by name."""
        named = {name for tree in trees for name in _documents(tree)}
        tables = {file.rsplit(".", 1)[0]: rows for file, rows in self.questionnaire.tables.items()}
        spoken = any(map(_reads_itext_ids, trees))
        return {
            name: [dict(row) for row in tables[name]] if name in tables else self._items(name, spoken)
            for name in sorted(named)
        }

    def facts(self, trees: Sequence[Node]) -> Live:
        """What `version()` and `jr:itext(…)` say; of the words, only those asked for where that can be known."""
        calls = [part for tree in trees for part in parts(tree) if isinstance(part, Call)]
        version = {"version": self.questionnaire.version} if any(one.function == "version" for one in calls) else {}
        asked = [one.arguments[0] for one in calls if one.function == "jr:itext"]
        literal = [str(node.value) for node in asked if isinstance(node, Value)]
        ids = literal if len(literal) == len(asked) else self.questionnaire.itext
        words = {rooted(one): words_under(self.questionnaire, one, self.language) for one in ids}
        return version | ({"itext": words} if words else {})

    def _items(self, name: str, spoken: bool) -> list[dict[str, str]]:
        choices = enumerate(self.questionnaire.choices.get(name, ()))
        if not spoken:
            return [self._choice(one) for _, one in choices]
        return [self._choice(one) | {"itextId": choice_reference(name, place)} for place, one in choices]

    def _list_of(self, question: Question) -> str:
        listed = question.choices in self.questionnaire.choices
        return str(question.choices) if listed else f"{question.name} {question.choices}"

    def _choice(self, choice: Choice) -> dict[str, str]:
        own = pick(choice.label, self.questionnaire.default_language, self.questionnaire)
        said = self._say(choice.label)
        return {**choice.attributes, "name": choice.name, "label": own, **({} if own == said else {"said": said})}

    def _say(self, text: Text) -> str:
        return pick(text, self.language, self.questionnaire)

    def _deciding(self, name: str) -> Iterator[Node]:
        """The trees that decide what a question is worth, or how many instances a repeat has."""
        thing = self.things[name]
        around = (self.questionnaire.group(group).relevant for group in thing.groups)
        own = (thing.relevant, thing.count) if isinstance(thing, Group) else _value_cells(thing)
        return (expression.tree for expression in (*own, *around) if expression)

    def _read_by(self, tree: Node) -> Iterator[str]:
        for part in parts(tree):
            if isinstance(part, AnswerTo):
                yield part.name
            elif isinstance(part, Path):
                for step in part.steps:
                    yield from self.by_node.get(step.name, ())

    def _looks_anywhere(self, tree: Node) -> bool:
        """Whether a path has a step without a name, other than `.` and `..`."""
        steps = (step for part in parts(tree) if isinstance(part, Path) for step in part.steps)
        return any(step.name in ("*", "node()") and step.axis not in ("self", "parent") for step in steps)


def _in_order(questionnaire: Questionnaire) -> Iterator[tuple[str, Thing]]:
    """Each question in workbook order, each group before what it holds; groups without a question not at all."""
    seen = set[str]()
    for question in questionnaire.questions:
        for name in question.groups:
            if name not in seen:
                seen.add(name)
                yield name, questionnaire.group(name)
        yield question.name, question


def _expressions(thing: Thing) -> dict[str, Expression]:
    cells = {cell: getattr(thing, cell, None) for cell in CELLS}
    return {cell: expression for cell, expression in cells.items() if expression is not None}


def _cells(thing: Thing) -> dict[str, Any]:
    return {cell: to_json(expression.tree) for cell, expression in _expressions(thing).items()}


def _trees(thing: Thing) -> list[Node]:
    return [expression.tree for expression in _expressions(thing).values()]


def _value_cells(question: Question) -> tuple[Expression | None, ...]:
    return question.relevant, question.calculation, question.default, question.read_only


def _referred(thing: Thing) -> set[str]:
    """The questions whose answers stand in its words."""
    texts: list[Mapping[str, str]] = [thing.label, thing.hint]
    if isinstance(thing, Question):
        texts += [thing.constraint_message, thing.required_message]
    return {name for text in texts for words in text.values() for name in REFERENCE.findall(words)}


def _shuffled(question: Question) -> bool | str:
    """Whether choices are shuffled; the seed as written, where there is one."""
    return question.options.get("seed", True) if question.options.get("randomize", "").lower() == "true" else False


def _looks_aside(tree: Node) -> bool:
    """Whether it may read other instances of its own repeat."""
    return any(
        (isinstance(part, Path) and bool(part.where or part.steps))
        or (isinstance(part, Call) and part.function == "indexed-repeat")
        for part in parts(tree)
    )


def _looks_at_its_place(tree: Node) -> bool:
    """Whether its value may change when another instance comes or goes."""
    return any(isinstance(part, Path) or (isinstance(part, Call) and part.function in BY_PLACE) for part in parts(tree))


def _reads_itext_ids(tree: Node) -> bool:
    paths = (part for part in parts(tree) if isinstance(part, Path))
    return any(step.name in ("itextId", "*", "node()") for path in paths for step in path.steps)


def _choice_names(tree: Node) -> Iterator[AnswerTo]:
    for part in parts(tree):
        if isinstance(part, Call) and part.function == "jr:choice-name" and isinstance(part.arguments[1], AnswerTo):
            yield part.arguments[1]


def _documents(tree: Node) -> Iterator[str]:
    for part in parts(tree):
        if (
            isinstance(part, Call)
            and part.function in ("instance", "pulldata")
            and isinstance(part.arguments[0], Value)
        ):
            yield str(part.arguments[0].value)
