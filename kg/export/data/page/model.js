// The page's data as objects that refer to each other.
import { dayNumber } from "./days.js";

export const WORDS = { 1: "supports", "-1": "opposes", 0: "both or conditional", 2: "speaks of" };

export function readModel(raw) {
  const nodes = raw.nodes.map(([key, label, issue, type, coalition], id) => ({
    id, key, label, issue: issue === 1, type, coalition, name: label.toLowerCase(),
  }));
  const days = raw.days.map(([text, first, last]) => ({
    text, from: first ? dayNumber(first) : null, to: last ? dayNumber(last) : null,
  }));
  const statements = raw.statements.map(([actor, issue, stance, document, day, words], id) => ({
    id, actor, issue, stance, document: raw.documents[document], day: days[day], words,
  }));
  const pairs = raw.pairs.map(([a, b, weight, sign, issues, said, counts], id) => {
    if (nodes[a].issue && !nodes[b].issue) [a, b] = [b, a];
    return { id, a, b, weight, sign, issues, counts, statements: said.map((number) => statements[number]) };
  });
  const dated = statements.filter((one) => one.day.from !== null);
  const model = {
    view: raw.view, titles: raw.titles, directed: raw.directed, inAll: raw.edges_in_all, counted: raw.counted, nodes, statements, pairs,
    first: dated.reduce((least, one) => Math.min(least, one.day.from), Infinity),
    last: dated.reduce((most, one) => Math.max(most, one.day.to), -Infinity),
    undated: statements.length - dated.length,
    types: [...new Set(nodes.filter((node) => !node.issue).map((node) => node.type))].sort(),
    issues: nodes.filter((node) => node.issue).sort((one, other) => compareText(one.label, other.label)),
    coalitions: 1 + nodes.reduce((most, node) => Math.max(most, node.coalition), -1),
  };
  model.twoMode = pairs.length > 0 && pairs.every((pair) => nodes[pair.a].issue !== nodes[pair.b].issue);
  model.modes = modesOf(model);
  return model;
}

// The ways to show the network: with every statement's actor, issue and stance known, also who sides with whom.
function modesOf(model) {
  const told = model.twoMode && model.pairs.every((pair) => pair.statements.length && !pair.counts);
  if (!told || model.statements.some((one) => one.stance === 2)) return [model.view || "network"];
  return ["position", "congruence", "conflict"];
}

export function compareText(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
