// Two buttons around a number to count with: one less, one more. The field itself never moves: someone may be typing in it.

import { better, wordsOf } from "./better.js";

function button(field, sign, step) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "secondary", textContent: sign, id: `${field.id}${sign}` });
  made.setAttribute("aria-label", `${sign}1`);
  made.setAttribute("aria-describedby", wordsOf(field));
  made.addEventListener("click", () => {
    const value = Number(field.value.trim().replace(",", ".")) || 0;
    field.value = String(Math.max(0, value + step));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return made;
}

better("[data-counter]", (field) => {
  field.before(button(field, "−", -1));
  field.after(button(field, "+", 1));
});
