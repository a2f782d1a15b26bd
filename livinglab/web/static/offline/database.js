// What this device keeps, in IndexedDB. A promise is kept only once the bytes are on the disk; when there is no room left,
// or the browser refuses to keep anything, it is broken with the browser's own error (`QuotaExceededError`, …).

const NAME = "livinglab";
const VERSION = 1;
const STORES = { keys: "name", drafts: "id", queue: "id", files: "id" }; // store → what its records are known by

let opened;

function database() {
  opened ??= open().catch((fault) => {
    opened = undefined;
    throw fault;
  });
  return opened;
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(STORES)) request.result.createObjectStore(store, { keyPath });
    };
    request.onsuccess = () => {
      request.result.onversionchange = close; // a newer page waits for this one to let go
      request.result.onclose = close;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

function close(event) {
  event.target.close();
  opened = undefined;
}

/** The answer to a request inside a transaction. */
export function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** All of `work` or nothing of it: `work` gets the stores by name, and may wait for nothing but `asked`. */
export function write(stores, work) {
  return transact(stores, "readwrite", work);
}

export function read(store, key) {
  return transact([store], "readonly", (open) => asked(open[store].get(key)));
}

export function readAll(store) {
  return transact([store], "readonly", (open) => asked(open[store].getAll()));
}

async function transact(stores, mode, work) {
  const transaction = (await database()).transaction(stores, mode, { durability: "strict" });
  const finished = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new DOMException("Nothing was kept.", "AbortError"));
  });
  const open = Object.fromEntries(stores.map((name) => [name, transaction.objectStore(name)]));
  const result = Promise.resolve(work(open)).catch((fault) => {
    abort(transaction);
    throw fault;
  });
  const [found] = await Promise.all([result, finished]);
  return found;
}

function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // it had ended by itself
  }
}
