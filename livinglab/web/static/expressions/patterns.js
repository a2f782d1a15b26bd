// Regular expressions in linear time: a pattern can never hang the page, as JavaScript's own, which backtrack, could.
//
// The syntax is RE2's (https://github.com/google/re2/wiki/Syntax), which the server uses. A pattern becomes a graph of
// states (Thompson 1968), and the text is read once, keeping the set of states it may be in. Only whether the whole text
// matches is asked, so that greedy and lazy are the same, and nothing is captured. Loaded when a questionnaire needs it.

import { textual } from "./functions.js";

const MOST_REPEATS = 1000; // RE2's own limit, nested repetitions multiplied
const MOST_STATES = 100000;
const DEEPEST = 500; // groups inside each other

class NotAPattern extends Error {}

const kept = new Map();

/** Whether the whole text matches; a pattern that cannot be used matches nothing. */
export function matches(text, pattern) {
  if (!kept.has(pattern)) kept.set(pattern, startOf(pattern));
  const start = kept.get(pattern);
  return start !== null && run(start, Array.from(text, (character) => character.codePointAt(0)));
}

function startOf(pattern) {
  try {
    return new Reader(pattern).start();
  } catch (fault) {
    if (fault instanceof NotAPattern) return null;
    throw fault;
  }
}

// ---- Reading the text -------------------------------------------------------------------------------------------

const END = { kind: "end" };
let generation = 0; // marks the states already in the set, so that each is in it once

function run(start, text) {
  let states = closure([start], text, 0);
  for (let at = 0; at < text.length && states.length; at += 1) {
    const next = states.filter((state) => state.test?.(text[at])).map((state) => state.next);
    states = closure(next, text, at + 1);
  }
  return states.includes(END);
}

// The states that can be reached without reading a character.
function closure(waiting, text, at) {
  generation += 1;
  const reached = [];
  while (waiting.length) {
    const state = waiting.pop();
    if (state.seen === generation) continue;
    state.seen = generation;
    if (state.fork) waiting.push(...state.fork);
    else if (!state.holds) reached.push(state);
    else if (state.holds(text, at)) waiting.push(state.next);
  }
  return reached;
}

// ---- Building the graph: a part is a function from the state after it to the state it begins with ------------------

const nothing = (next) => next;
const reading = (test) => (next) => ({ test, next });
const standing = (holds) => (next) => ({ holds, next });
const sequence = (parts) => (next) => parts.reduceRight((after, part) => part(after), next);
const either = (parts) => parts.length === 1 ? parts[0] : (next) => ({ fork: parts.map((part) => part(next)) });
const optional = (part) => (next) => ({ fork: [part(next), next] });

function star(part) {
  return (next) => {
    const state = { fork: [next] };
    state.fork.push(part(state));
    return state;
  };
}

function repeated(part, least, most) {
  const some = Array(least).fill(part);
  if (most === Infinity) return sequence([...some, star(part)]);
  let rest = nothing;
  for (let count = least; count < most; count += 1) rest = optional(sequence([part, rest]));
  return sequence([...some, rest]);
}

// ---- Sets of characters -------------------------------------------------------------------------------------------

const between = (first, last) => (code) => code >= first && code <= last;
const any = (tests) => (code) => tests.some((test) => test(code));
const not = (test) => (code) => !test(code);
const among = (characters) => (code) => code < 128 && characters.includes(String.fromCharCode(code));
const digit = between(48, 57);
const upper = between(65, 90);
const lower = between(97, 122);
const isWord = any([digit, upper, lower, (code) => code === 95]);

const CLASSES = { d: digit, s: among("\t\n\f\r "), w: isWord };
const POSIX = {
  alnum: any([digit, upper, lower]), alpha: any([upper, lower]), ascii: between(0, 127), blank: among("\t "),
  cntrl: any([between(0, 31), (code) => code === 127]), digit, graph: between(33, 126), lower, print: between(32, 126),
  punct: any([between(33, 47), between(58, 64), between(91, 96), between(123, 126)]), space: among("\t\n\v\f\r "),
  upper, word: isWord, xdigit: any([digit, between(65, 70), between(97, 102)]),
};
const CONTROLS = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

