// Links and statements as rows of tables: for the page's table and for files.
import { issuesOf, statementsOf, strongest, told } from "./links.js";

const STANCE = { support: "support", oppose: "oppose", both: "both", none: "", agree: "", disagree: "" };

// Columns of links in a mode: [{ name, title, number, of(link) }]; a link is one that `told` returned.
export function columnsOf(model, mode) {
  const label = (id) => model.nodes[id].label;
  const two = model.twoMode && !["congruence", "conflict"].includes(mode);
  const text = (name, title, of) => ({ name, title, number: false, of });
  const number = (name, title, of) => ({ name, title, number: true, of });
  const time = [text("first", "First", (link) => link.first), text("last", "Last", (link) => link.last)];
  if (two) {
    return [
      text("actor", "Actor", (link) => label(link.a)),
      text("issue", "Issue", (link) => label(link.b)),
      text("stance", "Stance", (link) => STANCE[link.stance]),
      number("weight", "Weight", (link) => link.weight),
      number("support", "For", (link) => link.support),
      number("oppose", "Against", (link) => link.oppose),
      number("ambivalent", "Both", (link) => link.mixed),
      ...time,
    ];
  }
  const kind = model.directed ? ["source", "target"] : ["actor_1", "actor_2"];
  const titles = model.directed ? ["From", "To"] : ["Actor", "Other actor"];
  return [
    text(kind[0], titles[0], (link) => label(link.a)),
    text(kind[1], titles[1], (link) => label(link.b)),
    number("weight", "Weight", (link) => link.weight),
    text("issues", "Issues", (link) => issuesOf(model, link, link.statements).join("; ")),
    number("statements", "Statements", (link) => link.statements.length),
    ...time,
  ];
}

// The header and a row for each link, the strongest first.
export function linkRows(model, mode, filter, links) {
  const columns = columnsOf(model, mode);
  const rows = strongest(links, links.length).reverse().map((link) => told(model, link, mode, filter));
  return [columns.map((column) => column.name), ...rows.map((link) => columns.map((column) => column.of(link)))];
}

const CODES = { 1: "support", "-1": "oppose", 0: "ambivalent", 2: "" };

// The header and a row for each statement behind the links, each once.
export function statementRows(model, mode, filter, links) {
  const found = new Map();
  for (const link of strongest(links, links.length).reverse()) {
    for (const one of statementsOf(model, link, mode, filter)) found.set(one.id, one);
  }
  const label = (id) => (id < 0 ? "" : model.nodes[id].label);
  const rows = [...found.values()].map(({ actor, issue, stance, day, document: [title, publisher, url], words }) =>
    [label(actor), label(issue), CODES[stance], day.text, title, publisher, url, words]);
  return [["actor", "issue", "stance", "date", "document", "publisher", "url", "text"], ...rows];
}
