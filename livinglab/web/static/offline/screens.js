// What a kept form shows besides questions: the list of a repeat, the review, what became of what was sent, and the choice
// between two versions of the same answers.

import { BLANK } from "../expressions/values.js";
import { answerInWords, holdsAnswer, pageTemplate, titleNodes, wordsOf } from "./reading_back.js";
import { sendsInTheBackground } from "./sender.js";
import { made, placeKey } from "./whole_page.js";

const WORDS_SHOWN = 3; // answers that tell one instance from another
const MOST_INSTANCES = 1000;

/** A template of the document, ready to be shown. */
export function taken(id) {
  return document.getElementById(id).content.cloneNode(true);
}

export const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (mark, name) => values[name] ?? mark);

/** The list of the instances of a repeat. `pages`: those of the form now. */
export function instancesScreen(form, pages, { repeat, at }, words) {
  const screen = taken("instances");
  const number = form.instances(form.scopeAt(at), repeat).length;
  const [lead, list] = [screen.querySelector("p"), screen.querySelector("ol")];
  lead.textContent = instancesInWords(number, words);
  for (let n = 1; n <= number; n += 1) list.append(instanceLine(form, pages, [...at, [repeat, n]], n, words));
  if (!number) list.remove();
  const add = screen.querySelector("[value=add]");
  add.textContent = number ? words.add_another : words.add;
  if (number >= MOST_INSTANCES) add.remove();
  return screen;
}

function instancesInWords(number, words) {
  if (!number) return words.instances_none;
  const form = new Intl.PluralRules(document.documentElement.lang).select(number);
  return filled(words.instances[form] ?? words.instances.other, { n: number });
}

function instanceLine(form, pages, at, n, words) {
  const line = made("li");
  const said = firstAnswers(form, pages.filter((page) => startsWith(page.at, at)), words);
  const buttons = [["change", "change_named"], ["remove", "remove_named"]].map(([what, named]) => {
    const button = made("button", { className: "plain", name: what, value: n, textContent: words[what] });
    button.setAttribute("aria-label", `${filled(words[named], { n })}${said ? `, ${said}` : ""}`);
    return button;
  });
  const actions = made("p");
  actions.append(...buttons);
  line.append(made("p", { textContent: said || words.instance_empty }), actions);
  return line;
}

function firstAnswers(form, pages, words) {
  const places = pages.flatMap((page) => page.questions.map((name) => [name, page.at]));
  const said = places.map(([name, at]) => [name, form.element(name, at).answer])
    .filter(([name, answer]) => !answer.missing && holdsAnswer(name));
  return said.slice(0, WORDS_SHOWN).map(([name, answer]) => answerInWords(form, name, answer, words)).join(", ");
}

export const startsWith = (at, beginning) => JSON.stringify(at.slice(0, beginning.length)) === JSON.stringify(beginning);

/** Everything answered, page by page, with a button to change it. `complaints`: place → sentence. */
export function reviewScreen(form, pages, complaints, words) {
  const screen = taken("review");
  const buttons = screen.querySelector(".buttons");
  for (const page of pages) {
    const complaintAt = (name) => complaints.get(placeKey(name, page.at));
    const lines = page.questions.filter(holdsAnswer).map((name) => answerLine(form, page, name, complaintAt(name), words));
    if (!lines.length) continue;
    const chapter = made("section", { className: "panel" });
    const title = made("h2");
    title.append(...titleNodes(form, pageTemplate(page).content.querySelector("h1"), page.at, words));
    const facts = made("dl", { className: "facts" });
    facts.append(...lines);
    chapter.append(title, facts);
    buttons.before(chapter);
  }
  return screen;
}

function answerLine(form, page, name, complaint, words) {
  const line = made("div");
  const said = wordsOf(form, name, page.at);
  const answer = made("dd", { textContent: answerInWords(form, name, form.element(name, page.at).answer, words) });
  if (complaint) answer.append(made("span", { className: "error", textContent: complaint }));
  const change = made("button", { className: "plain change", name: "change", value: page.code, textContent: words.change });
  change.id = `a-${placeKey(name, page.at)}`;
  change.dataset.question = name;
  change.append(made("span", { className: "apart", textContent: ` : ${said}` }));
  const action = made("dd");
  action.append(change);
  line.append(made("dt", { textContent: said }), answer, action);
  return line;
}

/** The list of what to put right on the review, as the server shows it. */
export function complaintSummary(form, complaints, words) {
  const summary = made("div", { className: "summary", tabIndex: -1 });
  summary.setAttribute("role", "alert");
  summary.setAttribute("aria-labelledby", "summary-title");
  const number = complaints.length;
  const title = number === 1 ? words.summary.one : words.summary.other.replace("#", number);
  const list = made("ul");
  for (const { question, at, message } of complaints) {
    const known = form.things.get(question)?.type;
    const sentence = filled(words.of, { question: known ? wordsOf(form, question, at) : question, complaint: message });
    const line = made("li");
    line.append(made("a", { href: `#a-${placeKey(question, at)}`, textContent: sentence }));
    list.append(line);
  }
  summary.append(made("h2", { id: "summary-title", textContent: title }), list);
  return summary;
}

const OUTCOMES = { // state of the record → what is said of it, and what can be done
  waiting: { title: "waiting_title", kind: "", says: sendsInTheBackground ? ["waiting", "waiting_reopen"] : ["waiting_here"], offers: ["try", "save"] },
  sent: { title: "sent_title", kind: "success", says: ["sent"], offers: ["home"] },
  set_aside: { title: "set_aside_title", kind: "", says: [], offers: ["home"] },
  refused: { title: "refused_title", kind: "danger", says: ["stays"], offers: ["try", "save"] },
};

/** What became of what was sent: its title, and the screen. */
export function outcomeScreen(record, words) {
  const { title, kind, says, offers } = OUTCOMES[record.state];
  const screen = taken("outcome");
  const notice = screen.querySelector(".notice");
  if (kind) notice.classList.add(kind);
  const receipt = record.receipt ? [filled(words.receipt_number, { receipt: record.receipt })] : [];
  const sentences = [record.sentence, ...says.map((name) => words[name]), ...receipt].filter(Boolean);
  for (const textContent of sentences) notice.append(made("p", { textContent }));
  for (const offer of screen.querySelectorAll("[data-do]")) if (!offers.includes(offer.dataset.do)) offer.remove();
  return { title: words[title], screen };
}

/** Two versions of the same answers, question by question, to choose from. */
export function elsewhereScreen(form, mine, theirs, words) {
  const screen = taken("elsewhere");
  const facts = screen.querySelector("dl");
  const outermost = [...form.things.values()].filter(({ name, repeat, around }) => (repeat || holdsAnswer(name)) && !around.length);
  for (const thing of outermost.filter(({ name }) => JSON.stringify(mine[name]) !== JSON.stringify(theirs[name]))) {
    const line = made("div");
    line.append(made("dt", { textContent: wordsOf(form, thing.name, []) }));
    for (const [whose, answers] of [["mine_here", mine], ["kept_there", theirs]]) {
      const told = made("dd");
      told.append(made("strong", { textContent: words[whose] }), ` ${versionInWords(form, thing, answers[thing.name], words)}`);
      line.append(told);
    }
    facts.append(line);
  }
  if (!facts.children.length) facts.replaceWith(made("p", { textContent: words.same_answers }));
  return screen;
}

function versionInWords(form, { name, repeat }, answer = BLANK, words) {
  return repeat ? instancesInWords(answer.length ?? 0, words) : answerInWords(form, name, answer, words);
}
