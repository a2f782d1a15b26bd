// The shape of a way or an area, drawn without a map: its points, the north, a scale.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 320;
const HEIGHT = 200;
const EDGE = 24;
const METRES = 111_320; // in a degree of latitude

function drawn(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

// East and north of the first point, in metres: true enough for what someone walks around.
function flat(points) {
  const places = points.map((point) => point.split(/ +/).map(Number));
  const [[latitude, longitude]] = places;
  const narrow = Math.cos((latitude * Math.PI) / 180);
  return places.map(([north, east]) => [(east - longitude) * narrow * METRES, (north - latitude) * METRES]);
}

/** The longest of 1, 2, 5, 10, 20, 50… that is not longer. */
export function roundBelow(length) {
  const power = 10 ** Math.floor(Math.log10(length));
  return power * [5, 2, 1].find((step) => step * power <= length);
}

function bar(perMetre) {
  const length = roundBelow(90 / perMetre);
  const [left, bottom] = [WIDTH - EDGE / 2, HEIGHT - 8];
  const words = length < 1000 ? `${length} m` : `${length / 1000} km`;
  const path = `M${left} ${bottom - 6}v6h${-length * perMetre}v-6`;
  return [
    drawn("path", { d: path, class: "scale" }),
    drawn("text", { x: left - (length * perMetre) / 2, y: bottom - 6, "text-anchor": "middle" }, words),
  ];
}

function north() {
  return [drawn("path", { d: "M16 40V22m-5 6 5-8 5 8", class: "scale" }), drawn("text", { x: 16, y: 15, "text-anchor": "middle" }, "N")];
}

/** The sketch of two points or more; for who sees it only, the numbers are in words beside it. */
export function sketch(points, closed) {
  const places = flat(points);
  const [easts, norths] = [0, 1].map((side) => places.map((place) => place[side]));
  const [west, south] = [Math.min(...easts), Math.min(...norths)];
  const [wide, high] = [Math.max(...easts) - west, Math.max(...norths) - south];
  const perMetre = Math.min((WIDTH - 4 * EDGE) / Math.max(wide, 1), (HEIGHT - 2.5 * EDGE) / Math.max(high, 1));
  const at = ([east, up]) => [
    (WIDTH - wide * perMetre) / 2 + (east - west) * perMetre,
    EDGE / 2 + (HEIGHT - 2 * EDGE - high * perMetre) / 2 + (high - (up - south)) * perMetre,
  ].map((place) => Number(place.toFixed(1)));
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "sketch", "aria-hidden": "true", focusable: "false" });
  const corners = places.map((place) => at(place).join(",")).join(" ");
  svg.append(drawn(closed ? "polygon" : "polyline", { points: corners, class: "way" }));
  for (const [index, place] of places.entries()) {
    const [cx, cy] = at(place);
    svg.append(drawn("circle", { cx, cy, r: index ? 4 : 6, class: index ? "point" : "point first" }));
  }
  svg.append(...bar(perMetre), ...north());
  return svg;
}
