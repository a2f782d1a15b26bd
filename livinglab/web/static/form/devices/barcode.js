// Reading a code with the camera, where the browser can. Elsewhere nothing is added: the code is typed.

import { better } from "../better.js";
import { changed, made, Panel, say, swap } from "./panel.js";

const PAUSE = 150; // milliseconds between two looks

class Barcode {
  constructor(field) {
    this.field = field;
    this.panel = new Panel(field);
    this.picture = made("video", { muted: true, playsInline: true, hidden: true, className: "preview" });
    this.picture.setAttribute("aria-label", say("code_camera"));
    this.panel.element.prepend(this.picture);
    this.scan = this.panel.add(say("code_scan"), () => this.start());
    this.cancel = this.panel.add(say("code_stop"), () => this.stop(say("code_stopped")));
    this.torch = this.panel.add(say("code_light"), () => this.light());
    this.cancel.hidden = this.torch.hidden = true;
    addEventListener("pagehide", () => this.stop(""));
  }

  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch (refusal) {
      return this.panel.say(say(refusal.name === "NotAllowedError" ? "code_denied" : "code_none"), "bad");
    }
    this.picture.srcObject = this.stream;
    this.picture.hidden = false;
    swap(this.scan, this.cancel);
    this.torch.hidden = !this.stream.getVideoTracks()[0].getCapabilities?.().torch;
    this.panel.say(say("code_point"));
    await this.picture.play();
    this.look(new BarcodeDetector());
  }

  async look(detector) {
    while (this.stream) {
      const [found] = await detector.detect(this.picture).catch(() => []);
      if (found && this.stream) return this.take(found.rawValue);
      await new Promise((go) => setTimeout(go, PAUSE));
    }
  }

  take(code) {
    this.field.value = code;
    changed(this.field);
    this.stop(say("code_read", { code }), "good");
  }

  stop(words, kind = "") {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.picture.hidden = this.torch.hidden = true;
    this.torch.setAttribute("aria-pressed", "false");
    swap(this.cancel, this.scan);
    this.panel.say(words, kind);
  }

  async light() {
    const on = this.torch.getAttribute("aria-pressed") !== "true";
    await this.stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
    this.torch.setAttribute("aria-pressed", String(on));
  }
}

if (window.BarcodeDetector && navigator.mediaDevices) better("[data-barcode]", (field) => new Barcode(field));
