// Makes a page of questions live: shows what its answers ask for, and says what to put right before sending.
//
// The server's page is whole without it. It wraps in `<template>` what the answers kept so far do not ask for, so that
// nobody sees it without this script; and it puts what the model needs into `<script type="application/json" id="live">`:
// `{ form, answers, context, at, questions, words }` (livinglab/web/participant/live.py). When anything fails here, the
// page stays as the server made it, and the server checks what is sent in any case.
//
// A question stands in `#c-<name>`, its fields are named as surveys/question_types.py says, `[data-said=<name>]` holds an
// answer inside other words, and a title with `[data-section]` stands before the questions it is about.

import { openForm } from "./model.js";
import { read } from "./reading.js";

const SOFT = "missing:"; // "I don't know" as one more button of a group
const GAP = "…";
const FILES = new Set(["image", "audio", "video", "file"]); // only the server knows which it has already

const sheet = document.getElementById("page");

async function start({ form: live, answers, context, at, questions, words }) {
  const form = await openForm(live, answers, { ...context, now: localNow() });
  const page = new LivePage(form, at, questions, words);
  page.unwrap();
  page.take(questions); // what the browser filled in again after going back
  page.show();
  if (sheet.querySelector(".question.wrong")) await page.complain();
  sheet.addEventListener("input", (event) => page.typed(event.target));
  sheet.addEventListener("change", (event) => page.typed(event.target));
  sheet.addEventListener("submit", (event) => page.submitted(event));
}

/** This moment as the wall shows it, with its zone. */
export function localNow() {
  const now = new Date();
  const ahead = -now.getTimezoneOffset();
  const wall = new Date(now.getTime() + ahead * 60000).toISOString().slice(0, -1);
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  return `${wall}${ahead < 0 ? "-" : "+"}${two(Math.abs(ahead) / 60)}:${two(Math.abs(ahead) % 60)}`;
}

export class LivePage {
  constructor(form, at, questions, words) {
    Object.assign(this, { form, at, questions, words });
    this.invalid = new Map(); // question → what is invalid about what was typed
    this.complaints = null; // shown once there are some, and loaded then
  }

  card(name) {
    return document.getElementById(`c-${name}`);
  }

  thing(name) {
    return this.form.things.get(name);
  }

  /** Takes out of their templates the questions and choices that may come to be asked, still hidden. */
  unwrap() {
    for (let template = sheet.querySelector("template"); template; template = sheet.querySelector("template")) {
      const parts = [...template.content.children];
      template.replaceWith(template.content);
      for (const card of parts.filter(needsMark)) markPlace(card).append(seenMark(card.id.slice(2)));
    }
    sheet.dispatchEvent(new Event("unwrapped", { bubbles: true }));
    this.options = new Map();
    this.listed = new Map(); // question → its list as it was, and the names in it
    for (const name of this.filtered()) {
      const lists = [...(this.card(name)?.querySelectorAll("select") ?? [])];
      if (lists.length) this.options.set(name, lists.map((list) => [list, [...list.options]]));
    }
  }

  filtered() {
    return this.questions.filter((name) => this.thing(name).choice_filter && this.form.items(this.thing(name)).length);
  }

  // ---- From the page to the model ------------------------------------------------------------------------------------

  typed(control) {
    const name = control.closest(".question")?.id.slice(2);
    if (!this.questions.includes(name)) return;
    this.take([name]);
    this.show();
    if (this.complaints?.has(name)) this.complaints.show(name, this.wrong(name));
  }

  take(names) {
    for (const name of names.filter((one) => this.card(one) && !this.card(one).hidden)) {
      const thing = this.thing(name);
      if (thing.type === "note" || FILES.has(thing.type) || this.form.isReadOnly(name, this.at)) continue;
      const found = read(thing, fieldsOf(this.card(name), name));
      if (found.invalid) this.invalid.set(name, found);
      else this.invalid.delete(name);
      this.form.set(name, this.at, found.invalid ? { missing: "blank" } : found);
    }
  }

  // ---- From the model to the page ------------------------------------------------------------------------------------

