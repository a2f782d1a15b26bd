// What is being written on this device, sealed with the key of its link. A draft has a revision: who would write over one not
// yet read is told so (`Overtaken`), and nothing is lost.

import { asked, read, write } from "./database.js";
import { seal, unseal } from "./sealing.js";

/** Another tab kept something since. */
export class Overtaken extends Error {}

/** The draft kept under an id: `{ revision, value }`, or null. */
export async function draftOf(key, id) {
  const kept = await read("drafts", id);
  return kept ? { revision: kept.revision, value: await unseal(key, kept.sealed) } : null;
}

/** Keeps a draft over the revision that was read, 0 for none; its new revision. Throws Overtaken. */
export async function keepDraft(key, id, value, revision) {
  const sealed = await seal(key, value);
  return write(["drafts"], async ({ drafts }) => {
    const known = (await asked(drafts.get(id)))?.revision ?? 0;
    if (known !== revision) throw new Overtaken(id);
    drafts.put({ id, revision: revision + 1, sealed });
    return revision + 1;
  });
}

export function forgetDraft(id) {
  return write(["drafts"], ({ drafts }) => drafts.delete(id));
}
