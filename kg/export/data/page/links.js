// From statements and filters to the links that are shown: pure functions.
import { compareText } from "./model.js";

const NEAR = 1e-9, DENSE = 2000;
// Modes whose links tell whether two sides are alike, not what one thinks of the other.
const SIDES = new Set(["congruence", "conflict", "subtract", "issue"]);

// A filter is { from, to, undated, types: Set of hidden types, issues: Set of hidden ids, min }.
export function passes(statement, filter, nodes) {
  const { day, actor, issue } = statement;
  if (day.from === null ? !filter.undated : day.to < filter.from || day.from > filter.to) return false;
  if (issue >= 0 && filter.issues.has(issue)) return false;
  return actor < 0 || !filter.types.has(nodes[actor].type);
}

// The links of a mode under a filter; `min` is left to the caller.
export function linksOf(model, mode, filter) {
  const given = !(mode === "congruence" || mode === "conflict") || model.modes.length === 1;
  return given ? givenLinks(model, mode, filter) : actorLinks(model, mode, filter);
}

// The `count` strongest links, the strongest last; of equal ones the first nodes' come last.
export function strongest(links, count) {
  const size = (link) => Math.abs(link.weight);
  let kept = links;
  if (links.length > count) {
    const least = Float64Array.from(links, size).sort()[links.length - count];
    const above = links.filter((link) => size(link) > least);
    const equal = links.filter((link) => size(link) === least).sort((one, other) => one.a - other.a || one.b - other.b);
    kept = [...above, ...equal.slice(0, count - above.length)];
  }
  return [...kept].sort((one, other) => size(one) - size(other) || other.a - one.a || other.b - one.b);
}

function givenLinks(model, mode, filter) {
  const weigh = weigher(model, mode);
  const links = [];
  for (const pair of model.pairs) {
    if (hidden(model.nodes[pair.a], filter) || hidden(model.nodes[pair.b], filter)) continue;
    const statements = pair.statements.filter((one) => passes(one, filter, model.nodes));
    if (pair.statements.length && !statements.length) continue;
    const weight = weigh ? weigh(pair, statements) : pair.weight;
    if (weight) links.push({ ...counted(pair, weight, statements, mode), pair });
  }
  return links;
}

function hidden(node, filter) {
  return node.issue ? filter.issues.has(node.id) : filter.types.has(node.type);
}

// How weights follow the filter; null where they cannot be counted from the statements, and stay as they came.
function weigher(model, mode) {
  if (model.weigher !== undefined) return model.weigher;
  const known = model.statements.length && model.statements.every((one) => one.actor >= 0 && one.issue >= 0);
  let found = null;
  if (model.counted) found = (pair, statements) => statements.length;
  else if (known && (mode === "congruence" || mode === "conflict")) {
    const between = (pair, statements) => pairWeight(pair.a, pair.b, statements, mode);
    const same = (pair) => Math.abs(between(pair, pair.statements) - pair.weight) <= NEAR * Math.abs(pair.weight);
    if (model.pairs.every(same)) found = between;
  }
  model.weigher = found;
  return found;
}

// A link with what its statements say; where not all are known, with the counts that came with it.
function counted({ a, b, sign, counts }, weight, statements, mode) {
  let [support, oppose, mixed] = counts || [0, 0, 0], first = "", last = "";
  for (const { stance, day } of statements) {
    if (!counts) {
      if (stance === 1) support += 1;
      else if (stance === -1) oppose += 1;
      else if (stance === 0) mixed += 1;
    }
    if (day.from !== null && (!first || day.text < first)) first = day.text;
    if (day.from !== null && day.text > last) last = day.text;
  }
  const stance = SIDES.has(mode) ? sided(mode, sign) : stanceOf(support, oppose, mixed, sign);
  return { id: `${a}-${b}`, a, b, weight, support, oppose, mixed, stance, first, last, statements };
}

function sided(mode, sign) {
  if (mode === "congruence" || mode === "conflict") return mode === "congruence" ? "agree" : "disagree";
  return sign > 0 ? "agree" : sign < 0 ? "disagree" : "none";
}