  show() {
    const revealed = this.questions.filter((name) => this.showQuestion(name));
    if (revealed.length) { // what stood in their fields already, as a default does, may reveal others
      this.take(revealed);
      return this.show();
    }
    for (const name of this.filtered()) this.offer(name);
    for (const name of this.questions.filter((one) => this.thing(one).choices_from)) this.offerAnswers(name);
    for (const matrix of sheet.querySelectorAll(".matrix")) matrix.hidden = !matrix.querySelector(".question:not([hidden])");
    for (const title of sheet.querySelectorAll("[data-section]")) title.hidden = !hasQuestion(title);
    for (const said of document.querySelectorAll("[data-said]")) this.say(said);
  }

  /** Shows or hides a question; whether it was hidden before, and is not any more. */
  showQuestion(name) {
    const card = this.card(name);
    if (!card) return false;
    const asked = this.form.isAsked(name, this.at);
    const revealed = asked && card.hidden;
    enable(card, asked);
    if (!asked) this.complaints?.clear(name);
    const optional = card.querySelector(".optional");
    if (asked && optional) optional.hidden = this.form.isRequired(name, this.at);
    const fields = card.querySelector("[data-fields]"); // sent, though hidden while the answer is read-only
    if (fields) fields.hidden = !(fields.nextElementSibling.hidden = !this.form.isReadOnly(name, this.at));
    return revealed;
  }

  say(said) {
    const words = this.form.said(said.dataset.said, this.at) || GAP;
    if (this.thing(said.dataset.said) && said.textContent !== words) said.textContent = words;
  }

  /** The names in the list of a question; a list may grow with other answers. */
  listedFor(name) {
    const items = this.form.items(this.thing(name));
    if (this.listed.get(name)?.items !== items) this.listed.set(name, { items, names: new Set(items.map((item) => nameOf(item))) });
    return this.listed.get(name).names;
  }

  offer(name) {
    const offered = new Set(this.form.offered(name, this.at));
    const listed = this.listedFor(name);
    const keeps = (value) => offered.has(value) || !listed.has(value);
    for (const [rank, [list, options]] of (this.options.get(name) ?? []).entries()) {
      this.offerInList(name, list, options.filter((option) => keeps(option.value)));
      if (this.thing(name).type === "rank") this.showRank(name, list, rank < offered.size);
    }
    for (const control of this.card(name)?.querySelectorAll(".choice input") ?? []) {
      const kept = keeps(control.value);
      (control.closest(".with-media") ?? control.closest(".choice")).hidden = !kept;
      control.disabled = !kept || this.card(name).hidden;
      if (!kept && control.checked) this.unchoose(control, name);
    }
  }

  // Browsers show the hidden options of a drop-down: they are taken out.
  offerInList(name, list, kept) {
    const chosen = list.value;
    if (kept.length === list.options.length && kept.every((option, at) => option === list.options[at])) return;
    for (const option of kept) option.hidden = option.disabled = false;
    list.replaceChildren(...kept);
    list.value = kept.some((option) => option.value === chosen) ? chosen : "";
    if (list.value !== chosen) this.take([name]);
  }

  // As many ranks as there are choices to give one.
  showRank(name, list, shown) {
    list.closest(".field").hidden = !shown;
    list.disabled = !shown || this.card(name).hidden;
  }

  /** Offers what others answered, as it is now: options come and go, and so do the ranks of a ranking. */
  offerAnswers(name) {
    const card = this.card(name);
    const offered = this.form.offered(name, this.at);
    const ranks = card?.querySelector(".ranks");
    if (ranks && fitRanks(ranks, name, offered.length, card.hidden)) this.take([name]);
    const lists = card?.querySelectorAll(ranks ? "select" : ".choices, select") ?? [];
    for (const list of ranks ? lists : [...lists].slice(0, 1)) this.offerThese(list, name, offered);
  }

  offerThese(list, name, offered) {
    const there = new Map([...list.children].map((option) => [(option.querySelector("input") ?? option).value, option]));
    for (const value of offered.filter((one) => !there.has(one))) list.append(this.madeOption(list, name, value));
    for (const [value, option] of there) {
      if (offered.includes(value) || !value || value.startsWith(SOFT)) continue;
      option.remove();
      this.take([name]);
    }
  }

