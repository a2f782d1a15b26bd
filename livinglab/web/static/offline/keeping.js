// Keeps what is being written as it is written. The journal has each change at once, for a page that is closed or asked for
// again within the moment a writing takes. Writing begins with each change and is not delayed: while one goes on, changes
// gather, and the next one takes them all.

import { keepDraft, Overtaken } from "./drafts.js";

const TAB = crypto.randomUUID(); // whose draft it is last: of two tabs, each knows its own journal
const FAULTS = { QuotaExceededError: "full" }; // the browser's error → what is said; any other: "not_kept"

export class Keeping {
  /** `value()` gives the draft as it is now; `said(state)` is told "keeping", then "kept", "full", "not_kept" or "overtaken". */
  constructor(link, journal, revision, value, said) {
    const now = () => ({ ...value(), tab: TAB });
    Object.assign(this, { link, journal, revision, value: now, said, waiting: false, stopped: false });
  }

  /** Something changed. Resolved once it is kept, or could not be. */
  changed() {
    this.waiting = true;
    if (!this.stopped) {
      this.journal.write({ revision: this.revision, value: this.value() });
      this.said("keeping");
    }
    return (this.writing ??= this.write().finally(() => { this.writing = undefined; }));
  }

  async write() {
    while (this.waiting && !this.stopped) {
      this.waiting = false;
      try {
        this.revision = await keepDraft(this.link.key, this.link.id, this.value(), this.revision);
        if (this.waiting) continue;
        this.journal.clear();
        this.said("kept");
      } catch (fault) {
        this.stopped = fault instanceof Overtaken; // until the person has chosen
        if (this.stopped) this.journal.clear();
        this.said(this.stopped ? "overtaken" : FAULTS[fault.name] ?? "not_kept");
      }
    }
  }

  /** Goes on over what another tab kept. */
  over(revision) {
    Object.assign(this, { revision, stopped: false });
    return this.changed();
  }

  /** Writes no more: what was written has gone into the queue. */
  async end() {
    await this.writing;
    this.stopped = true;
    this.journal.clear();
  }
}

/** The draft as it was last written: what the journal has of it and the draft has not yet, if there is something. */
export async function lastWritten(journal, value, revision) {
  const last = await journal.read();
  if (!last) return value;
  const follows = last.revision === revision || (last.revision === revision - 1 && last.value.tab === value.tab);
  if (!follows) journal.clear();
  return follows ? last.value : value;
}
