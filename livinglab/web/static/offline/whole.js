// A whole form kept on this device: begun once with a network, filled in and sent without one. The document
// (templates/participant/whole_form.html) holds every page as a template, and nothing personal; docs/decisions/0013 says why.

import { Filling } from "./filling_in.js";
import { draftOf, forgetDraft, keepDraft } from "./drafts.js";
import { linkOf, standingOf } from "./link.js";
import { isKept, keepForm } from "./package.js";
import { contentOf, forget, records, settle, watch } from "./queue.js";
import { saveAnswers } from "./saved_file.js";
import { outcomeScreen } from "./screens.js";
import { keepSending, sendAll } from "./sender.js";
import { made } from "./whole_page.js";
import { forgetWritten, isMine, sayMine } from "./written.js";

const data = JSON.parse(document.getElementById("whole").textContent);
const { words } = data;
const part = (id) => document.getElementById(id);

let link;
let shown = null; // the state of the record that is shown
let following = false;

async function start() {
  link = await linkOf(location.pathname, data.wave);
  history.replaceState(null, "", link.form + location.search); // another page of the link, when there was no network
  const draft = await draftOf(link.key, link.id);
  const [record] = (await records(link.id)).slice(-1);
  if (record && record.state !== "to_correct") return follow();
  if (record && !draft) return correct(record);
  if (draft) return resume(draft.value, draft.revision, record?.complaints);
  if (isMine(link.owner)) return begin();
  offer();
}

// ---- Before the first answer ---------------------------------------------------------------------------------------------

function offer() {
  part("whose").hidden = false;
  part("fallback").hidden = true;
  part("mine").addEventListener("click", () => beginHere().catch(giveWay));
}

async function beginHere() {
  sayMine(link.owner);
  await begin();
}

/** A new draft: with what the server keeps already, under the id it knows. */
async function begin() {
  tell(words.getting_ready);
  const standing = await standingOf(link);
  if (standing?.state !== "open") return tell(standing ? sentenceOf(standing) : words.needs_network_once);
  const value = {
    id: standing.id, digest: standing.questionnaire, answers: standing.answers, startedAt: standing.started_at,
    seen: standing.revision, place: null, typed: [],
  };
  const revision = await keepDraft(link.key, link.id, value, 0);
  if (!(await fill(value, revision))) return;
  tell((await keep(value.digest)) ? words.ready : words.not_ready);
}

/** Keeps the form of a version as it is served now; whether it will open without a network. */
async function keep(digest) {
  try {
    return await keepForm(link, digest, data);
  } catch {
    return false;
  }
}

function sentenceOf({ state }) {
  return { unknown: words.link_unknown, answered: words.answered_elsewhere }[state] ?? words.closed;
}

// ---- Filling in ----------------------------------------------------------------------------------------------------------

async function resume(value, revision, complaints = []) {
  const filling = await fill(value, revision, complaints);
  if (complaints.length) tell(words.to_correct);
  if (filling) await ask(filling);
}

/** Shows the form where its draft stands; nothing when that needs the document of another version. */
async function fill(value, revision, complaints = []) {
  if (value.digest !== data.digest) return otherVersion(value.digest);
  tell("");
  part("doorstep").hidden = true;
  const filling = await Filling.open({ data, link, value, revision, complaints, sent: follow, tell });
  filling.show();
  return filling;
}

/** A draft is answered with the version it was begun with: the document of that one. */
function otherVersion(digest) {
  const address = new URL(location);
  if (address.searchParams.get("version") === digest) tell(words.needs_network_once);
  else {
    address.searchParams.set("version", digest);
    location.replace(address);
  }
  return null;
}

/** What the server knows meanwhile, once there is a network. */
async function ask(filling) {
  const standing = await standingOf(link);
  if (!standing) return addEventListener("online", () => ask(filling), { once: true });
  if (standing.state === "open") {
    if (!(await isKept(link, standing.release))) await keep(data.digest); // the next opening has it
    return filling.compare(standing);
  }
  tell(sentenceOf(standing), "danger");
  if (standing.state !== "closed") offerWayOut(filling);
}

