// Evaluates a questionnaire as it is filled in, as surveys/flow.py does, but only what a change makes necessary: what waits
// is evaluated step by step, and wakes what depends on it, which comes later. Tests hold it to a whole evaluation.

import { compiled } from "../expressions/compile.js";
import { Element } from "../expressions/document.js";
import { answerOf, BLANK, NOT_ASKED, toNumber, toText, toTruth } from "../expressions/values.js";
import { answerFromText } from "./reading.js";

const MOST_INSTANCES = 1000; // of one repeat, as on the server
export const BY_WORKBOOK = new Set(["calculate", "hidden", "start", "end", "today"]);

export class Evaluation {
  constructor(live, functions, answers, context) {
    this.live = live;
    this.functions = functions;
    this.context = context;
    this.things = prepared(live.things);
    this.inside = byRepeat(this.things.values());
    this.steps = live.steps.map(([names, byInstance]) => ({ names, byInstance, waiting: new Map() }));
    this.stepOf = new Map(this.steps.flatMap((step) => step.names.map((name) => [name, step])));
    this.documents = new Map();
    this.root = new Element("data");
    this.given = new Map([[this.root, structuredClone(answers)]]); // an instance, or the root → what was said there
    this.pass = 0;
    this.changed = new Set();
    this.grow(this.root, "");
    this.settle();
  }

  // ---- The document ------------------------------------------------------------------------------------------------

  instances(scope, repeat) {
    return scope.own?.get(repeat) ?? [];
  }

  // Puts the questions and groups of an instance (or of the root) into the document, but no repeat yet.
  grow(scope, within) {
    const groups = new Map();
    for (const thing of this.inside.get(within)) {
      if (!thing.repeat) {
        const parent = groups.get(thing.in.at(-1)) ?? scope;
        const element = parent.add(new Element(thing.node ?? thing.name, thing.name, BLANK, thing.rank));
        if (!thing.type) groups.set(thing.name, element);
      }
      if (this.stepOf.has(thing.name)) this.wait(thing.name, scope);
    }
  }

  // Takes an instance out, and wakes whoever looked into it from outside.
  shrink(instance) {
    const outer = instance.outer;
    instance.remove();
    this.leave(instance);
    for (const name of this.within(instance.key)) this.wake(name, outer, true);
  }

  leave(instance) {
    this.given.delete(instance);
    instance.inner.forEach((inner) => this.leave(inner));
  }

  /** The questions and repeats that stand in a repeat, at any depth. */
  within(repeat) {
    return [...this.things.values()].filter(({ around }) => around.includes(repeat)).map(({ name }) => name);
  }

  // ---- What waits, and what a change wakes ----------------------------------------------------------------------------

  wait(name, scope) {
    const { waiting } = this.stepOf.get(name);
    if (!waiting.has(name)) waiting.set(name, new Set());
    waiting.get(name).add(scope);
  }

  /** Has those evaluated again who read `name` in that scope; `fromOutside`: only those that stand in none deeper. */
  wake(name, scope, fromOutside = false) {
    const here = scope.depth;
    for (const reader of this.live.near[name] ?? []) {
      const shared = common(this.things.get(reader).around, this.things.get(name).around);
      if (!fromOutside || shared <= here) this.waitBelow(reader, climb(scope, Math.min(shared, here)));
    }
    for (const reader of this.live.far[name] ?? []) this.waitBelow(reader, this.root);
  }

  // Every scope below this one in which the name stands.
  waitBelow(name, scope) {
    const { around } = this.things.get(name);
    let scopes = [scope];
    for (const repeat of around.slice(scope.depth)) scopes = scopes.flatMap((one) => this.instances(one, repeat));
    for (const one of scopes) this.wait(name, one);
  }

  settle() {
    this.pass += 1;
    this.changed = new Set();
    for (const name of this.live.wild) this.waitBelow(name, this.root);
    for (const step of this.steps) {
      if (!step.waiting.size) continue;
      if (step.byInstance) this.evaluateByInstance(step);
      else for (const [name, scopes] of step.waiting) for (const scope of scopes) this.evaluate(name, scope);
      step.waiting.clear();
    }
    return this.changed;
  }

