// Trigonometry. Loaded when a questionnaire needs it.

import { computed } from "./functions.js";

export const FUNCTIONS = {
  sin: computed(Math.sin),
  cos: computed(Math.cos),
  tan: computed(Math.tan),
  asin: computed(Math.asin),
  acos: computed(Math.acos),
  atan: computed(Math.atan),
  atan2: computed(Math.atan2),
  exp10: computed((power) => 10 ** power),
};
