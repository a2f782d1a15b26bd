// Sends the board's small forms without leaving the page; without this module the same forms work as ordinary ones.

import { connection } from "./connection.js";
import { show } from "./regions.js";

let underWay = 0;
let again = null; // a form of choices changed while it was being sent: it goes once more, whole

export const isSending = () => underWay > 0;

async function send(form, submitter) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form, submitter), redirect: "follow" });
  const page = await answer.text();
  if (!page.includes("data-board")) throw new Error(`answered ${answer.status}`);
  if (!again) show(page, form);
  connection.found();
  const next = document.getElementById(form.dataset.then ?? "");
  if (next) next.focus({ preventScroll: true });
}

async function submitted(event) {
  const form = event.target;
  if (!form.matches("form[data-live]")) return;
  event.preventDefault();
  if (underWay) { // a double tap is one sending
    if (form.matches("[data-autosend]")) again = form;
    return;
  }
  underWay += 1;
  form.setAttribute("aria-busy", "true");
  try {
    await send(form, event.submitter);
  } catch {
    connection.notSent();
  } finally {
    form.removeAttribute("aria-busy");
    underWay -= 1;
    const changed = again;
    again = null;
    changed?.requestSubmit();
  }
}

// A choice leaves as soon as it is made; an objection waits until its reason is written.
function chosen(event) {
  const form = event.target.form;
  if (!form?.matches("form[data-autosend]") || event.target.type !== "radio") return;
  const why = document.getElementById(`why-${event.target.name.split(":")[1]}`);
  if (why && event.target.value === "-1" && !why.value.trim()) why.focus();
  else form.requestSubmit();
}

export function sendInPlace() {
  document.addEventListener("submit", submitted);
  document.addEventListener("change", chosen);
}
