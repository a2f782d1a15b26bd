// What makes some fields better where there is a script. A field may wait in a template until it is asked: it is made
// better once the page has taken it out, and filled it in.

/** Calls `improve` once with each element of the page that the selector names, those that come later included. */
export function better(selector, improve) {
  const done = new WeakSet();
  const all = () => {
    for (const element of document.querySelectorAll(selector)) {
      if (!done.has(element)) improve(element);
      done.add(element);
    }
  };
  document.addEventListener("unwrapped", () => queueMicrotask(all));
  all();
}

/** The id of the words of the question a field stands in. */
export function wordsOf(field) {
  const words = field.closest(".question").querySelector("legend, .label, label");
  words.id ||= `${field.id}-words`;
  return words.id;
}
