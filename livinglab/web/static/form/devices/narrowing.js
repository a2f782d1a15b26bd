// A field to search many boxes to tick. Those ticked stay in sight, and are named.

import { better } from "../better.js";
import { inOurWords, made, say } from "./panel.js";
import { found } from "./search.js";

class Narrowing {
  constructor(group) {
    this.group = group;
    this.choices = [...group.querySelectorAll(".choices > .choice")];
    const id = `${group.closest(".question").id}-search`;
    this.field = made("input", { id, type: "search", autocomplete: "off" });
    this.status = inOurWords(made("p", { className: "status quiet" }));
    this.status.setAttribute("role", "status");
    this.ticks = made("p", { className: "ticked" });
    this.ticks.setAttribute("role", "status");
    const label = made("label", { htmlFor: id, textContent: say("search_in") });
    inOurWords(label);
    group.querySelector(".choices").before(made("div", { className: "field search" }, label, this.field, this.status));
    group.querySelector(".choices").after(this.ticks); // below: what is above a box must not move while it is ticked
    this.field.addEventListener("input", (event) => (event.stopPropagation(), this.narrow()));
    this.field.addEventListener("change", (event) => event.stopPropagation());
    this.field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    group.addEventListener("change", () => this.summarise());
    group.classList.add("narrowing");
    this.summarise();
  }

  get offered() {
    return this.choices.filter((choice) => !choice.hidden);
  }

  get ticked() {
    return this.offered.filter((choice) => choice.querySelector("input").checked);
  }

  narrow() {
    const matching = new Set(found(this.offered, this.field.value));
    for (const choice of this.choices) {
      choice.classList.toggle("narrowed", !matching.has(choice) && !choice.querySelector("input").checked);
    }
    const key = matching.size ? "search_found" : "search_nothing";
    this.status.textContent = this.field.value.trim() ? say(key, { n: matching.size }) : "";
  }

  summarise() {
    const ticked = this.ticked.map((choice) => choice.textContent.trim());
    this.ticks.textContent = ticked.length ? say("search_ticked", { n: ticked.length, names: ticked.join(", ") }) : "";
  }
}

better("fieldset.many", (group) => new Narrowing(group));
