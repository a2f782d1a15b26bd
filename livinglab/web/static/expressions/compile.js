// From tree to value: a tree (its JSON, see surveys/expressions/tree.py) is compiled once, to a closure that is called
// with a situation.
//
// A situation says where an expression stands: `current` is the element it belongs to; in a predicate `at` is the node
// looked at, the `position`-th of `size`; `own` is the answer being checked; `context` holds now, language and seed. Its
// `form` knows the root of a list or a table, `document(name)`, and the words of a choice, `choiceLabel(question, name)`.

import { valueOf } from "./values.js";

export class NotCallable extends Error {}

/** The closure of a tree. Throws NotCallable when it calls a function that is not in the table. */
export function compiled(tree, functions) {
  const closure = (node) => compiled(node, functions);
  if ("value" in tree) return constant(tree.value);
  if ("answer" in tree) return reference(tree.answer);
  if ("self" in tree) return self;
  if ("path" in tree) return functions.path(tree, closure);
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

/** `${name}`: the elements of that key in the nearest scope that has one; in a predicate a scope inside that one wins. */
function reference(key) {
  return ({ current, at }) => {
    const scope = nearest(current.scope, key);
    if (!scope) return [];
    const inner = at && nearest(at.scope, key);
    return (inner && isInside(inner, scope) ? inner : scope).elements(key);
  };
}

function nearest(scope, key) {
  while (scope && !scope.elements(key).length) scope = scope.outer;
  return scope;
}

/** Whether a scope stands in another one, or is it. */
export function isInside(inner, outer) {
  let scope = inner;
  while (scope && scope !== outer) scope = scope.outer;
  return scope === outer;
}
