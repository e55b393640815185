// What a state shows of a model: links and nodes under the filters, and where they stand.
import { linksOf } from "./links.js";
import { layout } from "./layout.js";
import { radius } from "./look.js";

export const DRAWN = 2000;
const PULLED = 4000, READABLE = 400;

// Returns `all` links that pass, the `links` drawn, the `nodes` that they join, and numbers of these.
export function shownOf(model, state) {
  const links = linksOf(model, state.mode, state);
  const weights = distinct(links);
  const least = state.min ?? readable(links, state.mode);
  const kept = links.filter((link) => Math.abs(link.weight) >= least);
  const drawn = kept.slice(-DRAWN);
  const degrees = new Map();
  for (const { a, b } of drawn) {
    degrees.set(a, (degrees.get(a) || 0) + 1);
    degrees.set(b, (degrees.get(b) || 0) + 1);
  }
  const nodes = model.nodes.filter((node) => degrees.has(node.id));
  const heaviest = drawn.length ? Math.abs(drawn.at(-1).weight) : 1;
  return { all: kept, links: drawn, nodes, degrees, heaviest, weights, least, total: links.length, crowd: crowdOf(degrees.values()) };
}

// The weight from which links between actors are shown at first: so many of them cannot be read.
function readable(links, mode) {
  if (!["congruence", "conflict"].includes(mode) || links.length <= READABLE) return 0;
  const edge = Math.abs(links.at(-READABLE).weight);
  const above = links.find((link) => Math.abs(link.weight) > edge);
  return Math.abs(links.at(-READABLE - 1).weight) < edge || !above ? edge : Math.abs(above.weight);
}

function crowdOf(degrees) {
  const found = [...degrees];
  return { most: found.reduce((one, other) => Math.max(one, other), 1), count: Math.max(1, found.length) };
}

// Links are in order of weight; at most a hundred steps are offered.
function distinct(links) {
  const found = [...new Set(links.map((link) => Math.abs(link.weight)))];
  const step = Math.ceil(found.length / 100);
  return found.filter((_, place) => place % step === 0 || place === found.length - 1);
}

// Places of all nodes in a mode, without filters: names keep their place while filters are moved.
// Agreement and conflict share theirs, so that camps stay where they are.
export function placesOf(model, mode) {
  const shared = model.modes.length > 1 && mode !== model.modes[0];
  const key = shared ? "actors" : mode;
  model.places ??= new Map();
  if (!model.places.has(key)) model.places.set(key, computed(model, shared ? ["congruence", "conflict"] : [mode]));
  return model.places.get(key);
}

function computed(model, modes) {
  const everything = { from: -Infinity, to: Infinity, undated: true, types: new Set(), issues: new Set() };
  const pulls = [];
  modes.forEach((mode, place) => {
    const links = linksOf(model, mode, everything).slice(-PULLED);
    const heaviest = links.length ? Math.abs(links.at(-1).weight) : 1;
    for (const { a, b, weight } of links) pulls.push({ a, b, pull: place ? 0.03 : 0.1 + Math.abs(weight) / heaviest });
  });
  const used = [...new Set(pulls.flatMap(({ a, b }) => [a, b]))].sort((one, other) => one - other);
  const place = new Map(used.map((id, number) => [id, number]));
  const links = pulls.map(({ a, b, pull }) => ({ a: place.get(a), b: place.get(b), pull }));
  const degrees = new Array(used.length).fill(0);
  for (const { a, b } of links) { degrees[a] += 1; degrees[b] += 1; }
  const crowd = crowdOf(degrees);
  const at = layout(used.length, links, degrees.map((degree) => radius(degree, crowd) + 5));
  const places = [];
  used.forEach((id, number) => { places[id] = at[number]; });
  return places;
}
