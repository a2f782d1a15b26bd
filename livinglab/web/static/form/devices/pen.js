// Signing, drawing, writing over a photograph: with a finger, a pen or a mouse. The file field stays: it carries the
// picture, and is the way in for who cannot draw; a signature can also be one's name, typed.

import { better } from "../better.js";
import { kept, shrink } from "./picture.js";
import { inOurWords, isMadeHere, made, Panel, put, say } from "./panel.js";

const SHAPES = { signature: [1200, 480], draw: [1200, 900], annotate: [1600, 1600] }; // pixels of what is sent, at most
const COLOURS = { black: "#1b1f24", red: "#c4201b", blue: "#0a4fa3" };
const THICKNESS = { signature: 0.008, draw: 0.008, annotate: 0.01 }; // of the width

class Pen {
  constructor(input) {
    this.input = input;
    this.kind = input.dataset.pen;
    this.size = SHAPES[this.kind];
    this.strokes = []; // { colour, points: [[x, y], …] }, both as parts of the width: a phone may be turned
    this.base = null; // the photograph written over
    this.name = "";
    this.canvas = made("canvas", { className: "pen" });
    this.canvas.setAttribute("role", "img");
    this.panel = new Panel(input);
    this.panel.element.prepend(this.canvas);
    this.addControls();
    this.listen();
    if (this.kind === "annotate") this.startFromPhotograph();
    else this.standFirst();
    this.show();
  }

  // Drawing comes before choosing a file, and what is said of files goes: the questionnaire's own hint stays.
  standFirst() {
    if (this.input.hasAttribute("data-file-hint")) this.forgetFileHint();
    this.input.before(this.panel.element, inOurWords(made("p", { className: "hint", textContent: say("pen_or_file") })));
  }

  forgetFileHint() {
    const hint = document.getElementById(`${this.input.id}-hint`);
    const others = this.input.getAttribute("aria-describedby").split(" ").filter((id) => id !== hint.id);
    if (others.length) this.input.setAttribute("aria-describedby", others.join(" "));
    else this.input.removeAttribute("aria-describedby");
    hint.remove();
  }

  startFromPhotograph() {
    this.canvas.hidden = true;
    this.input.addEventListener("change", (event) => this.take(event));
    const before = kept(this.input);
    if (before) this.panel.add(say("pen_over_kept"), async (event) => (event.target.remove(), this.over(await before())));
  }

  addControls() {
    if (this.kind === "signature") this.addName();
    else this.addColours();
    this.undo = this.panel.add(say("pen_undo"), () => this.change(() => this.strokes.pop()));
    this.clear = this.panel.add(say("pen_clear"), () => this.change(() => this.empty()));
  }

  addName() {
    const field = made("input", { id: `${this.input.id}-name`, autocomplete: "name" });
    const label = made("label", { htmlFor: field.id, textContent: say("pen_name") });
    field.addEventListener("input", (event) => (event.stopPropagation(), this.change(() => (this.name = field.value.trim()))));
    this.typed = field;
    this.panel.row.after(made("div", { className: "field" }, label, field));
  }

  addColours() {
    const select = made("select", { id: `${this.input.id}-colour` });
    select.append(...Object.keys(COLOURS).map((name) => new Option(say(`pen_${name}`), name)));
    select.value = this.kind === "annotate" ? "red" : "black";
    select.addEventListener("input", (event) => event.stopPropagation());
    this.colour = select;
    const label = made("label", { htmlFor: select.id, textContent: say("pen_colour") });
    this.panel.row.append(made("div", { className: "field" }, label, select));
  }

