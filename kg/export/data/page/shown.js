// What a state shows of a model: links and nodes under the filters, and where they stand.
import { linksOf, strongest } from "./links.js";
import { layout } from "./layout.js";
import { radius } from "./look.js";

export const DRAWN = 2000;
const PULLED = 4000, READABLE = 400;

// Returns `all` links that pass, the `links` drawn (the strongest last), the `nodes` that they join, and numbers of these.
export function shownOf(model, state) {
  const links = linksOf(model, state.mode, state);
  const sizes = Float64Array.from(links, (link) => Math.abs(link.weight)).sort();
  const least = state.min ?? readable(sizes, state.mode);
  const all = least ? links.filter((link) => Math.abs(link.weight) >= least) : links;
  const drawn = strongest(all, DRAWN);
  const degrees = new Map();
  for (const { a, b } of drawn) {
    degrees.set(a, (degrees.get(a) || 0) + 1);
    degrees.set(b, (degrees.get(b) || 0) + 1);
  }
  const nodes = model.nodes.filter((node) => degrees.has(node.id));
  const heaviest = drawn.length ? Math.abs(drawn.at(-1).weight) : 1;
  return { all, links: drawn, nodes, degrees, heaviest, weights: distinct(sizes), least, total: links.length, crowd: crowdOf(degrees.values()) };
}

// The weight from which links between actors are shown at first: thousands of them cannot be read.
function readable(sizes, mode) {
  if (!["congruence", "conflict"].includes(mode) || sizes.length <= READABLE) return 0;
  const least = sizes.at(-READABLE);
  return sizes.at(-READABLE - 1) < least ? least : sizes.find((size) => size > least) ?? least;
}

function crowdOf(degrees) {
  const found = [...degrees];
  return { most: found.reduce((one, other) => Math.max(one, other), 1), count: Math.max(1, found.length) };
}

// The weights that there are, in order; at most a hundred steps are offered.
function distinct(sizes) {
  const found = sizes.filter((size, place) => !place || size !== sizes[place - 1]);
  const step = Math.ceil(found.length / 100);
  return Array.from(found.filter((_, place) => place % step === 0 || place === found.length - 1));
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

// Every node that has a link is placed; the strongest links say where.
function computed(model, modes) {
  const everything = { from: -Infinity, to: Infinity, undated: true, types: new Set(), issues: new Set() };
  const pulls = [], ends = new Set();
  modes.forEach((mode, place) => {
    const links = linksOf(model, mode, everything);
    for (const { a, b } of links) ends.add(a).add(b);
    const pulling = strongest(links, PULLED);
    const heaviest = pulling.length ? Math.abs(pulling.at(-1).weight) : 1;
    for (const { a, b, weight } of pulling) pulls.push({ a, b, pull: place ? 0.03 : 0.1 + Math.abs(weight) / heaviest });
  });
  const used = [...ends].sort((one, other) => one - other);
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
