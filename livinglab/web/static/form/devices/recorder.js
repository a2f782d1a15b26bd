// Recording one's voice in the page. The recording goes into the file field, where it is heard before it is sent.

import { better } from "../better.js";
import { Panel, put, say, swap } from "./panel.js";

const BITS = { "voice-only": 16_000, low: 24_000, normal: 64_000 }; // a second, as ODK Collect records
const TYPES = { "audio/webm;codecs=opus": "webm", "audio/mp4": "m4a", "audio/ogg;codecs=opus": "ogg" };

class Recorder {
  constructor(input) {
    this.input = input;
    this.type = Object.keys(TYPES).find((type) => window.MediaRecorder?.isTypeSupported(type));
    if (!this.type || !navigator.mediaDevices) return;
    this.panel = new Panel(input);
    input.before(this.panel.element);
    this.begin = this.panel.add(say("sound_record"), () => this.start());
    this.end = this.panel.add(say("sound_stop"), () => this.recorder.stop());
    this.end.hidden = true;
    this.time = this.panel.row.appendChild(document.createElement("span"));
    addEventListener("pagehide", () => this.recorder?.state === "recording" && this.recorder.stop());
  }

  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (refusal) {
      return this.panel.say(say(refusal.name === "NotAllowedError" ? "sound_denied" : "sound_none"), "bad");
    }
    const pieces = [];
    this.recorder = new MediaRecorder(this.stream, { mimeType: this.type, audioBitsPerSecond: BITS[this.input.dataset.quality] ?? BITS.normal });
    this.recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    this.recorder.addEventListener("stop", () => this.finish(pieces));
    this.recorder.start(1000);
    swap(this.begin, this.end);
    this.panel.say(say("sound_recording"));
    this.count(Date.now());
  }

  count(since) {
    const show = () => {
      const seconds = Math.floor((Date.now() - since) / 1000);
      this.time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    };
    show();
    this.clock = setInterval(show, 1000);
  }

  finish(pieces) {
    clearInterval(this.clock);
    for (const track of this.stream.getTracks()) track.stop();
    this.time.textContent = "";
    this.begin.textContent = say("sound_again");
    swap(this.end, this.begin);
    const type = this.type.split(";")[0];
    put(this.input, new File(pieces, `${say("sound_name")}.${TYPES[this.type]}`, { type }));
    this.panel.say(say("sound_done"), "good");
  }
}

better("[data-quality]", (input) => new Recorder(input));
