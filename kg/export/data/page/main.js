// The page: one state, the parts that show it, and the reader's acts that change it.
import { MODES, makeControls, makeModes, numberText, saveButtons } from "./controls.js";
import { dayWords } from "./days.js";
import { byId, make, perFrame, plural, whenQuiet } from "./dom.js";
import { openingState, readHash, writeHash } from "./hash.js";
import { entries, groupList, showLegend } from "./legend.js";
import { statementsOf } from "./links.js";
import { groupOf, letterOf, lineWords } from "./look.js";
import { readModel } from "./model.js";
import { showHint, showLink, showNode } from "./panel.js";
import { Picture } from "./picture.js";
import { linkRows, statementRows } from "./rows.js";
import { saveCsv, savePng, saveSvg } from "./saving.js";
import { makeSearch } from "./searchbox.js";
import { placesOf, shownOf } from "./shown.js";
import { makeTable } from "./tableview.js";
import { makeTimeline } from "./timeline.js";

const model = readModel(JSON.parse(byId("data").textContent));
let state = readHash(location.hash, model);
let shown = shownOf(model, state);
let focus = null, lit = null, opener = null;
const SLID = ["from", "to", "min"];

const panel = byId("panel"), tableRoot = byId("table"), frame = byId("frame");
const say = whenQuiet((words) => { byId("said").textContent = words; }, 300);
const note = whenQuiet(() => {
  const text = writeHash(state, model);
  if (text !== location.hash.slice(1)) history.replaceState(null, "", `#${text}`);
}, 250);

const showModes = makeModes(byId("modes"), model, change);
const showControls = makeControls(byId("controls"), model, change);
const showTimeline = makeTimeline(byId("time"), model, change);
const showTable = makeTable(tableRoot, model, (id) => choose({ kind: "link", id }, true));
const content = () => ({ shown, places: placesOf(model, state.mode), focus, colour: colourOf(), types: model.types, directed: model.directed });
const picture = new Picture(byId("picture"), content, {
  hover, walk: (id) => say(nodeWords(model.nodes[id])), choose, close: () => choose(null),
  moved: () => { state.place = picture.place(); note(); },
});
makeSearch(model, () => shown.degrees, (node) => { choose({ kind: "node", id: node.id }); picture.cursor = node.id; picture.bring(node.id); });

// Where no coalition was found, types say more.
function colourOf() {
  return state.colour === "type" || !model.coalitions ? "type" : "coalition";
}

// The reader's acts end here: a part of the state, or "reset".
function change(part) {
  if (part === "reset") {
    state = openingState(model);
    byId("search").value = "";
  } else {
    if (part.mode && part.mode !== state.mode) Object.assign(state, { min: null, chosen: null, place: null });
    Object.assign(state, part);
  }
  if (part === "reset" || part.mode) { lit = null; renew(); picture.go(state.place); }
  else if (SLID.some((name) => name in part)) later();
  else renew();
}

// While a slider moves the picture follows in each frame, the words beside it once it rests.
const later = perFrame(() => { renewPicture(); whenResting(); });
const whenResting = whenQuiet(renewWords, 200);

function renew() {
  renewPicture();
  renewWords();
}

function renewPicture() {
  shown = shownOf(model, state);
  showControls({ ...state, min: shown.least }, shown.weights);
  showTimeline(state);
  refocus();
  showCounts();
  picture.follow();
}

function renewWords() {
  showModes(state);
  byId("title").textContent = document.title = model.titles[state.mode] || document.title;
  showPanel();
  showWhole();
  note();
}

function showWhole() {
  frame.hidden = state.table;
  tableRoot.hidden = !state.table;
  if (state.table) showTable(shown.all, state.mode, state);
  showLegend(byId("legend"), entries(shown, colourOf(), model), shown.nodes);
}

const number = (value) => value.toLocaleString("en");

function countWords() {
  const issues = shown.nodes.filter((node) => node.issue).length, actors = shown.nodes.length - issues;
  const cut = shown.all.length < shown.total;
  const links = cut ? `${number(shown.all.length)} of ${plural(shown.total, "link")} (weight ${numberText(shown.least)} or more)` : plural(shown.total, "link");
  const parts = [actors ? plural(actors, "actor") : "", issues ? plural(issues, "issue") : "", links];
  if (shown.links.length < shown.all.length) parts.push(`the ${number(shown.links.length)} strongest drawn`);
  if (model.pairs.length < model.inAll) parts.push(`from the ${number(model.pairs.length)} strongest of ${number(model.inAll)}`);
  return parts.filter(Boolean).join(", ");
}

function showCounts() {
  const words = countWords();
  if (byId("counts").textContent && byId("counts").textContent !== words) say(words);
  byId("counts").textContent = words;
}

