// What waits on this device to be sent. A record knows nothing of who sends it:
//
//   await enqueue({ id, group, address, body, files, filesAddress });
//
// `id`: of the response, chosen on the device. `group`: what the pages of one kind find their records by. `body`: the JSON to
// post to `address`, holding that id. `files`: `[{ key, question, place, name, path }]`, kept before (`keepFile`) and posted to
// `filesAddress` first; `path` leads to the answer in `body` that gets the name the server gave. Content is sealed with the key of
// the device, and goes once the server has it; what became of the record stays.
//
// state: "waiting" → "sent" | "set_aside" (the team has it) | "to_correct" (`complaints`) | "refused" (`sentence`)

import { asked, read, readAll, write } from "./database.js";
import { CIPHER, seal, unseal, USES } from "./sealing.js";

const DEVICE = "device";

const news = new BroadcastChannel("livinglab-queue");
const HERE = new EventTarget();

/** Keeps a record; resolved once it is on the disk. `instead`: the id of the draft it takes the place of. */
export async function enqueue({ id, group, address, body, files = [], filesAddress = "" }, instead = null) {
  const key = await keyOfDevice();
  const sealed = await seal(key, { address, body, filesAddress, files });
  await write(["queue", "drafts"], ({ queue, drafts }) => {
    queue.put({ id, group, sealed, state: "waiting", tries: 0, next: 0, queuedAt: Date.now(), names: {} });
    if (instead) drafts.delete(instead);
  });
  tell();
}

/** Keeps a file of the response of that id, written or to come. `key` tells it from the others. */
export async function keepFile(id, key, blob) {
  const sealed = await seal(await keyOfDevice(), await blob.arrayBuffer());
  await write(["files"], ({ files }) => files.put({ id: `${id}/${key}`, sealed, type: blob.type }));
}

/** What became of the records, without their content, the oldest first; of one group, or all. */
export async function records(group = null) {
  const all = await readAll("queue");
  const ours = all.filter((record) => group === null || record.group === group);
  return ours.map(({ sealed, ...about }) => ({ ...about, whole: Boolean(sealed) })).sort((a, b) => a.queuedAt - b.queuedAt);
}

/** The content of a record: `{ address, body, filesAddress, files }`; null once it is gone. */
export async function contentOf(id) {
  const record = await read("queue", id);
  return record?.sealed ? unseal(await keyOfDevice(), record.sealed) : null;
}

export async function blobOf(id, file) {
  const kept = await read("files", `${id}/${file}`);
  return new Blob([await unseal(await keyOfDevice(), kept.sealed)], { type: kept.type });
}

/** Changes what is known of a record; with `cleared`, its content goes. */
export async function settle(id, changes, { cleared = false } = {}) {
  await write(["queue", "files"], async ({ queue, files }) => {
    const record = await asked(queue.get(id));
    if (!record) return;
    if (cleared) clear(record, files);
    queue.put({ ...record, ...changes });
  });
  tell();
}

/** Forgets a record altogether. */
export async function forget(id) {
  await write(["queue", "files"], async ({ queue, files }) => {
    const record = await asked(queue.get(id));
    if (record) clear(record, files);
    queue.delete(id);
  });
  tell();
}

/** The key of this device, made at first use. Of two tabs that make one at once, the first to keep it wins. */
async function keyOfDevice() {
  const made = await crypto.subtle.generateKey(CIPHER, false, USES);
  return write(["keys"], async ({ keys }) => {
    const known = await asked(keys.get(DEVICE));
    if (!known) keys.put({ name: DEVICE, key: made });
    return known?.key ?? made;
  });
}

function clear(record, files) {
  delete record.sealed;
  files.delete(IDBKeyRange.bound(`${record.id}/`, `${record.id}/\uffff`));
}

/** Calls back whenever a record changed, here or in another tab. */
export function watch(listener) {
  news.addEventListener("message", listener);
  HERE.addEventListener("changed", listener);
}

function tell() {
  news.postMessage("changed"); // reaches the other tabs and the worker, not this one
  HERE.dispatchEvent(new Event("changed"));
}
