"""The live form of the browser: what changed with an answer is what a whole evaluation would say."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from browser_modules import page_with_modules
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from surveys.expressions.tree import AnswerTo, Call, Expression, Node, Path, Step, Value
from surveys.flow import route
from surveys.live import live_form
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.values import Context, from_json, to_json

if TYPE_CHECKING:
    from pathlib import Path as File

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

CONTEXT = {"now": "2026-11-24T10:30:00+00:00", "language": "fr", "seed": "seed"}
# Applies the changes one by one; after each, what the model says and what a model made afresh says.
FOLLOW = """async ({ live, context, changes }) => {
  const { openForm } = await import("/form/model.js");
  const form = await openForm(live, {}, context);
  const wrong = [];
  for (const [what, ...rest] of changes) {
    try {
      form[what](...rest);
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault;
    }
    const afresh = await openForm(live, form.given.get(form.root), context);
    const [found, expected] = [form, afresh].map((one) => JSON.stringify(one.answers()));
    if (found !== expected) wrong.push({ what, rest, found, expected });
  }
  return { wrong, given: form.given.get(form.root), answers: form.answers() };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, checkout: File) -> Page:
    """An empty page that may load our modules."""
    return page_with_modules(browser, checkout)


def called(function: str, *of: Node) -> Call:
    return Call(function, of)


def written(tree: Node | None) -> Expression | None:
    return None if tree is None else Expression(repr(tree), tree)


PLACE = called("position", Path((Step("parent", "node()"),)))  # position(..)
NAMES = ["a", "b", "c", "d", "e", "f", "k", "m", "n", "p", "q"]  # in this order: each may refer to those before it
AROUND = {"c": ("g",), "d": ("g",), "e": ("r",), "f": ("r",), "k": ("r", "h"), "m": ("r", "s"), "n": ("r", "s")}
CALCULATED = ["d", "f", "n", "p"]
OPERATORS = ["+", "-", "*", "=", ">", "or", "and"]


def trees(names: list[str], *, repeats: bool) -> st.SearchStrategy[Node]:
    """Trees that refer to these names only; with repeats, to all their instances too."""
    answers = st.sampled_from(names).map(AnswerTo) if names else st.nothing()
    leaves = st.integers(0, 3).map(Value) | answers | st.just(called("random", Value(0)))
    if repeats:
        beside = st.just(Path((Step("child", "e"),), AnswerTo("r"))) if "e" in names else st.nothing()
        leaves |= st.builds(called, st.sampled_from(["sum", "count", "string"]), answers | beside)
    return st.recursive(leaves, lambda inner: st.builds(called, st.sampled_from(OPERATORS), inner, inner), max_leaves=4)


@st.composite
def questionnaires(draw: st.DrawFn, *, repeats: bool) -> Questionnaire:
    """Groups, a repeat and a repeat in it, with cells of any kind; f may look at the instance before its own."""

    names = [name for name in NAMES if repeats or AROUND.get(name, ("g",)) == ("g",)]

    def cell(before: list[str], chance: int = 2) -> Expression | None:
        return written(draw(trees(before, repeats=repeats))) if draw(st.integers(0, 4)) < chance else None

    def question(name: str) -> Question:
        before = names[: names.index(name)]
        calculation = written(draw(trees(before, repeats=repeats))) if name in CALCULATED else None
        if name == "f" and draw(st.booleans()):
            other = called(draw(st.sampled_from("+-")), PLACE, Value(1))
            beside = called("indexed-repeat", AnswerTo("f"), AnswerTo("r"), other)
            calculation = written(called("+", called("coalesce", beside, Value(0)), AnswerTo("e")))
        kind = "calculate" if name in CALCULATED else "select_one" if name == "b" else "integer"
        trigger = ("a", "e") if name == "d" and draw(st.booleans()) else ()
        listed = "yes_no" if name == "b" else None
        return Question(
            name,
            kind,
            {"fr": name},
            groups=AROUND.get(name, ()),
            relevant=cell(before),
            calculation=calculation,
            choices=listed,
            trigger=trigger,
        )

    groups = (
        Group("g", groups=(), relevant=cell(["a", "b"])),
        Group("r", groups=(), relevant=cell(["a", "b", "c"], 1), repeat=True, count=cell(["a"])),
        Group("h", groups=("r",), relevant=cell(["a", "e"])),
        Group("s", groups=("r",), relevant=cell(["e"], 1), repeat=True, count=cell(["e"], 1)),
    )
    choices = {"yes_no": (Choice("yes", {"fr": "Oui"}), Choice("no", {"fr": "Non"}))}
    return Questionnaire(
        "any", {}, "1", "fr", ("fr",), tuple(map(question, names)), groups if repeats else groups[:1], choices
    )


