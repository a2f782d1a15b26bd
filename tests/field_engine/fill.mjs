// Fills a form in with ODK's own engine: node fill.mjs form.xml answers.json, the submission on standard output.
// `answers` maps the path of a node to its value: a list for several choices, a number for instances of a repeat.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html>", { url: "https://example.org/" });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis)) globalThis[name] = window[name];
}
// The engine packs its blobs and files with those of the browser; the parser of its expressions looks for Node's.
Object.assign(globalThis, { Blob: window.Blob, File: window.File, FormData: window.FormData });
Object.assign(globalThis, { require: createRequire(import.meta.url), __dirname: import.meta.dirname });

const { createInstance } = await import("@getodk/xforms-engine");

const [form, answers] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const { root } = await createInstance(form, { form: { missingResourceBehavior: "BLANK" } });
for (const [path, value] of Object.entries(JSON.parse(answers))) give(found(root, path), value);
const { data, status, violations } = await root.prepareInstancePayload({ payloadType: "monolithic" });
if (status !== "ready" || violations?.length) {
  console.error(status, violations.map(({ reference, violation }) => `${reference}: ${violation.condition}`).join(", "));
  process.exit(1);
}
process.stdout.write(await text(data[0].get("xml_submission_file")));

function found(node, path) {
  if (node.currentState.reference === path) return node;
  for (const child of node.currentState.children ?? []) {
    const below = found(child, path);
    if (below) return below;
  }
  return null;
}

function give(node, value) {
  if (node.nodeType.startsWith("repeat-range")) {
    const there = node.currentState.children.length;
    node.addInstances(there - 1, value - there);
  } else if (node.nodeType === "select") node.selectValues([value].flat());
  else if (node.nodeType === "rank") node.setValues(value);
  else if (node.nodeType === "trigger") node.setValue(true);
  else node.setValue(value);
}

function text(file) {
  return new Promise((resolve) => {
    const reader = new window.FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsText(file);
  });
}
