// Carries a page to the laboratory without leaving it first: when no answer comes, what was typed is still there, the page
// says so, and it goes on by itself once the laboratory answers. Without this script the same forms post as they always did.
//
// Only an answer with our mark counts (livinglab/web/participant/in_place.py). A page posted twice is kept once, so what has
// no answer may always be posted again; and a page the server would show instead is asked for by posting once more, plainly.
// What is kept of the writing meanwhile is written.js's; where nobody may keep anything, the page alone holds it.

const IN_PLACE = "X-In-Place";
const ONWARD = "X-Onward";
const LATER = new Set([429, 500, 502, 503, 504]);
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000; // someone is looking at the page
const SLOW = 3_000; // until one is told that it is on its way
const PATIENCE = { "multipart/form-data": 600_000 }; // a film on a weak line
const USUAL_PATIENCE = 60_000;

const notice = document.getElementById("unsent");
const mine = notice?.querySelector("[data-do=mine]");
const form = document.querySelector("form[data-carried]");

class Carrier {
  constructor() {
    this.pressed = null; // the button of what is to be carried
    this.underWay = false;
    this.plainly = false;
    this.tries = 0;
    this.written = null; // what keeps the writing, once it is there
  }

  submitted(event) {
    if (event.target !== form || event.defaultPrevented || this.plainly) return;
    event.preventDefault();
    if (this.underWay) return; // a double tap is one sending
    this.tries = 0;
    this.pressed = { button: event.submitter };
    this.carry();
  }

  async carry() {
    clearTimeout(this.timer);
    if (!this.pressed || this.underWay) return;
    this.busy(true);
    const slow = setTimeout(() => this.say("sending"), SLOW);
    const answer = await post(this.pressed.button).catch(() => null);
    clearTimeout(slow);
    const ours = answer?.headers.has(IN_PLACE);
    if (ours && answer.status === 204) return this.goOn(answer.headers.get(ONWARD));
    this.busy(false);
    if (ours && !LATER.has(answer.status)) this.sendPlainly();
    else this.later(answer);
  }

  // Nothing else can be pressed until it is there.
  busy(is) {
    this.underWay = is;
    for (const button of document.querySelectorAll("button")) {
      if (button.form !== form || button.type !== "submit") continue;
      if (is) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  goOn(address) {
    this.written?.end();
    this.say(null);
    const next = new URL(address, location);
    const here = next.pathname + next.search === location.pathname + location.search;
    if (!here) return location.assign(next);
    history.replaceState(null, "", next); // a new fragment alone would not ask for the page
    location.reload();
  }

  sendPlainly() {
    this.plainly = true;
    this.say(null);
    form.requestSubmit(this.pressed.button);
    this.plainly = false;
  }

  later(answer) {
    if (!this.pressed) return this.say("changed");
    const asked = Number(answer?.headers.get("Retry-After") ?? 0) * 1000;
    const wait = Math.min(FIRST_WAIT * 2 ** this.tries, LONGEST_WAIT) * (0.75 + Math.random() / 2);
    this.tries += 1;
    this.timer = setTimeout(() => this.carry(), Math.max(asked, wait));
    this.say(answer || navigator.onLine ? "laboratory" : "network");
    notice.scrollIntoView({ block: "nearest" });
  }

  /** Who writes on has not finished: nothing leaves before the button is pressed again. */
  changed(event) {
    if (event.target.form !== form || !this.pressed) return;
    if (!this.underWay) this.say("changed");
    this.pressed = null;
  }

  say(what) {
    this.state = what;
    notice.hidden = !what;
    if (!what) return;
    notice.classList.toggle("danger", what === "laboratory" || what === "network");
    for (const part of notice.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(what);
    const keeps = this.written?.keeps ?? false;
    for (const part of notice.querySelectorAll("[data-kept]")) part.hidden ||= part.dataset.kept !== String(keeps);
    if (mine) mine.hidden ||= !this.written;
  }
}

function post(button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  return fetch(button?.hasAttribute("formaction") ? button.formAction : form.action, {
    method: "POST",
    body: form.enctype === "multipart/form-data" ? data : new URLSearchParams(data),
    headers: { [IN_PLACE]: "1" },
    redirect: "error", // ours leads onward in a header: what redirects is another network's door
    cache: "no-store",
    signal: AbortSignal.timeout?.(PATIENCE[form.enctype] ?? USUAL_PATIENCE),
  });
}

async function start() {
  const carrier = new Carrier();
  const again = () => carrier.carry();
  addEventListener("submit", (event) => carrier.submitted(event)); // last: what finds something to put right comes first
  addEventListener("input", (event) => carrier.changed(event));
  addEventListener("online", again);
  addEventListener("pageshow", ({ persisted }) => persisted && carrier.busy(false)); // back to this page, as it was left
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  notice.querySelector("[data-do=try]").addEventListener("click", again);
  if (!mine) return; // nothing is written here, or nothing may be kept of it
  const { Written } = await import("../offline/written.js");
  carrier.written = await Written.open(form, mine, () => carrier.say(carrier.state));
  if (carrier.written.restored) carrier.say("restored");
}

if (form && notice && HTMLFormElement.prototype.requestSubmit) start();
