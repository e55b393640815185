// The search field: a list of names that the arrow keys walk.
import { byId, make } from "./dom.js";
import { searched } from "./search.js";

// `degrees()` gives the links of each shown node; `pick(node)` is called with the one chosen.
export function makeSearch(model, degrees, pick) {
  const input = byId("search"), list = byId("hits");
  let hits = [], place = -1;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    place = -1;
  };
  const mark = (next) => {
    place = next;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (node) => { input.value = node.label; close(); pick(node); };
  const show = () => {
    const shown = degrees();
    hits = searched(model.nodes.filter((node) => shown.has(node.id)), input.value, shown);
    const options = hits.map((node, number) => make("li", {
      id: `hit-${number}`, role: "option", "aria-selected": "false",
      onpointerdown: (event) => { event.preventDefault(); take(node); },
    }, make("span", {}, node.label), make("small", {}, node.issue ? "issue" : node.type)));
    const nothing = make("li", { class: "nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No such name among those shown");
    list.replaceChildren(...(hits.length ? options : [nothing]));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { input.value = ""; close(); }
    else if (event.key === "Enter" && hits.length && !list.hidden) take(hits[Math.max(place, 0)]);
    else if (event.key === "ArrowDown" && hits.length) { if (list.hidden) show(); mark((place + 1) % hits.length); }
    else if (event.key === "ArrowUp" && hits.length) mark((place + hits.length - (place < 0 ? 0 : 1)) % hits.length);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    input.select();
    input.focus();
  });
}
