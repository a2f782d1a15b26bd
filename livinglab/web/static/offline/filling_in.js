// Filling in a kept form: one page at a time, each change kept, then the review, then the queue.

import { openForm } from "../form/model.js";
import { localNow } from "../form/page.js";
import { pagesOf } from "../form/pages.js";
import { draftOf } from "./drafts.js";
import { keepFile, enqueue } from "./queue.js";
import { Journal } from "./journal.js";
import { Keeping, lastWritten } from "./keeping.js";
import { holdsAnswer, pageTemplate, titleNodes } from "./reading_back.js";
import { complaintSummary, elsewhereScreen, filled, instancesScreen, reviewScreen, startsWith, taken } from "./screens.js";
import { answersOf, filesIn } from "./sendable.js";
import { askStart, startGiven } from "./start_place.js";
import { placeKey, WholePage } from "./whole_page.js";

const REVIEW = "review";
const sheet = document.getElementById("page");
const part = (id) => document.getElementById(id);

export class Filling {
  /** `data`: of the document; `value`, `revision`: the draft; `sent()` is called once all is in the queue; `tell` says a sentence. */
  static async open({ data, link, value: kept, revision, ...more }) {
    const journal = await Journal.open(localStorage, `journal ${link.id}`, link.keyOfJournal);
    const value = await lastWritten(journal, kept, revision);
    const startedAt = value.startedAt ?? localNow();
    const context = { language: data.language, seed: value.id, now: localNow(), startedAt };
    const form = await openForm(data.form, value.answers, context);
    const recovered = value !== kept;
    return new this({ data, link, journal, value: { files: [], ...value, startedAt }, recovered, revision, form, ...more });
  }

  constructor({ data, link, journal, value, recovered, form, revision, complaints, sent, tell }) {
    Object.assign(this, { data, words: data.words, link, draft: value, recovered, form, complaints, sent, tell });
    this.place = value.place;
    this.passed = new Set(value.passed ?? this.repeatsAnswered(value.answers)); // lists of repeats one went on from
    this.back = false; // whether Continue leads back to the review
    this.keeping = new Keeping(link, journal, revision, () => this.value(), (state) => this.said(state));
    this.closing = new AbortController();
    const { signal } = this.closing;
    for (const kind of ["input", "change"]) sheet.addEventListener(kind, (event) => this.typed(event), { signal });
    sheet.addEventListener("kept", () => this.keeping.changed(), { signal });
    sheet.addEventListener("submit", (event) => this.submitted(event), { signal });
  }

  /** Lets the page go, everything kept: another draft may take it. */
  async close() {
    this.page?.take(this.page.questions);
    await this.keeping.changed();
    this.closing.abort();
    await this.keeping.end();
  }

  /** The draft as it is now. */
  value() {
    this.form.remember();
    const { id, digest, startedAt, seen, files } = this.draft;
    const answers = this.form.given.get(this.form.root);
    const typed = this.page?.written() ?? [];
    return { id, digest, startedAt, seen, files, answers, place: this.place, passed: [...this.passed], typed };
  }

  said(state) {
    busy(part("state"), state === "keeping"); // what it says is not true of the last change yet
    if (state === "keeping") return;
    part("state").textContent = this.words[state] ?? "";
    part("state").classList.toggle("error", state === "full" || state === "not_kept");
    if (state === "overtaken") this.overtaken();
  }

  // ---- Pages -------------------------------------------------------------------------------------------------------------

  get pages() {
    return pagesOf(this.form);
  }

  /** Shows the place of the draft; the first page when there is none, or it is not asked any more. */
  show() {
    sheet.hidden = false;
    this.said(this.draft.place ? "kept" : "nothing_yet");
    const { pages } = this;
    if (this.place === REVIEW && !this.unfilled()) this.showReview();
    else this.showPage(pages.find(({ code }) => code === this.place) ?? this.unfilled() ?? pages[0], new Map(this.draft.typed));
    if (this.recovered) this.keeping.changed();
  }

  showPage(page, typed) {
    this.leave(page.code);
    const { pages } = this;
    const content = pageTemplate(page).content.cloneNode(true);
    const place = filled(this.words.place, { place: pages.findIndex(({ code }) => code === page.code) + 1, places: pages.length });
    this.setTitle(content.querySelector("h1"), page.at, place);
    if (page.repeat) {
      sheet.replaceChildren(instancesScreen(this.form, pages, page, this.words));
    } else {
      sheet.replaceChildren(...content.querySelector("div").children, taken("going"));
      if (page.code === pages[0].code) askStart(this.form, sheet);
      this.page = new WholePage(this.form, page.at, this.words, this.draft.files, typed);
      this.sayComplaints(page);
    }
    this.current = page;
    part("title").focus();
  }

