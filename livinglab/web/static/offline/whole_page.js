// One page of a kept form, live: the page of `form/page.js`, filled in from the answers kept, with files that stay here.

import { shuffled } from "../expressions/chance.js";
import { BLANK, toNumber, valueOf } from "../expressions/values.js";
import "../form/complaints.js"; // loaded with the page: a newer release may have taken its place when it is needed
import { fieldsOf, LivePage } from "../form/page.js";
import { fieldsSaying, fill, proposed } from "./filling.js";

const sheet = document.getElementById("page");

export class WholePage extends LivePage {
  /** `typed`: fields as they were written, when they said no answer yet; `files`: what was chosen, by the name it bears. */
  constructor(form, at, words, files, typed = new Map()) {
    super(form, at, [...sheet.querySelectorAll(".question[id]")].map((card) => card.id.slice(2)), words);
    this.files = files;
    this.unwrap();
    for (const name of this.questions) this.fillIn(name, typed);
    this.take(this.questions.filter((name) => this.card(name).querySelector("input, select, textarea")));
    this.show();
  }

  fillIn(name, typed) {
    const thing = this.thing(name);
    const known = this.form.given.get(this.form.scopeAt(this.at))[name];
    const answer = known ?? (thing.type === "note" ? BLANK : proposed(this.form, name, this.at));
    if (this.isFile(name)) return this.showFile(name);
    if (thing.choices_from) this.offerAnswers(name);
    this.arrange(name);
    const written = [...typed].filter(([field]) => field === name || field.startsWith(`${name}.`));
    fill(this.card(name), name, written.length ? new Map(written) : fieldsSaying(thing, answer));
  }

  offer(name) {
    super.offer(name);
    this.arrange(name);
  }

  // What is shuffled has the order of the response, as on the server; nothing of it stands in the document.
  arrange(name) {
    const { shuffled: seed } = this.thing(name);
    if (!seed) return;
    const order = shuffled(this.form.offered(name, this.at), this.seedOf(name, seed));
    for (const list of this.card(name).querySelectorAll(".choices, select")) {
      const nodes = [...list.children].map((one) => [one.value ?? one.querySelector("input")?.value, one]);
      reorder(new Map(nodes.filter(([value]) => order.includes(value))), order);
    }
  }

  seedOf(name, seed) {
    if (seed === true) return `${this.form.context.seed}:${placeKey(name, this.at)}`;
    const [, reference] = /^\$\{(.+)\}$/.exec(seed) ?? [];
    return reference ? toNumber(valueOf(this.form.answer(reference, this.at))) : Number(seed);
  }

  /** The fields as they are written now: name → values. */
  written() {
    const cards = this.questions.map((name) => [name, this.card(name)]).filter(([, card]) => !card.hidden);
    return cards.flatMap(([name, card]) => [...fieldsOf(card, name)]).filter(([, values]) => values.some(Boolean));
  }

  wrong(name) {
    if (!this.isFile(name)) return super.wrong(name);
    return this.form.isAsked(name, this.at) ? this.form.complaint(name, this.at) : null;
  }

  /** All there is to put right: pairs of a question and its complaint. */
  allWrong() {
    this.take(this.questions);
    this.show();
    return this.questions.map((name) => [name, this.wrong(name)]).filter(([, complaint]) => complaint);
  }

  // ---- Files -----------------------------------------------------------------------------------------------------------

  isFile(name) {
    return Boolean(this.card(name).querySelector("input[type=file]"));
  }

  /** Answers a question with a file, or with none (null). */
  choose(name, file) {
    this.form.set(name, this.at, file ?? BLANK);
    this.showFile(name);
    this.show();
  }

  showFile(name) {
    const control = this.card(name).querySelector("input[type=file]");
    const answer = this.form.element(name, this.at).answer;
    this.card(name).querySelector(".kept-file")?.remove();
    if (typeof answer === "string") control.before(this.keptFile(name, answer));
    const soft = this.card(name).querySelector("input[type=checkbox]");
    if (soft) soft.checked = answer.missing === soft.value;
  }

  keptFile(name, answer) {
    const kept = made("div", { className: "kept-file" });
    const line = made("p", { textContent: `${this.words.file_kept} ` });
    line.append(made("bdi", { textContent: answer }));
    const remove = made("button", { type: "button", className: "plain", textContent: this.words.file_remove });
    remove.addEventListener("click", () => {
      this.choose(name, null);
      const control = this.card(name).querySelector("input[type=file]");
      control.value = "";
      control.focus();
      sheet.dispatchEvent(new Event("kept", { bubbles: true }));
    });
    kept.append(line, remove);
    return kept;
  }
}

/** A place in one word: `person~2~age`. */
export const placeKey = (name, at) => [...at.flat(), name].join("~");

function reorder(nodes, order) {
  const [first] = nodes.values();
  if (!first) return;
  const start = document.createComment("");
  first.before(start);
  for (const value of order.filter((one) => nodes.has(one))) start.before(nodes.get(value));
  start.remove();
}

export function made(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}
