// What to put right, shown as the server shows it: a list on top that takes the focus, and a sentence in each question.

const WORDS = "legend, .label, label"; // the words of a question: the first of these in it

export class Complaints {
  /** `words`: code → sentence, and `summary` (`one`, `other`… with `{n}`), `of` (`{question}`, `{complaint}`), `prefix`. */
  constructor(sheet, words) {
    this.sheet = sheet;
    this.words = words;
    this.shown = new Map(); // question → sentence
    for (const error of sheet.querySelectorAll(".question.wrong .error")) {
      this.shown.set(error.closest(".question").id.slice(2), error.textContent);
    }
  }

  has(name) {
    return this.shown.has(name);
  }

  /** Shows all there is to put right, and leads there. `wrong`: pairs of a question and its complaint. */
  showAll(wrong) {
    for (const name of [...this.shown.keys()]) this.clear(name);
    for (const [name, complaint] of wrong) this.mark(name, this.sentence(complaint));
    this.summarise();
    this.summary.focus();
  }

  /** Says again what is wrong with one question, or nothing more. */
  show(name, complaint) {
    if (!complaint) return this.clear(name);
    if (this.shown.get(name) === this.sentence(complaint)) return;
    this.unmark(name);
    this.mark(name, this.sentence(complaint));
    this.summarise();
  }

  clear(name) {
    if (!this.shown.delete(name)) return;
    this.unmark(name);
    this.summarise();
  }

  sentence({ code, message, facts = {} }) {
    return message || this.words[code].replace(/\{(\w+)\}/g, (mark, fact) => this.words[facts[fact]] ?? facts[fact] ?? mark);
  }

  // ---- In the question -----------------------------------------------------------------------------------------------

  mark(name, sentence) {
    const card = this.card(name);
    const id = `q-${name}`;
    const error = made("p", { className: "error", id: `${id}-error`, textContent: sentence });
    this.shown.set(name, sentence);
    card.classList.add("wrong");
    (card.querySelector(".hint[id]") ?? card.querySelector(WORDS)).after(error);
    this.describe(card, (ids) => [...ids, error.id]);
    document.getElementById(id)?.setAttribute("aria-invalid", "true");
  }

  unmark(name) {
    const card = this.card(name);
    const error = card.querySelector(".error");
    card.classList.remove("wrong");
    this.describe(card, (ids) => ids.filter((id) => id !== error?.id));
    error?.remove();
    for (const control of card.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  }

  describe(card, change) {
    const group = card.querySelector("fieldset");
    const fields = [...card.querySelectorAll("input:not([type=hidden]), select, textarea")];
    for (const described of group ? [group] : fields.slice(0, card.matches("tr") ? fields.length : 1)) {
      const ids = change((described.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
      if (ids.length) described.setAttribute("aria-describedby", ids.join(" "));
      else described.removeAttribute("aria-describedby");
    }
  }

  card(name) {
    return document.getElementById(`c-${name}`);
  }

  // ---- On top of the page --------------------------------------------------------------------------------------------

  get summary() {
    return document.querySelector(".summary") ?? this.addSummary();
  }

  addSummary() {
    const summary = made("div", { className: "summary", tabIndex: -1 });
    summary.setAttribute("role", "alert");
    summary.setAttribute("aria-labelledby", "summary-title");
    summary.append(made("h2", { id: "summary-title" }), made("ul"));
    this.sheet.parentElement.prepend(summary);
    return summary;
  }

  summarise() {
    const number = this.shown.size;
    const title = document.title.replace(`${this.words.prefix} `, "");
    document.title = number ? `${this.words.prefix} ${title}` : title;
    if (!number) return this.summary.remove();
    const form = new Intl.PluralRules(document.documentElement.lang).select(number);
    const words = (this.words.summary[form] ?? this.words.summary.other).replace("{n}", number);
    this.summary.querySelector("h2").textContent = words;
    this.summary.querySelector("ul").replaceChildren(...this.inOrder().map(([name, sentence]) => this.line(name, sentence)));
  }

  inOrder() {
    const cards = [...this.sheet.querySelectorAll(".question")].map((card) => card.id.slice(2));
    return [...this.shown].sort(([one], [other]) => cards.indexOf(one) - cards.indexOf(other));
  }

  line(name, complaint) {
    const question = this.card(name).querySelector(WORDS).cloneNode(true);
    question.querySelector(".optional")?.remove();
    const words = this.words.of.replace("{question}", question.textContent.trim()).replace("{complaint}", complaint);
    const line = made("li");
    line.append(made("a", { href: `#${this.target(name)}`, textContent: words }));
    return line;
  }

  target(name) {
    const first = this.card(name).querySelector("input:not([type=hidden]):enabled, select:enabled, textarea:enabled");
    return first?.id || `q-${name}`;
  }
}

function made(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}
