// From tree to value: a tree (its JSON, see surveys/expressions/tree.py) is compiled once, to a closure that is called
// with a situation.
//
// A situation says where an expression stands: `current` is the element it belongs to; in a predicate `at` is the node
// looked at, the `position`-th of `size`; `own` is the answer being checked; `context` holds now, language and seed. Its
// `form` knows the root of a list or a table, `document(name)`, the words of a choice, `choiceLabel(question, name)`, its
// `version`, and the words under an id of ODK, `itext(id)`.

import { FUNCTIONS, own } from "./functions.js";
import { isInside } from "./document.js";

export class NotCallable extends Error {}

/** The closure of a tree. Throws NotCallable when it calls a function that is not in the table. */
export function compiled(tree, functions) {
  const closure = (node) => compiled(node, functions);
  if ("value" in tree) return constant(tree.value);
  if ("answer" in tree) return reference(tree.answer);
  if ("self" in tree) return own;
  if ("path" in tree) return functions.path(tree, closure);
  const build = functions[tree.call];
  if (!build) throw new NotCallable(tree.call);
  return build(tree.of.map(closure), tree.of);
}

function constant(value) {
  return () => value;
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

// ---- Which functions a questionnaire needs: those of every page, and the modules of the rarer ones its trees call ------

const ELSEWHERE = {
  "./calendar.js": ["format-date", "format-date-time", "decimal-time"],
  "./chance.js": ["randomize"],
  "./digest.js": ["digest", "base64-decode"],
  "./draws.js": ["random", "uuid"],
  "./geography.js": ["area", "enclosed-area", "distance", "geofence", "intersects"],
  "./mathematics.js": ["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp10"],
  "./paths.js": ["path"],
  "./patterns.js": ["regex"],
  "./surroundings.js": ["last-saved", "version", "property", "jr:itext", "linebreak", "id", "lang"],
  "./tables.js": ["instance", "pulldata", "checklist", "weighted-checklist"],
};

/** The table of functions for these trees. */
export async function functionsFor(trees) {
  const called = new Set(trees.flatMap((tree) => [...calls(tree)]));
  const modules = Object.keys(ELSEWHERE).filter((module) => ELSEWHERE[module].some((name) => called.has(name)));
  const loaded = await Promise.all(modules.map((module) => import(module)));
  return Object.assign({}, FUNCTIONS, ...loaded.map((module) => module.FUNCTIONS));
}

function* calls(tree) {
  yield tree.path ? "path" : tree.call;
  const predicates = [tree, ...(tree.path ?? [])].flatMap(({ where }) => where ?? []);
  for (const part of [...(tree.of ?? []), ...(tree.from ? [tree.from] : []), ...predicates]) yield* calls(part);
}
