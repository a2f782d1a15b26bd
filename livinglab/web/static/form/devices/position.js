// Where the device is: it gets more accurate while one waits, so it is asked until it is accurate enough, or time is up.

import { say } from "./panel.js";

const ENOUGH = 5; // metres: what ODK Collect waits for when the questionnaire does not say
const POOR = 100; // metres: beyond, it warns
const PATIENCE = 30_000;
const REFUSED = { 1: "position_denied", 2: "position_unavailable", 3: "position_late" }; // GeolocationPositionError

/** The parameters of a question, from `data-capture-accuracy` and `data-warning-accuracy` of its element. */
export function demands({ dataset }) {
  return { enough: Number(dataset.captureAccuracy) || ENOUGH, poor: Number(dataset.warningAccuracy) || POOR };
}

/** Why this browser cannot say where it is, in words; "" when it may. */
export function hindrance() {
  if (!window.isSecureContext) return say("position_insecure");
  return navigator.geolocation ? "" : say("position_none");
}

/** A search under way. `found` has the best position in the end; `keep()` stops with the best so far. */
export class Search {
  constructor(enough, progress) {
    this.enough = enough;
    this.progress = progress;
    this.best = null;
    this.found = new Promise((...ends) => ([this.give, this.giveUp] = ends));
    this.timer = setTimeout(() => this.end(3), PATIENCE);
    const options = { enableHighAccuracy: true, maximumAge: 0, timeout: PATIENCE };
    this.watch = navigator.geolocation.watchPosition(({ coords }) => this.take(coords), ({ code }) => this.end(code), options);
  }

  take(coords) {
    if (!this.best || coords.accuracy <= this.best.accuracy) this.best = coords;
    this.progress(this.best);
    if (this.best.accuracy <= this.enough) this.end();
  }

  keep() {
    this.end();
  }

  end(code = 0) {
    clearTimeout(this.timer);
    navigator.geolocation.clearWatch(this.watch);
    if (this.best) this.give(this.best);
    else this.giveUp(new Error(say(REFUSED[code || 3])));
  }
}

/** How accurate it is, in whole metres. */
export function metres(accuracy) {
  return Math.max(1, Math.round(accuracy));
}

/** Decimal degrees to about ten centimetres, as a workbook writes them. */
export function degrees(value) {
  return String(Number(value.toFixed(6)));
}

/** The four numbers of ODK: latitude, longitude, altitude, accuracy. */
export function numbers({ latitude, longitude, altitude, accuracy }) {
  return [degrees(latitude), degrees(longitude), String(Number((altitude ?? 0).toFixed(1))), String(Number(accuracy.toFixed(1)))];
}
