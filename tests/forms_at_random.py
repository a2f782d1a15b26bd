"""Questionnaires drawn at random, with answers and what people do: the same for the same number, on any machine.

Drawn with the generator of Python rather than Hypothesis, which took nine tenths of the time and shrank nothing here: a
form is named by its number, and `form_at_random(number)` is that form again.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from surveys.expressions.tree import AnswerTo, Call, Expression, Node, Path, Step, Value
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question

PLACE = Call("position", (Path((Step("parent", "node()"),)),))  # position(..)
NAMES = ["a", "b", "c", "d", "e", "f", "k", "m", "n", "p", "q"]  # in this order: each may refer to those before it
AROUND = {"c": ("g",), "d": ("g",), "e": ("r",), "f": ("r",), "k": ("r", "h"), "m": ("r", "s"), "n": ("r", "s")}
CALCULATED = ["d", "f", "n", "p"]
ASKED = [name for name in NAMES if name not in CALCULATED]
OPERATORS = ["+", "-", "*", "=", ">", "or", "and"]
OF_SETS = ["sum", "count", "string"]
MOST_LEAVES = 4
MISSING = [{"missing": "blank"}, {"missing": "declined"}]


class Draw(random.Random):
    """The draws of one form."""

    def tree(self, names: Sequence[str], leaves: int = MOST_LEAVES) -> Node:
        """A tree that refers to these names only, from inside a repeat to its other instances too."""
        if leaves == 1 or self.random() < 0.3:
            return self.leaf(names)
        left = self.randint(1, leaves - 1)
        return Call(self.choice(OPERATORS), (self.tree(names, left), self.tree(names, leaves - left)))

    def leaf(self, names: Sequence[str]) -> Node:
        kinds: list[Node] = [Value(self.randint(0, 3)), Call("random", (Value(0),))]
        if names:
            answer: Node = AnswerTo(self.choice(names))
            beside: Node = (
                Path((Step("child", "e"),), AnswerTo("r")) if "e" in names and self.random() < 0.5 else answer
            )
            kinds += [answer, answer, Call(self.choice(OF_SETS), (beside,))]
        if "e" in names:
            kinds.append(Call("count", (AnswerTo("r"),)))
        return self.choice(kinds)

    def cell(self, names: Sequence[str], chance: float = 0.4) -> Expression | None:
        return self.written(self.tree(names)) if self.random() < chance else None

    @staticmethod
    def written(tree: Node) -> Expression:
        return Expression(repr(tree), tree)

    def condition(self, outside: Sequence[str], inside: str) -> Expression | None:
        """Of a group: it looks outside, now and then at a question of its own too."""
        return self.cell([*outside, inside] if self.random() < 0.3 else outside)

    def question(self, name: str) -> Question:
        before = NAMES[: NAMES.index(name)]
        kind = "calculate" if name in CALCULATED else "select_one" if name == "b" else "integer"
        return Question(
            name,
            kind,
            {"fr": name},
            groups=AROUND.get(name, ()),
            relevant=self.cell(before),
            calculation=self.calculation(name, before) if name in CALCULATED else None,
            choices="yes_no" if name == "b" else None,
            trigger=("a", "e") if name == "d" and self.random() < 0.5 else (),
        )

    def calculation(self, name: str, before: Sequence[str]) -> Expression:
        """f may look at the instance before its own, or after."""
        if name != "f" or self.random() < 0.5:
            return self.written(self.tree(before))
        other = Call(self.choice("+-"), (PLACE, Value(1)))
        beside = Call("indexed-repeat", (AnswerTo("f"), AnswerTo("r"), other))
        return self.written(Call("+", (Call("coalesce", (beside, Value(0))), AnswerTo("e"))))

    def answer(self, name: str) -> Any:
        given = self.choice(["yes", "no"]) if name == "b" else self.randint(0, 4)
        return self.choice([given] * 4 + MISSING)

    def place(self, name: str) -> list[list[Any]]:
        """Where a question may stand; not all of these instances need exist."""
        return [[group, self.randint(1, 3)] for group in AROUND.get(name, ()) if group in ("r", "s")]

    def change(self) -> list[Any]:
        """What a person does: mostly answers, now and then an instance more or less."""
        name = self.choice([*ASKED, "e", "e"])  # other instances look at e
        asked = ["set", name, self.place(name), self.answer(name)]
        others: list[list[Any]] = [
            ["addInstance", "r", []],
            ["removeInstance", "r", [], self.randint(1, 3)],
            ["addInstance", "s", self.place("e")],
            ["removeInstance", "s", self.place("e"), self.randint(1, 2)],
        ]
        return asked if self.random() < 0.6 else self.choice(others)


def form_at_random(number: int) -> Questionnaire:
    """Groups, a repeat and a repeat in it, with cells of any kind."""
    draw = Draw(number)
    groups = (
        Group("g", groups=(), relevant=draw.condition(["a", "b"], "c")),
        Group("r", groups=(), relevant=draw.cell(["a", "b", "c"], 0.2), repeat=True, count=draw.cell(["a"])),
        Group("h", groups=("r",), relevant=draw.condition(["a", "e"], "k")),
        Group("s", groups=("r",), relevant=draw.cell(["e"], 0.2), repeat=True, count=draw.cell(["e"], 0.2)),
    )
    choices = {"yes_no": (Choice("yes", {"fr": "Oui"}), Choice("no", {"fr": "Non"}))}
    return Questionnaire("any", {}, "1", "fr", ("fr",), tuple(map(draw.question, NAMES)), groups, choices)


def changes_at_random(number: int) -> list[list[Any]]:
    """What a person does to the form of that number, once two instances are there."""
    draw = Draw(-number - 1)
    return [["addInstance", "r", []]] * 2 + [draw.change() for _ in range(draw.randint(8, 25))]


def answers_at_random(number: int) -> dict[str, Any]:
    """Answers given at once, rows of the repeats among them; some to nothing that is asked, some of another type."""
    draw = Draw(-number - 1)
    given = {name: draw.answer(draw.choice(ASKED)) for name in "abcq" if draw.random() < 0.6}
    inner = [{"m": draw.answer("m")} for _ in range(draw.randint(0, 2))]
    rows = [{"e": draw.answer("e"), "k": draw.answer("k"), "s": inner} for _ in range(draw.randint(0, 3))]
    return given | ({"r": rows} if draw.random() < 0.7 else {})
