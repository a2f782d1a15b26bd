// Trigonometry. Loaded when a questionnaire needs it.

import { numeric } from "./functions.js";

export const FUNCTIONS = {
  sin: numeric(Math.sin),
  cos: numeric(Math.cos),
  tan: numeric(Math.tan),
  asin: numeric(Math.asin),
  acos: numeric(Math.acos),
  atan: numeric(Math.atan),
  atan2: numeric(Math.atan2),
  exp10: numeric((power) => 10 ** power),
};
