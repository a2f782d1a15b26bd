// Where someone starts to answer (`start-geopoint`), in a kept form: offered on its first page until it was given. Twin of
// livinglab/web/participant/start_place.py.

import { BLANK } from "../expressions/values.js";
import { fieldsOf } from "../form/page.js";
import { read } from "../form/reading.js";

/** Puts the offer before the questions of a page, if the form asks for it and it was not given yet. */
export function askStart(form, sheet) {
  const asked = document.getElementById("start")?.content.firstElementChild;
  if (asked && form.answer(asked.dataset.start).missing === "blank") sheet.prepend(asked.cloneNode(true));
}

/** Takes what the offer was answered with; whether the control is one of its own. */
export function startGiven(form, control) {
  const box = control.closest("[data-start]:not(input)");
  if (!box) return false;
  const name = box.dataset.start;
  const place = read({ name, type: "geopoint" }, fieldsOf(box, name));
  form.set(name, [], place.invalid ? BLANK : place);
  return true;
}
