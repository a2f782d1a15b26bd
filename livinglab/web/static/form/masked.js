// What is written in a masked field is shown on demand, to who wants to read it again.

import { better } from "./better.js";

better("input.masked", (field) => {
  const shown = document.createElement("button");
  Object.assign(shown, { type: "button", className: "plain", textContent: field.dataset.show });
  shown.setAttribute("aria-pressed", "false");
  shown.setAttribute("aria-controls", field.id);
  shown.addEventListener("click", () => shown.setAttribute("aria-pressed", String(!field.classList.toggle("masked"))));
  field.after(shown);
});