function stanceOf(support, oppose, mixed, sign) {
  if (mixed || (support && oppose)) return "both";
  if (support || oppose) return support ? "support" : "oppose";
  return sign > 0 ? "support" : sign < 0 ? "oppose" : "none";
}

// Tallies of actors by issue: Map issue -> Map actor -> [support, oppose, ambivalent, statements].
function tallies(statements) {
  const issues = new Map();
  for (const one of statements) {
    if (!issues.has(one.issue)) issues.set(one.issue, new Map());
    const actors = issues.get(one.issue);
    if (!actors.has(one.actor)) actors.set(one.actor, [0, 0, 0]);
    actors.get(one.actor)[one.stance === 1 ? 0 : one.stance === -1 ? 1 : 2] += 1;
  }
  return issues;
}

function product(mode, x, y) {
  return mode === "congruence" ? x[0] * y[0] + x[1] * y[1] + x[2] * y[2] : x[0] * y[1] + x[1] * y[0];
}

function pairWeight(a, b, statements, mode) {
  let weight = 0;
  for (const actors of tallies(statements).values()) {
    if (actors.has(a) && actors.has(b)) weight += product(mode, actors.get(a), actors.get(b));
  }
  return weight;
}

// Actors by shared stances (congruence) or opposed ones (conflict), weights as in kg's views of these names.
function actorLinks(model, mode, filter) {
  const issues = tallies(model.statements.filter((one) => passes(one, filter, model.nodes)));
  const size = model.nodes.length;
  const weights = size <= DENSE ? new Float64Array(size * size) : [];
  const touched = [];
  for (const actors of issues.values()) {
    const present = [...actors.entries()].sort((one, other) => one[0] - other[0]);
    for (let i = 0; i < present.length; i += 1) {
      for (let j = i + 1; j < present.length; j += 1) {
        const weight = product(mode, present[i][1], present[j][1]);
        if (!weight) continue;
        const key = present[i][0] * size + present[j][0];
        if (!weights[key]) { touched.push(key); weights[key] = 0; }
        weights[key] += weight;
      }
    }
  }
  const stance = mode === "congruence" ? "agree" : "disagree";
  return touched.map((key) => new ActorLink(Math.floor(key / size), key % size, weights[key], stance));
}

// There may be many thousands in each frame; few are ever asked for their id.
class ActorLink {
  constructor(a, b, weight, stance) {
    this.a = a;
    this.b = b;
    this.weight = weight;
    this.stance = stance;
  }

  get id() {
    return `${this.a}-${this.b}`;
  }
}

// The statements behind a link, in order of time; between actors those on issues where both side alike, or apart.
export function statementsOf(model, link, mode, filter) {
  if (link.statements) return inTime(link.statements);
  const both = [link.a, link.b].flatMap((actor) => byActor(model).get(actor) || []).filter((one) => passes(one, filter, model.nodes));
  const matching = new Set();
  for (const [issue, actors] of tallies(both)) {
    if (actors.has(link.a) && actors.has(link.b) && product(mode, actors.get(link.a), actors.get(link.b))) matching.add(issue);
  }
  return inTime(both.filter((one) => matching.has(one.issue)));
}

function byActor(model) {
  if (!model.byActor) {
    model.byActor = new Map(model.nodes.map((node) => [node.id, []]));
    for (const one of model.statements) model.byActor.get(one.actor)?.push(one);
  }
  return model.byActor;
}

function inTime(statements) {
  const when = (one) => (one.day.from === null ? Number.MAX_SAFE_INTEGER : one.day.from);
  return [...statements].sort((one, other) => when(one) - when(other) || one.id - other.id);
}

// Issues of a link between actors, in order of their names.
export function issuesOf(model, link, statements) {
  if (link.pair && link.pair.issues.length) return link.pair.issues;
  return [...new Set(statements.filter((one) => one.issue >= 0).map((one) => model.nodes[one.issue].label))].sort(compareText);
}

// Numbers that a table and a file show of a link: those of its statements, counted once they are asked for.
export function told(model, link, mode, filter) {
  if (link.statements) return link;
  const statements = statementsOf(model, link, mode, filter);
  return counted(link, link.weight, statements, mode);
}
