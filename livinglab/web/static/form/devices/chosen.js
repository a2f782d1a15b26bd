// What was chosen in a file field, shown before it is sent: its size, a picture of it or a player. A photograph larger
// than the questionnaire wants is made smaller here, so that less travels; the server checks it again.

import { better } from "../better.js";
import { shrink } from "./picture.js";
import { isMadeHere, made, Panel, put, say, size } from "./panel.js";

const PREVIEW = 480; // pixels
const QUALITY = 0.85;
const REDUCED = new Set(["image/jpeg", "image/png", "image/webp"]); // a GIF may move

class Chosen {
  constructor(input) {
    this.input = input;
    this.panel = new Panel(input);
    this.preview = made("div");
    this.panel.element.prepend(this.preview);
    input.addEventListener("change", (event) => this.take(event));
    if (input.files.length) this.show(input.files[0]); // the browser filled it in again
  }

  async take(event) {
    const [file] = this.input.files;
    if (!file) return this.show(null);
    const limit = Number(this.input.dataset.limit);
    if (limit && file.size > limit) {
      event.stopImmediatePropagation();
      put(this.input, null);
      return this.panel.say(say("file_too_large", { size: size(file.size), limit: size(limit) }), "bad");
    }
    const longest = Number(this.input.dataset.maxPixels);
    if (isMadeHere(file) || !longest || !REDUCED.has(file.type)) return this.show(file);
    event.stopImmediatePropagation();
    this.panel.say(say("file_reducing"));
    this.original = file;
    put(this.input, await reduced(file, longest)); // which comes back here, to be shown
  }

  async show(file) {
    const before = file && isMadeHere(file) && this.original ? this.original.size : 0;
    const key = file && before > file.size ? "file_reduced" : "file_chosen";
    this.panel.say(file ? say(key, { size: size(file.size), original: size(before) }) : "", "good");
    const kind = file?.type.split("/")[0];
    URL.revokeObjectURL(this.address);
    if (kind === "audio" || kind === "video") this.preview.replaceChildren(this.player(file, kind));
    else this.preview.replaceChildren(...(kind === "image" ? await picture(file) : []));
  }

  player(file, kind) {
    this.address = URL.createObjectURL(file);
    const player = made(kind, { controls: true, src: this.address, preload: "metadata" });
    player.setAttribute("aria-label", say("file_preview"));
    return player;
  }
}

async function reduced(file, longest) {
  try {
    const canvas = await shrink(file, longest);
    const blob = await new Promise((give) => canvas.toBlob(give, file.type, QUALITY));
    return blob && blob.size < file.size ? new File([blob], file.name, { type: blob.type }) : file;
  } catch {
    return file; // a picture this browser cannot open: the server will say
  }
}

async function picture(file) {
  try {
    const canvas = await shrink(file, PREVIEW);
    canvas.className = "preview";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", say("file_preview"));
    return [canvas];
  } catch {
    return [];
  }
}

better("[data-limit]", (input) => new Chosen(input));
