// A direction read from the compass of the device, in whole degrees. Where there is none, or it may not be read, a sentence says
// what to write; the field stays.

import { better } from "../better.js";
import { changed, made, Panel, say, swap } from "./panel.js";

const PATIENCE = 4_000; // milliseconds: a device without a compass never says so, it says nothing
const ABSOLUTE = "ondeviceorientationabsolute" in window ? "deviceorientationabsolute" : "deviceorientation";

/** Where the top of the device points, in whole degrees from north; null when the event does not say it. */
function heading({ webkitCompassHeading, absolute, alpha }) {
  const turned = screen.orientation?.angle ?? 0;
  if (Number.isFinite(webkitCompassHeading)) return Math.round(webkitCompassHeading + turned) % 360;
  return absolute && Number.isFinite(alpha) ? Math.round(360 - alpha + turned) % 360 : null;
}

class Compass {
  constructor(field) {
    if (!window.isSecureContext || !window.DeviceOrientationEvent) return;
    this.field = field;
    this.panel = new Panel(field);
    this.use = this.panel.add(say("compass_use"), () => this.start());
    this.keep = this.panel.add(say("compass_keep"), () => this.note());
    this.keep.hidden = true;
    this.seen = null;
    this.listen = (event) => this.turn(heading(event));
    addEventListener("pagehide", () => this.stop());
  }

  async start() {
    const asked = await DeviceOrientationEvent.requestPermission?.().catch(() => "denied");
    if (asked && asked !== "granted") return this.panel.say(say("compass_denied"), "bad");
    this.seen = null;
    this.use.disabled = true;
    this.panel.say(say("compass_searching"));
    addEventListener(ABSOLUTE, this.listen);
    this.timer = setTimeout(() => this.giveUp(), PATIENCE);
  }

  // It turns many times a second: what is shown is not read out each time.
  turn(degrees) {
    if (degrees === null || degrees === this.seen) return;
    if (this.seen === null) this.begin();
    this.seen = degrees;
    this.shown.textContent = say("compass_turn", { n: degrees });
  }

  begin() {
    clearTimeout(this.timer);
    this.panel.say("");
    this.shown = made("p", { className: "quiet" });
    this.panel.row.before(this.shown);
    swap(this.use, this.keep);
    this.keep.focus();
  }

  note() {
    const degrees = this.seen;
    this.stop();
    this.field.value = String(degrees);
    changed(this.field);
    this.panel.say(say("compass_noted", { n: degrees }), "good");
  }

  giveUp() {
    this.stop();
    this.panel.say(say("compass_none"), "bad");
  }

  stop() {
    clearTimeout(this.timer);
    removeEventListener(ABSOLUTE, this.listen);
    this.shown?.remove();
    this.use.disabled = false;
    if (!this.keep.hidden) swap(this.keep, this.use);
  }
}

better("[data-compass]", (field) => new Compass(field));
