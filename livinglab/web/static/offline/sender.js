// Sends what waits in the queue: files first, then the answers. Only an answer that carries our mark and the id sent counts;
// anything else — silence, an error, the page of a hotel's network — leaves the record where it is, to be tried again.

import { blobOf, contentOf, records, settle } from "./queue.js";

/** The lock of who sends, and the tag of what the worker is asked to do. */
export const LOCK = "livinglab-queue";
const MARK = 1; // livinglab/schemas/submission.py
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 600_000;
const PATIENCE = { answers: 60_000, file: 600_000 }; // a film on a weak line takes minutes

// What the server says became of it → the record; once the server has the content, it goes from here.
const OUTCOMES = {
  stored: { state: "sent", cleared: true },
  set_aside: { state: "set_aside", cleared: true },
  to_correct: { state: "to_correct", cleared: false },
  refused: { state: "refused", cleared: false },
};

/** Sends what is due; all that waits, with `atOnce`. One tab at a time does. When to come back, or null. */
export async function sendAll({ atOnce = false } = {}) {
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    for (const record of await waiting()) {
      if (atOnce || record.next <= Date.now()) await sendOne(record).catch(() => later(record)); // the next ones go still
    }
  });
  const times = (await waiting()).map(({ next }) => next);
  return times.length ? Math.min(...times) : null;
}

async function waiting() {
  return (await records()).filter(({ state, whole }) => state === "waiting" && whole);
}

async function sendOne(record) {
  const content = await contentOf(record.id);
  const { names, stopped } = await sendFiles(record, content);
  const answer = stopped ?? await sendAnswers(record, content, names);
  const outcome = OUTCOMES[answer.state];
  if (outcome) {
    const { sentence = "", receipt = "", complaints = [] } = answer;
    return settle(record.id, { state: outcome.state, sentence, receipt, complaints }, { cleared: outcome.cleared });
  }
  return later(record, { wait: answer.wait, names: without(names, answer.files) });
}

function later({ id, tries, names: known }, { wait = 0, names = known } = {}) {
  return settle(id, { tries: tries + 1, next: Date.now() + Math.max(wait, waitAfter(tries)), names });
}

/** The names the server gave the files, by key; `stopped`: the answer that says why not all of them went. */
async function sendFiles(record, { files, filesAddress }) {
  const names = { ...record.names };
  for (const file of files.filter(({ key }) => !names[key])) {
    const form = new FormData();
    for (const [field, value] of [["response", record.id], ["question", file.question], ["place", file.place]]) {
      form.append(field, value);
    }
    form.append("file", await blobOf(record.id, file.key), file.name);
    const answer = await post(record.id, filesAddress, form, PATIENCE.file);
    if (answer.state !== "file_kept") return { names, stopped: answer };
    names[file.key] = answer.name;
    await settle(record.id, { names: { ...names } });
  }
  return { names };
}

// Files the server has no more go again.
function without(names, lost = []) {
  return Object.fromEntries(Object.entries(names).filter(([, name]) => !lost.includes(name)));
}

function sendAnswers(record, { address, body, files }, names) {
  for (const { key, path } of files) put(body, path, names[key]);
  return post(record.id, address, JSON.stringify(body), PATIENCE.answers);
}

function put(body, path, name) {
  const place = path.slice(0, -1).reduce((inner, step) => inner[step], body);
  place[path.at(-1)] = name;
}

/** The envelope that answers a post; `{ state: "later" }` when there is none. */
async function post(id, address, body, patience) {
  const headers = { Accept: "application/json", "X-Response-Id": id };
  if (typeof body === "string") headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(address, {
      method: "POST", body, headers, redirect: "error", cache: "no-store", signal: AbortSignal.timeout(patience),
    });
    const said = await answer.json();
    const ours = said.livinglab === MARK && said.id === id;
    return ours ? { ...said, wait: Number(answer.headers.get("Retry-After") ?? 0) * 1000 } : { state: "later" };
  } catch {
    return { state: "later" };
  }
}

// Doubles each time; a little apart, so that a room full of phones does not come back as one.
function waitAfter(tries) {
  return Math.min(FIRST_WAIT * 2 ** tries, LONGEST_WAIT) * (0.75 + Math.random() / 2);
}

let timer;
let listening = false;

/** Sends now, whenever the network or the page comes back, and when it is time again. */
export function keepSending() {
  if (!listening) {
    addEventListener("online", sendAtOnce);
    document.addEventListener("visibilitychange", sendAtOnce);
  }
  listening = true;
  sendInTheBackground();
  return sendAndComeBack({ atOnce: true });
}

/** Whether this browser may have the worker send. */
export const sendsInTheBackground = "sync" in (globalThis.ServiceWorkerRegistration?.prototype ?? {});

const sendAtOnce = () => document.visibilityState === "visible" && sendAndComeBack({ atOnce: true });

async function sendAndComeBack(how) {
  const next = await sendAll(how);
  clearTimeout(timer);
  if (next !== null) timer = setTimeout(sendAndComeBack, Math.max(next - Date.now(), FIRST_WAIT));
}

/** Asks the browser to have the worker send, this page closed or not; few browsers do. */
export async function sendInTheBackground() {
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.sync?.register(LOCK).catch(() => {}); // refused: the page sends while it is open
}
