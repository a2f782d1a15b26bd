// The document an expression is evaluated in: one element per question, group and instance of a repeat.
//
// Twin of surveys/expressions/document.py, which says what each field means; here instances also go away, so that what a
// scope holds is looked up when asked for, and remembered until an instance comes or goes.

const NONE = Object.freeze([]);

export class Element {
  constructor(name, key = name, answer = "", rank = 0) {
    this.name = name;
    this.key = key;
    this.answer = answer; // its JSON; "" is a blank one
    this.rank = rank;
    this.parent = null;
    this.children = NONE;
    this.scope = this;
    this.own = null; // of a scope: key → the elements that stand in it, and in no instance inside
    this.inner = NONE; // of a scope: the instances that stand in it
    this.found = null; // of a scope: key → elements inside, instances included
  }

  /** Puts a child after those of its rank or lower. An `instance` of a repeat is a scope of its own. */
  add(child, instance = false) {
    child.parent = this;
    if (!instance) child.scope = this.scope;
    this.children = placed(this.children, child);
    const { scope } = this;
    scope.own ??= new Map();
    scope.own.set(child.key, placed(scope.own.get(child.key) ?? NONE, child));
    if (instance) scope.inner = placed(scope.inner, child);
    scope.forget();
    return child;
  }

  /** Takes an instance out of the document. */
  remove() {
    const scope = this.outer;
    for (const list of [this.parent.children, scope.own.get(this.key), scope.inner]) list.splice(list.indexOf(this), 1);
    scope.forget();
  }

  forget() {
    for (let scope = this; scope; scope = scope.outer) scope.found = null;
  }

  /** The elements of a scope with that key, in document order. */
  elements(key) {
    if (!this.inner.length) return this.own?.get(key) ?? NONE;
    this.found ??= new Map();
    if (!this.found.has(key)) this.found.set(key, this.look(key));
    return this.found.get(key);
  }

  look(key) {
    const own = this.own.get(key) ?? NONE;
    const inside = this.inner.map((instance) => instance.elements(key)).filter((some) => some.length).flat();
    if (!inside.length) return own;
    return own.length ? [...own, ...inside].sort(byDocumentOrder) : inside;
  }

  /** The scope around this one; null for the root. */
  get outer() {
    return this.scope.parent?.scope ?? null;
  }

  get root() {
    let element = this;
    while (element.parent) element = element.parent;
    return element;
  }

  /** How many scopes it stands in. */
  get depth() {
    let depth = 0;
    for (let scope = this.outer; scope; scope = scope.outer) depth += 1;
    return depth;
  }

  /** Which of the instances of its repeat this one is, counted from 1. */
  get position() {
    return (this.outer?.own.get(this.key)?.indexOf(this) ?? 0) + 1;
  }

  *descendants() {
    for (const child of this.children) {
      yield child;
      yield* child.descendants();
    }
  }
}

// Puts a child in its place, which is nearly always the last; most elements have no children, and share one empty list.
function placed(list, child) {
  if (list === NONE) return [child];
  let at = list.length;
  while (at && list[at - 1].rank > child.rank) at -= 1;
  list.splice(at, 0, child);
  return list;
}

function pathTo(element) {
  const path = [];
  for (; element.parent; element = element.parent) path.unshift(element.parent.children.indexOf(element));
  return path;
}

/** Which of two elements comes first: an element comes before those inside it. */
export function byDocumentOrder(left, right) {
  const [one, other] = [pathTo(left), pathTo(right)];
  const at = one.findIndex((place, index) => place !== other[index]);
  if (at < 0) return one.length - other.length;
  return at < other.length ? one[at] - other[at] : 1;
}

/** Whether a scope stands in another one, or is it. */
export function isInside(inner, outer) {
  let scope = inner;
  while (scope && scope !== outer) scope = scope.outer;
  return scope === outer;
}
