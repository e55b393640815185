// What lines, marks and letters mean; a coalition's entry lights up its members.
import { spaced } from "./controls.js";
import { make } from "./dom.js";
import { DASHES, GROUPS, groupOf, letterOf, lineWords, shortened } from "./look.js";

const STANCES = ["support", "oppose", "both", "agree", "disagree", "none"];
const NAMED = 2, SIDE = 20, ROW = 22;

// Entries of the key: { kind: "line", stance, words } and { kind: "group", group, letter, words, nodes }.
export function entries(shown, colour, { types, directed }) {
  const present = new Set(shown.links.map((link) => link.stance));
  const lines = STANCES.filter((stance) => present.has(stance)).map((stance) => ({ kind: "line", stance, words: lineWords(stance, directed) }));
  const members = new Map();
  for (const node of shown.nodes) {
    if (node.issue) continue;
    const group = groupOf(node, colour, types);
    if (!members.has(group)) members.set(group, []);
    members.get(group).push(node);
  }
  const groups = [...members].sort((one, other) => one[0] - other[0]).map(([group, nodes]) =>
    ({ kind: "group", group, letter: letterOf(group), nodes, words: wordsOf(group, nodes, shown.degrees, colour, types) }));
  return [...lines, ...groups];
}

function wordsOf(group, nodes, degrees, colour, types) {
  if (colour === "type") return group === GROUPS ? `other (${nodes.length})` : `${spaced(types[group]) || "no type"} (${nodes.length})`;
  if (group === GROUPS) return `in none of these (${nodes.length})`;
  const ranked = [...nodes].sort((one, other) => (degrees.get(other.id) || 0) - (degrees.get(one.id) || 0) || one.id - other.id);
  const names = ranked.slice(0, NAMED).map((node) => shortened(node.label, 20)).join(", ");
  return nodes.length > NAMED ? `${names} and ${nodes.length - NAMED} more` : names;
}

// Draws the key of lines and marks.
export function showLegend(root, found, nodes) {
  const lines = found.filter((entry) => entry.kind === "line");
  root.replaceChildren(make("ul", {},
    lines.map((entry) => make("li", {}, make("i", { class: `swatch ${entry.stance}` }), entry.words)),
    nodes.some((node) => !node.issue) ? make("li", {}, make("i", { class: "round" }), "actor") : null,
    nodes.some((node) => node.issue) ? make("li", {}, make("i", { class: "square" }), "issue") : null));
}

// Draws a button for each coalition or type; `light(entry or null)` is called with the one that is pressed.
export function groupList(found, lit, light) {
  return make("ul", { class: "many groups" }, found.filter((entry) => entry.kind === "group").map((entry) => {
    const pressed = lit === entry.group;
    return make("li", {}, make("button", { type: "button", "aria-pressed": String(pressed), onclick: () => light(pressed ? null : entry) },
      make("i", { class: "dot", style: `background: var(--group-${entry.group})`, "aria-hidden": "true" }, entry.letter),
      make("span", {}, entry.letter ? make("span", { class: "unseen" }, `${entry.letter}: `) : null, entry.words)));
  }));
}

// The key as notes of a saved picture, in rows no wider than `width`: { notes, height }, counted from the first row's top.
export function notesOf(found, theme, width, measure) {
  const notes = [];
  let x = SIDE, y = ROW / 2 + 4;
  for (const entry of found) {
    const line = entry.kind === "line", left = line ? 34 : 24;
    const wide = left + measure(entry.words, false);
    if (x > SIDE && (x + wide > width - SIDE || (!line && notes.at(-1).swatch))) { x = SIDE; y += ROW; }
    const sign = line
      ? { swatch: { colour: theme[entry.stance], dash: DASHES[entry.stance] } }
      : { dot: { colour: theme[`group-${entry.group}`], letter: entry.letter } };
    notes.push({ x, y, left, text: entry.words, bold: false, size: 12, ...sign });
    x += wide + 20;
  }
  return { notes, height: y + ROW / 2 + 4 };
}