  // What the server found wrong on this page is said again there.
  async sayComplaints({ at }) {
    const { page } = this;
    const here = this.complaints.filter((one) => page.questions.includes(one.question) && sameAt(one.at, at));
    if (here.length) (await page.complain()).showAll(here.map(({ question, message }) => [question, { code: "", message }]));
  }

  showReview(complaints = this.complaints) {
    this.leave(REVIEW);
    const { pages } = this;
    const said = new Map(complaints.map(({ question, at, message }) => [placeKey(question, at), message]));
    const screen = reviewScreen(this.form, pages, said, this.words);
    this.setTitle(screen.querySelector("h1"), [], "");
    sheet.replaceChildren(...screen.querySelector("div").children);
    part("title").focus();
    if (!complaints.length) return;
    const summary = complaintSummary(this.form, complaints, this.words);
    sheet.parentElement.prepend(summary);
    document.title = `${this.words.prefix} ${document.title}`;
    summary.focus();
  }

  leave(place) {
    document.querySelector(".summary")?.remove();
    if (this.place !== place) part("notice").querySelector("[data-passing]")?.remove();
    this.page = null;
    this.place = place;
  }

  setTitle(heading, at, place) {
    const title = part("title");
    title.replaceChildren(...titleNodes(this.form, heading, at, this.words));
    if (heading.lang) title.lang = heading.lang;
    else title.removeAttribute("lang");
    part("place").textContent = place ? ` · ${place}` : "";
    const laboratory = document.title.split(" – ").at(-1);
    document.title = [place, title.textContent, laboratory].filter(Boolean).join(" – ");
  }

  // ---- What the person does ------------------------------------------------------------------------------------------------

  async typed({ target: control, type }) {
    if (!this.page) return;
    if (startGiven(this.form, control)) return this.keeping.changed();
    if (control.type !== "file") this.page.typed(control);
    else if (type === "change") await this.chosen(control);
    await this.keeping.changed();
  }

  /** A file is kept before it becomes the answer. */
  async chosen(control) {
    const [file] = control.files;
    const name = control.closest(".question").id.slice(2);
    if (!file) return;
    const key = crypto.randomUUID();
    try {
      await keepFile(this.draft.id, key, file);
    } catch {
      return this.said("full");
    }
    const own = unlike(file.name, this.draft.files.map((other) => other.name));
    this.draft.files.push({ key, name: own });
    this.page?.choose(name, own);
  }

  submitted(event) {
    event.preventDefault();
    const { name, value } = event.submitter ?? {};
    const act = { add: "add", remove: "remove", change: "change" }[name === "go" ? value : name];
    if (act) return this[act](value);
    if (name === "go" && value === "back") return this.goBack();
    if (name === "go" && value === "send") return this.send();
    return this.goOn();
  }

  async goOn() {
    const wrong = this.page?.allWrong() ?? [];
    if (wrong.length) return (await this.page.complain()).showAll(wrong);
    const { current } = this;
    if (current.repeat) this.passed.add(current.code);
    else this.complaints = this.complaints.filter((one) => !(current.questions.includes(one.question) && sameAt(one.at, current.at)));
    const { pages } = this;
    const next = this.back ? this.unfilled() : pages[pages.findIndex(({ code }) => code === current.code) + 1];
    if (next) this.showPage(next);
    else this.showReview();
    this.keeping.changed();
  }

  goBack() {
    this.page?.take(this.page.questions);
    const { pages } = this;
    const before = pages[pages.findIndex(({ code }) => code === this.current.code) - 1];
    if (before) this.showPage(before);
    else this.out();
    this.keeping.changed();
  }

  /** Before the first page. */
  out() {
    location.assign(this.link.home);
  }

  add() {
    const { repeat, at } = this.current;
    this.form.addInstance(repeat, at);
    const number = this.form.instances(this.form.scopeAt(at), repeat).length;
    const inside = this.pages.find((page) => startsWith(page.at, [...at, [repeat, number]]));
    this.showPage(inside ?? this.current);
    this.keeping.changed();
  }

  remove(number) {
    const { repeat, at } = this.current;
    this.form.removeInstance(repeat, at, Number(number));
    const prefix = [...at, [repeat, ""]].flat().join("~");
    this.passed = new Set([...this.passed].filter((code) => !code.startsWith(prefix))); // numbers have shifted
    this.showPage(this.current);
    this.keeping.changed();
  }

