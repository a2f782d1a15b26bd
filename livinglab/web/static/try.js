// After each answer, what it does is told beside the page: the form is sent as the button "stay" would send it. The page
// itself is kept live by form/page.js, and no file is sent before the person goes on.

import { show } from "./regions.js";

const form = document.getElementById("page");
const outcome = document.getElementById("trial-outcome");
let latest = 0;

async function update() {
  const mine = (latest += 1);
  const sent = new FormData(form);
  for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
  sent.set("~go", "stay");
  const answer = await fetch(form.action, { method: "POST", body: sent }).catch(() => null);
  if (!answer?.ok || mine !== latest) return;
  const title = document.title;
  show(await answer.text());
  document.title = title;
}

form?.addEventListener("change", (event) => {
  if (!outcome.contains(event.target) && event.target.name !== "~title") update();
});
