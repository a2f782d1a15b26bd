// A questionnaire being filled in: which questions are asked, what is calculated, what is offered, what is wrong. A change
// evaluates again only what depends on it. Knows no page: `page.js` binds it to one.
//
//   const form = await openForm(live, answers, context);   // live: surveys/live.py; context: { now, language, seed, … }
//   form.set("age", [["person", 2]], 42);                  // gives the elements whose answers changed
//   form.answer("age", [["person", 2]]);                   // as `${age}` says it there
//   form.answers();                                        // nested as repeats are, with what is calculated
//
// A place is a name and the instances it stands in, `[[repeat, number counted from 1], …]`, outermost first.

import { functionsFor } from "../expressions/compile.js";
import { BLANK, NOT_ASKED, toText, toTruth, valueOf } from "../expressions/values.js";
import { BY_WORKBOOK, Evaluation, isSame, nameOfItem, rowsOf } from "./evaluation.js";

const CELLS = ["relevant", "calculation", "default", "required", "constraint", "choice_filter", "read_only", "count"];

/** The model of a live form, once the functions its expressions call are loaded. */
export async function openForm(live, answers, context) {
  const trees = live.things.flatMap((thing) => CELLS.filter((cell) => thing[cell]).map((cell) => thing[cell]));
  return new Form(live, await functionsFor(trees), answers, context);
}

export class Form extends Evaluation {
  /** The calculated questions whose earlier value counts: those with a trigger, and those that say `once(…)`. */
  remembered = this.calculatedFromBefore();

  // ---- What a person does ------------------------------------------------------------------------------------------

  /** Answers a question; its elements and those of whatever changed with it. */
  set(name, at, answer) {
    const scope = this.scopeAt(at);
    const given = this.given.get(scope);
    if (!isSame(given[name] ?? BLANK, answer)) this.forget(name, at);
    given[name] = answer;
    this.wait(name, scope);
    return this.settle();
  }

  /** Adds an instance at the end of a repeat. */
  addInstance(repeat, at) {
    const scope = this.scopeAt(at);
    rowsOf(this.given.get(scope), repeat).push({});
    this.wait(repeat, scope);
    return this.settle();
  }

  /** Takes the `number`-th instance of a repeat away, and what was answered there. */
  removeInstance(repeat, at, number) {
    const scope = this.scopeAt(at);
    rowsOf(this.given.get(scope), repeat).splice(number - 1, 1);
    const instance = this.instances(scope, repeat)[number - 1];
    if (instance) this.shrink(instance);
    this.wake(repeat, scope); // those after it have another number now
    this.wait(repeat, scope);
    return this.settle();
  }

  /** Keeps the calculated values that count at the next look: those of triggers and of `once(…)`. */
  remember() {
    for (const name of this.remembered) {
      for (const element of this.root.elements(name)) this.given.get(element.scope)[name] = element.answer;
    }
  }

  // ---- What is to be seen ------------------------------------------------------------------------------------------

  /** What `${name}` says at an instance: the first answer in the nearest scope that has the question. */
  answer(name, at = []) {
    for (let scope = this.scopeAt(at); scope; scope = scope.outer) {
      const [first] = scope.elements(name);
      if (first) return first.answer;
    }
    return BLANK;
  }

  isAsked(name, at = []) {
    return this.element(name, at).answer !== NOT_ASKED;
  }

  /** The names of the choices a question offers: those its filter lets through. */
  offered(name, at = []) {
    const thing = this.things.get(name);
    if (thing.choices_from) return this.offeredFromAnswers(thing, at);
    const items = this.items(thing);
    if (!thing.choice_filter) return items.map(nameOfItem);
    const situation = this.situation(this.element(name, at));
    const keeps = this.closure(thing, "choice_filter");
    return items.filter((item) => toTruth(keeps({ ...situation, at: item }))).map(nameOfItem);
  }

  // What was answered in the instances next to it, each once. A filter looks at the instance an answer stands in.
  offeredFromAnswers(thing, at) {
    const { around } = this.things.get(thing.choices_from);
    let shared = 0;
    while (shared < around.length - 1 && at[shared]?.[0] === around[shared]) shared += 1;
    const found = this.scopeAt(at.slice(0, shared)).elements(thing.choices_from).filter(({ answer }) => !answer.missing);
    if (!thing.choice_filter) return [...new Set(found.map(({ answer }) => toText(valueOf(answer))))];
    const situation = this.situation(this.element(thing.name, at));
    const keeps = this.closure(thing, "choice_filter");
    const kept = found.filter(({ scope }) => toTruth(keeps({ ...situation, at: scope })));
    return [...new Set(kept.map(({ answer }) => toText(valueOf(answer))))];
  }

