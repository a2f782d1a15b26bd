// Areas and distances on a sphere the size of the earth. Loaded when a questionnaire measures places.
//
// A place is ODK's "latitude longitude altitude accuracy"; a line or an area several of them, joined by ";" or in a node
// set. What is no place gives NaN. Metres and square metres, to two decimals, as field clients have them.

import { listing } from "./functions.js";
import { toNumber, toText, words } from "./values.js";

const RADIUS = 6378100; // metres, at the equator
const LIMITS = [90, 180];

const radians = (degrees) => (degrees * Math.PI) / 180;
const hundredths = (number) => Math.round(Math.abs(number) * 100) / 100;

function pointsOf(values) {
  const written = values.flatMap((value) => toText(value).split(";")).filter((point) => words(point).length);
  const points = written.map((point) => words(point).slice(0, 2).map(toNumber));
  return points.every((point) => point.length === 2 && point.every((degrees, at) => Math.abs(degrees) <= LIMITS[at]))
    ? points.map(([latitude, longitude]) => ({ latitude: radians(latitude), longitude: radians(longitude) }))
    : null;
}

// Spherical excess of the trapezoids between each side and the equator.
function area(values) {
  const points = pointsOf(values);
  if (!points) return NaN;
  if (points.length < 3) return 0;
  const doubled = points.reduce((sum, point, at) => {
    const next = points[(at + 1) % points.length];
    return sum + (next.longitude - point.longitude) * (2 + Math.sin(point.latitude) + Math.sin(next.latitude));
  }, 0);
  return hundredths((doubled * RADIUS * RADIUS) / 2);
}

function distance(values) {
  const points = pointsOf(values);
  if (!points) return NaN;
  return hundredths(points.slice(1).reduce((sum, point, at) => sum + between(points[at], point), 0));
}

// The spherical law of cosines; rounding may take the cosine of no distance beyond 1.
function between(one, other) {
  const cosine = Math.sin(one.latitude) * Math.sin(other.latitude)
    + Math.cos(one.latitude) * Math.cos(other.latitude) * Math.cos(one.longitude - other.longitude);
  return Math.acos(Math.min(1, Math.max(-1, cosine))) * RADIUS;
}

export const FUNCTIONS = { area: listing(area), distance: listing(distance) };