/** The answers cannot be sent from here any more: they can be taken along, or erased. */
function offerWayOut(filling) {
  part("notice").firstElementChild.append(part("overtaken").content.cloneNode(true));
  onClick(part("notice"), {
    save: () => save(filling.everything()),
    discard: async () => {
      await filling.keeping.end();
      await forgetDraft(link.id);
      await forget(filling.draft.id); // with its files
      location.assign(link.home);
    },
  });
}

// ---- After sending -------------------------------------------------------------------------------------------------------

/** Shows what becomes of the record, as it becomes. */
async function follow() {
  part("doorstep").hidden = part("page").hidden = true;
  tell("");
  if (!following) watch(showOutcome);
  following = true;
  await showOutcome();
  await keepSending();
}

async function showOutcome() {
  const [record] = (await records(link.id)).slice(-1);
  if (!record || record.state === shown) return;
  shown = record.state;
  if (record.state === "to_correct") return correct(record);
  if (record.state === "sent") forgetWritten(link.owner);
  const { title, screen } = outcomeScreen(record, words);
  part("after").replaceChildren(screen);
  part("after").hidden = false;
  part("place").textContent = part("state").textContent = "";
  setTitle(title);
  const home = part("after").querySelector("[data-do=home]");
  if (home) home.href = link.home;
  onClick(part("after"), { try: () => tryNow(record), save: async () => save(await contentOf(record.id)) });
}

/** Sends again, also what was refused: the study may be open again. */
async function tryNow({ id }) {
  tell(words.trying);
  await settle(id, { state: "waiting", next: 0 });
  await sendAll({ atOnce: true });
  const record = (await records(link.id)).find((one) => one.id === id);
  tell(record.state === "waiting" ? words.still_waiting : "");
}

/** Opens again what the server found wrong. */
async function correct(record) {
  part("after").hidden = true;
  shown = null;
  const known = await draftOf(link.key, link.id); // opened again in another tab
  if (known) return resume(known.value, known.revision, record.complaints);
  const { body, files } = await contentOf(record.id);
  const value = {
    id: record.id, digest: body.questionnaire, answers: body.answers, startedAt: body.started_at, seen: null,
    place: "review", typed: [], files: files.map(({ key, name }) => ({ key, name })),
  };
  await resume(value, await keepDraft(link.key, link.id, value, 0), record.complaints);
}

// ---- Words ---------------------------------------------------------------------------------------------------------------

/** Says a sentence; what is `passing` goes with the page it was said on. */
function tell(sentence, kind = "passing") {
  const notice = part("notice");
  notice.replaceChildren();
  if (!sentence) return;
  const told = made("div", { className: `notice ${kind}` });
  told.toggleAttribute("data-passing", kind === "passing");
  told.append(made("p", { textContent: sentence }));
  notice.append(told);
}

function setTitle(title) {
  const heading = part("title");
  document.title = document.title.replace(/^.*(?= – )/, title);
  heading.textContent = title;
  heading.removeAttribute("lang");
  heading.focus();
}

function onClick(inside, acts) {
  for (const [name, act] of Object.entries(acts)) inside.querySelector(`[data-do=${name}]`)?.addEventListener("click", act);
}

/** Hands the answers to the person as a file, and says what is in it beside what is said already. */
async function save({ body, files }) {
  const told = made("p", { textContent: await saveAnswers({ body, files, wave: data.wave, words }) });
  told.dataset.saved = "";
  const notices = [...document.querySelectorAll("#after .notice, #notice > .notice")].filter((one) => one.checkVisibility?.() ?? true);
  const notice = notices.at(-1) ?? part("notice");
  notice.querySelector("[data-saved]")?.remove();
  notice.append(told);
}

/** This browser keeps nothing, or has no room: the ordinary pages are offered. */
function giveWay(fault) {
  tell(fault.name === "QuotaExceededError" ? words.no_room : words.keeps_nothing, "danger");
  part("whose").hidden = true;
  part("fallback").hidden = false;
  console.warn(fault);
}

start().catch(giveWay);
