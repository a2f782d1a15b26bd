// Lists and tables: `instance('cities')`, `pulldata(…)`, and the checklists. Loaded when a questionnaire needs them.

import { raw } from "./functions.js";
import { single, toNumber, toText, valueOf } from "./values.js";

function instance([name]) {
  return (situation) => {
    const document = situation.form.document(toText(name(situation)));
    return document ? [document] : [];
  };
}

const cell = (item, column) => valueOf(item.children.find(({ name }) => name === column)?.answer ?? "");

/** `pulldata(table, column, key column, key)`: the cell of the first row with that key; empty when there is none. */
function pulldata(given) {
  return (situation) => {
    const [table, column, keyColumn, key] = given.map((argument) => toText(argument(situation)));
    const items = situation.form.document(table)?.children[0].children ?? [];
    const row = items.find((item) => toText(cell(item, keyColumn)) === key);
    return row ? cell(row, column) : "";
  };
}

// ODK: -1 as a limit says there is none.
const isWithin = (number, least, most) => (least < 0 || number >= least) && (most < 0 || number <= most);
const counts = (value) => (typeof value === "boolean" ? value : toNumber(value) > 0);
const each = (value) => (Array.isArray(value) ? value.map((node) => valueOf(node.answer)) : [value]);

function checklist(least, most, ...values) {
  return isWithin(values.flatMap(each).filter(counts).length, toNumber(least), toNumber(most));
}

/** The weights of what counts: values and weights in turn, or a node set of each. */
function weightedChecklist(least, most, ...pairs) {
  const values = pairs.filter((_, at) => at % 2 === 0).flatMap(each);
  const weights = pairs.filter((_, at) => at % 2 === 1).flatMap(each);
  const sum = values.reduce((total, value, at) => total + (counts(value) ? toNumber(weights[at] ?? NaN) : 0), 0);
  return isWithin(sum, toNumber(single(least)), toNumber(single(most)));
}

export const FUNCTIONS = { instance, pulldata, checklist: raw(checklist), "weighted-checklist": raw(weightedChecklist) };
