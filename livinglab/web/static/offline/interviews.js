// An interviewer's device without a network: several people's interviews side by side, each a draft of its own, sealed, and
// each a record of the queue once it is to be sent. The document is templates/participant/interview_form.html; whole.js is the
// same for one person's own phone.

import { draftOf, forgetDraft, keepDraft } from "./drafts.js";
import { Filling } from "./filling_in.js";
import { linkOf, standingOf } from "./link.js";
import { isKept, keepForm } from "./package.js";
import { contentOf, records, watch } from "./queue.js";
import { filled } from "./screens.js";
import { saveAnswers } from "./saved_file.js";
import { keepSending } from "./sender.js";
import { made } from "./whole_page.js";
import { isMine, sayMine } from "./written.js";
import { localNow } from "../form/page.js";

const data = JSON.parse(document.getElementById("whole").textContent);
const words = { ...data.words, ...data.interview_words };
const SCREENS = ["doorstep", "interviews", "newcomer", "agreeing", "page"];
const part = (id) => document.getElementById(id);

let link;
let filling = null; // the interview on the page
let code = ""; // of the person about to be asked

/** An interview: the whole form of one person, with their code and what they agreed to. */
class Interview extends Filling {
  value() {
    const { code: participant, consent } = this.draft;
    return { ...super.value(), code: participant, consent };
  }

  submission() {
    const { code: participant, consent } = this.draft;
    return { ...super.submission(), participant, consent };
  }

  out() {
    list();
  }
}

async function start() {
  const device = await linkOf(location.pathname, data.wave);
  const [, , secret] = location.pathname.split("/");
  const door = `${device.form}/interview`;
  link = { ...device, home: `/interviewer/${secret.slice(0, -1)}`, state: door, submission: door, files: `${door}/files` };
  history.replaceState(null, "", link.form + location.search); // another page of the device, when there was no network
  part("page").autocomplete = "off"; // the browser proposes nobody's answers to the next person
  part("newcomer").addEventListener("submit", ask);
  part("agreeing").addEventListener("submit", agreed);
  part("new").addEventListener("click", () => show("newcomer", part("new").textContent));
  for (const way of document.querySelectorAll("[data-do=list]")) way.addEventListener("click", list);
  if (isMine(link.owner)) return open();
  part("offer").hidden = false;
  part("fallback").hidden = true;
  part("mine").addEventListener("click", () => keepHere().catch(giveWay));
}

async function keepHere() {
  sayMine(link.owner);
  await open();
}

async function open() {
  watch(() => part("interviews").hidden || fillList());
  await list();
  keepSending();
  await refresh();
}

/** Keeps the form as it is asked now, for the next time there is no network. */
async function refresh() {
  const standing = await standingOf(link);
  if (standing?.state !== "open") return standing && tell(standing.state === "unknown" ? words.link_unknown : words.closed, "danger");
  const another = standing.questionnaire !== data.digest;
  if (another && (await begun()).length) return tell(words.older);
  const first = !(await isKept(link, standing.release));
  const kept = await keepForm(link, standing.questionnaire, data).catch(() => false);
  if (another && kept) return location.assign(link.form);
  if (first) tell(kept ? words.ready : words.not_ready);
}

// ---- The list ------------------------------------------------------------------------------------------------------------

const draftId = (id) => `${link.id}/${id}`;
const labelsId = () => `${link.id} labels`; // id → code, sealed as the drafts are: records of the queue name nobody

async function labels() {
  return (await draftOf(link.key, labelsId())) ?? { value: {}, revision: 0 };
}

/** The interviews not yet finished: `[id, draft]`. */
async function begun() {
  const { value } = await labels();
  const drafts = await Promise.all(Object.keys(value).map(async (id) => [id, await draftOf(link.key, draftId(id))]));
  return drafts.filter(([, draft]) => draft);
}

async function list() {
  await filling?.close();
  filling = null;
  await fillList();
  show("interviews", words.title);
}

async function fillList() {
  const { value: names } = await labels();
  const drafts = await begun();
  const finished = (await records()).filter(({ group }) => group.startsWith(`${link.id}/`)).reverse();
  part("begun-title").textContent = drafts.length === 1 ? words.begun_one : filled(words.begun, { n: drafts.length });
  part("begun").replaceChildren(...drafts.map(([id, draft]) => draftLine(id, draft.value)));
  part("begun").hidden = !drafts.length;
  part("begun-none").hidden = Boolean(drafts.length);
  part("queue").replaceChildren(...finished.map((record) => recordLine(record, names[record.id] ?? "")));
  part("queue").hidden = part("queue-title").hidden = !finished.length;
}

