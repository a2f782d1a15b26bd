// What is being written on an ordinary page, until the laboratory has it. The tab keeps it, sealed with the key of the link, for
// its own reload; the phone keeps it once the person has said that it is theirs, so that closing the page loses nothing.

import { Journal, keyOfJournals } from "./journal.js";
import { digestOf } from "./sealing.js";

const SEEN = "~seen"; // the revision the page was made from: another one holds what was written, or something newer
const KEPT = "written ";
const MINE = "mine ";

/** Whether the holder of the link, known by the digest of its secret, said that this device is theirs. */
export const isMine = (owner) => localStorage.getItem(MINE + owner) !== null;

export const sayMine = (owner) => localStorage.setItem(MINE + owner, "");

export class Written {
  /** `kept()` is called once the person has said that the phone is theirs, by the button `mine`. */
  static async open(form, mine, kept) {
    const [, , secret] = location.pathname.split("/");
    const owner = await digestOf(secret);
    const keeps = isMine(owner);
    const name = `${KEPT}${owner} ${await digestOf(location.pathname)}`;
    const journal = await Journal.open(keeps ? localStorage : sessionStorage, name, await keyOfJournals(secret));
    const written = new Written(form, journal, keeps);
    written.restored = await written.restore();
    form.dataset.written = ""; // from now on
    form.addEventListener("input", () => written.keep());
    form.addEventListener("change", () => written.keep());
    mine.addEventListener("click", () => {
      sayMine(owner);
      written.move(localStorage);
      kept();
    });
    return written;
  }

  constructor(form, journal, keeps) {
    Object.assign(this, { form, journal, keeps, restored: false });
  }

  keep() {
    const fields = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
    this.journal.write({ seen: this.seen(), fields });
  }

  seen() {
    return this.form.elements[SEEN]?.value;
  }

  /** Puts back what was written before this page was opened again; whether there was something. */
  async restore() {
    const last = await this.journal.read();
    if (last && last.seen !== this.seen()) this.journal.clear();
    if (!last || last.seen !== this.seen()) return false;
    const put = () => putBack(this.form, last.fields);
    this.form.addEventListener("unwrapped", put, { once: true }); // questions that waited in templates
    return put();
  }

  move(storage) {
    this.journal.clear();
    this.journal.storage = storage;
    this.keeps = true;
    this.keep();
  }

  /** The laboratory has it. */
  end() {
    this.journal.clear();
  }
}

/** Forgets what ordinary pages kept for the holder of a link: all of it was sent. */
export function forgetWritten(owner) {
  const prefix = KEPT + owner;
  for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
}

function putBack(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  const changed = [...form.elements].filter((control) => change(control, values.get(control.name) ?? []));
  for (const control of changed) control.dispatchEvent(new Event("input", { bubbles: true }));
  return changed.length > 0;
}

/** Writes values into a field; whether that changed it. */
function change(control, values) {
  if (!control.name || control.name.startsWith("~") || /^(file|hidden|submit|button)$/.test(control.type)) return false;
  if (control.disabled && !values.length) return false; // not asked then
  const property = control.type === "radio" || control.type === "checkbox" ? "checked" : "value";
  const value = property === "checked" ? values.includes(control.value) : values.at(-1) ?? "";
  const changes = control[property] !== value;
  control[property] = value;
  return changes;
}
