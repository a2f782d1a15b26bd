// Keeps the counted responses of a study fresh; without this script the page shows the numbers it was opened with.

const PERIOD = 5000; // milliseconds; a page out of sight waits
const total = document.getElementById("responses-total");
const written = new Intl.NumberFormat(document.documentElement.lang);

function write(place, number) {
  const words = written.format(number);
  if (place && place.textContent !== words) place.textContent = words;
}

function show(counts) {
  write(total, counts.responses);
  for (const { wave, responses } of counts.waves) {
    write(document.querySelector(`[data-wave="${CSS.escape(wave)}"]`), responses);
  }
}

async function look() {
  try {
    const answer = await fetch(total.dataset.count, { cache: "no-store" });
    if (answer.ok) show(await answer.json());
  } finally {
    next();
  }
}

function next() {
  setTimeout(() => document.hidden ? next() : look(), PERIOD * (0.8 + 0.4 * Math.random()));
}

if (total) {
  document.getElementById("responses-live").hidden = false;
  next();
}
