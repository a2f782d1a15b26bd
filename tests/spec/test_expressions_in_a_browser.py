"""The browser's evaluator means what the table of cases says, and what the server's says of any expression."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from surveys.expressions.chance import shuffled
from surveys.expressions.coercion import to_text
from surveys.expressions.document import document
from surveys.expressions.evaluation import value
from surveys.expressions.parser import parse
from surveys.expressions.patterns import matches
from surveys.expressions.situation import Situation
from surveys.expressions.tree import to_json
from surveys.values import Context

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

TABLE = json.loads((Path(__file__).parents[1] / "questionnaires" / "expressions.json").read_text(encoding="utf-8"))
CASES = TABLE["cases"]
pytestmark = pytest.mark.slow

SITE = "http://form.test/"
# Each expression with the answers it is about → what it gives, or what went wrong.
EVALUATE = """async ({ context, questions, tables = {}, facts = {} }) => {
  const { documentOf } = await import("/expressions/by_hand.js");
  const { Element } = await import("/expressions/document.js");
  const { compiled, functionsFor } = await import("/expressions/compile.js");
  const { single } = await import("/expressions/values.js");
  const functions = await functionsFor(questions.map(({ tree }) => tree));
  const written = (value) => typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  const place = (element) => {
    const numbers = [];
    for (let scope = element.scope; scope.parent; scope = scope.outer) numbers.unshift(scope.position);
    return String(numbers);
  };
  const table = (name) => {
    if (!tables[name]) return null;
    const outside = new Element("instance");
    const root = outside.add(new Element("root"));
    for (const row of tables[name]) {
      const item = root.add(new Element("item"));
      for (const [column, cell] of Object.entries(row)) item.add(new Element(column, column, cell));
    }
    return outside;
  };
  return questions.map(({ tree, answers, own, at }) => {
    try {
      const root = documentOf(answers);
      const stands = (element) => place(element) === String(at.instances);
      const current = at ? root.elements(at.question).find(stands) : root;
      const words = { choiceLabel: (question, choice) => choice, itext: (reference) => facts.itext[reference] ?? "" };
      const form = { ...words, document: table, version: facts.version };
      return { value: written(single(compiled(tree, functions)({ context, current, own, form }))) };
    } catch (fault) {
      return { fault: fault.stack };
    }
  });
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, checkout: Path) -> Page:
    """An empty page that may load our modules, under the content policy of the site."""
    static = checkout / "livinglab" / "web" / "static"

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        headers = {"Content-Security-Policy": "default-src 'self'"}
        if path:
            route.fulfill(
                body=(static / path).read_text(encoding="utf-8"), content_type="text/javascript", headers=headers
            )
        else:
            route.fulfill(body="<!doctype html><title>Form</title>", content_type="text/html", headers=headers)

    page = browser.new_page()
    page.route("**/*", serve)
    page.goto(SITE)
    return page


def asked(expression: str, own: Any = "", document: str = "", at: Any = None) -> dict[str, Any]:
    """An expression as the harness takes it."""
    answers = TABLE["documents"][document] if document else TABLE["answers"]
    return {"tree": to_json(parse(expression).tree), "answers": answers, "own": own, "at": at}


def agree(found: Any, expected: Any) -> bool:
    """Equal values of the same kind; numbers up to the last digits a processor may disagree on."""
    if type(found) is bool or type(expected) is bool or isinstance(expected, str):
        return type(found) is type(expected) and bool(found == expected)
    return isinstance(found, int | float) and found == pytest.approx(expected, rel=1e-12)


def test_an_expression_means_in_a_browser_what_the_table_says(page: Page) -> None:
    questions = [
        asked(case["expression"], case.get("own", ""), case.get("document", ""), case.get("at")) for case in CASES
    ]
    given = {"context": TABLE["context"], "tables": TABLE["tables"], "facts": TABLE["form"]}
    results = page.evaluate(EVALUATE, {**given, "questions": questions})
    wrong = [
        f"{case['expression']} gives {json.dumps(result, ensure_ascii=False)}, not {case['expected']!r}"
        for case, result in zip(CASES, results, strict=True)
        if "fault" in result or not agree(result["value"], case["expected"])
    ]
    assert not wrong, "\n".join(wrong)


