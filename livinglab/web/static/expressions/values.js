// How a value becomes a number, text or a truth: XPath 1.0 § 4, with ODK's dates (days since 1970-01-01).
//
// A value is a string, a number, a boolean or a node set: an array of elements, of which the first one counts.
// Twin of surveys/expressions/coercion.py.

import { daysOf } from "./moments.js";

const NUMBER = /^[ \t\n\r\f\v]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\n\r\f\v]*$/;
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // as Python has it
const SPACES = new RegExp(`[${SPACE}]+`);
const AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");

/** An answer (its JSON) inside an expression: whatever the reason, a missing one is the empty text, never 0. */
export function valueOf(answer) {
  if (typeof answer === "string" || typeof answer === "number") return answer;
  return Array.isArray(answer) && typeof answer[0] === "string" ? answer.join(" ") : "";
}

/** The result of a calculation as an answer: no result (NaN, infinite, "") is a blank one. */
export function answerOf(value) {
  const plain = single(value);
  if (typeof plain === "boolean") return String(plain);
  return plain === "" || (typeof plain === "number" && !Number.isFinite(plain)) ? BLANK : plain;
}

export const BLANK = Object.freeze({ missing: "blank" });
export const NOT_ASKED = Object.freeze({ missing: "not_asked" });

/** What a node set says where one value is needed. */
export function single(value) {
  if (!Array.isArray(value)) return value;
  return value.length ? valueOf(value[0].answer) : "";
}

export function toNumber(value) {
  const plain = single(value);
  if (typeof plain === "number") return plain;
  if (typeof plain === "boolean") return plain ? 1 : 0;
  return NUMBER.test(plain) ? Number(plain) : daysOf(plain);
}

/** Text as XPath writes it: 3 rather than 3.0, never an exponent. */
export function toText(value) {
  const plain = single(value);
  if (typeof plain !== "number" || !Number.isFinite(plain)) return String(plain);
  if (Number.isInteger(plain)) return String(Number.isSafeInteger(plain) ? plain || 0 : BigInt(plain));
  return withoutExponent(String(plain));
}

function withoutExponent(written) {
  const [digits, exponent] = written.split("e-");
  if (!exponent) return written;
  const sign = digits.startsWith("-") ? "-" : "";
  return `${sign}0.${"0".repeat(exponent - 1)}${digits.replace(/[-.]/g, "")}`;
}

/** True for text that is not empty, and for a number that is neither 0 nor NaN. */
export function toTruth(value) {
  return Boolean(single(value));
}

/** The words of a text, as select_multiple keeps its choices. */
export function words(text) {
  return text.split(SPACES).filter(Boolean);
}

export function trimmed(text) {
  return text.replace(AROUND, "");
}

/** XPath 1.0 § 4.4: halves go up (towards +∞), here at any decimal place. */
export function rounded(number, places = 0) {
  if (!Number.isFinite(number) || !Number.isFinite(places) || Math.abs(places) > 15) return number;
  const scale = 10 ** Math.trunc(places);
  return Math.floor(number * scale + 0.5) / scale;
}
