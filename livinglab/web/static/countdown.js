// Counts the minutes left of the current activity, between two readings of the page.

const started = new WeakMap();

function minutesLeft(clock) {
  const given = Number(clock.dataset.left);
  const known = started.get(clock);
  if (!known || known.given !== given) started.set(clock, { given, at: performance.now() });
  const { at } = started.get(clock);
  return Math.ceil((given - (performance.now() - at) / 1000) / 60);
}

function tick() {
  for (const clock of document.querySelectorAll("[data-left]")) {
    const minutes = minutesLeft(clock);
    const words = minutes >= 0 ? clock.dataset.words : clock.dataset.over;
    const said = words.replace("#", String(Math.abs(minutes)));
    if (clock.textContent !== said) clock.textContent = said;
  }
}

export function countDown() {
  tick();
  setInterval(tick, 1000);
}
