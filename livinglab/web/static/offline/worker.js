// The worker of the respondent's pages (scope /a/): opens what `package.js` kept. A kept form is answered from here first,
// so that a bad network is no worse than none; the page itself asks the server for what is new. Whatever else stands under a
// kept link is asked of the network, and the kept form shown when there is none. The rest passes through untouched.

const { pathname: scope } = new URL(self.registration.scope);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(scope)) return;
  const [secret, ...rest] = url.pathname.slice(scope.length).split("/");
  if (secret === "kept") event.respondWith(kept(url.pathname, request, { cacheName: `livinglab release ${rest[0]}` }));
  else if (rest[0] === "media") event.respondWith(kept(`${scope}kept/${rest.join("/")}`, request));
  else if (request.mode === "navigate") event.respondWith(page(request, url, secret, rest));
});

async function kept(address, request, where = {}) {
  return (await caches.match(address, where)) ?? fetch(request);
}

async function page(request, url, secret, [kind, wave, ...more]) {
  if (kind === "form" && wave && !more.length) {
    const form = await formOf(await digestOf(`${secret}/${decodeURIComponent(wave)}`), url.searchParams.get("lang"));
    const version = url.searchParams.get("version");
    if (form && (!version || form.headers.get("X-Version") === version)) return form;
  }
  try {
    return await fetch(request);
  } catch (fault) {
    const form = await formKeptFor(secret);
    if (!form) throw fault;
    return form;
  }
}

async function formOf(id, language) {
  const inLanguage = language && (await caches.match(`${scope}kept/forms/${id}/${language}`));
  return inLanguage || caches.match(`${scope}kept/forms/${id}`);
}

/** The form kept last for the holder of a link. */
async function formKeptFor(secret) {
  const link = await caches.match(`${scope}kept/links/${await digestOf(secret)}`);
  return link && formOf(await link.text(), null);
}

async function digestOf(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}
