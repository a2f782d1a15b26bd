// Asks about every second and a half whether the session changed; a page out of sight waits, a lost connection is asked less often.

import { connection } from "./connection.js";
import { show } from "./regions.js";

const PERIOD = 1500; // milliseconds; the room sees a change within two seconds, reading it included
const SLOWEST = 30000;
const PATIENCE = 10000; // a request without answer for this long is a lost connection

const jittered = (delay) => delay * (0.8 + 0.4 * Math.random()); // phones started together must not ask together

async function fresh(address, headers) {
  const answer = await fetch(address, { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok && answer.status !== 304) throw new Error(`answered ${answer.status}`);
  return answer;
}

/** Keeps a board page fresh. `address` answers 304, or a state, or the page itself; `tag` names what the page shows; `hold()` is true while a form is being sent. */
export class Polling {
  constructor(address, tag, hold) {
    Object.assign(this, { address, tag, hold, delay: PERIOD, timer: 0 });
    document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(this.timer) : this.look());
    window.addEventListener("online", () => this.look());
  }

  next() {
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = setTimeout(() => this.look(), jittered(this.delay));
  }

  async look() {
    clearTimeout(this.timer);
    try {
      if (!this.hold()) await this.ask();
      this.delay = PERIOD;
      connection.found();
    } catch {
      this.delay = Math.min(this.delay * 2, SLOWEST);
      connection.lost();
    }
    this.next();
  }

  async ask() {
    const answer = await fresh(this.address, { "If-None-Match": this.tag });
    if (answer.status === 304) return;
    const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
    const page = await (isPage ? answer : await fresh(location.href, { Accept: "text/html" })).text();
    if (!this.hold()) this.tag = show(page) ?? answer.headers.get("ETag");
  }
}
