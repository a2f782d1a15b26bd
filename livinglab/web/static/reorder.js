// Dragging a question to another place: a convenience. It sends the form that the buttons send.

const form = document.getElementById("arrange");
const rows = form ? [...form.querySelectorAll("[data-row]")] : [];
let dragged = null;

function inside(row) {
  const at = Number(row.dataset.row);
  return at >= Number(dragged.dataset.row) && at <= Number(dragged.dataset.last);
}

function field(name, value) {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(input);
}

function unmark() {
  for (const row of rows) row.classList.remove("drop-after");
}

for (const row of rows) {
  const grip = Object.assign(document.createElement("span"), { className: "grip", textContent: "⠿", draggable: true });
  grip.setAttribute("aria-hidden", "true");
  row.prepend(grip);
  grip.addEventListener("dragstart", (event) => {
    dragged = row;
    row.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  grip.addEventListener("dragend", () => {
    row.classList.remove("dragged");
    unmark();
    dragged = null;
  });
  row.addEventListener("dragover", (event) => {
    if (!dragged || inside(row)) return;
    event.preventDefault();
    unmark();
    row.classList.add("drop-after");
  });
  row.addEventListener("drop", (event) => {
    if (!dragged || inside(row)) return;
    event.preventDefault();
    field("move", dragged.dataset.row);
    field("to", row.dataset.row);
    form.submit();
  });
}
