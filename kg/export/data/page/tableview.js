// The links as a table: the picture for those who do not see it, and for those who want numbers.
import { numberText } from "./controls.js";
import { make, plural } from "./dom.js";
import { strongest, told } from "./links.js";
import { compareText } from "./model.js";
import { columnsOf } from "./rows.js";

const ROWS = 100;

// Returns a function that shows links; `open(id)` opens the quotations of one. The same links again show as many rows as the reader
// had asked for.
export function makeTable(root, model, open) {
  let order = { name: "weight", down: true };
  let last = "", wanted = ROWS;
  const show = (links, mode, filter) => {
    const columns = columnsOf(model, mode);
    const these = `${mode} ${links.map((link) => link.id).join(" ")}`;
    if (these !== last) wanted = ROWS;
    last = these;
    if (!columns.some((column) => column.name === order.name)) order = { name: "weight", down: true };
    const column = columns.find((one) => one.name === order.name);
    const full = (link) => told(model, link, mode, filter);
    let rows = strongest(links, links.length).reverse();
    if (order.name !== "weight" || !order.down) rows = rows.map(full).sort(comparison(column, order.down));
    const sort = (name) => {
      order = { name, down: order.name === name ? !order.down : columns.find((one) => one.name === name).number };
      show(links, mode, filter);
      root.querySelector(`[data-column="${name}"]`).focus();
    };
    const body = make("tbody");
    const table = make("table", {}, make("caption", {}, `${plural(rows.length, "link")}. The first cell of a row opens its quotations.`), head(columns, order, sort), body);
    const button = make("button", { type: "button", class: "more" });
    const fill = () => {
      body.append(...rows.slice(body.rows.length, wanted).map((link) => rowOf(columns, full(link), open)));
      button.hidden = body.rows.length >= rows.length;
      button.textContent = `Show ${Math.min(ROWS, rows.length - body.rows.length)} more of ${rows.length - body.rows.length}`;
    };
    button.addEventListener("click", () => { wanted += ROWS; fill(); });
    fill();
    root.replaceChildren(table, button);
  };
  return show;
}

function comparison(column, down) {
  const compare = column.number ? (one, other) => column.of(one) - column.of(other) : (one, other) => compareText(column.of(one), column.of(other));
  return down ? (one, other) => compare(other, one) : compare;
}

function head(columns, order, sort) {
  const cells = columns.map(({ name, title, number }) => {
    const state = order.name === name ? (order.down ? "descending" : "ascending") : "none";
    const arrow = { descending: " ▼", ascending: " ▲", none: "" }[state];
    return make("th", { scope: "col", "aria-sort": state, class: number ? "number" : "" },
      make("button", { type: "button", "data-column": name, onclick: () => sort(name) }, title, make("span", { "aria-hidden": "true" }, arrow)));
  });
  return make("thead", {}, make("tr", {}, cells));
}

function rowOf(columns, link, open) {
  const cells = columns.map((column, place) => {
    const value = column.of(link);
    const text = column.number ? numberText(value) : value;
    if (place === 0) return make("th", { scope: "row" }, make("button", { type: "button", "data-link": link.id, onclick: () => open(link.id) }, text));
    return make("td", { class: column.number ? "number" : column.name === "stance" ? `stance ${link.stance}` : "" }, text);
  });
  return make("tr", {}, cells);
}
