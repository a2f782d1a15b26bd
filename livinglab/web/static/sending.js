// Sends the board's small forms without leaving the page; without this module the same forms work as ordinary ones.

import { connection } from "./connection.js";
import { show } from "./regions.js";

let underWay = 0;

export const isSending = () => underWay > 0;

async function send(form, submitter) {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form, submitter), redirect: "follow" });
  const page = await answer.text();
  if (!page.includes("data-board")) throw new Error(`answered ${answer.status}`);
  show(page, form);
  connection.found();
  const next = document.getElementById(form.dataset.then ?? "");
  if (next) next.focus({ preventScroll: true });
}

async function submitted(event) {
  const form = event.target;
  if (!form.matches("form[data-live]")) return;
  event.preventDefault();
  if (underWay) return; // a double tap is one sending
  underWay += 1;
  form.setAttribute("aria-busy", "true");
  try {
    await send(form, event.submitter);
  } catch {
    connection.notSent();
  } finally {
    form.removeAttribute("aria-busy");
    underWay -= 1;
  }
}

export function sendInPlace() {
  document.addEventListener("submit", submitted);
}
