// Where one is when starting, if the questionnaire asks and one agrees: nothing is measured before the button is pressed.

import { better } from "../better.js";
import { changed, made, Panel, say } from "./panel.js";
import { hindrance, metres, numbers, Search } from "./position.js";

const PARTS = ["latitude", "longitude", "altitude", "accuracy"];
const ENOUGH = 20; // metres

class Start {
  constructor(box) {
    if (hindrance()) return;
    const words = made("p", { className: "label", textContent: say("start_ask") });
    this.fields = PARTS.map((part) => made("input", { type: "hidden", name: `${box.dataset.start}.${part}` }));
    this.fields[0].id = `q-${box.dataset.start}`;
    box.append(words, ...this.fields);
    this.panel = new Panel(this.fields[0], words);
    this.ask = this.panel.add(say("start_give"), () => this.search());
    this.take = this.panel.add(say("start_withdraw"), () => this.write(["", "", "", ""], say("start_withdrawn")), "plain");
    this.take.hidden = true;
    box.hidden = false;
  }

  async search() {
    this.ask.disabled = true;
    this.panel.say(say("position_searching"));
    try {
      const found = await new Search(ENOUGH, () => {}).found;
      this.write(numbers(found), say("position_found", { n: metres(found.accuracy) }), "good");
    } catch (failure) {
      this.panel.say(failure.message, "bad");
    }
    this.ask.disabled = false;
  }

  write(values, words, kind) {
    values.forEach((value, at) => (this.fields[at].value = value));
    changed(this.fields[0]); // a kept form takes it at once
    this.take.hidden = !values[0];
    this.panel.say(words, kind);
  }
}

better("[data-start]", (box) => new Start(box));