  // ---- Drawing -------------------------------------------------------------------------------------------------------

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.begin(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (event) => this.finish(event));
    new ResizeObserver(() => this.show()).observe(canvas);
  }

  begin(event) {
    if (this.pointer !== undefined || event.button !== 0) return;
    event.preventDefault();
    this.pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.strokes.push({ colour: COLOURS[this.colour?.value ?? "black"], points: [this.at(event)] });
    this.show();
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    this.strokes.at(-1).points.push(...(passed.length ? passed : [event]).map((one) => this.at(one)));
    this.show();
  }

  finish(event) {
    if (event.pointerId !== this.pointer) return;
    this.pointer = undefined;
    this.change(() => {});
  }

  at({ clientX, clientY }) {
    const { left, top, width } = this.canvas.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / width];
  }

  empty() {
    this.strokes = [];
    this.name = "";
    if (this.typed) this.typed.value = "";
  }

  // ---- Showing and sending -------------------------------------------------------------------------------------------

  get isEmpty() {
    return this.strokes.length === 0 && !this.name;
  }

  show() {
    const width = this.canvas.clientWidth;
    this.undo.disabled = this.strokes.length === 0;
    this.clear.disabled = this.isEmpty;
    this.canvas.setAttribute("aria-label", say(this.isEmpty ? "pen_empty" : "pen_drawn"));
    if (!width) return;
    this.canvas.width = Math.round(width * devicePixelRatio);
    this.canvas.height = Math.round((this.canvas.width * this.size[1]) / this.size[0]);
    this.paint(this.canvas);
  }

  paint(canvas) {
    const context = canvas.getContext("2d");
    const { width, height } = canvas;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    if (this.base) context.drawImage(this.base, 0, 0, width, height);
    if (this.name) write(context, this.name, width, height);
    for (const { colour, points } of this.strokes) stroke(context, points, width, colour, THICKNESS[this.kind]);
  }

  /** Changes the drawing, then puts it in the field: what was there before is replaced, or taken away. */
  async change(act) {
    act();
    this.show();
    if (this.isEmpty && !this.base) {
      put(this.input, null);
      return this.panel.say(say("pen_cleared"));
    }
    const canvas = made("canvas", { width: this.size[0], height: this.size[1] });
    this.paint(canvas);
    const type = this.base ? "image/jpeg" : "image/png";
    const blob = await new Promise((give) => canvas.toBlob(give, type, 0.9));
    put(this.input, new File([blob], `${this.kind}.${type === "image/png" ? "png" : "jpg"}`, { type }));
    this.panel.say(say(this.kind === "signature" ? "pen_signed" : "pen_ready"), "good");
  }

  /** A photograph was chosen: it is what one writes over. */
  async take(event) {
    const [file] = this.input.files;
    if (!file || isMadeHere(file)) return;
    event.stopImmediatePropagation();
    try {
      await this.over(file);
    } catch {
      put(this.input, file); // a picture this browser cannot open: sent as it is
      this.panel.say(say("pen_unreadable"), "bad");
    }
  }

  async over(file) {
    this.base = await shrink(file, Number(this.input.dataset.maxPixels) || this.size[0]);
    this.size = [this.base.width, this.base.height];
    this.canvas.hidden = false;
    await this.change(() => this.empty());
    this.panel.say(say("pen_annotate"));
  }
}

function stroke(context, points, width, colour, thickness) {
  const places = points.map(([x, y]) => [x * width, y * width]);
  Object.assign(context, { strokeStyle: colour, lineWidth: Math.max(1.5, thickness * width), lineCap: "round", lineJoin: "round" });
  context.beginPath();
  context.moveTo(...places[0]);
  for (let at = 1; at < places.length - 1; at += 1) {
    const [[x, y], [nextX, nextY]] = [places[at], places[at + 1]];
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  context.lineTo(...places.at(-1));
  context.stroke();
}

function write(context, name, width, height) {
  const font = (size) => `italic ${size}px Georgia, "Times New Roman", serif`;
  context.font = font(height / 3);
  const fitted = Math.min(1, (width * 0.9) / context.measureText(name).width);
  Object.assign(context, { font: font((height / 3) * fitted), fillStyle: COLOURS.black, textAlign: "center", textBaseline: "middle" });
  context.fillText(name, width / 2, height / 2);
}

better("[data-pen]", (input) => new Pen(input));
