// Choosing on a drawing: its shapes that bear the name of a choice can be pointed at. The list of choices stays below, for
// the keyboard and for who does not see the drawing.
//
// The drawing itself is only ever shown as a picture, in which no script runs. Over it goes a drawing of our own, of the
// outlines of those shapes and nothing else: no script, style, link or text of the file comes into the page.

import { better } from "./better.js";

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = new Set(["path", "rect", "circle", "ellipse", "polygon", "polyline"]);
const HOLDERS = new Set(["svg", "g", "a"]);
const OUTLINE = ["d", "points", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "transform"];
// Not wanted, and the policy of the page complains of each.
const STYLES = /<style[\s\S]*?<\/style\s*>|\sstyle\s*=\s*("[^"]*"|'[^']*')/g;
const LARGEST = 1_000_000; // characters

function drawn(tag, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** The outlines of the shapes that bear one of those names, in groups as they stand in the file; null when none does. */
function outlines(source, names, within = "") {
  const name = within || (names.has(source.id) ? source.id : "");
  const shape = SHAPES.has(source.localName) && name;
  if (!shape && !HOLDERS.has(source.localName)) return null;
  const copy = drawn(shape ? source.localName : "g");
  for (const attribute of shape ? OUTLINE : ["transform"]) {
    if (source.hasAttribute(attribute)) copy.setAttribute(attribute, source.getAttribute(attribute));
  }
  if (shape) copy.dataset.choice = name;
  const inside = [...source.children].map((child) => outlines(child, names, name)).filter(Boolean);
  copy.append(...inside);
  return shape || inside.length ? copy : null;
}

/** Where the drawing lies: its viewBox, else its size; "" when it says neither. */
function frame(root) {
  const size = ["width", "height"].map((side) => parseFloat(root.getAttribute(side)));
  return root.getAttribute("viewBox") ?? (size.every((side) => side > 0) ? `0 0 ${size.join(" ")}` : "");
}

async function readDrawing(address) {
  const text = (await (await fetch(address)).text()).replace(STYLES, "");
  const root = text.length <= LARGEST && new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return root && root.localName === "svg" && root.namespaceURI === SVG ? root : null;
}

async function map(group) {
  const picture = group.querySelector("img.map");
  const controls = new Map([...group.querySelectorAll(".choice input")].map((input) => [input.value, input]));
  const root = await readDrawing(picture.src).catch(() => null);
  const shapes = root && frame(root) && outlines(root, new Set(controls.keys()));
  if (!shapes) return;
  const over = drawn("svg", { viewBox: frame(root), "aria-hidden": "true", focusable: "false" });
  over.append(shapes);
  const both = Object.assign(document.createElement("div"), { className: "mapped-picture" });
  picture.replaceWith(both);
  both.append(picture, over);
  over.addEventListener("click", (event) => {
    const input = controls.get(event.target.dataset.choice);
    if (input && !input.disabled) input.click();
  });
  const show = () => {
    for (const shape of over.querySelectorAll("[data-choice]")) {
      const input = controls.get(shape.dataset.choice);
      shape.classList.toggle("chosen", input.checked);
      shape.classList.toggle("not-offered", input.disabled);
    }
  };
  group.closest("form")?.addEventListener("change", show);
  show();
}

better("fieldset.mapped", map);
