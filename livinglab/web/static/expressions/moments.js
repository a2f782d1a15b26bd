// Dates inside expressions: ISO text, days since 1970-01-01, and what a calendar shows.
//
// A moment is `{ seconds, micro, offset }`: seconds since 1970-01-01 UTC, microseconds, and the seconds its time zone is
// ahead of UTC. JavaScript's Date is not used to read: it takes 30 February for 1 March.
// Twin of the dates of surveys/expressions/coercion.py and calendar.py.

export const DAY = 86400;
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T(.+))?$/;
const CLOCK = /^(\d\d)(?:(?::(\d\d)(?::(\d\d)(?:\.(\d+))?)?)|(?:(\d\d)(?:(\d\d)(?:\.(\d+))?)?))?$/;
const ZONE = /(Z|[+-][0-9:.]+)$/;
const EARLIEST = daysFromCivil(1, 1, 1) * DAY;
const LATEST = daysFromCivil(10000, 1, 1) * DAY;

/** Days since 1970-01-01 of an ISO date or moment (without zone: UTC); NaN for anything else. */
export function daysOf(text) {
  const moment = momentOf(text);
  return moment ? (moment.seconds + moment.micro / 1e6) / DAY : NaN;
}

/** Whether two ISO texts say one moment, each in its own time zone. */
export function isSameMoment(one, other) {
  const [left, right] = [momentOf(one), momentOf(other)];
  return Boolean(left && right) && left.seconds === right.seconds && left.micro === right.micro;
}

/** The moment of an ISO text or of a number of days; null when there is none. */
export function momentOf(value) {
  if (typeof value === "number") return momentOfDays(value);
  const found = typeof value === "string" && ISO.exec(value);
  if (!found) return null;
  const [year, month, day] = found.slice(1, 4).map(Number);
  const clock = found[4] === undefined ? { seconds: 0, micro: 0, offset: 0 } : clockOf(found[4]);
  if (!clock || !isDay(year, month, day)) return null;
  const seconds = daysFromCivil(year, month, day) * DAY + clock.seconds - clock.offset;
  return { ...clock, seconds };
}

function momentOfDays(days) {
  const micros = Number.isFinite(days) ? Math.round((days - Math.trunc(days)) * DAY * 1e6) : NaN;
  const seconds = Math.trunc(days) * DAY + Math.floor(micros / 1e6);
  if (!(seconds >= EARLIEST && seconds < LATEST)) return null;
  return { seconds, micro: micros - Math.floor(micros / 1e6) * 1e6, offset: 0 };
}

function clockOf(text) {
  const zone = ZONE.exec(text);
  const time = readClock(zone ? text.slice(0, zone.index) : text);
  const offset = zone && zone[1] !== "Z" ? readClock(zone[1].slice(1)) : { seconds: 0 };
  if (!time || !offset) return null;
  return { ...time, offset: zone?.[1].startsWith("-") ? -offset.seconds : offset.seconds };
}

function readClock(text) {
  const found = CLOCK.exec(text);
  if (!found) return null;
  const [hour, minute, second] = [found[1], found[2] ?? found[5] ?? 0, found[3] ?? found[6] ?? 0].map(Number);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const fraction = (found[4] ?? found[7] ?? "").slice(0, 6).padEnd(6, "0");
  return { seconds: hour * 3600 + minute * 60 + second, micro: Number(fraction) };
}

function isDay(year, month, day) {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year, month) {
  return month === 12 ? 31 : daysFromCivil(year, month + 1, 1) - daysFromCivil(year, month, 1);
}

// Days since 1970-01-01 in the Gregorian calendar: years begin in March, so that the leap day is the last.
export function daysFromCivil(year, month, day) {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** What the calendar and the clock of the moment's own zone show. */
export function fields({ seconds, micro, offset }) {
  const local = new Date((seconds + offset) * 1000);
  return {
    year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(),
    hour: local.getUTCHours(), minute: local.getUTCMinutes(), second: local.getUTCSeconds(),
    milli: Math.floor(micro / 1000), weekday: (local.getUTCDay() + 6) % 7,
    days: Math.floor((seconds + offset) / DAY), offset,
  };
}

export const pad = (number, digits = 2) => String(number).padStart(digits, "0");

// ODK's engines take 2026-1-5 for a date, where they are asked to make one.
function padded(value) {
  const found = typeof value === "string" && /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(value);
  return found ? `${found[1]}-${pad(found[2])}-${pad(found[3])}` : value;
}

/** The ISO date of a text or of a number of days; empty when there is none. */
export function dayText(value) {
  const moment = momentOf(padded(value));
  return moment ? isoDay(fields(moment)) : "";
}

/** The ISO moment of a text or of a number of days; empty when there is none. */
export function dateText(value) {
  const moment = momentOf(padded(value));
  if (!moment) return "";
  const at = fields(moment);
  return `${isoDay(at)}T${pad(at.hour)}:${pad(at.minute)}:${pad(at.second)}.${pad(at.milli, 3)}${isoZone(at.offset)}`;
}

function isoDay({ year, month, day }) {
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

function isoZone(offset) {
  const size = Math.abs(offset);
  const seconds = size % 60 ? `:${pad(size % 60)}` : "";
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(size / 3600))}:${pad(Math.floor(size / 60) % 60)}${seconds}`;
}
