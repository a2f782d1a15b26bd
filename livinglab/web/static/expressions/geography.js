// Areas and distances on a sphere the size of the earth. Loaded when a questionnaire measures places.
//
// A place is ODK's "latitude longitude altitude accuracy"; a line or an area several of them, joined by ";" or in a node
// set. What is no place gives NaN. Metres and square metres, to two decimals, as field clients have them.

import { listing, plain } from "./functions.js";
import { toNumber, toText, words } from "./values.js";

const RADIUS = 6378100; // metres, at the equator
const LIMITS = [90, 180];

const radians = (degrees) => (degrees * Math.PI) / 180;
const hundredths = (number) => Math.round(Math.abs(number) * 100) / 100;

function pointsOf(values) {
  const written = values.flatMap((value) => toText(value).split(";")).filter((point) => words(point).length);
  const points = written.map((point) => words(point).slice(0, 2).map(toNumber));
  return points.length && points.every((point) => point.length === 2 && point.every((degrees, at) => Math.abs(degrees) <= LIMITS[at]))
    ? points
    : null;
}

function onTheSphere(values) {
  return pointsOf(values)?.map(([latitude, longitude]) => ({ latitude: radians(latitude), longitude: radians(longitude) }));
}

/** Square metres. */
export function area(values) {
  const points = onTheSphere(values);
  if (!points) return NaN;
  if (points.length < 3) return 0;
  // Spherical excess of the trapezoids between each side and the equator.
  const doubled = points.reduce((sum, point, at) => {
    const next = points[(at + 1) % points.length];
    return sum + (next.longitude - point.longitude) * (2 + Math.sin(point.latitude) + Math.sin(next.latitude));
  }, 0);
  return hundredths((doubled * RADIUS * RADIUS) / 2);
}

/** Metres from point to point. */
export function distance(values) {
  const points = onTheSphere(values);
  if (!points) return NaN;
  return hundredths(points.slice(1).reduce((sum, point, at) => sum + between(points[at], point), 0));
}

// The spherical law of cosines; rounding may take the cosine of no distance beyond 1.
function between(one, other) {
  const cosine = Math.sin(one.latitude) * Math.sin(other.latitude)
    + Math.cos(one.latitude) * Math.cos(other.latitude) * Math.cos(one.longitude - other.longitude);
  return Math.acos(Math.min(1, Math.max(-1, cosine))) * RADIUS;
}

// Whether a place stands inside a closed shape: a ray to the east leaves it an odd number of times.
function geofence(place, shape) {
  const [here] = pointsOf([place]) ?? [];
  const corners = pointsOf([shape]) ?? [];
  if (!here || corners.length < 2 || corners[0].some((degrees, at) => degrees !== corners.at(-1)[at])) return false;
  return sidesOf(corners).filter(([one, other]) => isEast(here, one, other)).length % 2 === 1;
}

const sidesOf = (points) => points.slice(1).map((point, at) => [points[at], point]);

function isEast([latitude, longitude], one, other) {
  if (other[0] > latitude === one[0] > latitude) return false;
  return longitude < ((one[1] - other[1]) * (latitude - other[0])) / (one[0] - other[0]) + other[1];
}

// Whether a line, or the outline of a shape, crosses itself. Sides that only touch do not.
function intersects(line) {
  const southFirst = (one, other) => one[0] - other[0] || one[1] - other[1];
  const sides = sidesOf(pointsOf([line]) ?? []).map((side) => side.sort(southFirst)).sort(([one], [other]) => one[0] - other[0]);
  return sides.some((side, at) => {
    for (let next = at + 1; next < sides.length && sides[next][0][0] <= side[1][0]; next += 1) {
      if (cross(side, sides[next])) return true;
    }
    return false;
  });
}

// The ends of each stand on opposite sides of the other (as ODK Collect has it, on a plane).
function cross(one, other) {
  return turn(one, other[0]) * turn(one, other[1]) < 0 && turn(other, one[0]) * turn(other, one[1]) < 0;
}

const turn = ([here, there], point) =>
  Math.sign((there[0] - here[0]) * (point[1] - here[1]) - (there[1] - here[1]) * (point[0] - here[0]));

export const FUNCTIONS = {
  area: listing(area),
  "enclosed-area": listing(area),
  distance: listing(distance),
  geofence: plain(geofence),
  intersects: plain(intersects),
};
