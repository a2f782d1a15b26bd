// Which functions a questionnaire needs: those in every page, and the modules of the rarer ones its trees call.

import { FUNCTIONS } from "./functions.js";

const ELSEWHERE = {
  "./calendar.js": ["format-date", "format-date-time"],
  "./chance.js": ["randomize"],
  "./digest.js": ["digest", "base64-decode"],
  "./geography.js": ["area", "distance"],
  "./mathematics.js": ["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp10"],
  "./paths.js": ["path"],
  "./patterns.js": ["regex"],
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
