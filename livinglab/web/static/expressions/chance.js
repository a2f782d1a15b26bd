// What looks random and is not: the same response gives the same order, on any machine. Loaded when a questionnaire shuffles.
//
// ODK's generator is Park and Miller's first one, `x → x · 16807 mod (2³¹ − 1)`, its shuffle the "inside-out" one of Fisher
// and Yates (https://getodk.github.io/xforms-spec/#fn:randomize). Twin of surveys/expressions/chance.py.

import { single, toNumber } from "./values.js";

const MODULUS = 2 ** 31 - 1;
const MULTIPLIER = 16807;

/** Numbers from 0 to 1, 1 excluded, without end. The seed is a number, or a text. */
export function* numbers(seed) {
  const number = typeof seed === "string" ? folded(seed) : seed;
  let state = Number.isFinite(number) ? Math.trunc(number) % MODULUS : 0;
  if (state <= 0) state += MODULUS - 1; // from 0 the generator would not move
  for (;;) {
    state = (state * MULTIPLIER) % MODULUS; // less than 2 ** 46: exact
    yield (state - 1) / (MODULUS - 1);
  }
}

/** The items in the order ODK gives them. */
export function shuffled(items, seed) {
  const drawn = numbers(seed);
  const order = [];
  items.forEach((item, at) => {
    const place = Math.floor(drawn.next().value * (at + 1));
    if (place !== at) order[at] = order[place];
    order[place] = item;
  });
  return order;
}

// FNV-1a, 32 bits, of the text in UTF-8.
function folded(text) {
  return new TextEncoder().encode(text).reduce((code, byte) => Math.imul(code ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}

/** `randomize(nodes, seed)`; without a seed of its own, that of the response. */
function randomize([nodes, seed]) {
  return (situation) => {
    const set = nodes(situation);
    if (!Array.isArray(set)) return set;
    return shuffled(set, seed ? toNumber(single(seed(situation))) : situation.context.seed ?? "");
  };
}

export const FUNCTIONS = { randomize };
