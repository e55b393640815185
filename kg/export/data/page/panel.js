// What stands beside the picture: the quotations behind a line, the links of a node.
import { numberText, spaced } from "./controls.js";
import { byId, make, plural } from "./dom.js";
import { issuesOf } from "./links.js";
import { groupOf, letterOf, lineWords } from "./look.js";
import { WORDS } from "./model.js";

const QUOTES = 40;
const SIGNS = { 1: "+", "-1": "−", 0: "±", 2: "·" };
const CLASSES = { 1: "support", "-1": "oppose", 0: "both", 2: "none" };

// What stands there while nothing is chosen: what to do, and the coalitions or types.
export function showHint(root, model, { colour, groups }) {
  const text = !model.pairs.length
    ? "No positions found."
    : `Click a line to ${model.statements.length ? "read the quotations behind it" : "see what it rests on"}, a name to see its links.`;
  root.replaceChildren(make("h2", {}, text), make("p", {}, "Drag to move, scroll or pinch to zoom. The wider a line, the greater its weight."));
  if (groups.children.length) root.append(make("h3", {}, colour === "type" ? "Types of actors" : "Coalitions"), groups);
  root.append(make("p", { class: "keys", "aria-hidden": "true" }, byId("keys").textContent));
}

function heading(root, words, close) {
  root.replaceChildren(make("div", { class: "head" }, make("h2", { tabindex: "-1" }, ...words),
    make("button", { type: "button", class: "close", "aria-label": "Close details", onclick: close }, "✕")));
}

// `open(kind, id)` opens another node or link.
export function showNode(root, { model, node, links, colour, open, close }) {
  heading(root, [node.label], close);
  const group = groupOf(node, "coalition", model.types);
  const facts = [spaced(node.type), !node.issue && letterOf(group) ? `coalition ${letterOf(group)}` : "", plural(links.length, "link")];
  root.append(make("p", {}, facts.filter(Boolean).join(", ")));
  const ordered = [...links].sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight));
  more(root, "ul", ordered, (link) => {
    const other = model.nodes[link.a === node.id ? link.b : link.a];
    const words = ["agree", "disagree", "none"].includes(link.stance) ? "" : `${lineWords(link.stance, model.directed)}: `;
    return make("li", {}, make("button", { type: "button", class: `link ${link.stance}`, onclick: () => open("link", link.id) },
      make("i", { class: `swatch ${link.stance}`, "aria-hidden": "true" }), make("span", {}, `${words}${other.label}`), make("b", {}, numberText(link.weight))));
  });
}

export function showLink(root, { model, link, mode, statements, open, close }) {
  const end = (id) => make("button", { type: "button", class: "end", onclick: () => open("node", id) }, model.nodes[id].label);
  heading(root, [end(link.a), make("span", { class: `verb ${link.stance}` }, ` ${verb(link, mode, model.directed)} `), end(link.b)], close);
  root.append(make("p", {}, factsOf(model, link, statements)));
  const named = model.nodes[link.a].issue !== model.nodes[link.b].issue;
  if (!named) {
    const known = statements.some((one) => one.issue >= 0);
    const issues = issuesOf(model, link, statements);
    if (known) { byIssue(root, model, statements); return; }
    if (issues.length) root.append(make("ul", {}, issues.map((issue) => make("li", {}, issue))));
  }
  more(root, "div", statements, (one) => quote(model, one, false));
}

function verb(link, mode, directed) {
  if (directed) return mode === "statement" ? "speaks of" : "→";
  const words = { support: "supports", oppose: "opposes", both: "supports and opposes, or on conditions,", agree: "agrees with", disagree: "disagrees with" };
  return (mode === "issue" ? "and" : words[link.stance]) || "–";
}

function factsOf(model, link, statements) {
  const days = statements.map((one) => one.day.text).filter(Boolean).sort();
  const time = days.length ? (days[0] === days.at(-1) ? days[0] : `${days[0]} to ${days.at(-1)}`) : "";
  return [`weight ${numberText(link.weight)}`, statements.length ? plural(statements.length, "statement") : "", time].filter(Boolean).join(", ");
}

// Between two actors: each issue that binds or parts them, with what both say of it.
function byIssue(root, model, statements) {
  const groups = new Map();
  for (const one of statements) {
    if (!groups.has(one.issue)) groups.set(one.issue, []);
    groups.get(one.issue).push(one);
  }
  const ordered = [...groups].sort((one, other) => other[1].length - one[1].length || one[0] - other[0]);
  more(root, "div", ordered, ([issue, said]) => {
    const part = make("section", {}, make("h3", {}, issue < 0 ? "Other" : model.nodes[issue].label));
    more(part, "div", said, (one) => quote(model, one, true), 10);
    return part;
  }, 20);
}

function quote(model, statement, named) {
  const { stance, words, day, document: [title, publisher, address] } = statement;
  const who = named && statement.actor >= 0 ? `${model.nodes[statement.actor].label} ` : "";
  const source = address
    ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title || address)
    : make("span", {}, title || "document without a title");
  const cite = make("cite", {}, source, [publisher, day.text].filter(Boolean).map((part) => ` · ${part}`).join(""));
  return make("figure", { class: `quote ${CLASSES[stance]}` },
    make("figcaption", {}, make("b", { "aria-hidden": "true" }, `${SIGNS[stance]} `), `${who}${model.directed ? lineWords(CLASSES[stance], true) : WORDS[stance]}`),
    make("blockquote", {}, words || "(The words are in the table of statements.)"), cite);
}

// Shows the first of many things, and a button for more.
function more(root, tag, things, draw, step = QUOTES) {
  const list = make(tag, { class: "many" });
  root.append(list);
  let shown = 0;
  const button = make("button", { type: "button", class: "more" });
  const add = () => {
    const next = things.slice(shown, shown + step).map(draw);
    list.append(...next);
    shown += next.length;
    button.textContent = `Show ${Math.min(step, things.length - shown)} more of ${things.length - shown}`;
    button.hidden = shown >= things.length;
  };
  button.addEventListener("click", add);
  add();
  if (things.length > step) root.append(button);
}
