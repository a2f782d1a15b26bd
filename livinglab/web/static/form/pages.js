// The pages of a form as its answers make them, for who shows the whole of it: those with a question asked, holding only
// the asked ones; in a repeat, those of each instance, then, where the person says how many there are, the list of them.
// Twin of the pages of surveys/flow.py; `surveys/live.py` writes the outline of a whole form.

/** The pages of a form: `{ code, title, at, questions }`, with `repeat` for the list of its instances. */
export function pagesOf(form) {
  const says = ({ questions }) => questions.some((name) => !form.things.get(name).heads); // more than titles of a table
  return [...inside(form, form.live.outline, [])].filter((page) => page.repeat || says(page));
}

function* inside(form, outline, at) {
  const prefix = at.map(([repeat, number]) => `${repeat}~${number}~`).join("");
  for (const part of outline) {
    if (part.repeat) yield* loop(form, part, at, prefix);
    else yield page(form, part, at, prefix);
  }
}

function page(form, { code, title, questions }, at, prefix) {
  return { code: prefix + code, title, at, questions: questions.filter((name) => form.isAsked(name, at)) };
}

function* loop(form, { repeat, title, inside: outline }, at, prefix) {
  const thing = form.things.get(repeat);
  const scope = form.scopeAt(at);
  const instances = form.instances(scope, repeat);
  for (let number = 1; number <= instances.length; number += 1) {
    yield* inside(form, outline, [...at, [repeat, number]]);
  }
  if (!thing.count && form.isUnfolded(thing, scope)) yield { code: prefix + repeat, title, at, questions: [], repeat };
}