// What is lit: a node with its links, a link with its ends, or the members of a coalition.
function refocus() {
  focus = null;
  const { chosen } = state;
  if (chosen?.kind === "node") {
    const links = shown.links.filter((link) => link.a === chosen.id || link.b === chosen.id);
    focus = { key: `node ${chosen.id}`, nodes: new Set([chosen.id, ...links.flatMap((link) => [link.a, link.b])]), links: new Set(links.map((link) => link.id)) };
  } else if (chosen) {
    focus = { key: chosen.id, nodes: new Set(chosen.id.split("-").map(Number)), links: new Set([chosen.id]) };
  } else if (lit) {
    const members = new Set(lit.nodes.map((node) => node.id));
    const links = shown.links.filter((link) => members.has(link.a) || members.has(link.b));
    focus = { key: `group ${lit.group}`, nodes: new Set([...members, ...links.flatMap((link) => [link.a, link.b])]), links: new Set(links.map((link) => link.id)) };
  }
}

function light(entry) {
  lit = entry;
  state.chosen = null;
  renew();
}

function showPanel() {
  const { chosen } = state;
  const close = () => choose(null);
  const open = (kind, id) => choose({ kind, id }, true);
  const link = chosen?.kind === "link" && shown.all.find((one) => one.id === chosen.id);
  if (chosen?.kind === "node") {
    const links = shown.all.filter((one) => one.a === chosen.id || one.b === chosen.id);
    showNode(panel, { model, node: model.nodes[chosen.id], links, colour: state.colour, open, close });
  } else if (link) {
    showLink(panel, { model, link, mode: state.mode, statements: statementsOf(model, link, state.mode, state), open, close });
  } else if (chosen) {
    panel.replaceChildren(make("h2", {}, "This link is not among those shown."), make("p", {}, "Loosen the filters to see it."));
  } else {
    const held = panel.contains(document.activeElement) ? document.activeElement.textContent : null;
    showHint(panel, model, { colour: colourOf(), groups: groupList(entries(shown, colourOf(), model), lit?.group, light) });
    if (held) [...panel.querySelectorAll("button")].find((button) => button.textContent === held)?.focus();
  }
  document.body.classList.toggle("reading", Boolean(chosen));
}

// Opens a node or link, or closes with null. By key the focus goes to what was opened, and comes back.
function choose(thing, byKey = false) {
  if (byKey && !panel.contains(document.activeElement)) opener = document.activeElement;
  const had = state.chosen && panel.contains(document.activeElement);
  state.chosen = thing;
  if (thing) lit = null;
  refocus();
  showPanel();
  picture.draw();
  note();
  if (thing && byKey) panel.querySelector("h2")?.focus();
  if (!thing && had) (opener?.isConnected ? opener : byId("picture")).focus();
}

function hover(thing, x, y) {
  const tip = byId("tip");
  byId("picture").classList.toggle("over", Boolean(thing));
  tip.hidden = !thing;
  if (!thing) return;
  const link = thing.kind === "link" && shown.links.find((one) => one.id === thing.id);
  tip.textContent = link ? linkWords(link) : nodeWords(model.nodes[thing.id]);
  tip.style.left = `${Math.min(x + 14, picture.size.width - tip.offsetWidth - 6)}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > picture.size.height ? y - tip.offsetHeight - 10 : y + 18}px`;
}

function nodeWords(node) {
  const letter = node.issue ? "" : letterOf(groupOf(node, "coalition", model.types));
  return [node.label, node.type, letter && `coalition ${letter}`, plural(shown.degrees.get(node.id) || 0, "link")].filter(Boolean).join(", ");
}

function linkWords(link) {
  return `${model.nodes[link.a].label} – ${model.nodes[link.b].label}: ${lineWords(link.stance, model.directed)}, weight ${numberText(link.weight)}`;
}

function saved() {
  const time = Number.isFinite(model.first) ? `${dayWords(state.from)} – ${dayWords(state.to)}. ` : "";
  const mode = model.modes.length > 1 ? `${MODES[state.mode]}. ` : "";
  return { title: byId("title").textContent, subtitle: `${mode}${time}${countWords()}`, shown, colour: colourOf(), model };
}

saveButtons({
  "save-png": () => savePng("network.png", picture, saved()),
  "save-svg": () => saveSvg("network.svg", picture, saved()),
  "save-csv": () => saveCsv("links.csv", linkRows(model, state.mode, state, shown.all)),
  "save-quotes": () => saveCsv("quotations.csv", statementRows(model, state.mode, state, shown.all)),
  closer: () => picture.zoom(1.3),
  farther: () => picture.zoom(1 / 1.3),
  fit: () => { picture.go(null); state.place = null; note(); },
  skip: (event) => { event.preventDefault(); change({ table: true }); requestAnimationFrame(() => tableRoot.focus()); },
});
panel.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
addEventListener("hashchange", () => { state = readHash(location.hash, model); lit = null; renew(); picture.go(state.place); });
if (matchMedia("(max-width: 900px)").matches) byId("filters").open = false;
renew();
picture.go(state.place);