LITERALS = st.one_of(
    st.integers(-99, 99).map(lambda number: str(number) if number >= 0 else f"(-{-number})"),
    st.sampled_from(
        ["0.5", "1.005", "0.0000001", "123456789012345678901234", "1 div 0", "0 div 0", "true()", "false()"]
    ),
    st.text("ab1 .-é\U0001f600", max_size=5).map(lambda text: f"'{text}'"),
    st.dates().map(lambda day: f"'{day.isoformat()}'"),
    st.datetimes(timezones=st.timezones()).map(lambda moment: f"'{moment.isoformat()}'"),
    st.sampled_from([f"${{{name}}}" for name in TABLE["answers"]]),
)
OPERATORS = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"]
CALLS = {
    1: "not boolean string number int round floor ceiling abs "
    "sqrt exp exp10 log log10 count-selected once string-length normalize-space "
    "date date-time decimal-date-time decimal-time uuid boolean-from-string -",
    2: "pow round min max selected selected-at coalesce concat join substr "
    "contains starts-with ends-with substring format-date or and = != < "
    "<= > >= + - * div mod",
    3: "if translate substr max join coalesce",
}


def called(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A call or an operation on expressions."""

    def written(name: str, of: tuple[str, ...]) -> str:
        return f"({of[0]} {name} {of[1]})" if name in OPERATORS and len(of) == 2 else f"{name}({', '.join(of)})"

    return st.one_of(
        st.builds(written, st.sampled_from(names.split()), st.tuples(*[inner] * number))
        for number, names in CALLS.items()
    )


EXPRESSIONS = st.recursive(LITERALS, called, max_leaves=6)


@settings(max_examples=12, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(EXPRESSIONS, min_size=20, max_size=60))
def test_the_browser_agrees_with_the_server_on_any_expression(page: Page, expressions: list[str]) -> None:
    given = TABLE["context"]
    context = Context(datetime.fromisoformat(given["now"]), given["language"], seed=given["seed"])
    root = document(TABLE["answers"])
    questions = [asked(expression, "own") for expression in expressions]
    results = page.evaluate(EVALUATE, {"context": TABLE["context"], "questions": questions})
    wrong = []
    for expression, result in zip(expressions, results, strict=True):
        expected = value(parse(expression), Situation(context, root, "own"))
        unwritable = isinstance(expected, float) and to_text(expected) in ("NaN", "Infinity", "-Infinity")
        if not agree(result.get("value"), to_text(expected) if unwritable else expected):
            wrong.append(f"{expression} gives {result}, not {expected!r}")
    assert not wrong, "\n".join(wrong)


ATOMS = (
    r"a b é . ^ $ [ab] [^a] [a-é] []b] [a-] \d \W \s [\d_] \b \B \. \pL \p{Lu} \P{L} [[:alpha:]] [[:^digit:]] \x41 "
    r"\x{1F600} \101 \Qa.b\E \A \z (?i)a (?s). (?m)^"
)
FAULTS = r"* a** ( ) [ a{2,1} a{1001} (?=a) (?!a) \1 \8 [b-a] (?< \p{Nothing} [[:no:]] \q"
PATTERNS = st.recursive(
    st.sampled_from(ATOMS.split()),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join),
        inner.map("({})".format),
        inner.map("(?:{})".format),
        inner.map("(?i:{})".format),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "*?", "{2}", "{1,}", "{0,2}", "{,2}"])).map(
            "(?:{0[0]}){0[1]}".format
        ),
    ),
    max_leaves=6,
)
TEXTS = st.text("abAé1_.\n \U0001f600", max_size=6)
MATCH = """async (pairs) => {
  const { matches } = await import("/expressions/patterns.js");
  return pairs.map(([text, pattern]) => matches(text, pattern));
}"""


@settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(TEXTS, PATTERNS | st.sampled_from(FAULTS.split())), min_size=50))
def test_a_pattern_matches_in_a_browser_what_it_matches_on_the_server(page: Page, pairs: list[tuple[str, str]]) -> None:
    found = page.evaluate(MATCH, [list(pair) for pair in pairs])
    assert [pair for pair, match in zip(pairs, found, strict=True) if match != matches(*pair)] == []


def test_no_pattern_hangs_the_page(page: Page) -> None:
    """JavaScript's own engine would need longer than the age of the universe for the first two."""
    text = "a" * 5_000 + "!"
    assert page.evaluate(MATCH, [[text, "(a*)*b"], [text, "(a|aa)+$"], [text, "(a?){500}a{500}.*!"]]) == [
        False,
        False,
        True,
    ]


SEEDS = [0, 1, 42, -42, 1.9, -1.9, 2**31 - 1, 2**40, "", "a response", "é\U0001f600"]
SHUFFLE = """async (seeds) => {
  const { shuffled } = await import("/expressions/chance.js");
  return seeds.map((seed) => shuffled([..."ABCDEFGH"], seed).join(""));
}"""


def test_a_seed_gives_the_same_order_in_a_browser_and_on_the_server(page: Page) -> None:
    assert page.evaluate(SHUFFLE, SEEDS) == ["".join(shuffled("ABCDEFGH", seed)) for seed in SEEDS]
