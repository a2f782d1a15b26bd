// Digests of texts (XForms 1.1 § 7.10.3) and base64. Loaded when a questionnaire needs them.
//
// The browser has digests of its own, but gives them later, and a calculation cannot wait. MD5 (RFC 1321) and the SHA
// family (FIPS 180-4) share one frame: padded blocks of words, a state that each block changes.

import { textual } from "./functions.js";

const PRIMES = firstPrimes(80);
const MASKS = { 32: 0xffffffffn, 64: 0xffffffffffffffffn };

function firstPrimes(count) {
  const primes = [];
  for (let number = 2; primes.length < count; number += 1) {
    if (primes.every((prime) => number % prime)) primes.push(number);
  }
  return primes.map(BigInt);
}

// The first bits of the fractional part of a root: FIPS 180-4 § 4.2 and 5.3 define their constants so.
function fraction(number, degree, bits) {
  const scaled = number << BigInt(bits * degree);
  let root = 0n;
  for (let bit = 1n << BigInt(bits + 5); bit; bit >>= 1n) if ((root + bit) ** BigInt(degree) <= scaled) root += bit;
  return root & MASKS[bits];
}

function blocks(bytes, size, lengthBytes, littleEndian) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 1 + lengthBytes) / size) * size);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  const bits = BigInt(bytes.length) * 8n;
  view.setBigUint64(padded.length - 8, bits, littleEndian);
  return Array.from({ length: padded.length / size }, (_, at) => new DataView(padded.buffer, at * size, size));
}

// ---- SHA-256, 384, 512 ---------------------------------------------------------------------------------------------

const TURNS = {
  32: { small: [[7, 18, 3], [17, 19, 10]], large: [[6, 11, 25], [2, 13, 22]], rounds: 64 },
  64: { small: [[1, 8, 7], [19, 61, 6]], large: [[14, 18, 41], [28, 34, 39]], rounds: 80 },
};

function sha2(bits, initial, kept) {
  let constants; // worked out at the first digest: most questionnaires have none, and a draw a second one
  return (bytes) => {
    const mask = MASKS[bits];
    const { small, large, rounds } = TURNS[bits];
    const turn = (word, by) => ((word >> BigInt(by)) | (word << BigInt(bits - by))) & mask;
    const mixed = (word, [a, b, c]) => turn(word, a) ^ turn(word, b) ^ (word >> BigInt(c));
    const turned = (word, [a, b, c]) => turn(word, a) ^ turn(word, b) ^ turn(word, c);
    constants ??= PRIMES.slice(0, rounds).map((prime) => fraction(prime, 3, bits));
    let state = initial(bits);
    for (const block of blocks(bytes, bits * 2, bits / 4, false)) {
      const words = Array.from({ length: 16 }, (_, at) => wordAt(block, at, bits));
      for (let at = 16; at < rounds; at += 1) {
        words.push((words[at - 16] + mixed(words[at - 15], small[0]) + words[at - 7] + mixed(words[at - 2], small[1])) & mask);
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let at = 0; at < rounds; at += 1) {
        const first = h + turned(e, large[0]) + ((e & f) ^ (~e & mask & g)) + constants[at] + words[at];
        const second = turned(a, large[1]) + ((a & b) ^ (a & c) ^ (b & c));
        [a, b, c, d, e, f, g, h] = [(first + second) & mask, a, b, c, (d + first) & mask, e, f, g];
      }
      state = [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) & mask);
    }
    return bytesOf(state, bits, false).slice(0, kept);
  };
}

const wordAt = (block, at, bits) => (bits === 64 ? block.getBigUint64(at * 8) : BigInt(block.getUint32(at * 4)));
const ofSquareRoots = (primes) => (bits) => primes.map((prime) => fraction(prime, 2, bits));

// ---- MD5 and SHA-1 -------------------------------------------------------------------------------------------------

const START = [0x67452301n, 0xefcdab89n, 0x98badcfen, 0x10325476n, 0xc3d2e1f0n];
const SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const left = (word, by) => ((word << BigInt(by)) | (word >> BigInt(32 - by))) & MASKS[32];

function md5(bytes) {
  let state = START.slice(0, 4);
  for (const block of blocks(bytes, 64, 8, true)) {
    let [a, b, c, d] = state;
    for (let at = 0; at < 64; at += 1) {
      const round = at >> 4;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | (~d & MASKS[32]))][round];
      const word = BigInt(block.getUint32(([at, 5 * at + 1, 3 * at + 5, 7 * at][round] % 16) * 4, true));
      const constant = BigInt(Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32));
      const sum = (a + (mixed & MASKS[32]) + constant + word) & MASKS[32];
      [a, b, c, d] = [d, (b + left(sum, SHIFTS[round][at % 4])) & MASKS[32], b, c];
    }
    state = [a, b, c, d].map((word, at) => (word + state[at]) & MASKS[32]);
  }
  return bytesOf(state, 32, true);
}

function sha1(bytes) {
  let state = START;
  for (const block of blocks(bytes, 64, 8, false)) {
    const words = Array.from({ length: 16 }, (_, at) => wordAt(block, at, 32));
    for (let at = 16; at < 80; at += 1) words.push(left(words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16], 1));
    let [a, b, c, d, e] = state;
    for (let at = 0; at < 80; at += 1) {
      const round = Math.floor(at / 20);
      const mixed = [(b & c) | (~b & MASKS[32] & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][round];
      const constant = [0x5a827999n, 0x6ed9eba1n, 0x8f1bbcdcn, 0xca62c1d6n][round];
      [a, b, c, d, e] = [(left(a, 5) + mixed + e + constant + words[at]) & MASKS[32], a, left(b, 30), c, d];
    }
    state = [a, b, c, d, e].map((word, at) => (word + state[at]) & MASKS[32]);
  }
  return bytesOf(state, 32, false);
}

function bytesOf(state, bits, littleEndian) {
  const view = new DataView(new ArrayBuffer((state.length * bits) / 8));
  state.forEach((word, at) => {
    if (bits === 64) view.setBigUint64(at * 8, word);
    else view.setUint32(at * 4, Number(word), littleEndian);
  });
  return new Uint8Array(view.buffer);
}

// ---- What a questionnaire calls ------------------------------------------------------------------------------------

const ALGORITHMS = {
  "MD5": md5,
  "SHA-1": sha1,
  "SHA-256": sha2(32, ofSquareRoots(PRIMES.slice(0, 8)), 32),
  "SHA-384": sha2(64, ofSquareRoots(PRIMES.slice(8, 16)), 48),
  "SHA-512": sha2(64, ofSquareRoots(PRIMES.slice(0, 8)), 64),
};
const ENCODINGS = {
  base64: (bytes) => btoa(String.fromCharCode(...bytes)),
  hex: (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""),
};

/** The digest of the text; empty for an algorithm or an encoding nobody knows. */
export function digest(text, algorithm, encoding = "base64") {
  const written = ENCODINGS[encoding.toLowerCase()];
  const digested = ALGORITHMS[algorithm.toUpperCase()];
  return written && digested ? written(digested(new TextEncoder().encode(text))) : "";
}

function decoded(text) {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return "";
  }
}

export const FUNCTIONS = { digest: textual(digest), "base64-decode": textual(decoded) };
