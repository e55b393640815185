// Where the nodes stand: ForceAtlas2 (Jacomy, Venturini, Heymann and Bastian 2014) with cooling, far nodes summed up in a
// quadtree (Barnes and Hut 1986). Without chance: the same network gives the same picture.

const THETA = 0.9, GOLDEN = 2.399963229728653;
const CHARGE = 90, GRAVITY = 0.045;
const WIDE = 1000, HIGH = 720, STRETCHED = 1.7;

// Returns [[x, y], ...] for `count` nodes; links are { a, b, pull }, gaps the room that each node needs.
export function layout(count, links, gaps, rounds = 400) {
  const x = new Float64Array(count), y = new Float64Array(count);
  const mass = new Float64Array(count).fill(1);
  for (const { a, b } of links) { mass[a] += 1; mass[b] += 1; }
  const order = [...mass.keys()].sort((one, other) => mass[other] - mass[one] || one - other);
  order.forEach((node, place) => {
    const radius = 30 * Math.sqrt(place + 0.5);
    x[node] = radius * Math.cos(place * GOLDEN);
    y[node] = radius * Math.sin(place * GOLDEN);
  });
  const dx = new Float64Array(count), dy = new Float64Array(count);
  for (let round = 0; round < rounds; round += 1) {
    const heat = 60 * (1 - round / rounds) ** 1.5;
    dx.fill(0); dy.fill(0);
    repel(x, y, dx, dy, mass);
    attract(links, x, y, dx, dy);
    for (let node = 0; node < count; node += 1) {
      const fx = dx[node] - GRAVITY * (mass[node] + 2) * x[node], fy = dy[node] - GRAVITY * (mass[node] + 2) * 1.6 * y[node];
      const force = Math.hypot(fx, fy) || 1;
      const step = Math.min(force / mass[node], heat) / force;
      x[node] += fx * step;
      y[node] += fy * step;
    }
  }
  fill(x, y);
  separate(x, y, gaps);
  return Array.from(x, (at, node) => [at, y[node]]);
}

// Makes the picture as wide and high as a window, stretched a little where it must be.
function fill(x, y) {
  const reach = (at) => Math.max(at.reduce((one, other) => Math.max(one, other), -Infinity) - at.reduce((one, other) => Math.min(one, other), Infinity), 1);
  const across = WIDE / reach(x), down = HIGH / reach(y);
  const least = Math.min(across, down) * STRETCHED;
  const sx = Math.min(across, least), sy = Math.min(down, least);
  for (let node = 0; node < x.length; node += 1) { x[node] *= sx; y[node] *= sy; }
}

function attract(links, x, y, dx, dy) {
  for (const { a, b, pull } of links) {
    const ex = x[b] - x[a], ey = y[b] - y[a];
    dx[a] += ex * pull; dy[a] += ey * pull;
    dx[b] -= ex * pull; dy[b] -= ey * pull;
  }
}

function repel(x, y, dx, dy, mass) {
  const tree = quadtree(x, y, mass);
  const stack = [];
  for (let node = 0; node < x.length; node += 1) {
    stack.push(tree);
    while (stack.length) {
      const cell = stack.pop();
      const ex = x[node] - cell.x / cell.mass, ey = y[node] - cell.y / cell.mass;
      const square = ex * ex + ey * ey;
      if (cell.parts && cell.size * cell.size > THETA * THETA * square) {
        for (const part of cell.parts) if (part) stack.push(part);
      } else if (square > 0) {
        const force = (CHARGE * mass[node] * cell.mass) / Math.max(square, 25);
        dx[node] += ex * force; dy[node] += ey * force;
      }
    }
  }
}

function quadtree(x, y, mass) {
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (let node = 0; node < x.length; node += 1) {
    left = Math.min(left, x[node]); right = Math.max(right, x[node]);
    top = Math.min(top, y[node]); bottom = Math.max(bottom, y[node]);
  }
  const root = cellOf(left, top, Math.max(right - left, bottom - top, 1));
  for (let node = 0; node < x.length; node += 1) insert(root, x[node], y[node], mass[node], 0);
  return root;
}

function cellOf(left, top, size) {
  return { left, top, size, x: 0, y: 0, mass: 0, parts: null, only: null };
}

function insert(cell, x, y, mass, depth) {
  if (cell.mass === 0) cell.only = [x, y, mass];
  else if (depth < 30) {
    if (!cell.parts) {
      cell.parts = [null, null, null, null];
      down(cell, ...cell.only, depth);
      cell.only = null;
    }
    down(cell, x, y, mass, depth);
  }
  cell.x += x * mass; cell.y += y * mass; cell.mass += mass;
}

function down(cell, x, y, mass, depth) {
  const half = cell.size / 2;
  const column = x >= cell.left + half ? 1 : 0, row = y >= cell.top + half ? 1 : 0;
  const part = row * 2 + column;
  cell.parts[part] ??= cellOf(cell.left + column * half, cell.top + row * half, half);
  insert(cell.parts[part], x, y, mass, depth + 1);
}

// Moves nodes apart that lie on each other; neighbours are found in a grid.
function separate(x, y, gaps) {
  const widest = 2 * Math.max(1, ...gaps);
  for (let round = 0; round < 40; round += 1) {
    const grid = new Map();
    for (let node = 0; node < x.length; node += 1) {
      const key = `${Math.floor(x[node] / widest)},${Math.floor(y[node] / widest)}`;
      if (grid.has(key)) grid.get(key).push(node);
      else grid.set(key, [node]);
    }
    let moved = false;
    for (let node = 0; node < x.length; node += 1) {
      const column = Math.floor(x[node] / widest), row = Math.floor(y[node] / widest);
      for (let i = column - 1; i <= column + 1; i += 1) {
        for (let j = row - 1; j <= row + 1; j += 1) {
          for (const other of grid.get(`${i},${j}`) || []) if (other > node) moved = part(x, y, gaps, node, other) || moved;
        }
      }
    }
    if (!moved) return;
  }
}

function part(x, y, gaps, a, b) {
  const ex = x[b] - x[a] || 0.01 * (1 + (b % 7)), ey = y[b] - y[a];
  const apart = Math.hypot(ex, ey), room = gaps[a] + gaps[b];
  if (apart >= room) return false;
  const push = (room - apart) / apart / 2;
  x[a] -= ex * push; y[a] -= ey * push;
  x[b] += ex * push; y[b] += ey * push;
  return true;
}
