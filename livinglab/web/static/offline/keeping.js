// Keeps what is being written as it is written. Writing begins with each change and is not delayed: while one writing goes
// on, changes gather, and the next one takes them all. What is at stake when a battery dies is the last of them.

import { keepDraft, Overtaken } from "./drafts.js";

const FAULTS = { QuotaExceededError: "full" }; // the browser's error → what is said; any other: "not_kept"

export class Keeping {
  /** `value()` gives the draft as it is now; `said(state)` is told "keeping", then "kept", "full", "not_kept" or "overtaken". */
  constructor(link, revision, value, said) {
    Object.assign(this, { link, revision, value, said, waiting: false, stopped: false });
  }

  /** Something changed. Resolved once it is kept, or could not be. */
  changed() {
    this.waiting = true;
    if (!this.stopped) this.said("keeping");
    return (this.writing ??= this.write().finally(() => { this.writing = undefined; }));
  }

  async write() {
    while (this.waiting && !this.stopped) {
      this.waiting = false;
      try {
        this.revision = await keepDraft(this.link.key, this.link.id, this.value(), this.revision);
        if (!this.waiting) this.said("kept");
      } catch (fault) {
        this.stopped = fault instanceof Overtaken; // until the person has chosen
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
  }
}