function unicodeClass(name) {
  for (const property of [name, `Script=${name}`]) {
    try {
      const one = new RegExp(`^\\p{${property}}$`, "u"); // one character: nothing to backtrack over
      return (code) => one.test(String.fromCodePoint(code));
    } catch {
      // Not a category: perhaps a script.
    }
  }
  throw new NotAPattern(name);
}

// The other letter cases of a character, where they are one character ("ß" has none).
function cases(code) {
  const character = String.fromCodePoint(code);
  const capital = character.toUpperCase();
  return [character, capital, character.toLowerCase(), capital.toLowerCase()]
    .filter((one) => [...one].length === 1).map((one) => one.codePointAt(0));
}

const folded = (test) => (code) => cases(code).some(test);

// ---- Where one stands ----------------------------------------------------------------------------------------------

const atStart = (text, at) => at === 0;
const atEnd = (text, at) => at === text.length;
const atLineStart = (text, at) => at === 0 || text[at - 1] === 10;
const atLineEnd = (text, at) => at === text.length || text[at] === 10;
const isWordAt = (text, at) => at >= 0 && at < text.length && isWord(text[at]);
const atBoundary = (text, at) => isWordAt(text, at - 1) !== isWordAt(text, at);
const PLACES = { A: atStart, z: atEnd, b: atBoundary, B: (text, at) => !atBoundary(text, at) };

// ---- Reading the pattern -------------------------------------------------------------------------------------------

class Reader {
  constructor(pattern) {
    this.pattern = [...pattern];
    this.at = 0;
    this.flags = {};
    this.depth = 0;
  }

  start() {
    const { part, size } = this.alternatives();
    if (this.at < this.pattern.length || size > MOST_STATES) throw new NotAPattern();
    return part(END);
  }

  get next() { return this.pattern[this.at]; }

  takes(characters) {
    if (this.pattern.slice(this.at, this.at + characters.length).join("") !== characters) return false;
    this.at += characters.length;
    return true;
  }

  takesPattern(pattern) {
    const found = pattern.exec(this.pattern.slice(this.at, this.at + 40).join(""));
    if (found) this.at += [...found[0]].length;
    return found;
  }

  // A part comes with its size in states, and how often repetitions inside it multiply.
  alternatives() {
    const flags = this.flags;
    const branches = [this.branch()];
    while (this.takes("|")) branches.push(this.branch());
    this.flags = flags;
    return joined(branches, either);
  }

  branch() {
    const parts = [];
    while (this.at < this.pattern.length && this.next !== "|" && this.next !== ")") {
      const part = this.atom();
      if (part) parts.push(this.repetition(part));
      else if (this.repeats()) throw new NotAPattern();
    }
    return joined(parts, sequence);
  }

  repetition(item) {
    const counts = this.repeats();
    if (!counts) return item;
    this.takes("?");
    if (this.repeats()) throw new NotAPattern(); // a** says nothing more
    const [least, most] = counts;
    const times = most === Infinity ? least : most;
    const repeats = item.repeats * (times || 1);
    if (least > most || times > MOST_REPEATS || repeats > MOST_REPEATS) throw new NotAPattern();
    return { part: repeated(item.part, least, most), size: item.size * (times + 1) + 2, repeats };
  }

  repeats() {
    if (this.takes("*")) return [0, Infinity];
    if (this.takes("+")) return [1, Infinity];
    if (this.takes("?")) return [0, 1];
    const found = this.takesPattern(/^\{(\d+)(?:(,)(\d*))?\}/);
    return found && [Number(found[1]), found[3] ? Number(found[3]) : found[2] ? Infinity : Number(found[1])];
  }

  // One item, or null for what only sets flags.
  atom() {
    if (this.repeats()) throw new NotAPattern();
    const character = this.next;
    this.at += 1;
    switch (character) {
      case "(": return this.group();
      case "[": return item(reading(this.set()));
      case ".": return item(reading(this.flags.s ? () => true : (code) => code !== 10));
      case "^": return item(standing(this.flags.m ? atLineStart : atStart));
      case "$": return item(standing(this.flags.m ? atLineEnd : atEnd));
      case "\\": return this.escape();
    }
    return this.literal(character.codePointAt(0));
  }

  literal(code) {
    const same = this.flags.i ? any(cases(code).map((one) => between(one, one))) : between(code, code);
    return item(reading(this.flags.i ? folded(same) : same));
  }