def places(name: str) -> st.SearchStrategy[list[list[Any]]]:
    """Where a question may stand; not all of these instances need exist."""
    repeats = [group for group in AROUND.get(name, ()) if group in ("r", "s")]
    return st.tuples(*[st.integers(1, 3).map(lambda number, r=r: [r, number]) for r in repeats]).map(list)


def answered(name: str) -> st.SearchStrategy[list[Any]]:
    answer = st.sampled_from(["yes", "no"]) if name == "b" else st.integers(0, 4)
    missing = st.sampled_from([{"missing": "blank"}, {"missing": "declined"}])
    return st.tuples(st.just("set"), st.just(name), places(name), answer | missing).map(list)


CHANGES = st.lists(
    st.one_of(
        st.sampled_from([name for name in NAMES if name not in CALCULATED]).flatmap(answered),
        st.tuples(st.just("addInstance"), st.just("r"), st.just([])),
        st.tuples(st.just("removeInstance"), st.just("r"), st.just([]), st.integers(1, 3)),
        st.tuples(st.just("addInstance"), st.just("s"), places("e")),
        st.tuples(st.just("removeInstance"), st.just("s"), places("e"), st.integers(1, 2)),
    ),
    min_size=8,
    max_size=25,
)


@settings(max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(questionnaires(repeats=True), CHANGES)
def test_what_changed_is_what_a_whole_evaluation_says(page: Page, form: Questionnaire, changes: list[Any]) -> None:
    followed = page.evaluate(FOLLOW, {"live": live_form(form, "fr"), "context": CONTEXT, "changes": changes})
    assert followed["wrong"] == []


ANSWER = st.integers(0, 4) | st.sampled_from(["yes", "no", {"missing": "blank"}, {"missing": "declined"}])
# Each form with its answers → what the model says, and its pages.
ROUTE = """async ({ forms, context }) => {
  const { openForm } = await import("/form/model.js");
  const { pagesOf } = await import("/form/pages.js");
  return Promise.all(forms.map(async ([live, answers]) => {
    const form = await openForm(live, answers, context);
    return { answers: form.answers(), pages: pagesOf(form).map(({ code, questions }) => [code, questions]) };
  }));
}"""


@settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(questionnaires(repeats=True), st.dictionaries(st.sampled_from("abcq"), ANSWER)), min_size=10))
def test_the_browser_and_the_server_take_the_same_route(
    page: Page, answered: list[tuple[Questionnaire, dict[str, Any]]]
) -> None:
    context = Context(datetime.fromisoformat(CONTEXT["now"]), CONTEXT["language"], seed=CONTEXT["seed"])
    forms = [[live_form(form, "fr"), answers] for form, answers in answered]
    found = page.evaluate(ROUTE, {"forms": forms, "context": CONTEXT})
    for (form, answers), taken in zip(answered, found, strict=True):
        way = route(form, from_json(answers), context)
        pages = [[page.code, [question.name for question in page.questions]] for page in way.pages]
        assert taken == {"answers": to_json(way.answers), "pages": pages}
