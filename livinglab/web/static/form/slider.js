// A slider beside the field of a long scale. Until it is moved it says nothing: an answer is never given by itself.

import { better, wordsOf } from "./better.js";

const spoken = document.documentElement.lang;
const MOST_TICKS = 50;

function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function written(value) {
  return spoken === "fr" ? value.replace(".", ",") : value;
}

// Marks along the slider: each so many units, and where there are words.
function marks(field, id) {
  const { start, end, ticks } = field.dataset;
  const values = [...field.closest(".question").querySelectorAll(".ticks [data-value]")].map((one) => one.dataset.value);
  const step = Number(ticks);
  if (step > 0 && (end - start) / step <= MOST_TICKS) {
    for (let value = Number(start); value <= Number(end); value += step) values.push(String(value));
  }
  return made("datalist", { id }, ...[...new Set(values)].map((value) => made("option", { value })));
}

function slide(field) {
  const { start, end, step, placeholder, upright } = field.dataset;
  const middle = (Number(start) + Number(end)) / 2;
  const slider = made("input", { type: "range", min: start, max: end, step, className: "slider" });
  slider.setAttribute("aria-labelledby", wordsOf(field));
  const list = marks(field, `${field.id}-marks`);
  slider.setAttribute("list", list.id);
  const follow = () => {
    const value = field.value.trim().replace(",", ".");
    const said = value !== "" && Number.isFinite(Number(value));
    slider.value = said ? value : placeholder ?? middle;
    slider.classList.toggle("untouched", !said);
    if (said) slider.removeAttribute("aria-valuetext");
    else slider.setAttribute("aria-valuetext", "–");
  };
  const answer = () => {
    field.value = written(slider.value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  slider.addEventListener("input", answer);
  slider.addEventListener("pointerup", () => slider.classList.contains("untouched") && answer());
  field.addEventListener("input", follow);
  const said = [...field.closest(".question").querySelectorAll(".ticks [data-value]")];
  const words = (value) => said.find((one) => one.dataset.value === value)?.textContent ?? written(value);
  const ends = made("div", { className: "ends" }, made("span", {}, words(start)), made("span", {}, words(end)));
  const between = said.filter((one) => ![start, end].includes(one.dataset.value));
  if (said.length && !between.length) said[0].parentElement.className = "apart"; // read aloud still
  ends.setAttribute("aria-hidden", "true");
  field.before(made("div", { className: upright === undefined ? "sliding" : "sliding upright" }, slider, ends, list));
  follow();
}

better("[data-start][data-end]", slide);
