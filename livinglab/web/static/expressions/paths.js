// Paths through a document: axes, node names and predicates (XPath 1.0 § 2). Loaded when a questionnaire has some.

import { byDocumentOrder } from "./document.js";
import { toTruth } from "./values.js";

// Each gives the elements along an axis, the nearest first.
const AXES = {
  child: (node) => node.children,
  parent: (node) => (node.parent ? [node.parent] : []),
  self: (node) => [node],
  descendant: (node) => node.descendants(),
  "descendant-or-self": (node) => [node, ...node.descendants()],
  ancestor: (node) => ancestors(node),
  "ancestor-or-self": (node) => [node, ...ancestors(node)],
  "following-sibling": (node) => siblings(node).slice(siblings(node).indexOf(node) + 1),
  "preceding-sibling": (node) => siblings(node).slice(0, siblings(node).indexOf(node)).reverse(),
  following: (node) => everything(node).filter((other) => byDocumentOrder(other, node) > 0 && !isInside(other, node)),
  preceding: (node) =>
    everything(node).filter((other) => byDocumentOrder(other, node) < 0 && !isInside(node, other)).reverse(),
  attribute: () => [],
};

function ancestors(node) {
  const above = [];
  while (node.parent) above.push((node = node.parent));
  return above;
}

const siblings = (node) => node.parent?.children ?? [node];
const everything = (node) => [...node.root.descendants()];
const isInside = (node, other) => ancestors(node).includes(other);

/** The closure of a path: the nodes at its end, in document order. */
function path(tree, closure) {
  const filters = (tree.where ?? []).map(closure);
  const steps = tree.path.map((step) => ({ ...step, where: (step.where ?? []).map(closure) }));
  // The root of our documents is the form itself, whose name does not matter: `/data` leads to it.
  if (tree.from?.call === "/" && steps[0]?.axis === "child") Object.assign(steps[0], { axis: "self", name: "node()" });
  const from = tree.from ? closure(tree.from) : ({ current, at }) => [at ?? current];
  const absolute = tree.from?.call === "/";
  return (situation) =>
    steps.reduce((nodes, step) => walk(nodes, step, situation, absolute), filtered(from(situation), filters, situation));
}

function walk(nodes, { axis, name, where }, situation, absolute) {
  const reached = nodes.map((node) => {
    const named = [...AXES[axis](node)].filter((other) => isNamed(other, name));
    return filtered(absolute && axis === "child" && !where.length ? narrowed(named, situation.current) : named, where, situation);
  });
  if (reached.length === 1 && !axis.startsWith("prec") && !axis.startsWith("anc")) return reached[0];
  return [...new Set(reached.flat())].sort(byDocumentOrder);
}

function isNamed(node, name) {
  return name === "*" || name === "node()" || node.name === name;
}

// An absolute path that enters the repeat the current node stands in means this very instance, as field clients have it.
function narrowed(nodes, current) {
  if (nodes.length < 2) return nodes;
  for (let scope = current.scope; scope; scope = scope.outer) if (nodes.includes(scope)) return [scope];
  return nodes;
}

/** The nodes for which each predicate holds; one that is a number is a position. */
function filtered(nodes, predicates, situation) {
  for (const predicate of predicates) {
    const size = nodes.length;
    nodes = nodes.filter((at, index) => {
      const found = predicate({ ...situation, at, position: index + 1, size });
      return typeof found === "number" ? found === index + 1 : toTruth(found);
    });
  }
  return nodes;
}

export const FUNCTIONS = { path };
