// What every questionnaire may call: one row per function and operator. A row gets the closures of its arguments and
// their trees, and gives the closure of the call. Nothing here throws: what cannot be computed is NaN, "" or false.
// Twin of surveys/expressions/functions.py.

import { byDocumentOrder, isInside } from "./document.js";
import { dateText, daysOf, dayText, isSameMoment } from "./moments.js";
import { rounded, single, toNumber, toText, toTruth, trimmed, valueOf, words } from "./values.js";

/** A row whose meaning needs the values of its arguments alone. */
export function plain(meaning) {
  return (given) => {
    if (given.length === 1) return (situation) => meaning(single(given[0](situation)));
    if (given.length === 2) return (situation) => meaning(single(given[0](situation)), single(given[1](situation)));
    return (situation) => meaning(...given.map((argument) => single(argument(situation))));
  };
}

export const numeric = (meaning) => plain((...values) => meaning(...values.map(toNumber)));

export const textual = (meaning) => plain((...values) => meaning(...values.map(toText)));

/** A row whose meaning takes node sets as well. */
export function raw(meaning) {
  return (given) => (situation) => meaning(...given.map((argument) => argument(situation)));
}

/** A row whose meaning takes a list: the nodes of the sets among its arguments, and the other values. */
export const listing = (meaning) => raw((...values) => meaning(values.flatMap(each)));

/** What `.` is: the answer being checked, in a predicate the node it is about. */
export const own = ({ at, own: answer }) => (at ? [at] : valueOf(answer));

// A row that without an argument is about `.`, or about the node a relative path starts at.
const ofContext = (build, context = own) => (given) => build(given.length ? given : [context]);
const contextNode = ({ at, current }) => [at ?? current];
// A row of nodes: to it `.` is the node, not its answer.
const located = (build) => (given, trees) => build(given.map((one, at) => (trees[at].self ? contextNode : one)), trees);
const nameOf = (set) => (Array.isArray(set) && set.length ? set[0].name : "");

const each = (value) => (Array.isArray(value) ? value.map((node) => valueOf(node.answer)) : [value]);
const union = (...sets) => [...new Set(sets.filter(Array.isArray).flat())].sort(byDocumentOrder);
const compared = (value) => (Array.isArray(value) && value.length ? each(value) : [single(value)]);

// XPath 1.0 § 3.4: of two node sets, and of a set and a value, any node that compares so is enough.
function comparison(compare) {
  return ([left, right]) => (situation) => {
    const [one, other] = [left(situation), right(situation)];
    if (!Array.isArray(one) && !Array.isArray(other)) return compare(one, other);
    return compared(one).some((first) => compared(other).some((second) => compare(first, second)));
  };
}

const ordering = (compare) => comparison((left, right) => compare(toNumber(left), toNumber(right)));

function equal(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return toTruth(left) === toTruth(right);
  if (typeof left === "number" || typeof right === "number") return toNumber(left) === toNumber(right);
  return left === right || ((left + right).includes("T") && isSameMoment(left, right));
}

const and = (given) => (situation) => given.every((argument) => toTruth(argument(situation)));
const or = (given) => (situation) => given.some((argument) => toTruth(argument(situation)));

// IEEE 754 as XPath has it; -0 and 0 are one zero in a questionnaire.
const add = (...numbers) => numbers.reduce((sum, number) => sum + number, 0);
const subtract = (left, right) => (right === undefined ? -left : left - right);

function iff([condition, then, otherwise]) {
  return (situation) => (toTruth(condition(situation)) ? then(situation) : otherwise(situation));
}

/** ODK: the value the question already has, else the argument's. */
const once = ([first]) => (situation) => valueOf(situation.own) || first(situation);

/** `indexed-repeat(${name}, ${repeat}, number, …)`: the answer in that instance of each repeat, outermost first. */
function indexedRepeat(given, trees) {
  const keyAt = (at) => trees[at].answer ?? "";
  const repeats = given.map((_, at) => at).filter((at) => at % 2);
  return (situation) => {
    const { root } = situation.current; // counted from the form
    const numberAt = (at) => toNumber(given[at + 1](situation));
    const places = repeats.map((at) => ({ key: keyAt(at), repeat: given[at], tree: trees[at], number: numberAt(at) }));
    const enter = (scopes, { key, number }) => scopes.flatMap((scope) => numbered(scope.elements(key), number));
    const found = places.reduce(enter, [root]).flatMap((scope) => scope.elements(keyAt(0)));
    return found.length ? found : amongAll(everywhere(given[0], trees[0], situation), places, situation);
  };
}

// The same, of paths and of repeats in another order: each node is looked at.
function amongAll(nodes, places, situation) {
  return places.reduce((found, { repeat, tree, number }) => {
    const instances = numbered(everywhere(repeat, tree, situation), number);
    return found.filter((node) => instances.some((instance) => isInside(node.scope, instance)));
  }, nodes);
}

// Where an argument leads in the whole form: a relative path, from each node of the name of this one.
function everywhere(argument, tree, { context, current, form }) {
  const begun = tree.path && !tree.from ? current.root.elements(current.key) : [current.root];
  return [...new Set(begun.flatMap((one) => argument({ context, form, current: one })))];
}

// The instances of that number, of each parent one; nearly always they have the same.
function numbered(instances, number) {
  if (instances.length && instances[0].parent !== instances.at(-1).parent) {
    return instances.filter(({ position }) => position === number);
  }
  return Number.isInteger(number) && number > 0 ? instances.slice(number - 1, number) : [];
}