  group() {
    const outer = this.flags;
    if (this.takes("?")) {
      const named = this.takesPattern(/^P?<\w+>/);
      const set = named || this.takesPattern(/^([imsU]*)(?:-([imsU]+))?([:)])/);
      if (!set) throw new NotAPattern();
      if (!named) this.setFlags(set);
      if (!named && set[3] === ")") return null;
    }
    this.depth += 1;
    if (this.depth > DEEPEST) throw new NotAPattern();
    const inside = this.alternatives();
    if (!this.takes(")")) throw new NotAPattern();
    this.depth -= 1;
    this.flags = outer;
    return inside;
  }

  setFlags([, on, off]) {
    this.flags = { ...this.flags };
    for (const flag of on) this.flags[flag] = true;
    for (const flag of off ?? "") this.flags[flag] = false;
  }

  escape() {
    if (this.takes("Q")) return this.quoted();
    if (this.next in PLACES) return item(standing(PLACES[this.pattern[this.at++]]));
    const test = this.classEscape();
    return test ? item(reading(this.flags.i ? folded(test) : test)) : this.literal(this.character());
  }

  quoted() {
    const parts = [];
    while (this.at < this.pattern.length && !this.takes("\\E")) {
      parts.push(this.literal(this.pattern[this.at].codePointAt(0)));
      this.at += 1;
    }
    return parts.length ? joined(parts, sequence) : null;
  }

  // After a backslash: a class such as \d or \p{L}; null when it is one character.
  classEscape() {
    const letter = this.next ?? "";
    const perl = CLASSES[letter.toLowerCase()];
    if (perl) {
      this.at += 1;
      return letter in CLASSES ? perl : not(perl);
    }
    const found = this.takesPattern(/^([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/);
    if (!found) return null;
    const test = found[3] === "Any" ? () => true : unicodeClass(found[3] ?? found[4]);
    return (found[1] === "P") !== (found[2] === "^") ? not(test) : test;
  }

  // After a backslash: the code of one character.
  character() {
    const hexadecimal = this.takesPattern(/^x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/);
    if (hexadecimal) return Number.parseInt(hexadecimal[1] ?? hexadecimal[2], 16);
    const octal = this.takesPattern(/^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/);
    if (octal) return Number.parseInt(octal[0], 8);
    const character = this.next ?? "";
    this.at += 1;
    if (character in CONTROLS) return CONTROLS[character];
    if (!/^[\0-\x7f]$/.test(character) || /[0-9A-Za-z]/.test(character)) throw new NotAPattern();
    return character.charCodeAt(0);
  }

  // After an opening bracket: the test of the whole set.
  set() {
    const negative = this.takes("^");
    const tests = [];
    while (!tests.length || this.next !== "]") {
      if (this.at >= this.pattern.length) throw new NotAPattern();
      tests.push(this.member());
    }
    this.at += 1;
    const test = this.flags.i ? folded(any(tests)) : any(tests);
    return negative ? not(test) : test;
  }

  member() {
    const posix = this.takesPattern(/^\[:(\^?)(\w+):\]/);
    if (posix) {
      if (!POSIX[posix[2]]) throw new NotAPattern();
      return posix[1] ? not(POSIX[posix[2]]) : POSIX[posix[2]];
    }
    const escaped = this.takes("\\");
    const test = escaped && this.classEscape();
    if (test) return test;
    const first = escaped ? this.character() : this.pattern[this.at++].codePointAt(0);
    const ranged = this.next === "-" && this.pattern[this.at + 1] !== "]" && this.at + 1 < this.pattern.length;
    if (!ranged) return between(first, first);
    this.at += 1;
    const last = this.takes("\\") ? this.character() : this.pattern[this.at++].codePointAt(0);
    if (last < first) throw new NotAPattern();
    return between(first, last);
  }
}

const item = (part) => ({ part, size: 1, repeats: 1 });

function joined(items, how) {
  return {
    part: how(items.map(({ part }) => part)),
    size: items.reduce((sum, { size }) => sum + size, 1),
    repeats: Math.max(1, ...items.map(({ repeats }) => repeats)),
  };
}

export const FUNCTIONS = { regex: textual(matches) };