  /** What is to be put right about an asked question: a code of `words` and the questionnaire's own words, or null. */
  complaint(name, at = []) {
    const thing = this.things.get(name);
    const element = this.element(name, at);
    if (element.answer === NOT_ASKED || BY_WORKBOOK.has(thing.type) || thing.type === "note") return null;
    if (element.answer === BLANK) {
      if (!thing.required || this.isReadOnly(name, at) || !this.holds(thing, "required", element, BLANK)) return null;
      const code = thing.type === "acknowledge" ? "not_acknowledged" : "required";
      return { code, message: thing.required_message };
    }
    if (element.answer.missing || this.holds(thing, "constraint", element, element.answer)) return null;
    return { code: "constraint", message: thing.constraint_message };
  }

  /** Whether the answer cannot be changed, given the others. */
  isReadOnly(name, at = []) {
    const thing = this.things.get(name);
    return Boolean(thing.read_only) && this.holds(thing, "read_only", this.element(name, at), BLANK);
  }

  /** Whether an answer is needed, whatever it was. */
  isRequired(name, at = []) {
    const thing = this.things.get(name);
    return Boolean(thing.required) && this.holds(thing, "required", this.element(name, at), BLANK);
  }

  /** The value of every question, nested as repeats are. */
  answers(scope = this.root) {
    const found = {};
    for (const thing of this.inside.get(scope === this.root ? "" : scope.key)) {
      if (thing.type) found[thing.name] = scope.own.get(thing.name)[0].answer;
      else if (thing.repeat) found[thing.name] = this.rows(scope, thing);
    }
    return found;
  }

  rows(scope, repeat) {
    if (!this.isUnfolded(repeat, scope)) return NOT_ASKED;
    return this.instances(scope, repeat.name).map((instance) => this.answers(instance));
  }

  /** One answer as a person would say it; "" when there is none. */
  said(name, at = []) {
    const answer = this.answer(name, at);
    const thing = this.things.get(name);
    if (answer.missing) return "";
    if (thing?.type === "date") return dayInWords(answer, thing.precision, this.context.language);
    if (typeof answer === "number") return toText(answer).replace(".", decimalMark(this.context.language));
    if (!thing?.choices) return toText(valueOf(answer));
    return [answer].flat().map((choice) => this.choiceLabel(name, choice)).join(", ");
  }

  choiceLabel(question, name) {
    const listed = this.live.lists[this.things.get(question)?.choices] ?? [];
    const choice = listed.find((one) => one.name === name);
    return choice?.said || choice?.label || name;
  }

  get version() {
    return this.live.version;
  }

  /** The words under an id of ODK; the name of the root element in it does not matter. */
  itext(reference) {
    return this.live.itext?.[reference.replace(/^\/[^/]*/, "/data")] ?? "";
  }

  // ---- Places ------------------------------------------------------------------------------------------------------

  /** The instance at a place, or the root. Throws RangeError when there is none. */
  scopeAt(at) {
    return at.reduce((scope, [repeat, number]) => {
      const instance = this.instances(scope, repeat)[number - 1];
      if (!instance) throw new RangeError(`${repeat} has no instance ${number}`);
      return instance;
    }, this.root);
  }

  element(name, at) {
    return this.scopeAt(at).own.get(name)[0];
  }

  // ---- What is remembered ------------------------------------------------------------------------------------------

  calculatedFromBefore() {
    const calls = (tree) => tree && JSON.stringify(tree).includes('"call":"once"');
    return [...this.things.values()]
      .filter((thing) => BY_WORKBOOK.has(thing.type) && (thing.trigger || calls(thing.calculation ?? thing.default)))
      .map(({ name }) => name);
  }

  // A change of its trigger has a question calculated again: along the way to that instance, and in all below it.
  forget(changed, at) {
    for (const name of this.remembered.filter((one) => this.things.get(one).trigger?.includes(changed))) {
      for (const scope of this.scopesAround(name, at)) {
        delete this.given.get(scope)[name];
        this.wait(name, scope);
      }
    }
  }

  scopesAround(name, at) {
    return this.things.get(name).around.reduce((scopes, repeat, depth) => {
      const instances = scopes.flatMap((scope) => this.instances(scope, repeat));
      if (!at[depth]) return instances;
      return at[depth][0] === repeat ? instances.filter((one) => one.position === at[depth][1]) : [];
    }, [this.root]);
  }
}

export function decimalMark(language) {
  const parts = new Intl.NumberFormat(language, { numberingSystem: "latn" }).formatToParts(0.5);
  return parts.find((part) => part.type === "decimal").value;
}

const PRECISIONS = { month: { month: "long", year: "numeric" }, year: { year: "numeric" } };

// A date as the pages of the server write it: 24 novembre 2026.
function dayInWords(date, precision, language) {
  const parts = { ...(PRECISIONS[precision] ?? { dateStyle: "long" }), timeZone: "UTC", numberingSystem: "latn" };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, parts).format(new Date(date));
}
