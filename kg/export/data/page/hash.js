// The state of the page in its address, so that a view can be passed on.
import { dayNumber, dayText } from "./days.js";

// Names of what is written: short, and only what differs from the page as it opens.
export function writeHash(state, model) {
  const parts = new URLSearchParams();
  if (state.mode !== model.modes[0]) parts.set("view", state.mode);
  if (state.from > model.first) parts.set("from", dayText(state.from));
  if (state.to < model.last) parts.set("to", dayText(state.to));
  if (!state.undated) parts.set("undated", "no");
  if (state.min !== null) parts.set("weight", String(state.min));
  if (state.colour !== "coalition") parts.set("colour", state.colour);
  if (state.table) parts.set("table", "yes");
  for (const type of state.types) parts.append("without", type);
  const shown = model.issues.filter((issue) => !state.issues.has(issue.id));
  if (shown.length <= state.issues.size) for (const issue of shown) parts.append("issue", issue.key);
  else for (const id of state.issues) parts.append("no-issue", model.nodes[id].key);
  if (state.issues.size && !shown.length) parts.append("issue", "");
  if (state.chosen) for (const [name, id] of chosenEnds(state.chosen)) parts.set(name, model.nodes[id].key);
  if (state.place) parts.set("at", state.place.map((number) => Number(number.toPrecision(4))).join(" "));
  return parts.toString();
}

function chosenEnds(chosen) {
  if (chosen.kind === "node") return [["node", chosen.id]];
  const [a, b] = chosen.id.split("-").map(Number);
  return [["link", a], ["with", b]];
}

export function openingState(model) {
  return {
    mode: model.modes[0], from: model.first, to: model.last, undated: true, types: new Set(), issues: new Set(),
    min: null, colour: "coalition", table: false, chosen: null, place: null,
  };
}

// Reads an address; what it does not say, or says of things that are not there, is as the page opens.
export function readHash(text, model) {
  const state = openingState(model);
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  const ids = new Map(model.nodes.map((node) => [node.key, node.id]));
  if (model.modes.includes(parts.get("view"))) state.mode = parts.get("view");
  state.from = Math.max(model.first, day(parts.get("from")) ?? model.first);
  state.to = Math.min(model.last, day(parts.get("to")) ?? model.last);
  state.undated = parts.get("undated") !== "no";
  const weight = Number.parseFloat(parts.get("weight"));
  if (Number.isFinite(weight)) state.min = weight;
  if (parts.get("colour") === "type") state.colour = "type";
  state.table = parts.get("table") === "yes";
  state.types = new Set(parts.getAll("without").filter((type) => model.types.includes(type)));
  const only = parts.getAll("issue");
  const hidden = (issue) => (only.length ? !only.includes(issue.key) : parts.getAll("no-issue").includes(issue.key));
  state.issues = new Set(model.issues.filter(hidden).map((issue) => issue.id));
  state.chosen = chosenOf(parts, ids);
  const place = (parts.get("at") || "").split(" ").map(Number);
  if (place.length === 3 && place.every(Number.isFinite) && place[2] > 0) state.place = place;
  return state;
}

function day(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text || "")) return null;
  const number = dayNumber(text);
  return Number.isFinite(number) ? number : null;
}

function chosenOf(parts, ids) {
  if (ids.has(parts.get("node"))) return { kind: "node", id: ids.get(parts.get("node")) };
  const ends = [ids.get(parts.get("link")), ids.get(parts.get("with"))];
  return ends.includes(undefined) ? null : { kind: "link", id: ends.join("-") };
}