  madeOption(list, name, value) {
    const { type, choices_from: source } = this.thing(name);
    const words = this.form.choiceLabel(source, value);
    if (list.matches("select")) return new Option(words, value);
    const id = list.children.length ? `q-${name}-${value}` : `q-${name}`;
    const box = made("input", { type: type === "select_one" ? "radio" : "checkbox", name, value, id });
    return made("label", { className: "choice" }, box, " ", made("span", { textContent: words }));
  }

  unchoose(control, name) {
    control.checked = false;
    this.take([name]);
  }

  // ---- Sending -------------------------------------------------------------------------------------------------------

  submitted(event) {
    if (event.submitter?.name) return; // going back and changing language send what there is
    this.take(this.questions);
    this.show();
    const wrong = this.questions.map((name) => [name, this.wrong(name)]).filter(([, complaint]) => complaint);
    if (!wrong.length) return;
    event.preventDefault();
    this.complain().then((complaints) => complaints.showAll(wrong), () => sheet.submit()); // else the server says it
  }

  async complain() {
    const { Complaints } = await import("./complaints.js");
    return (this.complaints ??= new Complaints(sheet, this.words));
  }

  /** What is to be put right about a question: its code, and the questionnaire's own words if it has some. */
  wrong(name) {
    if (!this.card(name) || !this.form.isAsked(name, this.at) || FILES.has(this.thing(name).type)) return null;
    const invalid = this.invalid.get(name);
    return invalid ? { code: invalid.invalid, facts: invalid } : this.form.complaint(name, this.at);
  }
}

const nameOf = (item) => item.children.find(({ name }) => name === "name").answer;

// A field to write in, or for a file, is sent even when it is empty.
const needsMark = (part) => part.matches(".question") && !part.querySelector("input[type=file]");

// As many lists as there are choices to rank; whether some had to go.
function fitRanks(ranks, name, number, hidden) {
  const { nth, choose } = ranks.dataset;
  const forms = JSON.parse(nth);
  const ordinal = new Intl.PluralRules(document.documentElement.lang, { type: "ordinal" });
  const had = ranks.children.length;
  for (let rank = had + 1; rank <= number; rank += 1) {
    const id = rank === 1 ? `q-${name}` : `q-${name}-${rank}`;
    const words = (forms[ordinal.select(rank)] ?? forms.other).replace("{nth}", rank);
    const list = made("select", { id, name: `${name}.${rank}`, disabled: hidden }, new Option(choose, ""));
    ranks.append(made("div", { className: "field" }, made("label", { htmlFor: id, textContent: words, lang: document.documentElement.lang }), list));
  }
  while (ranks.children.length > number) ranks.lastElementChild.remove();
  return had > number;
}

function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// In a table only a cell may hold it.
const markPlace = (card) => (card.matches("tr") ? card.lastElementChild : card);

// Tells the server that the person saw this question, though no box of it is ticked.
function seenMark(name) {
  return made("input", { type: "hidden", name, value: "" });
}

// What is hidden is not sent.
function enable(card, asked) {
  if (card.hidden === !asked) return;
  card.hidden = !asked;
  for (const control of card.querySelectorAll("input, select, textarea")) control.disabled = !asked;
}

function hasQuestion(title) {
  for (let next = title.nextElementSibling; next; next = next.nextElementSibling) {
    if (next.matches("[data-section], .buttons")) return false;
    if (next.matches(".question, .matrix") && !next.hidden) return true;
  }
  return false;
}

/** The fields of a question, as they would be sent: name → values. */
export function fieldsOf(card, question) {
  const fields = new Map();
  for (const control of card.querySelectorAll("input, select, textarea")) {
    const tickable = control.type === "radio" || control.type === "checkbox";
    if (!control.name || control.disabled || (tickable && !control.checked)) continue;
    const soft = control.name === question && control.value.startsWith(SOFT);
    const name = soft ? `${question}.missing` : control.name;
    fields.set(name, [...(fields.get(name) ?? []), soft ? control.value.slice(SOFT.length) : control.value]);
  }
  return fields;
}

const place = document.getElementById("live");
if (place && sheet) start(JSON.parse(place.textContent));