function line(name, state, ...actions) {
  const said = made("p");
  said.append(made("strong", { className: "code", textContent: name }), ` · ${state}`);
  const item = made("li");
  item.append(said);
  if (actions.length) {
    const row = made("p", { className: "together" });
    row.append(...actions);
    item.append(row);
  }
  return item;
}

function button(label, name, act, className = "plain") {
  const control = made("button", { type: "button", className, textContent: label });
  control.append(made("span", { className: "apart", textContent: ` : ${name}` }));
  control.addEventListener("click", act);
  return control;
}

function draftLine(id, value) {
  const item = line(value.code, words.begun_title,
    button(words.take_up, value.code, () => fillIn(id)),
    button(words.delete, value.code, () => sure(item, id, value)));
  return item;
}

/** Asks before answers are lost, in the place of the button. */
function sure(item, id, value) {
  const erase = button(words.delete, value.code, async () => {
    await forgetDraft(draftId(id));
    await fillList();
    part("title").focus();
  }, "dangerous");
  item.replaceChildren(made("p", { textContent: filled(words.delete_sure, { code: value.code }) }), row(erase, button(words.take_up, value.code, () => fillIn(id), "secondary")));
  erase.focus();
}

function row(...controls) {
  const buttons = made("p", { className: "buttons" });
  buttons.append(...controls);
  return buttons;
}

function recordLine(record, name) {
  const actions = record.state === "refused" ? [button(words.save, name, async () => {
    tell(await saveAnswers({ ...(await contentOf(record.id)), wave: data.wave, words }));
  })] : [];
  const item = line(name, words[record.state], ...actions);
  if (record.sentence) item.querySelector("p").after(made("p", { textContent: record.sentence }));
  return item;
}

// ---- A new interview -------------------------------------------------------------------------------------------------------

function ask(event) {
  event.preventDefault();
  const field = part("code");
  code = field.value.trim();
  part("code-error").textContent = code ? "" : words.code_missing;
  field.toggleAttribute("aria-invalid", !code);
  if (!code) return field.focus();
  field.value = "";
  show("agreeing", part("agreeing").dataset.title, code);
}

async function agreed(event) {
  event.preventDefault();
  const id = crypto.randomUUID();
  const consent = { digest: data.consent.digest, at: localNow() };
  const value = { id, digest: data.digest, answers: {}, startedAt: localNow(), seen: null, place: null, typed: [], code, consent };
  try {
    const { value: names, revision } = await labels();
    await keepDraft(link.key, labelsId(), { ...names, [id]: code }, revision);
    await keepDraft(link.key, draftId(id), value, 0);
    await fillIn(id);
  } catch (fault) {
    giveWay(fault);
  }
}

async function fillIn(id) {
  const { value, revision } = await draftOf(link.key, draftId(id));
  if (value.digest !== data.digest) return location.assign(`${link.form}?version=${encodeURIComponent(value.digest)}`);
  const own = { ...link, id: draftId(id) };
  filling = await Interview.open({ data: { ...data, words }, link: own, value, revision, complaints: [], sent });
  show("page", "", value.code);
  filling.show();
}

function sent() {
  filling.closing.abort();
  filling = null;
  list().then(keepSending);
}

// ---- Words -----------------------------------------------------------------------------------------------------------------

/** Shows one screen of the document, and whom it is about; the pages of the form say their own title. */
function show(id, title, who = "") {
  part("who").textContent = who && ` · ${who}`;
  for (const name of SCREENS) part(name).hidden = name !== id;
  for (const way of document.querySelectorAll(".way-out [data-do=list]")) way.hidden = id === "interviews";
  if (id !== "page") part("state").textContent = part("place").textContent = "";
  if (id !== "interviews") tell("");
  document.querySelector(".summary")?.remove();
  if (!title) return;
  part("title").textContent = title;
  document.title = [title, document.title.split(" – ").at(-1)].join(" – ");
  part("title").focus();
}

function tell(sentence, kind = "") {
  const notice = part("notice");
  notice.className = sentence ? `notice ${kind}` : "";
  notice.replaceChildren(...(sentence ? [made("p", { textContent: sentence })] : []));
}

/** This browser keeps nothing, or has no room: the pages with the network are offered. */
function giveWay(fault) {
  tell(fault.name === "QuotaExceededError" ? words.no_room : words.keeps_nothing, "danger");
  part("offer").hidden = true;
  part("doorstep").hidden = part("fallback").hidden = false;
  console.warn(fault);
}

start().catch(giveWay);
