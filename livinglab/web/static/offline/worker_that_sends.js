// The worker where the browser has Background Sync: what waits leaves when the network is back, no page open.

import "/static/offline/worker.js";
import { LOCK, sendAll } from "/static/offline/sender.js";

self.addEventListener("sync", (event) => {
  if (event.tag === LOCK) event.waitUntil(send());
});

async function send() {
  if ((await sendAll({ atOnce: true })) !== null) throw new Error("Something still waits."); // the browser asks again later
}
