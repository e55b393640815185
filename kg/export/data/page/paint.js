// Paints a scene on a canvas. Lines that look the same are painted in one go: one by one, thousands take too long.

export function paint(context, scene, theme, { width, height }) {
  context.globalAlpha = 1;
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, width, height);
  paintOver(context, scene, theme);
}

// The same without the ground.
export function paintOver(context, scene, theme) {
  for (const lines of alike(scene.lines)) paintLines(context, lines);
  context.setLineDash([]);
  context.textBaseline = "middle";
  for (const mark of scene.marks) paintMark(context, mark, theme);
  context.globalAlpha = 1;
  paintLabels(context, scene.labels, theme);
}

export function fontOf(theme, bold, size = 12) {
  return `${bold ? 600 : 400} ${size}px ${theme.font}`;
}

function rounded(width) {
  return Math.max(1, Math.round(width * 2)) / 2;
}

function lineKey({ width, colour, dash, alpha, lit }) {
  return `${lit} ${rounded(width)} ${colour} ${dash} ${alpha}`;
}

// Lines that look the same, in the order in which each look came up last: heavy lines stay above light ones.
function alike(lines) {
  const groups = new Map();
  for (const line of lines) {
    const key = lineKey(line), group = groups.get(key) || [];
    group.push(line);
    groups.delete(key);
    groups.set(key, group);
  }
  return groups.values();
}

function paintLines(context, lines) {
  const { width, colour, dash, alpha, arrow } = lines[0];
  context.globalAlpha = alpha;
  context.strokeStyle = colour;
  context.lineWidth = rounded(width);
  context.setLineDash(dash);
  context.beginPath();
  for (const { x1, y1, x2, y2 } of lines) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }
  context.stroke();
  if (!arrow) return;
  context.fillStyle = colour;
  context.beginPath();
  for (const line of lines) {
    const [tip, left, right] = arrowHead(line);
    context.moveTo(...tip);
    context.lineTo(...left);
    context.lineTo(...right);
  }
  context.fill();
}

// The three corners of an arrow that ends where the target's mark begins.
export function arrowHead({ x1, y1, x2, y2, width, room }) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const ux = (x2 - x1) / length, uy = (y2 - y1) / length;
  const tip = [x2 - ux * (room + 1), y2 - uy * (room + 1)];
  const long = 6 + 1.5 * width, broad = 3 + width;
  const back = [tip[0] - ux * long, tip[1] - uy * long];
  return [tip, [back[0] - uy * broad, back[1] + ux * broad], [back[0] + uy * broad, back[1] - ux * broad]];
}

// The outline is a larger shape below: filling is twice as fast as stroking.
function paintMark(context, mark, theme) {
  context.globalAlpha = mark.alpha;
  paintShape(context, mark, mark.r + 0.75, mark.stroke);
  paintShape(context, mark, mark.r - 0.75, mark.fill);
  if (mark.letter) paintLetter(context, mark, theme);
  if (mark.ring) paintRing(context, mark, theme);
}

function paintShape(context, { x, y, square }, r, colour) {
  context.fillStyle = colour;
  context.beginPath();
  if (square) context.roundRect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, 3);
  else context.arc(x, y, r, 0, 2 * Math.PI);
  context.fill();
}

function paintLetter(context, { x, y, r, letter }, theme) {
  context.fillStyle = theme.letter;
  context.font = fontOf(theme, true, Math.min(13, Math.round(r * 1.15)));
  context.textAlign = "center";
  context.fillText(letter, x, y + 0.5);
  context.textAlign = "left";
}

function paintRing(context, { x, y, r }, theme) {
  context.globalAlpha = 1;
  context.strokeStyle = theme.ring;
  context.lineWidth = 3;
  context.beginPath();
  context.arc(x, y, r + 5, 0, 2 * Math.PI);
  context.stroke();
}

function paintLabels(context, labels, theme) {
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = theme.halo;
  for (const bold of [false, true]) {
    context.font = fontOf(theme, bold);
    context.fillStyle = bold ? theme.ink : theme.quiet;
    for (const label of labels) {
      if (label.bold !== bold) continue;
      context.strokeText(label.text, label.x, label.y);
      context.fillText(label.text, label.x, label.y);
    }
  }
}

// Paints the title and the key of a saved picture, on bands of ground.
export function paintNotes(context, { notes, bands }, theme, { width }) {
  context.fillStyle = theme.ground;
  for (const [top, bottom] of bands) context.fillRect(0, top, width, bottom - top);
  for (const { x, y, left, text, bold, size, swatch, dot } of notes) {
    if (swatch) {
      context.strokeStyle = swatch.colour;
      context.lineWidth = 4;
      context.setLineDash(swatch.dash);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + 26, y);
      context.stroke();
      context.setLineDash([]);
    }
    if (dot) {
      paintShape(context, { x: x + 9, y, square: false }, 8, dot.colour);
      paintLetter(context, { x: x + 9, y, r: 8, letter: dot.letter }, theme);
    }
    context.font = fontOf(theme, bold, size);
    context.fillStyle = theme.ink;
    context.fillText(text, x + left, y);
  }
}
