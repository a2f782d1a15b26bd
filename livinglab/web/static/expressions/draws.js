// What `random()` and `uuid()` give. Loaded when a questionnaire draws something.
// Twin of surveys/expressions/draws.py, which says what a draw is made of.

import { digest } from "./digest.js";
import { single, toNumber } from "./values.js";

const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const MOST_SIGNS = 255;
const HEX_OF_A_NUMBER = 13;

function drawn({ context, current, at, position }, call, block = 0) {
  const numbers = [];
  for (let scope = current.scope; scope.parent; scope = scope.outer) numbers.unshift(scope.position);
  const words = [context.seed ?? "", current.key, numbers.join(","), call, at ? position : 0, block];
  return digest(words.join("\n"), "SHA-256", "hex");
}

function random([call]) {
  return (situation) => parseInt(drawn(situation, call(situation)).slice(0, HEX_OF_A_NUMBER), 16) / 16 ** HEX_OF_A_NUMBER;
}

function uuid([call, length]) {
  return (situation) =>
    length
      ? token(situation, call(situation), toNumber(single(length(situation))))
      : version4(drawn(situation, call(situation)));
}

function version4(hex) {
  const variant = "89ab"[parseInt(hex[16], 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

// Bytes from 252 on are passed over, so that each sign is as likely as the next.
function token(situation, call, length) {
  const wanted = length > 0 && length <= MOST_SIGNS ? Math.trunc(length) : 0;
  let signs = "";
  for (let block = 0; signs.length < wanted; block += 1) {
    const bytes = drawn(situation, call, block).match(/../g).map((pair) => parseInt(pair, 16));
    signs += bytes.filter((byte) => byte < 252).map((byte) => SIGNS[byte % SIGNS.length]).join("");
  }
  return signs.slice(0, wanted);
}

export const FUNCTIONS = { random, uuid };
