// The picture as lines, marks and names on the screen: what the canvas paints and the SVG file writes.
import { placed } from "./labels.js";
import { DASHES, groupOf, growth, letterOf, lineWidth, radius, shortened } from "./look.js";

// A view is { x, y, k }: a place of the layout stands at place * k + (x, y), in CSS pixels; `whole` is the k that shows all.
// `shown` is { nodes, links, degrees, heaviest, crowd }; `bounds`, where given, are the left and
// right ends for names; `focus` is null or { nodes: Set, links: Set } of what is not dimmed.
export function compose({ shown, places, view, whole, size, theme, focus, colour, types, cursor, measure, directed, bounds }) {
  const grow = growth(view.k / whole) * Math.min(1, Math.max(0.6, Math.sqrt(size.width / 640)));
  const at = (id) => [places[id][0] * view.k + view.x, places[id][1] * view.k + view.y];
  return {
    lines: linesOf(shown, at, { grow, size, theme, focus, directed }),
    marks: marksOf(shown, at, { grow, size, theme, focus, colour, types, cursor }),
    labels: labelsOf(shown, places, { grow, view, size, focus, measure, cursor, bounds }),
  };
}

function linesOf(shown, at, { grow, size, theme, focus, directed }) {
  const lines = [];
  const many = shown.links.length;
  const thin = Math.min(1, Math.max(0.4, (150 / many) ** 0.35)), alpha = Math.min(0.75, Math.max(0.4, (150 / many) ** 0.25));
  for (const link of shown.links) {
    const [x1, y1] = at(link.a), [x2, y2] = at(link.b);
    if (Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > size.width || Math.min(y1, y2) > size.height) continue;
    const lit = focus ? focus.links.has(link.id) : false;
    const width = lineWidth(link.weight, shown.heaviest) * thin * Math.min(grow, 1.6) * (lit ? 1.25 : 1);
    const room = directed ? radius(shown.degrees.get(link.b) || 1, shown.crowd) * grow : 0;
    lines.push({
      x1, y1, x2, y2, width, room, link, lit, arrow: directed, colour: theme[link.stance], dash: DASHES[link.stance],
      alpha: focus ? (lit ? 0.95 : 0.12) : alpha,
    });
  }
  if (focus) lines.sort((one, other) => one.lit - other.lit);
  return lines;
}

function marksOf(shown, at, { grow, size, theme, focus, colour, types, cursor }) {
  const marks = [];
  for (const node of shown.nodes) {
    const [x, y] = at(node.id);
    const r = radius(shown.degrees.get(node.id) || 0, shown.crowd) * grow;
    if (x + r < -40 || y + r < -40 || x - r > size.width + 40 || y - r > size.height + 40) continue;
    const group = groupOf(node, colour, types);
    marks.push({
      x, y, r, node, alpha: focus && !focus.nodes.has(node.id) ? 0.22 : 1, square: node.issue,
      fill: node.issue ? theme.issue : theme[`group-${group}`], stroke: node.issue ? theme.quiet : theme.ground,
      letter: node.issue || r < 7 ? "" : letterOf(group), ring: cursor === node.id,
    });
  }
  return marks;
}

// Places of names depend on the zoom alone, so that they keep still while the picture is moved.
function labelsOf(shown, places, { grow, view, size, focus, measure, cursor, bounds }) {
  const key = `${view.k} ${cursor} ${focus ? focus.key : ""} ${bounds}`;
  if (shown.labelled?.key !== key) shown.labelled = { key, labels: allLabels(shown, places, { grow, view, focus, measure, cursor, bounds }) };
  const seen = ({ x, y, width }) => x + width > 0 && x < size.width && y > -10 && y < size.height + 10;
  return shown.labelled.labels.map((label) => ({ ...label, x: label.x + view.x, y: label.y + view.y })).filter(seen);
}

function allLabels(shown, places, { grow, view, focus, measure, cursor, bounds }) {
  const rank = (node) => (node.id === cursor ? 2 : focus?.nodes.has(node.id) ? 1 : 0);
  const degree = (node) => shown.degrees.get(node.id) || 0;
  const order = [...shown.nodes].sort((one, other) => rank(other) - rank(one) || degree(other) - degree(one) || one.id - other.id);
  const marks = order.map((node) => ({
    x: places[node.id][0] * view.k, y: places[node.id][1] * view.k, r: radius(degree(node), shown.crowd) * grow,
    id: node.id, text: shortened(node.label), bold: !node.issue, first: rank(node) === 2,
  }));
  const labels = placed(marks, measure, bounds);
  return focus ? labels.filter((label) => focus.nodes.has(label.id) || label.id === cursor) : labels;
}
