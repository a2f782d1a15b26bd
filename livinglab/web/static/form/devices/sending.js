// Sends a page with large files: says how far it is, and when it does not arrive keeps everything on the page. What the
// server has to say about the page is shown by sending it once more, without the files the server has kept by then.

import { made, say, size } from "./panel.js";

const HEAVY = 300_000; // bytes: below, a page is gone before one could read how far it is
const sheet = document.getElementById("page");

const fileFields = () => [...sheet.querySelectorAll("input[type=file]")];
const weight = () => fileFields().flatMap((field) => [...field.files]).reduce((sum, file) => sum + file.size, 0);

class Sending {
  constructor() {
    this.status = made("p", { className: "status" });
    this.status.setAttribute("role", "status");
    this.progress = made("progress", { max: 1, value: 0, hidden: true });
    this.progress.setAttribute("aria-label", say("sending_progress"));
    sheet.append(made("div", { className: "device" }, this.progress, this.status));
  }

  start(submitter) {
    const address = submitter?.getAttribute("formaction") ?? sheet.action;
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.upload.addEventListener("progress", ({ loaded, total }) => (this.progress.value = loaded / total));
    request.addEventListener("load", () => this.arrived(request, new URL(address, location).href, submitter));
    request.addEventListener("error", () => this.failed());
    request.send(new FormData(sheet, submitter));
    this.underWay = true;
    this.progress.hidden = false;
    this.say("sending_now");
  }

  arrived(request, address, submitter) {
    if (request.status === 429 || request.status >= 500) return this.failed();
    if (request.responseURL !== address) return location.assign(request.responseURL);
    const answered = new DOMParser().parseFromString(request.responseText, "text/html");
    for (const field of fileFields()) this.handOver(field, answered);
    const seen = answered.querySelector("#page [name='~seen']");
    if (seen) sheet.elements["~seen"].value = seen.value;
    if (submitter?.name) sheet.append(made("input", { type: "hidden", name: submitter.name, value: submitter.value }));
    if (submitter?.hasAttribute("formaction")) sheet.action = address;
    sheet.submit();
  }

  // The file the server keeps now takes the place of the one that was sent.
  handOver(field, answered) {
    const kept = answered.querySelector(`[name="${CSS.escape(field.name)}.kept"]`);
    if (!kept || !field.files.length) return;
    sheet.querySelector(`[name="${CSS.escape(field.name)}.kept"]`)?.remove();
    sheet.append(made("input", { type: "hidden", name: kept.name, value: kept.value }));
    field.value = "";
  }

  failed() {
    this.underWay = false;
    this.progress.hidden = true;
    this.say("sending_failed", "bad");
  }

  say(key, kind = "") {
    this.status.className = `status ${kind}`.trim();
    this.status.textContent = say(key, { size: size(weight()) });
  }
}

let sending = null;

// On the document: what the page itself finds to put right comes first.
document.addEventListener("submit", (event) => {
  if (event.target !== sheet || sheet.enctype !== "multipart/form-data") return;
  if (sending?.underWay) return event.preventDefault(); // a double tap is one sending
  if (event.defaultPrevented || weight() < HEAVY) return;
  event.preventDefault();
  sending ??= new Sending();
  sending.start(event.submitter);
});
