// Trying an expression without a questionnaire; no page loads this. Twin of surveys/expressions/document.py.

import { Element } from "./document.js";

/** The document of answers that come without a questionnaire: an object is a group, a list of them a repeat. */
export function documentOf(answers, name = "data") {
  const root = new Element(name);
  fill(root, answers);
  return root;
}

function fill(parent, answers) {
  for (const [name, value] of Object.entries(answers)) {
    if (isRows(value)) for (const row of value) fill(parent.add(new Element(name), true), row);
    else if (isGroup(value)) fill(parent.add(new Element(name)), value);
    else parent.add(new Element(name, name, value));
  }
}

// Whether an answer is the instances of a repeat.
function isRows(value) {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === "object";
}

function isGroup(value) {
  return typeof value === "object" && !Array.isArray(value) && !("missing" in value);
}
