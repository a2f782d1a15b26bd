// While an expression is written, the server says what is wrong with it, or what it says in words. And the answers
// proposed for a condition are those of its question.

const PAUSE = 500; // milliseconds without a key

function sentenceUnder(field) {
  const said = Object.assign(document.createElement("p"), { className: "says small" });
  said.setAttribute("role", "status");
  field.after(said);
  return said;
}

async function check(field, said) {
  const source = field.value.trim();
  if (!source) {
    said.textContent = "";
    return;
  }
  const address = `${field.dataset.expression}?expression=${encodeURIComponent(source)}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || source !== field.value.trim()) return;
  const { wrong, sentence } = await answer.json();
  said.textContent = sentence === source ? "" : sentence;
  said.classList.toggle("error", wrong);
}

for (const field of document.querySelectorAll("[data-expression]")) {
  const said = sentenceUnder(field);
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => check(field, said), PAUSE);
  });
}

const answers = [...document.querySelectorAll("#answers option")];

function propose(condition, place) {
  const question = condition.querySelector("select");
  const value = condition.querySelector("input");
  const own = document.createElement("datalist");
  own.id = `answers-${place}`;
  condition.append(own);
  const fill = () => {
    const offered = answers.filter((option) => option.dataset.question === question.value);
    own.replaceChildren(...offered.map((option) => option.cloneNode()));
    value.setAttribute("list", own.id);
  };
  question.addEventListener("change", fill);
  fill();
}

document.querySelectorAll(".condition").forEach(propose);