  // Each instance may look at the one before: all are evaluated afresh, as if for the first time.
  evaluateByInstance({ names, waiting }) {
    const { around } = this.things.get(names[0]);
    const scopes = around.length ? this.root.elements(around.at(-1)) : [this.root];
    const before = new Map();
    for (const scope of scopes) {
      for (const name of names) {
        for (const element of this.things.get(name).repeat ? [] : scope.own.get(name)) {
          before.set(element, element.answer);
          element.answer = BLANK;
        }
      }
    }
    for (const scope of scopes) for (const name of names) this.evaluate(name, scope, before);
    waiting.clear();
  }

  evaluate(name, scope, before) {
    if (!this.given.has(scope)) return; // an instance that has gone since
    const thing = this.things.get(name);
    if (thing.repeat) return this.unfold(thing, scope);
    const [element] = scope.own.get(name);
    const old = before?.get(element) ?? element.answer;
    element.answer = this.worth(thing, element);
    if (isSame(old, element.answer)) return;
    this.changed.add(element);
    this.wake(name, scope);
  }

  worth(thing, element) {
    return this.isGroupAsked(element.parent) ? this.ownWorth(thing, element) : NOT_ASKED;
  }

  // The answer, as if the groups around were asked.
  ownWorth(thing, element) {
    const given = this.given.get(element.scope)[thing.name] ?? BLANK;
    if (!this.holds(thing, "relevant", element, given)) return NOT_ASKED;
    if (BY_WORKBOOK.has(thing.type)) return this.calculated(thing, element, given);
    const answer = given.missing === "not_asked" || given === "" ? BLANK : normal(given);
    const source = this.readOnlySource(thing, element, answer);
    if (!source) return answer;
    const written = toText(this.value(thing, source, element, answer));
    return answerFromText(thing, written, this.items(thing).map(nameOfItem));
  }

  // The cell that says the answer to a read-only question; none when what was given stands.
  readOnlySource(thing, element, given) {
    if (!thing.read_only || !this.holds(thing, "read_only", element, BLANK)) return "";
    if (thing.calculation) return "calculation";
    return thing.default && (thing.always_read_only || given === BLANK) ? "default" : "";
  }

  calculated(thing, element, given) {
    if (thing.type === "start") return this.context.startedAt ?? BLANK;
    if (thing.type === "end") return this.context.finishedAt ?? BLANK;
    if (thing.type === "today") return this.context.now.slice(0, 10);
    if (thing.trigger && !given.missing) return given; // calculated when the trigger changed, and kept since
    const cell = thing.calculation ? "calculation" : "default";
    return thing[cell] ? answerOf(this.value(thing, cell, element, given)) : BLANK;
  }

  // Makes the instances a repeat has in a scope, or takes away those it has no more.
  unfold(repeat, scope) {
    const rows = rowsOf(this.given.get(scope), repeat.name);
    const number = this.isUnfolded(repeat, scope) ? this.count(repeat, scope, rows.length) : 0;
    const instances = this.instances(scope, repeat.name);
    const had = instances.length;
    while (instances.length > number) this.shrink(instances.at(-1));
    while (this.instances(scope, repeat.name).length < number) this.unfoldOne(repeat, scope, rows);
    if (had !== number || this.pass === 1) this.wake(repeat.name, scope);
  }

  unfoldOne(repeat, scope, rows) {
    const place = this.instances(scope, repeat.name).length;
    const instance = new Element(repeat.node ?? repeat.name, repeat.name, BLANK, repeat.rank);
    this.parentOf(repeat, scope).add(instance, true);
    this.changed.add(instance);
    rows[place] ??= {};
    this.given.set(instance, rows[place]);
    this.grow(instance, repeat.name);
    if (this.pass > 1) for (const name of this.within(repeat.name)) this.wake(name, scope, true);
  }

  count(repeat, scope, given) {
    if (!repeat.count) return Math.min(given, MOST_INSTANCES);
    const number = toNumber(this.value(repeat, "count", this.parentOf(repeat, scope), BLANK));
    return Number.isFinite(number) ? Math.max(0, Math.min(Math.trunc(number), MOST_INSTANCES)) : 0;
  }

