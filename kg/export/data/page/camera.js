// Moving and zooming: pure functions of views { x, y, k }.

export const NEAREST = 8, FARTHEST = 0.3;

// The view in which all places are seen; on the right is room for names.
export function fitted(places, { width, height }) {
  if (!places.length) return { x: width / 2, y: height / 2, k: 1 };
  const xs = places.map((place) => place[0]), ys = places.map((place) => place[1]);
  const left = least(xs), right = most(xs), top = least(ys), bottom = most(ys);
  const sides = Math.min(100, width / 8), ends = 34;
  const k = Math.min((width - 2 * sides) / Math.max(right - left, 1), (height - 2 * ends) / Math.max(bottom - top, 1), 1.8);
  return centred([(left + right) / 2, (top + bottom) / 2], Math.max(k, 0.01), { width, height });
}

function least(numbers) {
  return numbers.reduce((one, other) => Math.min(one, other));
}

function most(numbers) {
  return numbers.reduce((one, other) => Math.max(one, other));
}

export function centred([x, y], k, { width, height }) {
  return { x: width / 2 - x * k, y: height / 2 - y * k, k };
}

// The view a step nearer (factor above 1) or farther, with the point of the screen kept where it is.
export function zoomed(view, factor, [x, y], whole) {
  const k = Math.min(whole * NEAREST, Math.max(whole * FARTHEST, view.k * factor));
  return { x: x - ((x - view.x) * k) / view.k, y: y - ((y - view.y) * k) / view.k, k };
}

// A view as it stands in an address, independent of the size of the window: the place in the middle, the zoom beside `whole`.
export function placeOf(view, whole, { width, height }) {
  return [(width / 2 - view.x) / view.k, (height / 2 - view.y) / view.k, view.k / whole];
}

// The next node in a direction (an angle's cosine and sine): near, and not far off the line.
export function nextInDirection(points, from, [dx, dy]) {
  let best = null, least = Infinity;
  for (const { id, x, y } of points) {
    const ex = x - from.x, ey = y - from.y;
    const along = ex * dx + ey * dy, aside = Math.abs(ex * dy - ey * dx);
    if (id === from.id || along <= 0.5 || aside > 2 * along) continue;
    const cost = along + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

export function nearLine(x, y, { x1, y1, x2, y2 }) {
  const ex = x2 - x1, ey = y2 - y1;
  const share = Math.min(1, Math.max(0, ((x - x1) * ex + (y - y1) * ey) / (ex * ex + ey * ey || 1)));
  return Math.hypot(x - x1 - share * ex, y - y1 - share * ey);
}
