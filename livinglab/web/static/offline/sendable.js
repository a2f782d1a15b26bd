// From a form to what is sent of it: the answers to what is asked, and the files they name.

import { NOT_ASKED } from "../expressions/values.js";

const FILES = new Set(["image", "audio", "video", "file"]);

/** The answers to what is asked, as they are sent. */
export function answersOf(form) {
  return sendable(form.answers(), form);
}

function sendable(answers, form) {
  const sent = {};
  for (const [name, answer] of Object.entries(answers)) {
    const { type, repeat } = form.things.get(name);
    if (answer === NOT_ASKED || type === "note") continue;
    sent[name] = repeat ? answer.map((row) => sendable(row, form)) : answer;
  }
  return sent;
}

/** The files that answers name, with the way to each: one no answer names any more stays behind. */
export function* filesIn(form, answers, files, path = ["answers"], at = []) {
  for (const [name, answer] of Object.entries(answers)) {
    const { type, repeat } = form.things.get(name);
    for (const [row, inside] of repeat ? answer.entries() : []) {
      yield* filesIn(form, inside, files, [...path, name, row], [...at, name, row + 1]);
    }
    const file = FILES.has(type) && files.find((one) => one.name === answer);
    if (file) yield { ...file, question: name, place: at.join("~"), path: [...path, name] };
  }
}
