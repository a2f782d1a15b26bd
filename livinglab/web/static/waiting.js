// Follows a background job: shows how far it is, and opens the page again once it has ended.

const PERIOD = 1500; // milliseconds
const place = document.querySelector("[data-progress]");

function show({ progress, words }) {
  const bar = place.querySelector("progress");
  if (bar.hasAttribute("value")) bar.value = progress;
  const label = place.querySelector("label");
  if (bar.hasAttribute("value") && label.textContent !== words) label.textContent = words;
}

async function look() {
  try {
    const told = await (await fetch(place.dataset.progress, { cache: "no-store" })).json();
    if (told.state === "done" || told.state === "failed") return location.reload();
    show(told);
  } catch {
    // The server is away for a moment: ask again.
  }
  setTimeout(look, PERIOD);
}

if (place) setTimeout(look, PERIOD);
