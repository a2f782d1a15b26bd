// After each answer the page shows where it leads: the same form is sent, and its answer takes the place of the page.

import { show } from "./regions.js";

const form = document.getElementById("try");
let latest = 0;

async function update() {
  const mine = (latest += 1);
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!answer?.ok || mine !== latest) return;
  show(await answer.text());
}

form?.addEventListener("change", (event) => {
  if (event.target.closest("#trial-questions")) update();
});