  isUnfolded(repeat, scope) {
    const parent = this.parentOf(repeat, scope);
    return this.isGroupAsked(parent) && this.holds(repeat, "relevant", parent, BLANK);
  }

  // The element of the innermost group around, in that scope.
  parentOf(thing, scope) {
    const group = this.things.get(thing.in.at(-1));
    return group && !group.repeat ? scope.own.get(group.name)[0] : scope;
  }

  // Whether a group is asked, those around it included; found once per pass. An instance exists only where it is asked.
  isGroupAsked(element) {
    if (element.scope === element) return true;
    if (element.asked?.pass !== this.pass) {
      const asked = this.isGroupAsked(element.parent) && this.groupHolds(this.things.get(element.key), element);
      element.asked = { pass: this.pass, asked };
    }
    return element.asked.asked;
  }

  // The condition of a group; a question inside that it looks at says what it would if the group were asked.
  groupHolds(group, element) {
    if (!group.decider) return this.holds(group, "relevant", element, BLANK);
    const [decider] = element.scope.own.get(group.decider);
    const before = decider.answer;
    decider.answer = this.ownWorth(this.things.get(group.decider), decider);
    const holds = this.holds(group, "relevant", element, BLANK);
    decider.answer = before;
    return holds;
  }

  // ---- Expressions -------------------------------------------------------------------------------------------------

  situation(current, own = BLANK) {
    return { context: this.context, current, own, at: null, form: this };
  }

  closure(thing, cell) {
    thing.closures[cell] ??= compiled(thing[cell], this.functions);
    return thing.closures[cell];
  }

  value(thing, cell, element, own) {
    return this.closure(thing, cell)(this.situation(element, own));
  }

  /** Whether a condition is true; an empty one is. */
  holds(thing, cell, element, own) {
    return !thing[cell] || toTruth(this.value(thing, cell, element, own));
  }

  // ---- Lists of choices, and tables --------------------------------------------------------------------------------

  items({ choices }) {
    return this.documentNamed(choices, this.live.lists[choices])?.children[0].children ?? [];
  }

  document(name) {
    return this.documentNamed(`instance ${name}`, this.live.documents[name]);
  }

  documentNamed(key, rows) {
    if (rows && !this.documents.has(key)) this.documents.set(key, listDocument(rows));
    return this.documents.get(key);
  }
}

// name → thing, with the repeats around it, outermost first.
function prepared(things) {
  const repeats = new Set(things.filter(({ repeat }) => repeat).map(({ name }) => name));
  return new Map(things.map((thing, rank) => {
    const groups = thing.in ?? [];
    return [thing.name, { ...thing, rank, in: groups, around: groups.filter((name) => repeats.has(name)), closures: {} }];
  }));
}

// repeat → what stands in it and in no deeper one; "" for what stands in none.
function byRepeat(things) {
  const inside = new Map([["", []]]);
  for (const thing of things) {
    inside.get(thing.around.at(-1) ?? "").push(thing);
    if (thing.repeat) inside.set(thing.name, []);
  }
  return inside;
}

function common(one, other) {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  return shared;
}

function climb(scope, depth) {
  let outer = scope;
  for (let steps = scope.depth - depth; steps > 0; steps -= 1) outer = outer.outer;
  return outer;
}

export function rowsOf(given, repeat) {
  if (!Array.isArray(given[repeat])) given[repeat] = [];
  return given[repeat];
}

// Reasons are compared as the constants they are.
function normal(answer) {
  return answer.missing === "blank" || (Array.isArray(answer) && !answer.length) ? BLANK : answer;
}

/** Whether two answers say the same. */
export function isSame(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => item === other[at]);
  }
  return one === other || (one.missing !== undefined && one.missing === other.missing);
}

export const nameOfItem = (item) => item.children.find(({ name }) => name === "name").answer;

function listDocument(rows) {
  const outside = new Element("instance");
  const root = outside.add(new Element("root"));
  for (const row of rows) {
    const item = root.add(new Element("item"));
    for (const [column, cell] of Object.entries(row)) if (column !== "said") item.add(new Element(column, column, cell));
  }
  return outside;
}
