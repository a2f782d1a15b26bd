// From what was typed to an answer, by type of question: one row each. Twin of surveys/question_types.py.
//
// What is no answer is `{ invalid: code, …facts }`: the code of what to put right. The server checks everything again;
// here only what helps the person before sending.

import { momentOf, pad } from "../expressions/moments.js";
import { BLANK, words } from "../expressions/values.js";

const NUMBER = /^([-+\u2212]?)([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]{1,17})(?:[.,]([0-9]{1,17}))?$/;
const TIME = /^([0-9]{1,2}) ?[:h] ?([0-9]{2})(?::([0-9]{2}))?$/;
const TEXT_LIMIT = 10000;
const PARTS = ["latitude", "longitude", "altitude", "accuracy"];

const invalid = (code, facts = {}) => ({ invalid: code, ...facts });

/** The text of a field, the last one written; "" when there is none. `fields` maps names to lists of values. */
function typed(fields, name) {
  return (fields.get(name) ?? []).map((value) => value.trim()).filter(Boolean).at(-1) ?? "";
}

/** The number a person wrote: "1,5", "1.5", "1 234"; null if it is none. */
function numberTyped(text) {
  const found = NUMBER.exec(text.trim());
  if (!found) return null;
  const [, sign, whole, decimals = "0"] = found;
  const number = Number(`${whole.replace(/[^0-9]/g, "")}.${decimals}`);
  return sign === "" || sign === "+" ? number : -number;
}

function text(question, fields) {
  const written = typed(fields, question.name).replace(/\r\n?/g, "\n");
  return [...written].length > TEXT_LIMIT ? invalid("too_long", { limit: TEXT_LIMIT }) : written;
}

function numeric(check) {
  return (question, fields) => {
    const written = typed(fields, question.name);
    return written === "" ? "" : check(numberTyped(written), question);
  };
}

function integer(number, question) {
  if (number === null || !Number.isInteger(number)) return invalid("not_integer");
  return Number.isSafeInteger(number) ? round(number, question) : invalid("too_large");
}

function decimal(number, question) {
  if (number === null) return invalid("not_number");
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? round(number, question) : invalid("too_large");
}

// A bearing lies within a circle.
function round(number, { parameters: { degrees } = {} }) {
  return degrees === undefined || (number >= 0 && number <= degrees) ? number : invalid("not_a_bearing");
}

function range(number, { parameters: { start, end, step } }) {
  if (number === null) return invalid("not_number");
  const taken = (number - start) / step;
  const close = Math.abs(taken - Math.round(taken)) <= Math.max(1e-9, 1e-9 * Math.abs(taken));
  const within = Math.min(start, end) <= number && number <= Math.max(start, end);
  return close && within ? number : invalid("out_of_range", { start, end, step });
}

function date({ name }, fields) {
  const whole = typed(fields, name);
  const wanted = ["year", "month", "day"].filter((part) => part === "year" || fields.has(`${name}.${part}`));
  const parts = wanted.map((part) => typed(fields, `${name}.${part}`));
  if (!whole && !parts.some(Boolean)) return "";
  const written = whole || [...parts.map((part) => part.padStart(2, "0")), "01", "01"].slice(0, 3).join("-");
  if (/^\d{4}-\d\d-\d\d$/.test(written) && momentOf(written)) return written;
  return invalid({ year: "not_year", month: "not_month", day: "not_date" }[whole ? "day" : wanted.at(-1)]);
}

function time({ name }, fields) {
  const written = typed(fields, name);
  if (!written) return "";
  const [hour, minute, second = "00"] = TIME.exec(written)?.slice(1) ?? [];
  if (!(Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60)) return invalid("not_time");
  return `${pad(hour)}:${minute}${Number(second) ? `:${second}` : ""}`;
}

function moment({ name }, fields) {
  const whole = typed(fields, name);
  if (whole) return whole.includes("T") && momentOf(whole) ? whole : invalid("not_moment");
  const [day, hour] = [date({ name }, fields), time({ name: `${name}.time` }, fields)];
  if (day === "" && hour === "") return "";
  if (hour.invalid) return hour;
  return day === "" || hour === "" || day.invalid ? invalid("not_moment") : `${day}T${hour}`;
}

function one({ name }, fields) {
  return typed(fields, name);
}

function several({ name }, fields) {
  const chosen = new Set((fields.get(name) ?? []).filter((value) => value.trim()));
  return chosen.size ? [...chosen] : "";
}

function ranking(question, fields) {
  const whole = several(question, fields);
  if (whole) return whole;
  const rank = new RegExp(`^${RegExp.escape?.(question.name) ?? question.name.replace(/\W/g, "\\$&")}\\.\\d{1,3}$`);
  const ranks = [...fields.keys()].filter((field) => rank.test(field));
  const ranked = ranks.sort((a, b) => a.split(".").at(-1) - b.split(".").at(-1)).map((field) => typed(fields, field));
  if (!ranked.some(Boolean)) return "";
  return ranked.includes("") || new Set(ranked).size < ranked.length ? invalid("not_a_ranking") : ranked;
}

function place({ name }, fields) {
  const whole = typed(fields, name);
  const parts = PARTS.map((part) => typed(fields, `${name}.${part}`));
  if (whole || !(parts[0] || parts[1])) return whole;
  const numbers = parts.map((part) => (part ? numberTyped(part) : 0));
  if (!parts[0] || !parts[1] || numbers.includes(null)) return invalid("not_a_place");
  return numbers.map((number) => String(Number(number.toPrecision(12)))).join(" ");
}

function shape({ name }, fields) {
  return typed(fields, name).split(/[;\n]/).map((point) => point.trim()).filter(Boolean).join(";");
}

const TYPES = {
  text, barcode: text, integer: numeric(integer), decimal: numeric(decimal), range: numeric(range),
  date, time, datetime: moment, select_one: one, select_multiple: several, rank: ranking, geopoint: place,
  geotrace: shape, geoshape: shape, acknowledge: (question, fields) => (typed(fields, question.name) ? "OK" : ""),
};

/** The answer the fields of a question say: its JSON, BLANK when nothing was typed, or what is invalid about it. */
export function read(question, fields) {
  const found = (TYPES[question.type] ?? one)(question, fields);
  const reason = typed(fields, `${question.name}.missing`);
  if (reason) return found === "" ? { missing: reason } : invalid("answer_or_missing", { reason });
  return found === "" ? BLANK : found;
}

/** A valid answer of the question's type, from text as expressions write it; else BLANK. `choices`: the names offered. */
export function answerFromText(question, written, choices = []) {
  const listed = question.type === "select_multiple" || question.type === "rank";
  const found = read(question, new Map([[question.name, listed ? words(written) : [written]]]));
  if (found.invalid || found === BLANK) return BLANK;
  if (question.type === "select_multiple") {
    return found.every((name) => choices.includes(name)) ? choices.filter((name) => found.includes(name)) : BLANK;
  }
  if (question.type === "rank") {
    return found.length === choices.length && found.every((name) => choices.includes(name)) ? found : BLANK;
  }
  return question.type === "select_one" && !choices.includes(found) ? BLANK : found;
}
