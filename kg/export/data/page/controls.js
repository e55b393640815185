// The filters and the switch between ways to show the network.
import { byId, make } from "./dom.js";

export const MODES = {
  position: "Positions", congruence: "Agreement", conflict: "Conflict", subtract: "Agreement less conflict",
  issue: "Issues", relation: "Relations", statement: "Statements", network: "Network",
};
const FEW = 10;

export function makeModes(root, model, change) {
  const buttons = model.modes.map((mode) =>
    make("button", { type: "button", "data-mode": mode, onclick: () => change({ mode }) }, MODES[mode] || mode));
  const picture = make("button", { type: "button", id: "as-table", onclick: () => change({ table: picture.getAttribute("aria-pressed") !== "true" }) }, "Table");
  root.replaceChildren(...(buttons.length > 1 ? buttons : []), picture);
  return (state) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.mode === state.mode));
    picture.setAttribute("aria-pressed", String(state.table));
  };
}

// Fills the form; `change` takes a part of the state. Returns a function that shows a state and the weights that there are.
export function makeControls(root, model, change) {
  const parts = [weightPart(change), typePart(model, change), issuePart(model, change), colourPart(model, change)].filter(Boolean);
  const reset = make("button", { type: "button", id: "reset", onclick: () => change("reset") }, "Reset all");
  root.replaceChildren(...parts.map((part) => part.element), reset);
  root.addEventListener("submit", (event) => event.preventDefault());
  return (state, heaviest) => { for (const part of parts) part.show(state, heaviest); };
}

function weightPart(change) {
  const input = make("input", { type: "range", id: "weight", min: 0, max: 100, step: 1 });
  const output = make("output", { for: "weight" });
  let weights = [0];
  input.addEventListener("input", () => change({ min: Number(input.value) ? weights[input.value] : 0 }));
  const element = make("fieldset", {}, make("legend", {}, "Links"), make("label", { for: "weight" }, "Weight at least ", output), input);
  const show = (state, found) => {
    weights = found.length ? found : [0];
    input.max = weights.length - 1;
    input.disabled = weights.length < 2;
    const place = weights.findIndex((weight) => weight >= state.min);
    input.value = place < 0 ? weights.length - 1 : place;
    output.textContent = numberText(weights[input.value]);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  return { element, show };
}

export function numberText(number) {
  return Number.isInteger(number) ? number.toLocaleString("en") : String(Number(number.toPrecision(4)));
}

function typePart(model, change) {
  if (model.types.length < 2) return null;
  const boxes = model.types.map((type) => box(spaced(type) || "no type", { "data-type": type }));
  const hidden = () => new Set(boxes.filter((one) => !one.input.checked).map((one) => one.input.dataset.type));
  for (const { input } of boxes) input.addEventListener("change", () => change({ types: hidden() }));
  const element = make("fieldset", { id: "types" }, make("legend", {}, "Types of actors"), boxes.map((one) => one.label));
  const show = (state) => { for (const { input } of boxes) input.checked = !state.types.has(input.dataset.type); };
  return { element, show };
}

function issuePart(model, change) {
  if (model.issues.length < 2) return null;
  const boxes = model.issues.map((issue) => ({ ...box(issue.label, { "data-issue": issue.id }), issue }));
  const hidden = () => new Set(boxes.filter((one) => !one.input.checked).map((one) => one.issue.id));
  for (const { input } of boxes) input.addEventListener("change", () => change({ issues: hidden() }));
  const find = make("input", { type: "search", id: "find-issue", "aria-label": "Find an issue in the list", placeholder: "Find an issue" });
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    for (const { label, issue } of boxes) label.hidden = !issue.name.includes(wanted);
  });
  const button = (words, issues) => make("button", { type: "button", onclick: () => change({ issues: issues() }) }, words);
  const all = button("All", () => new Set());
  const none = button("None", () => new Set(model.issues.map((issue) => issue.id)));
  const list = make("div", { class: "list", tabindex: boxes.length > FEW ? 0 : null, role: "group", "aria-label": "Issues" }, boxes.map((one) => one.label));
  const element = make("fieldset", { id: "issues" }, make("legend", {}, "Issues"), make("div", { class: "row" }, boxes.length > FEW ? find : null, all, none), list);
  const show = (state) => { for (const { input, issue } of boxes) input.checked = !state.issues.has(issue.id); };
  return { element, show };
}

function colourPart(model, change) {
  if (!model.coalitions || model.types.length < 2) return null;
  const select = make("select", { id: "colour", onchange: () => change({ colour: select.value }) },
    make("option", { value: "coalition" }, "coalition"), make("option", { value: "type" }, "type"));
  const element = make("fieldset", {}, make("legend", {}, "Colour of actors"), make("label", { for: "colour" }, "by "), select);
  return { element, show: (state) => { select.value = state.colour; } };
}

function box(words, data) {
  const input = make("input", { type: "checkbox", ...data });
  return { input, label: make("label", { class: "tick" }, input, ` ${words}`) };
}

// GovernmentBody is read as: government body.
export function spaced(type) {
  return type.replace(/([a-z])([A-Z])/g, (_, one, other) => `${one} ${other.toLowerCase()}`);
}

export function saveButtons(acts) {
  for (const [id, act] of Object.entries(acts)) byId(id).addEventListener("click", act);
}