function choiceName([choice], [, question]) {
  const name = question.answer ?? "";
  return (situation) => situation.form.choiceLabel(name, toText(choice(situation)));
}

// Of no name: whether nothing is chosen, as ODK's engines have it.
const selected = textual((chosen, name) => (trimmed(chosen) ? words(chosen) : [""]).includes(trimmed(name)));

function selectedAt(chosen, index) {
  return words(toText(chosen))[Math.trunc(toNumber(index))] ?? "";
}

/** ODK: from `start`, counted from 0, up to but without `end`; negative ones count from the end, what is no number is 0. */
function substr(text, start, end) {
  const whole = [...toText(text)];
  const positions = [toNumber(start), end === undefined ? whole.length : toNumber(end)];
  return whole.slice(...positions.map(Math.trunc)).join("");
}

/** XPath 1.0 § 4.2, as engines in browsers have it: counted from 1, and rounded. */
function substring(text, first, length) {
  const start = rounded(toNumber(first));
  const end = length === undefined ? Infinity : start + rounded(toNumber(length));
  return [...toText(text)].filter((_, at) => start <= at + 1 && at + 1 < end).join("");
}

/** XPath 1.0 § 4.2: characters without a counterpart are removed; the first of a repeated one counts. */
function translate(text, before, after) {
  const [from, to] = [[...before], [...after]];
  return [...text].map((one) => (from.includes(one) ? to[from.indexOf(one)] ?? "" : one)).join("");
}

function textBefore(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? "" : text.slice(0, at);
}

function textAfter(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? "" : text.slice(at + mark.length);
}

function extreme(choose) {
  return listing((values) => {
    const numbers = values.map(toNumber);
    return numbers.length && !numbers.some(Number.isNaN) ? choose(...numbers) : NaN;
  });
}

// IEEE 754-2008 § 9.2.1, where JavaScript has NaN; 0 and -0 are one zero in a questionnaire.
function power(base, exponent) {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return (base === 0 ? 0 : base) ** exponent;
}

const finite = (meaning) => (number) => (Number.isFinite(number) ? meaning(number) : NaN);

export const FUNCTIONS = {
  or, and,
  "=": comparison(equal),
  "!=": comparison((left, right) => !equal(left, right)),
  "<": ordering((left, right) => left < right),
  "<=": ordering((left, right) => left <= right),
  ">": ordering((left, right) => left > right),
  ">=": ordering((left, right) => left >= right),
  "+": numeric(add),
  "-": numeric(subtract),
  "*": numeric((left, right) => left * right),
  div: numeric((left, right) => left / right),
  mod: numeric((left, right) => left % right),
  "|": located(raw(union)),
  "/": () => ({ current }) => [current.root],
  current: () => ({ current }) => [current],

  if: iff,
  not: raw((value) => !toTruth(value)),
  true: plain(() => true),
  false: plain(() => false),
  boolean: raw(toTruth),
  "boolean-from-string": textual((text) => text === "true" || text === "1"),
  string: ofContext(plain(toText)),
  number: ofContext(plain(toNumber)),
  int: numeric(Math.trunc),
  round: numeric(rounded),
  floor: numeric(finite(Math.floor)),
  ceiling: numeric(finite(Math.ceil)),
  abs: numeric(Math.abs),
  sqrt: numeric(Math.sqrt),
  pow: numeric(power),
  exp: numeric(Math.exp),
  log: numeric(Math.log),
  log10: numeric(Math.log10),
  pi: plain(() => Math.PI),
  min: extreme(Math.min),
  max: extreme(Math.max),
  sum: listing((values) => add(...values.map(toNumber))),
  count: located(raw((set) => (Array.isArray(set) ? set.length : 0))),
  "count-non-empty": raw((set) => each(set).filter((value) => value !== "").length),
  "indexed-repeat": indexedRepeat,
  position: located(([node]) => (situation) => (node ? node(situation)[0]?.position ?? NaN : situation.position ?? 1)),
  name: located(ofContext(raw(nameOf), contextNode)),
  "local-name": located(ofContext(raw((set) => nameOf(set).split(":").at(-1)), contextNode)),
  "namespace-uri": () => () => "", // elements have no namespace here
  last: () => ({ size }) => size ?? 1,

  selected,
  "is-selected": selected,
  "selected-at": plain(selectedAt),
  "count-selected": textual((chosen) => words(chosen).length),
  "jr:choice-name": choiceName,
  coalesce: plain((...values) => values.find((value) => !["", "NaN"].includes(toText(value))) ?? values.at(-1)),
  once,
  depend: raw((first) => first),

  concat: listing((values) => values.map(toText).join("")),
  join: listing(([mark, ...values]) => values.map(toText).join(toText(mark))),
  "string-length": ofContext(textual((text) => [...text].length)),
  substr: plain(substr),
  substring: plain(substring),
  "substring-before": textual(textBefore),
  "substring-after": textual(textAfter),
  contains: textual((text, part) => text.includes(part)),
  "starts-with": textual((text, part) => text.startsWith(part)),
  "ends-with": textual((text, part) => text.endsWith(part)),
  translate: textual(translate),
  "normalize-space": ofContext(textual((text) => text.split(/[ \t\r\n]+/).filter(Boolean).join(" "))),

  today: () => ({ context }) => context.now.slice(0, 10),
  now: () => ({ context }) => dateText(context.now),
  date: plain(dayText),
  "date-time": plain(dateText),
  "decimal-date-time": plain((value) => (typeof value === "number" ? value : daysOf(toText(value)))),
};
