// The words of a kept form as a person reads them: titles, questions, answers. They are those of its pages.

import { toText } from "../expressions/values.js";
import { decimalMark } from "../form/model.js";

const spoken = document.documentElement.lang;
const WORDS = "legend, .label, label"; // the words of a question: the first of these in its card

const cards = new Map([...document.querySelectorAll("template[data-page]")].flatMap((template) => (
  [...template.content.querySelectorAll(".question")].map((card) => [card.id.slice(2), card])
)));

/** The template of a page, the same for each instance of a repeat. */
export function pageTemplate({ code, at }) {
  const bare = code.slice(at.map(([repeat, number]) => `${repeat}~${number}~`).join("").length);
  return document.querySelector(`template[data-page="${CSS.escape(bare)}"]`);
}

/** The title of a page, earlier answers in it; inside a repeat it says which instance. */
export function titleNodes(form, heading, at, words) {
  const title = heading.cloneNode(true);
  sayIn(title, form, at);
  if (!at.length) return [...title.childNodes];
  const [before, after] = words.instance.replace("{n}", at.map(([, number]) => number).join(".")).split("{title}");
  return [before, ...title.childNodes, after].filter(Boolean);
}

/** Puts answers where words say them. */
function sayIn(words, form, at) {
  for (const said of words.querySelectorAll("[data-said]")) said.textContent = form.said(said.dataset.said, at) || "…";
}

/** Whether a question has an answer to read: a note has none, nor has the head of a table. */
export function holdsAnswer(name) {
  return Boolean(cards.get(name)?.querySelector("input, select, textarea, output, template"));
}

/** The words of a question at a place, earlier answers in them. */
export function wordsOf(form, name, at) {
  const words = cards.get(name)?.querySelector(WORDS)?.cloneNode(true);
  if (!words) return name;
  words.querySelector(".optional")?.remove();
  sayIn(words, form, at);
  return words.textContent.trim();
}

/** An answer in words. */
export function answerInWords(form, name, answer, words) {
  const { type } = form.things.get(name);
  if (answer.missing) return words[answer.missing] ?? words.missing_blank;
  if (type === "acknowledge") return words.acknowledged;
  if (type === "date") return inWords(new Date(answer), { dateStyle: "long" });
  if (type === "datetime") return inWords(new Date(`${answer.slice(0, 16)}Z`), { dateStyle: "long", timeStyle: "short" }); // as the wall showed it
  if (typeof answer === "number") return toText(answer).replace(".", decimalMark(spoken));
  return [answer].flat().map((one) => choiceWords(name, one)).join(", ");
}

function inWords(moment, style) {
  return new Intl.DateTimeFormat(spoken, { ...style, timeZone: "UTC" }).format(moment);
}

function choiceWords(name, choice) {
  const values = cards.has(name) ? [...choicesIn(cards.get(name))] : [];
  const found = values.find((one) => one.value === choice);
  return (found?.closest("label")?.textContent ?? found?.textContent ?? choice).trim();
}

// What is not offered at first waits in templates of its own.
function* choicesIn(inside) {
  yield* inside.querySelectorAll("input[type=radio], input[type=checkbox], option");
  for (const template of inside.querySelectorAll("template")) yield* choicesIn(template.content);
}
