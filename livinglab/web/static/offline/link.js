// A personal link and a wave, as this device knows them: where to ask and send, and the key of what is kept for them.

import { keyOfJournals } from "./journal.js";
import { digestOf, keyOfSecret } from "./sealing.js";

const MARK = 1;

/** The link of an address, `/a/<secret>/…`, at a wave. */
export async function linkOf(pathname, wave) {
  const [, door, secret] = pathname.split("/");
  const home = `/${door}/${secret}`;
  const form = `${home}/form/${encodeURIComponent(wave)}`;
  return {
    door: `/${door}`,
    home,
    form,
    state: `${form}/state`,
    submission: `${form}/submission`,
    files: `${form}/files`,
    id: await digestOf(`${secret}/${wave}`), // what is kept is known by it: the secret itself is written nowhere
    owner: await digestOf(secret),
    key: await keyOfSecret(secret, "drafts"),
    keyOfJournal: await keyOfJournals(secret),
  };
}

/** Where the wave stands on the server; `{ state: "unknown" }` when the link leads nowhere, null without an answer of ours. */
export async function standingOf(link) {
  try {
    const answer = await fetch(link.state, { cache: "no-store", redirect: "error" });
    const said = await answer.json();
    if (said.livinglab !== MARK) return null;
    return answer.status === 404 ? { state: "unknown" } : answer.ok ? said : null;
  } catch {
    return null;
  }
}
