"""What a change costs in a live form of 1,000 questions, in Chromium slowed down four times as a cheap phone is.

    .venv/bin/python bench/live_form.py

900 questions stand outside, 100 in a repeat of 60 instances (6,900 answers in all); or all 1,000 stand in the repeat
(60,000 answers). Each question depends on the one before, each tenth is calculated, three are totals over the repeat.
Evaluations are counted, and the slowest of the changes made is printed; milliseconds are of this machine: read the
counts and the ratios.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser_modules import page_with_modules
from playwright.sync_api import Page, sync_playwright

from livinglab.installation.parts import browser_path
from surveys.expressions.tree import AnswerTo, Call, Expression, Node, Value
from surveys.live import live_form
from surveys.questionnaire import Questionnaire
from surveys.questions import Group, Question

CHECKOUT = Path(__file__).resolve().parents[1]
SLOWDOWN = 4
INSTANCES = 60
TIMES = 30

MEASURE = """async ({ live, answers, changes, times }) => {
  const { openForm } = await import("/form/model.js");
  let evaluated = 0;
  const { Form } = await import("/form/model.js");
  const evaluate = Form.prototype.evaluate;
  Form.prototype.evaluate = function (...given) { evaluated += 1; return evaluate.apply(this, given); };
  const began = performance.now();
  const form = await openForm(live, answers, { now: "2026-11-24T10:30:00+00:00", language: "fr", seed: "seed" });
  const results = [["opening the form", evaluated, performance.now() - began]];
  for (const [what, ...calls] of changes) {
    let slowest = 0;
    evaluated = 0;
    for (let time = 0; time < times; time += 1) {
      for (const [call, ...given] of calls) {
        const before = performance.now();
        form[call](...given.map((one) => one === "#" ? time % 7 : one));
        slowest = Math.max(slowest, performance.now() - before);
      }
    }
    results.push([what, evaluated / times / calls.length, slowest]);
  }
  return results;
}"""

CHANGES = [
    ["an answer outside", ["set", "out5", [], "#"]],
    ["an answer in an instance", ["set", "in5", [["person", 30]], "#"]],
    ["an answer every instance reads", ["set", "out1", [], "#"]],
    ["one more instance, one less", ["addInstance", "person", []], ["removeInstance", "person", [], 30]],
]


def called(function: str, *of: Node) -> Expression:
    tree = Call(function, of)
    return Expression(repr(tree), tree)


def questionnaire(outside: int, inside: int) -> Questionnaire:
    """So many questions outside the repeat and in it."""
    sums = {number: called("sum", AnswerTo(f"in{number}")) for number in (4, 5, 6)}
    totals = [Question(f"total{number}", "calculate", calculation=total) for number, total in sums.items()]
    first = [question("out", number, ()) for number in range(outside - len(totals))]
    repeated = [question("in", number, ("person",)) for number in range(inside)]
    return Questionnaire("large", {}, "1", "fr", ("fr",), (*first, *repeated, *totals), (Group("person", repeat=True),))


def question(prefix: str, number: int, groups: tuple[str, ...]) -> Question:
    """Asked if the one before is not 9; each tenth calculated from the one before."""
    name, before = f"{prefix}{number}", AnswerTo(f"{prefix}{number - 1}" if number else "out1")
    if number % 10 == 9:
        return Question(name, "calculate", groups=groups, calculation=called("+", before, Value(1)))
    relevant = called("!=", before, Value(9)) if number or groups else None
    return Question(name, "integer", groups=groups, relevant=relevant)


def measured(page: Page, form: Questionnaire) -> list[tuple[str, float, float]]:
    """What is done, how many evaluations it takes, and milliseconds: of opening, then of the slowest change."""
    row = {q.name: 1 for q in form.questions if q.groups}
    answers = {**{q.name: 1 for q in form.questions if not q.groups}, "person": [dict(row) for _ in range(INSTANCES)]}
    given: dict[str, Any] = {"live": live_form(form, "fr"), "answers": answers, "changes": CHANGES, "times": TIMES}
    return [tuple(line) for line in page.evaluate(MEASURE, given)]


def main() -> None:
    """Prints a table for each of the two forms."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        for outside, inside in ((900, 100), (10, 990)):
            page = page_with_modules(browser, CHECKOUT)
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
            form = questionnaire(outside, inside)
            answers = outside + inside * INSTANCES
            print(f"{outside} questions outside, {inside} in {INSTANCES} instances: {answers} answers")
            for what, evaluations, milliseconds in measured(page, form):
                print(f"  {what:<32}{evaluations:>9.0f} evaluations{milliseconds:>9.1f} ms")
        browser.close()


if __name__ == "__main__":
    main()
