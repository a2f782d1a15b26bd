// What devices share: their words, and the panel they add under the fields of a question, with buttons and a line that
// says what happens. The fields stay, and say the answer.

import { wordsOf } from "../better.js";

export const language = document.documentElement.lang;
const words = JSON.parse(document.getElementById("device-words").textContent);
const plural = new Intl.PluralRules(language);

/** The sentence of a key of words/devices.toml; `n` chooses its form. Numbers are written as the language does. */
export function say(key, values = {}) {
  const sentence = typeof words[key] === "string" ? words[key] : words[key][plural.select(values.n)] ?? words[key].other;
  return sentence.replace(/\{(\w+)\}/g, (mark, name) => (typeof values[name] === "number" ? number(values[name]) : values[name] ?? mark));
}

export function number(value, digits = 2) {
  const written = value.toLocaleString(language, { maximumFractionDigits: digits, numberingSystem: "latn" });
  return written.replace("-", "\u2212"); // as the pages of the server
}

export function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Marks what is in the language of the page, within a question that may be in another. */
export function inOurWords(element) {
  return Object.assign(element, { lang: language, dir: document.documentElement.dir || "ltr" });
}

/** A button that acts; screen readers hear which question it is for. */
export function button(text, act, field, className = "secondary") {
  const element = made("button", { type: "button", className, textContent: text });
  element.setAttribute("aria-describedby", wordsOf(field));
  element.addEventListener("click", act);
  return element;
}

const madeHere = new WeakSet();

/** Whether a file was put in its field by one of these scripts: nobody has chosen it. */
export function isMadeHere(file) {
  return madeHere.has(file);
}

/** Puts a file in its field, as if it had been chosen there; null takes it away. */
export function put(input, file) {
  const carried = new DataTransfer();
  if (file) carried.items.add(file);
  input.files = carried.files;
  if (file) madeHere.add(input.files[0]);
  changed(input);
}

/** How much a file weighs, in words. */
export function size(bytes) {
  if (bytes < 1000) return say("size_bytes", { n: bytes });
  if (bytes < 1_000_000) return say("size_kilobytes", { n: Math.round(bytes / 1000) });
  return say("size_megabytes", { n: Math.round(bytes / 100_000) / 10 });
}

/** Shows one control and hides another; the focus follows. */
export function swap(hidden, shown) {
  const focused = hidden === document.activeElement;
  hidden.hidden = true;
  shown.hidden = false;
  if (focused) shown.focus();
}

/** Tells the page that fields were filled in, as if someone had typed. */
export function changed(field) {
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}

export class Panel {
  /** Stands after `field`, or after `after` where there is more. */
  constructor(field, after = field) {
    this.field = field;
    this.status = made("p", { className: "status" });
    this.status.setAttribute("role", "status");
    this.row = made("div", { className: "row" });
    this.element = made("div", { className: "device" }, this.row, this.status);
    inOurWords(this.element);
    after.after(this.element);
  }

  add(text, act, className) {
    const added = button(text, act, this.field, className);
    this.row.append(added);
    return added;
  }

  /** Says what happened: nothing that vanishes. `kind`: "", "good" or "bad". */
  say(sentence, kind = "") {
    this.status.className = `status ${kind}`.trim();
    this.status.textContent = sentence;
  }
}
