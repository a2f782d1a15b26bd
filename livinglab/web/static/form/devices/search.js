// Finding words in a long list whatever their accents, case and signs. Twin of surveys/searching.py.

const cache = new WeakMap(); // option or label → its words, plain

export function plain(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function plainOf(element) {
  if (!cache.has(element)) cache.set(element, plain(element.textContent));
  return cache.get(element);
}

/** The elements that say it: those that begin so, then those with a word that does, then those with all its words. */
export function found(elements, query) {
  const wanted = plain(query);
  if (!wanted) return [...elements];
  const words = wanted.split(" ");
  const ranked = [[], [], []];
  for (const element of elements) {
    const text = plainOf(element);
    if (text.startsWith(wanted)) ranked[0].push(element);
    else if (text.includes(` ${wanted}`)) ranked[1].push(element);
    else if (words.every((word) => text.includes(word))) ranked[2].push(element);
  }
  return ranked.flat();
}
