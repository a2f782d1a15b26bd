// What a form knows of itself, of the device and of the last time. Loaded when a questionnaire asks.
// Twin of surveys/expressions/surroundings.py, which says why most of it is empty.

import { plain, raw } from "./functions.js";
import { toText } from "./values.js";

export const FUNCTIONS = {
  "last-saved": raw(() => []),
  version: () => ({ form }) => form.version,
  property: plain(() => ""),
  "jr:itext": ([reference]) => (situation) => situation.form.itext(toText(reference(situation))),
  linebreak: () => () => "\n",
  id: raw(() => []),
  lang: plain(() => false),
};
