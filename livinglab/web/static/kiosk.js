// A kiosk: asks whether someone is there, forgets when nobody is, and never shows again what the browser remembers.
//
// `#watch` holds the times in seconds and the addresses: where the kiosk begins (`home`), how to say that somebody is
// there (`here`) and that nobody is (`end`); without these nothing is to be erased. `#return`: a page that goes home by itself.

const SECOND = 1000;
const TOLD_EVERY = 60 * SECOND; // the server is told once a minute at most that somebody is there
const AGAIN = 5 * SECOND; // between two tries when the network is gone
const LAST_CALL = 10; // seconds before the end at which it is said once more

const place = document.getElementById("watch");
const said = document.getElementById("watch-said");
const { home, here, end } = place.dataset;
const quiet = Number(place.dataset.quiet) * SECOND;
const patience = Number(place.dataset.patience);

let touched = Date.now();
let told = Date.now();
let announced = 0;
let over = false;

const words = (element, n) => element.dataset.words.replace("#", String(n));

function somebody() {
  if (over) return;
  touched = Date.now();
  if (!place.hidden) place.hidden = true;
  said.textContent = "";
  announced = 0;
  if (here && touched - told > TOLD_EVERY) tell();
}

async function tell() {
  told = Date.now();
  const answer = await fetch(here, { method: "POST" }).catch(() => null);
  if (answer?.redirected) location.replace(home); // ended meanwhile
}

function ask(left) {
  place.hidden = false;
  const counter = place.querySelector("[data-words]");
  counter.textContent = words(counter, left);
  const call = left > LAST_CALL ? patience : LAST_CALL;
  if (announced !== call) said.textContent = words(said, left);
  announced = call;
}

async function forget() {
  over = true;
  document.body.hidden = true;
  document.querySelector("main").replaceChildren();
  while (!(await forgotten())) await new Promise((resume) => setTimeout(resume, AGAIN));
  location.replace(home);
}

// Both the erasing and the start screen must have answered: an error page would keep the address of these answers.
async function forgotten() {
  try {
    const answer = await fetch(end ?? home, { method: end ? "POST" : "GET", cache: "no-store" });
    return answer.ok || answer.status === 404;
  } catch {
    return false;
  }
}

// Who watches a film or listens touches nothing.
function isPlaying() {
  return [...document.querySelectorAll("audio, video")].some((medium) => !medium.paused && !medium.ended);
}

function look() {
  if (over) return;
  if (isPlaying()) somebody();
  const left = Math.ceil((touched + quiet + patience * SECOND - Date.now()) / SECOND);
  if (left <= 0) forget();
  else if (left <= patience) ask(left);
}

function goHome(sentence) {
  const stay = document.getElementById("stay");
  const leaving = Date.now() + Number(sentence.dataset.seconds) * SECOND;
  const step = setInterval(() => {
    const left = Math.ceil((leaving - Date.now()) / SECOND);
    sentence.textContent = words(sentence, Math.max(left, 0));
    sentence.hidden = false;
    if (left <= 0) location.replace(home);
  }, SECOND);
  stay.hidden = false;
  stay.addEventListener("click", () => {
    clearInterval(step);
    sentence.hidden = stay.hidden = true;
    document.querySelector("main a.button").focus();
  });
}

for (const kind of ["pointerdown", "keydown", "input", "wheel"]) addEventListener(kind, somebody, { passive: true });
addEventListener("pagehide", () => { document.documentElement.hidden = true; });
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
  else document.documentElement.hidden = false;
});
setInterval(look, SECOND);
const sentence = document.getElementById("return");
if (sentence) goHome(sentence);
