// The time slider: two ends over a bar chart of statements.
import { dayText, dayWords, histogram } from "./days.js";
import { make } from "./dom.js";

const BARS = 72;

// Fills `root`; `change({ from, to } or { undated })` is called while the reader moves an end. Returns a function that shows a state.
export function makeTimeline(root, model, change) {
  if (!Number.isFinite(model.first)) { root.hidden = true; return () => {}; }
  const bars = make("div", { class: "bars", "aria-hidden": "true" });
  const counts = histogram(model.statements.map((one) => [one.day.from, one.day.to]), model.first, model.last, BARS);
  const highest = Math.max(1, ...counts);
  const columns = counts.map((count) => {
    const column = make("i");
    column.style.height = count ? `${Math.max(6, (100 * count) / highest)}%` : "0";
    bars.append(column);
    return column;
  });
  const slider = (name, label) => make("input", { type: "range", id: name, "aria-label": label, min: model.first, max: model.last, step: 1 });
  const from = slider("from", "First day"), to = slider("to", "Last day");
  const words = make("output", { for: "from to" });
  const undated = make("input", { type: "checkbox", id: "undated", onchange: () => change({ undated: undated.checked }) });
  from.addEventListener("input", () => {
    const value = Math.min(Number(from.value), Number(to.value));
    from.value = value;
    change({ from: value });
  });
  to.addEventListener("input", () => {
    const value = Math.max(Number(from.value), Number(to.value));
    to.value = value;
    change({ to: value });
  });
  const all = make("button", { type: "button", onclick: () => change({ from: model.first, to: model.last, undated: true }) }, "All days");
  const line = make("div", { class: "when" }, words, all);
  if (model.undated) line.append(make("label", { class: "tick" }, undated, ` undated (${model.undated.toLocaleString("en")})`));
  root.replaceChildren(make("div", { class: "ends" }, bars, make("div", { class: "rail" }), from, to), line);
  const length = Math.max(1, model.last - model.first + 1);
  return (state) => {
    from.value = state.from;
    to.value = state.to;
    from.setAttribute("aria-valuetext", dayText(state.from));
    to.setAttribute("aria-valuetext", dayText(state.to));
    words.textContent = `${dayWords(state.from)} – ${dayWords(state.to)}`;
    undated.checked = state.undated;
    all.disabled = state.from === model.first && state.to === model.last && state.undated;
    root.style.setProperty("--from", (state.from - model.first) / Math.max(1, model.last - model.first));
    root.style.setProperty("--to", (state.to - model.first) / Math.max(1, model.last - model.first));
    columns.forEach((column, place) => {
      const start = model.first + (place / BARS) * length, end = model.first + ((place + 1) / BARS) * length;
      column.className = end > state.from && start <= state.to ? "in" : "";
    });
  };
}
