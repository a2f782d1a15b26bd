// The last of what was written, kept at once. Sealing and IndexedDB take a moment, in which a reload loses the last
// keystrokes; this storage takes none, and a cipher stream drawn beforehand seals without waiting. Each stretch of the stream
// seals one writing only, then another is drawn.

import { keyOfSecret } from "./sealing.js";

const STREAM = { name: "AES-CTR", length: 256 };
const BLOCKS = 32; // bits of the counter that count blocks; the other 96 are drawn
const ROOM = 16_384; // bytes of a stretch, more once something larger was written
const READY = 3; // stretches

/** The key that seals the journals of a link. */
export const keyOfJournals = (secret) => keyOfSecret(secret, "journals", STREAM);

export class Journal {
  static async open(storage, name, key) {
    const journal = new Journal(storage, name, key);
    await Promise.all(Array.from({ length: READY }, () => journal.draw()));
    return journal;
  }

  constructor(storage, name, key) {
    Object.assign(this, { storage, name, key, room: ROOM, stretches: [], missed: null });
  }

  async draw() {
    const counter = crypto.getRandomValues(new Uint8Array(16)).fill(0, 12);
    const stream = await crypto.subtle.encrypt(this.how(counter), this.key, new Uint8Array(this.room));
    this.stretches.push({ counter, stream: new Uint8Array(stream) });
    if (this.missed) this.write(this.missed);
  }

  /** Keeps a value in the place of the one before; where the browser refuses, nothing is kept. */
  write(value) {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    this.room = Math.max(this.room, 2 * bytes.length);
    const at = this.stretches.findIndex(({ stream }) => stream.length >= bytes.length);
    const [stretch] = at < 0 ? [] : this.stretches.splice(at, 1);
    this.missed = stretch ? null : value;
    if (stretch) this.put(stretch, bytes);
    if (this.stretches.length < READY) this.draw();
  }

  put({ counter, stream }, bytes) {
    const sealed = bytes.map((octet, place) => octet ^ stream[place]);
    try {
      this.storage.setItem(this.name, [counter, sealed].map(textOf).join("."));
    } catch {
      this.clear(); // no room: an older value must not pass for the last
    }
  }

  /** What was kept last, or null. */
  async read() {
    try {
      const [counter, sealed] = this.storage.getItem(this.name).split(".").map(bytesOf);
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(this.how(counter), this.key, sealed)));
    } catch {
      return null; // nothing there, or another's
    }
  }

  clear() {
    this.missed = null;
    try {
      this.storage.removeItem(this.name);
    } catch {
      // a browser that keeps nothing
    }
  }

  how(counter) {
    return { name: STREAM.name, counter, length: BLOCKS };
  }
}

function textOf(bytes) {
  let text = "";
  for (const octet of bytes) text += String.fromCharCode(octet);
  return btoa(text);
}

const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
