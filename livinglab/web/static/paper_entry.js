// Typing a sheet of paper: Enter goes to the next question asked; what was typed is kept, and said, at each question.
// Without this module Enter keeps the page, and the same words stand beside the cells when it comes back.

const form = document.getElementById("cells");
const kept = document.getElementById("kept");
const cells = [...form.querySelectorAll(".cell :is(input, textarea)")];
const PAUSE = 250; // milliseconds without a key: then what a long list holds is looked up
let sending = false;
let again = false;
let looking = 0;
let leaving = null; // the button that was pressed while something was being kept

const isAsked = (field) => !field.closest(".cell").classList.contains("skip-me");

function go(field, step) {
  const after = step > 0 ? cells.slice(cells.indexOf(field) + 1) : cells.slice(0, cells.indexOf(field)).reverse();
  const next = after.find(isAsked) ?? (step > 0 ? document.getElementById("review") : field);
  next.focus();
  next.select?.();
}

function show({ revision, cells: said }) {
  form.elements.seen.value = revision;
  for (const [key, { meaning, wrong, asked }] of Object.entries(said)) {
    const field = document.getElementById(`c.${key}`);
    const words = field.value.trim() && !asked ? `${meaning} – ${kept.dataset.skip}` : meaning;
    const output = document.getElementById(`m.${key}`);
    if (output.textContent !== words) output.textContent = words;
    const cell = field.closest(".cell");
    cell.classList.toggle("wrong", wrong);
    cell.classList.toggle("skip-me", !asked);
    field.toggleAttribute("aria-invalid", wrong);
    if (wrong) field.setAttribute("aria-invalid", "true");
  }
  say(kept.dataset.kept, false);
}

function say(words, lost) {
  if (kept.textContent !== words) kept.textContent = words;
  kept.classList.toggle("lost", lost);
}

async function keep() {
  again = sending;
  if (sending) return; // what changes meanwhile goes with the next one
  sending = true;
  try {
    const body = new URLSearchParams(new FormData(form));
    body.set("live", "1");
    const answer = await fetch(form.action, { method: "POST", body, redirect: "error" });
    const said = await answer.json();
    if (answer.ok) show(said);
    else say(said.said, true);
  } catch {
    say(kept.dataset.lost, true);
  } finally {
    sending = false;
    if (leaving) form.requestSubmit(leaving);
    else if (again) keep();
  }
}

form.addEventListener("change", keep);
form.addEventListener("input", ({ target }) => {
  clearTimeout(looking);
  if ("searched" in target.dataset) looking = setTimeout(keep, PAUSE);
});
form.addEventListener("submit", (event) => {
  if (!sending) return;
  event.preventDefault(); // the page would be older than what is being kept
  leaving = event.submitter;
});
form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!cells.includes(field) || event.isComposing) return;
  const back = event.key === "ArrowUp" || (event.key === "Enter" && event.ctrlKey);
  const next = (event.key === "Enter" && !event.shiftKey) || event.key === "ArrowDown";
  const within = field.matches("textarea") && event.key.startsWith("Arrow"); // the lines of a long answer
  if (within || !(back || next)) return;
  event.preventDefault();
  go(field, back ? -1 : 1);
});
document.querySelector(".scripted").hidden = false;
