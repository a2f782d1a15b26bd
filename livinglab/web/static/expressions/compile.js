// From tree to value: a tree (its JSON, see surveys/expressions/tree.py) is compiled once, to a closure that is called
// with a situation.
//
// A situation says where an expression stands: `current` is the element it belongs to; in a predicate `at` is the node
// looked at, the `position`-th of `size`; `own` is the answer being checked; `context` holds now, language and seed. Its
// `form` knows the root of a list or a table, `document(name)`, and the words of a choice, `choiceLabel(question, name)`.

import { select } from "./paths.js";
import { valueOf } from "./values.js";

export class NotCallable extends Error {}

/** The closure of a tree. Throws NotCallable when it calls a function that is not in the table. */
export function compiled(tree, functions) {
  const closure = (node) => compiled(node, functions);
  if ("value" in tree) return constant(tree.value);
  if ("answer" in tree) return reference(tree.answer);
  if ("self" in tree) return self;
  if ("path" in tree) return path(tree, closure);
  const build = functions[tree.call];
  if (!build) throw new NotCallable(tree.call);
  return build(tree.of.map(closure), tree.of);
}

function constant(value) {
  return () => value;
}

function self({ at, own }) {
  return at ? [at] : valueOf(own);
}

/** `${name}`: the elements of that key in the nearest scope that has one; in a predicate the deeper scope wins. */
function reference(key) {
  return ({ current, at }) => {
    const scope = nearest(current.scope, key);
    const inner = at && nearest(at.scope, key);
    const chosen = inner && (!scope || inner.depth > scope.depth) ? inner : scope;
    return chosen ? chosen.elements(key) : [];
  };
}

function nearest(scope, key) {
  while (scope && !scope.elements(key).length) scope = scope.outer;
  return scope;
}

function path(tree, closure) {
  const filters = (tree.where ?? []).map(closure);
  const steps = tree.path.map((step) => ({ ...step, where: (step.where ?? []).map(closure) }));
  const from = tree.from ? closure(tree.from) : ({ current, at }) => [at ?? current];
  const absolute = tree.from?.call === "/";
  return (situation) => select(from(situation), filters, steps, situation, absolute);
}
