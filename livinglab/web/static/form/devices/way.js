// A way or an area, point by point at one's position, or along one's walk. The text with a point per line stays, and says
// the answer; above it stand a sketch, the length or the area in words, and the points with a way to remove each.

import { area, distance } from "../../expressions/geography.js";
import { better } from "../better.js";
import { button, changed, made, number, Panel, say, swap } from "./panel.js";
import { demands, hindrance, metres, numbers, Search } from "./position.js";
import { sketch } from "./sketch.js";

const LEAST_STEP = 5; // metres: closer than that, a device that stays where it is seems to wander
const MOST_LISTED = 200;
const POINT = /^[-+]?[0-9.]+ +[-+]?[0-9.]+( |$)/;

class Way {
  constructor(text) {
    this.text = text;
    this.closed = text.dataset.way === "area";
    this.limits = demands(text);
    this.panel = new Panel(text);
    this.picture = made("div");
    this.total = made("p", { className: "quiet" });
    this.total.setAttribute("role", "status");
    this.list = made("ol");
    this.listed = made("details", { open: true }, made("summary", { textContent: say("way_points") }), this.list);
    this.panel.element.append(this.picture, this.total, this.listed);
    this.addButtons();
    text.addEventListener("input", () => this.show());
    this.show();
  }

  addButtons() {
    const obstacle = hindrance();
    if (obstacle) return this.panel.say(obstacle);
    this.ask = this.panel.add(say("way_add"), () => this.search());
    this.enough = this.panel.add(say("position_keep"), () => this.underWay.keep());
    this.follow = this.panel.add(say("way_follow"), () => this.start());
    this.rest = this.panel.add(say("way_stop"), () => this.stop());
    this.enough.hidden = this.rest.hidden = true;
  }

  points() {
    return this.text.value.split(/[;\n]/).map((line) => line.trim().replaceAll(",", ".")).filter((line) => POINT.test(line));
  }

  set(points) {
    this.text.value = points.join("\n");
    changed(this.text);
  }

  // ---- One point after the other -------------------------------------------------------------------------------------

  async search() {
    this.underWay = new Search(this.limits.enough, (best) => {
      this.panel.say(say("position_so_far", { n: metres(best.accuracy) }));
      if (this.enough.hidden) swap(this.ask, this.enough);
    });
    this.ask.disabled = true;
    this.panel.say(say("position_searching"));
    try {
      const found = await this.underWay.found;
      this.set([...this.points(), numbers(found).join(" ")]);
      this.panel.say(say("way_added", { n: metres(found.accuracy) }), "good");
    } catch (failure) {
      this.panel.say(failure.message, "bad");
    }
    this.ask.disabled = false;
    if (!this.enough.hidden) swap(this.enough, this.ask);
  }

  // ---- Along a walk --------------------------------------------------------------------------------------------------

  start() {
    swap(this.follow, this.rest);
    this.ask.hidden = true;
    this.panel.say(say("way_following"));
    const failed = () => (this.stop(), this.panel.say(say("position_unavailable"), "bad"));
    this.watch = navigator.geolocation.watchPosition(({ coords }) => this.pass(coords), failed, { enableHighAccuracy: true });
  }

  pass(coords) {
    const point = numbers(coords).join(" ");
    const last = this.points().at(-1);
    if (coords.accuracy > this.limits.poor) return this.panel.say(say("way_too_poor", { n: metres(coords.accuracy) }), "bad");
    if (last && distance([last, point]) < Math.max(LEAST_STEP, coords.accuracy)) return;
    this.set([...this.points(), point]);
    this.panel.say(say("way_following"));
  }

  stop() {
    navigator.geolocation.clearWatch(this.watch);
    swap(this.rest, this.follow);
    this.ask.hidden = false;
    this.panel.say("");
  }

  // ---- What there is -------------------------------------------------------------------------------------------------

  show() {
    const points = this.points();
    this.listed.hidden = points.length === 0;
    this.list.replaceChildren(...points.slice(0, MOST_LISTED).map((point, at) => this.line(point, at)));
    this.picture.replaceChildren(...(points.length > 1 ? [sketch(points, this.closed)] : []));
    this.total.textContent = points.length ? this.measure() : "";
  }

  line(point, at) {
    const [latitude, longitude, , accuracy] = point.split(/ +/).map(Number);
    const words = say(accuracy ? "way_point_measured" : "way_point", {
      latitude: number(latitude, 6), longitude: number(longitude, 6), n: metres(accuracy),
    });
    const remove = button(say("way_remove"), () => this.remove(at), this.text, "plain");
    remove.append(made("span", { className: "apart", textContent: ` ${at + 1}` }));
    return made("li", {}, made("span", { textContent: `${words} ` }), remove);
  }

  remove(at) {
    this.set(this.points().filter((_, place) => place !== at));
    this.panel.say(say("way_removed"));
    const left = this.list.querySelectorAll("button");
    (left[Math.min(at, left.length - 1)] ?? this.ask ?? this.text).focus();
  }

  /** How many points, how long, how large: in words. */
  measure() {
    const points = this.points();
    if (points.length < (this.closed ? 3 : 2)) return say(this.closed ? "way_more_corners" : "way_more_points", { n: points.length });
    if (!this.closed) return say("way_length", { n: points.length, length: lengthInWords(distance(points)) });
    return say("way_area", { n: new Set(points).size, area: areaInWords(area(points)), length: lengthInWords(distance([...points, points[0]])) });
  }
}

function lengthInWords(length) {
  return length < 1000 ? `${number(length, length < 10 ? 1 : 0)} m` : `${number(length / 1000, 1)} km`;
}

function areaInWords(size) {
  return size < 10_000 ? `${number(size, size < 10 ? 1 : 0)} m²` : `${number(size / 10_000, 2)} ha`;
}

better("[data-way]", (text) => new Way(text));
