// A field to search a long drop-down, after the combobox pattern of ARIA. The drop-down stays, hidden, and says the answer:
// what is offered is what stands in it now, so that a list that follows other answers is followed here too.

import { better, wordsOf } from "../better.js";
import { changed, inOurWords, made, say } from "./panel.js";
import { found, plain } from "./search.js";

const MOST = 50; // shown at once: the rest is reached by writing
const CLICK = 200; // milliseconds: words that come while a button is being pressed would move it away

class Combobox {
  constructor(select) {
    this.select = select;
    this.field = this.takeOver();
    this.list = made("ul", { id: `${this.field.id}-options` });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-labelledby", wordsOf(select));
    this.status = inOurWords(made("p", { className: "status" }));
    this.status.setAttribute("role", "status");
    select.after(made("div", { className: "combobox" }, this.field, this.list), this.status);
    this.field.setAttribute("aria-controls", this.list.id);
    this.listen();
    this.close();
    this.settle();
  }

  // The label, the complaints and the summary of errors lead to the field from now on.
  takeOver() {
    const { select } = this;
    const field = made("input", { id: select.id, autocomplete: "off", spellcheck: false, placeholder: say("search_field") });
    field.setAttribute("autocapitalize", "none");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
      select.removeAttribute(name);
    }
    select.id += "-native";
    select.hidden = true;
    return field;
  }

  listen() {
    const { field, list } = this;
    field.addEventListener("input", (event) => (event.stopPropagation(), this.written()));
    field.addEventListener("change", (event) => event.stopPropagation());
    field.addEventListener("click", () => (this.isOpen ? this.close() : this.open("")));
    field.addEventListener("keydown", (event) => this.pressed(event));
    field.addEventListener("blur", () => {
      this.close();
      setTimeout(() => this.left(), CLICK);
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const line = event.target.closest("[role=option]");
      if (line) this.choose(this.options[line.dataset.at]);
    });
    new MutationObserver(() => this.settle()).observe(this.select, { childList: true });
  }

  // ---- The list --------------------------------------------------------------------------------------------------------

  get isOpen() {
    return !this.list.hidden;
  }

  get offered() {
    return [...this.select.options].filter((option) => option.value && !option.disabled);
  }

  open(query = this.field.value) {
    const matching = found(this.offered, query);
    this.options = matching.slice(0, MOST);
    this.list.replaceChildren(...this.options.map((option, at) => this.line(option, at)));
    this.list.hidden = this.options.length === 0;
    this.field.setAttribute("aria-expanded", String(this.isOpen));
    this.move(-1);
    const key = matching.length > MOST ? "search_more" : matching.length ? "search_found" : "search_nothing";
    this.say(say(key, { n: matching.length, shown: MOST }));
  }

  line(option, at) {
    const line = made("li", { id: `${this.list.id}-${at}`, textContent: option.textContent, lang: option.lang });
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", String(option.selected));
    line.dataset.at = at;
    return line;
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.move(-1);
  }

  move(at) {
    this.list.querySelector(".active")?.classList.remove("active");
    const line = this.list.children[at];
    this.active = line ? at : -1;
    if (!line) return this.field.removeAttribute("aria-activedescendant");
    line.classList.add("active");
    line.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", line.id);
  }

  // ---- Keys ------------------------------------------------------------------------------------------------------------

  pressed(event) {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") this.step(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter") this.enter();
    else if (key === "Escape" && this.isOpen) this.close();
    else return;
    event.preventDefault(); // Enter does not send the page
  }

  step(by) {
    if (!this.isOpen) return this.open(this.isSettled ? "" : this.field.value), this.move(by > 0 ? 0 : this.options.length - 1);
    const places = this.options.length;
    this.move(this.active < 0 && by < 0 ? places - 1 : (this.active + by + places) % places);
  }

  enter() {
    if (!this.isOpen) return this.open(this.isSettled ? "" : this.field.value);
    const only = this.options.length === 1 ? 0 : this.active;
    if (only >= 0) this.choose(this.options[only]);
  }

  // ---- The answer ------------------------------------------------------------------------------------------------------

  get chosen() {
    const option = this.select.selectedOptions[0];
    return option?.value ? option : null;
  }

  get isSettled() {
    return this.field.value === (this.chosen?.textContent ?? "");
  }

  // What is written is the answer as soon as it is one of the list, and none until then.
  written() {
    const written = plain(this.field.value);
    this.take(written ? this.offered.find((option) => plain(option.textContent) === written)?.value ?? "" : "");
    this.open();
  }

  choose(option) {
    this.take(option.value);
    this.settle();
  }

  take(value) {
    if (this.select.value === value) return;
    this.select.value = value;
    changed(this.select);
  }

  /** Shows what is chosen, as when the list has changed with another answer. */
  settle() {
    this.field.value = this.chosen?.textContent ?? "";
    this.close();
    this.say("");
  }

  left() {
    if (document.activeElement === this.field) return;
    const written = this.field.value.trim();
    if (this.chosen || !written) return this.settle();
    this.say(say("search_not_listed", { written }), "bad");
  }

  say(sentence, kind = "") {
    this.status.className = `status ${kind}`.trim();
    this.status.textContent = sentence;
  }
}

better("select[data-search]", (select) => new Combobox(select));
