// Keeps what a form needs to open without a network: its document in each language, the pictures and sounds in it, and the
// files of the release it names. Nothing personal stands in any of them; the worker (worker.js) answers from here.
//
// caches: `livinglab form <id of link and wave>`, `livinglab release <release>`, and `livinglab links`: owner → id.

import { sendsInTheBackground } from "./sender.js";

const FORM = "livinglab form ";
const RELEASE = "livinglab release ";
const LINKS = "livinglab links";

/** Keeps the form of a version; false when this browser cannot open it without a network. Throws when one is needed. */
export async function keepForm(link, digest, { languages, language, release }) {
  if (!navigator.serviceWorker || !self.caches) return false;
  const documents = await Promise.all(languages.map((each) => fetchDocument(link, digest, each)));
  for (const { told } of documents) await keepRelease(link, told);
  const cache = await caches.open(FORM + link.id);
  for (const { told, answer } of documents) {
    await cache.put(addressOf(link, `forms/${link.id}/${told.language}`), answer.clone());
    if (told.language === language) await cache.put(addressOf(link, `forms/${link.id}`), answer.clone());
  }
  await keepMedia(link, cache);
  const links = await caches.open(LINKS);
  await links.put(addressOf(link, `links/${link.owner}`), new Response(link.id));
  await register(link);
  await forgetReleases(release);
  navigator.storage?.persist?.(); // so that a phone short of room does not clear it unasked
  return true;
}

/** Whether the form of a link is kept, in that release. */
export async function isKept(link, release) {
  const kept = self.caches && (await caches.match(addressOf(link, `forms/${link.id}`)));
  return kept?.headers.get("X-Release") === release;
}

const addressOf = (link, what) => `${link.door}/kept/${what}`;

async function fetchDocument(link, digest, language) {
  const query = new URLSearchParams({ version: digest, lang: language });
  const answer = await fetch(`${link.form}?${query}`, { cache: "no-store", credentials: "omit", redirect: "error" });
  const html = await answer.text();
  const whole = new DOMParser().parseFromString(html, "text/html").getElementById("whole");
  if (!answer.ok || !whole) throw new TypeError("No document came.");
  const told = JSON.parse(whole.textContent);
  const headers = new Headers(answer.headers);
  for (const gone of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(gone);
  headers.set("X-Release", told.release);
  headers.set("X-Version", told.digest);
  return { told, answer: new Response(html, { headers }) };
}

async function keepRelease(link, { release, files }) {
  const cache = await caches.open(RELEASE + release);
  const addresses = files.map((name) => addressOf(link, `${release}/${name}`));
  const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await cache.addAll(addresses.filter((address) => !known.has(address)));
}

// Their addresses hold a digest and, on the network, the secret: they are kept without it.
async function keepMedia(link, cache) {
  const shown = [...document.querySelectorAll("template[data-page]")].flatMap((template) => mediaIn(template.content));
  for (const address of new Set(shown)) {
    const key = addressOf(link, address.slice(address.indexOf("media/")));
    if (!(await cache.match(key))) await cache.put(key, await fetch(new URL(address, location.origin + link.form)));
  }
}

function mediaIn(content) {
  const nested = [...content.querySelectorAll("template")].flatMap((template) => mediaIn(template.content));
  const ours = [...content.querySelectorAll("[src]")].map((one) => one.getAttribute("src"));
  return [...ours.filter((address) => address.startsWith("../media/")), ...nested];
}

// A browser that can send while no page is open gets the worker that does.
async function register(link) {
  const address = `${link.door}/${sendsInTheBackground ? "worker_that_sends" : "worker"}.js`;
  const type = sendsInTheBackground ? "module" : "classic";
  await navigator.serviceWorker.register(address, { scope: `${link.door}/`, type });
  await navigator.serviceWorker.ready;
}

/** Lets go of releases that neither a kept document nor the page now open names. */
async function forgetReleases(open) {
  const names = await caches.keys();
  const used = new Set([open]);
  for (const name of names.filter((one) => one.startsWith(FORM))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) used.add((await cache.match(request)).headers.get("X-Release"));
  }
  const unused = names.filter((name) => name.startsWith(RELEASE) && !used.has(name.slice(RELEASE.length)));
  await Promise.all(unused.map((name) => caches.delete(name)));
}