  /** From the review: a page, by its code; from the list of a repeat: an instance, by its number. */
  change(where) {
    const { pages, current } = this;
    const listed = this.place === REVIEW ? null : [...current.at, [current.repeat, Number(where)]];
    this.back = !listed || this.back;
    this.showPage(pages.find((page) => (listed ? startsWith(page.at, listed) : page.code === where)) ?? current);
    this.keeping.changed();
  }

  // The codes of the lists of repeats that answers say something of, were it that there is no instance.
  repeatsAnswered(answers) {
    const inside = (at) => at.reduce((scope, [repeat, number]) => scope?.[repeat]?.[number - 1], answers);
    return this.pages.filter(({ repeat, at }) => repeat && inside(at)?.[repeat]).map(({ code }) => code);
  }

  /** The first page with a question nobody has seen; undefined when all pages were. */
  unfilled() {
    return this.pages.find(({ code, questions, at, repeat }) => {
      if (repeat) return !this.passed.has(code);
      const given = this.form.given.get(this.form.scopeAt(at));
      return questions.some((name) => holdsAnswer(name) && !(name in given) && !this.form.isReadOnly(name, at));
    });
  }

  // ---- Sending -------------------------------------------------------------------------------------------------------------

  /** What is to be sent. */
  submission() {
    const { id, digest, startedAt } = this.draft;
    return {
      id, questionnaire: digest, answers: answersOf(this.form), language: this.data.language,
      started_at: startedAt, finished_at: localNow(),
    };
  }

  /** What is to be sent, with its files. */
  everything() {
    const body = this.submission();
    return { body, files: [...filesIn(this.form, body.answers, this.draft.files)] };
  }

  async send() {
    const wrong = this.wrongAnywhere();
    if (wrong.length) return this.showReview(wrong);
    await this.keeping.end();
    const { body, files } = this.everything();
    try {
      await enqueue({
        id: body.id, group: this.link.id, address: this.link.submission, filesAddress: this.link.files, body, files,
      }, this.link.id);
    } catch {
      this.keeping.stopped = false;
      return this.said("full");
    }
    this.end();
  }

  /** All is in the queue, put there from here or from another tab. */
  end() {
    this.closing.abort();
    this.sent();
  }

  wrongAnywhere() {
    return this.pages.flatMap(({ questions, at }) => questions
      .map((question) => ({ question, at, complaint: this.form.complaint(question, at) }))
      .filter(({ complaint }) => complaint)
      .map(({ question, complaint }) => ({ question, at, message: complaint.message || this.words[complaint.code] })));
  }

  // ---- Elsewhere -----------------------------------------------------------------------------------------------------------

  /** Another tab kept other answers: both are shown, and nothing is written until one is chosen. */
  async overtaken() {
    const kept = await draftOf(this.link.key, this.link.id);
    if (!kept) return this.end(); // sent from there
    this.choose(kept.value.answers, {
      mine: () => this.keeping.over(kept.revision),
      theirs: () => location.reload(),
    });
  }

  /** The server keeps answers of the ordinary pages: the same choice, when they are newer than those begun from. */
  compare(standing) {
    if (standing.questionnaire !== this.draft.digest && !standing.revision) this.tell(this.words.newer);
    if (this.draft.seen === null || standing.revision <= this.draft.seen) return;
    const settle = () => {
      this.draft.seen = standing.revision;
      return this.keeping.changed();
    };
    this.choose(standing.answers, {
      mine: settle,
      theirs: async () => {
        this.form.given.set(this.form.root, standing.answers);
        this.page = null;
        await settle();
        location.reload();
      },
    });
  }

  choose(theirs, acts) {
    const notice = part("notice");
    const mine = this.form.given.get(this.form.root);
    notice.replaceChildren(elsewhereScreen(this.form, mine, theirs, this.words));
    for (const [name, act] of Object.entries(acts)) {
      notice.querySelector(`[data-do=${name}]`).addEventListener("click", () => {
        notice.replaceChildren();
        part("title").focus();
        act();
      });
    }
  }
}

const sameAt = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function unlike(name, others) {
  const [, stem, suffix] = /^(.*?)(\.[^.]*)?$/s.exec(name);
  let own = name;
  for (let number = 2; others.includes(own); number += 1) own = `${stem} (${number})${suffix ?? ""}`;
  return own;
}

function busy(region, is) {
  if (is) region.setAttribute("aria-busy", "true");
  else region.removeAttribute("aria-busy");
}
