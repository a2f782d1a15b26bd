// "Use my position" beside the fields of a place. They stay: a place can always be copied from a map, or corrected.

import { better } from "../better.js";
import { changed, language, Panel, say, swap } from "./panel.js";
import { demands, hindrance, metres, numbers, Search } from "./position.js";

const PARTS = ["latitude", "longitude", "altitude", "accuracy"];
const MEASURED = PARTS.slice(2);

class Place {
  constructor(row) {
    this.name = row.dataset.place;
    this.group = row.parentElement;
    this.limits = demands(row);
    this.panel = new Panel(this.part("latitude"), row);
    const obstacle = hindrance();
    if (obstacle) return this.panel.say(obstacle);
    this.ask = this.panel.add(say("position_use"), () => this.search());
    this.enough = this.panel.add(say("position_keep"), () => this.underWay.keep());
    this.enough.hidden = true;
    for (const part of PARTS.slice(0, 2)) this.part(part).addEventListener("input", (event) => this.typed(event));
    if (this.part("accuracy").value) this.report(Number(this.part("accuracy").value.replace(",", ".")));
  }

  part(part) {
    return this.group.querySelector(`[name="${CSS.escape(`${this.name}.${part}`)}"]`);
  }

  async search() {
    this.underWay = new Search(this.limits.enough, (best) => {
      this.panel.say(say("position_so_far", { n: metres(best.accuracy) }));
      if (this.enough.hidden) swap(this.ask, this.enough);
    });
    this.ask.disabled = true;
    this.panel.say(say("position_searching"));
    try {
      this.write(await this.underWay.found);
      this.ask.textContent = say("position_again");
    } catch (failure) {
      this.panel.say(failure.message, "bad");
    }
    this.ask.disabled = false;
    if (!this.enough.hidden) swap(this.enough, this.ask);
  }

  write(found) {
    numbers(found).forEach((value, at) => {
      this.part(PARTS[at]).value = language === "fr" ? value.replace(".", ",") : value;
    });
    changed(this.part("latitude"));
    this.report(found.accuracy);
  }

  report(accuracy) {
    const poor = accuracy > this.limits.poor;
    this.panel.say(say(poor ? "position_poor" : "position_found", { n: metres(accuracy) }), poor ? "bad" : "good");
  }

  // What the device measured is not true of a place someone writes.
  typed(event) {
    if (!event.isTrusted || !this.part("accuracy").value) return;
    for (const part of MEASURED) this.part(part).value = "";
    this.panel.say(say("place_written"));
  }
}

better("[data-place]", (row) => new Place(row));
