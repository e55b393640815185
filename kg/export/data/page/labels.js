// Which names are written where, so that none lies on another: a pure function of sizes.

const CELL = 48, GAP = 3, ALWAYS = 14;

// Marks are { x, y, r, id, text, bold, first }, the most important first; the first few, and those with `first`, are always
// written, over small marks if need be; names stay between `left` and `right`. Returns [{ id, x, y, text, bold, width }], y being the middle of the line.
export function placed(marks, measure, [left, right] = [-Infinity, Infinity], height = 14) {
  const names = new Map(), discs = new Map();
  for (const mark of marks) claim(discs, [mark.x - mark.r, mark.y - mark.r, mark.x + mark.r, mark.y + mark.r], mark.id);
  const made = [];
  marks.forEach((mark, rank) => {
    const width = measure(mark.text, mark.bold);
    const spots = spotsOf(mark, width, height).filter((box) => mark.first || (box[0] >= left && box[2] <= right && !covered(names, box, mark.id)));
    let spot = spots.find((box) => !covered(discs, box, mark.id));
    if (!spot && (rank < ALWAYS || mark.first)) spot = leastBy(spots, (box) => covered(discs, box, mark.id));
    if (!spot) return;
    claim(names, spot, mark.id);
    made.push({ id: mark.id, x: spot[0], y: (spot[1] + spot[3]) / 2, text: mark.text, bold: mark.bold, width });
  });
  return made;
}

function leastBy(things, cost) {
  return things.reduce((best, one) => (best === undefined || cost(one) < cost(best) ? one : best), undefined);
}

function spotsOf({ x, y, r }, width, height) {
  const half = height / 2;
  return [
    [x + r + GAP, y - half, x + r + GAP + width, y + half],
    [x - r - GAP - width, y - half, x - r - GAP, y + half],
    [x - width / 2, y + r + 1, x + width / 2, y + r + 1 + height],
    [x - width / 2, y - r - 1 - height, x + width / 2, y - r - 1],
  ];
}

function cells([left, top, right, bottom], visit) {
  for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i += 1) {
    for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j += 1) visit(i * 65536 + j);
  }
}

function claim(taken, box, owner) {
  cells(box, (key) => {
    if (taken.has(key)) taken.get(key).push([box, owner]);
    else taken.set(key, [[box, owner]]);
  });
}

// How many boxes of others a box lies on.
function covered(taken, box, id) {
  const found = new Set();
  cells(box, (key) => {
    for (const [other, owner] of taken.get(key) || []) {
      if (owner !== id && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) found.add(owner);
    }
  });
  return found.size;
}
