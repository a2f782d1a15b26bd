// Fills the fields of a question from its answer. Twin of livinglab/web/participant/fields.py.

import { BLANK, toText } from "../expressions/values.js";
import { nameOfItem } from "../form/evaluation.js";
import { decimalMark } from "../form/model.js";
import { answerFromText } from "../form/reading.js";

const SOFT = "missing:"; // "I don't know" as one more button of a group
const PLACE_PARTS = ["latitude", "longitude", "altitude", "accuracy"];

/** The fields that say an answer: name → values. */
export function fieldsSaying({ name, type }, answer) {
  if (answer.missing) return new Map([[`${name}.missing`, [answer.missing]]]);
  const spoken = (number) => number.replace(".", decimalMark(document.documentElement.lang));
  const parts = PARTS[type]?.(answer, spoken);
  if (parts) return new Map(Object.entries(parts).map(([part, written]) => [`${name}.${part}`, [written]]));
  if (Array.isArray(answer)) return new Map([[name, answer]]);
  if (type === "geotrace" || type === "geoshape") return new Map([[name, [answer.replaceAll(";", "\n")]]]);
  if (typeof answer !== "number") return new Map([[name, [answer]]]);
  const plain = toText(Number(answer.toPrecision(15)));
  return new Map([[name, [type === "range" ? plain : spoken(plain)]]]);
}

const PARTS = {
  date: dayOf,
  datetime: momentOf,
  geopoint: placeOf,
  rank: (choices) => Object.fromEntries(choices.map((choice, rank) => [rank + 1, choice])),
};

function dayOf(answer) {
  const [year, month, day] = answer.split("-");
  return { year, month, day };
}

// The time zone, if there is one, is not shown: the hour is the one that was read on the wall.
function momentOf(answer) {
  const [day, time] = answer.split("T");
  const [, minutes, seconds] = /^(\d\d:\d\d)(:\d\d)?/.exec(time);
  return { ...dayOf(day), time: seconds && seconds !== ":00" ? minutes + seconds : minutes };
}

function placeOf(answer, spoken) {
  const numbers = answer.split(" ");
  const shown = PLACE_PARTS.map((part, at) => [part, numbers[at] ?? "0"]).filter(([, number], at) => at < 2 || number !== "0");
  return Object.fromEntries(shown.map(([part, number]) => [part, spoken(number)]));
}

/** Writes fields into a card; what it has no field for is left out. */
export function fill(card, question, fields) {
  for (const control of card.querySelectorAll("input, select, textarea")) {
    const soft = `${SOFT}${fields.get(`${question}.missing`)?.at(-1)}`;
    const values = fields.get(control.name) ?? [];
    if (control.type === "file") continue;
    if (control.type === "radio" || control.type === "checkbox") {
      control.checked = values.includes(control.value) || (control.name === question && control.value === soft);
    } else if (control.matches("select")) {
      control.value = values.at(-1) ?? (hasOption(control, soft) ? soft : "");
    } else if (!control.readOnly) {
      control.value = values.at(-1) ?? "";
    }
  }
}

function hasOption(list, value) {
  return [...list.options].some((option) => option.value === value);
}

/** What a question proposes that nobody has seen yet: its default, or what it calculates; BLANK when nothing. */
export function proposed(form, name, at) {
  const thing = form.things.get(name);
  const cell = thing.calculation ? "calculation" : "default";
  if (!thing[cell]) return BLANK;
  const written = toText(form.value(thing, cell, form.element(name, at), BLANK));
  return answerFromText(thing, written, form.items(thing).map(nameOfItem));
}
