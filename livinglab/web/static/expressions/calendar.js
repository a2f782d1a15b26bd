// Dates written by ODK's patterns (`%d/%m/%Y`). Loaded when a questionnaire formats a date.
// Twin of surveys/expressions/calendar.py.

import { DAY, daysFromCivil, fields, momentOf, pad } from "./moments.js";
import { single, toText } from "./values.js";

const MONTHS = {
  fr: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
};
const DAYS = {
  fr: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};

// ISO 8601: the week of a day is that of its Thursday.
function isoWeek({ days, weekday }) {
  const thursday = days - weekday + 3;
  const { year } = fields({ seconds: thursday * DAY, micro: 0, offset: 0 });
  return Math.floor((thursday - daysFromCivil(year, 1, 1)) / 7) + 1;
}

// https://docs.getodk.org/form-operators-functions/#format-date
const PATTERNS = {
  "%Y": ({ year }) => pad(year, 4),
  "%y": ({ year }) => pad(year % 100),
  "%m": ({ month }) => pad(month),
  "%n": ({ month }) => String(month),
  "%b": ({ month }, language) => (MONTHS[language] ?? MONTHS.en)[month - 1],
  "%d": ({ day }) => pad(day),
  "%e": ({ day }) => String(day),
  "%H": ({ hour }) => pad(hour),
  "%h": ({ hour }) => String(hour),
  "%M": ({ minute }) => pad(minute),
  "%S": ({ second }) => pad(second),
  "%3": ({ milli }) => pad(milli, 3),
  "%a": ({ weekday }, language) => (DAYS[language] ?? DAYS.en)[weekday],
  "%W": (at) => String(isoWeek(at)),
  "%%": () => "%",
};

/** The date written by the pattern; empty when the value is no date. Unknown marks stay as written. */
function formatted(value, pattern, language) {
  const moment = momentOf(value);
  return moment ? pattern.replace(/%./gs, (mark) => PATTERNS[mark]?.(fields(moment), language) ?? mark) : "";
}

function formatDate([value, pattern]) {
  return (situation) => formatted(single(value(situation)), toText(pattern(situation)), situation.context.language);
}

/** The fraction of the day at a time, or at a moment; NaN when it is neither. A zone is read on the clock of `now`. */
function timeOfDay(value, now) {
  const text = typeof value === "string" && /(?:^|T)\d\d:\d\d/.test(value) ? value : "";
  const moment = text && momentOf(text.includes("T") ? text : `1970-01-01T${text}`);
  if (!moment) return NaN;
  const offset = /(?:Z|[+-][0-9:]+)$/.test(text) ? momentOf(now).offset : moment.offset;
  const seconds = (((moment.seconds + offset) % DAY) + DAY) % DAY;
  return (seconds * 1e6 + moment.micro) / (DAY * 1e6); // whole numbers: one rounding, as on the server
}

const decimalTime = ([value]) => (situation) => timeOfDay(single(value(situation)), situation.context.now);

export const FUNCTIONS = { "decimal-time": decimalTime, "format-date": formatDate, "format-date-time": formatDate };
