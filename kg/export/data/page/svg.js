// Writes a scene as an SVG file.
import { arrowHead } from "./paint.js";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
// What XML 1.0 cannot hold.
const UNHELD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function svgText(scene, theme, { width, height, title }) {
  const font = escaped(theme.font);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${theme.ground}"/>`,
    "<g>", ...scene.lines.map(lineText), "</g>",
    "<g>", ...scene.marks.map((mark) => markText(mark, theme)), "</g>",
    "<g>", ...scene.labels.map((label) => labelText(label, theme)), "</g>",
    ...scene.bands.map(([top, bottom]) => `<rect y="${top}" width="${width}" height="${bottom - top}" fill="${theme.ground}"/>`),
    "<g>", ...scene.notes.map((note) => noteText(note, theme)), "</g>",
    "</svg>\n",
  ].join("\n");
}

export function escaped(text) {
  return text.replace(UNHELD, "\ufffd").replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}

function n(number) {
  return Number(number.toFixed(2));
}

function lineText({ x1, y1, x2, y2, width, colour, dash, alpha, arrow, room }) {
  const dashes = dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : "";
  const line = `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${colour}" stroke-width="${n(width)}" stroke-opacity="${alpha}"${dashes}/>`;
  if (!arrow) return line;
  const corners = arrowHead({ x1, y1, x2, y2, width, room }).map((corner) => corner.map(n).join(",")).join(" ");
  return `${line}<polygon points="${corners}" fill="${colour}" fill-opacity="${alpha}"/>`;
}

function markText({ x, y, r, alpha, square, fill, stroke, letter, node }, theme) {
  const paint = `fill="${fill}" stroke="${stroke}" stroke-width="1.5"`;
  const shape = square
    ? `<rect x="${n(x - r * 0.9)}" y="${n(y - r * 0.9)}" width="${n(r * 1.8)}" height="${n(r * 1.8)}" rx="3" ${paint}/>`
    : `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" ${paint}/>`;
  const size = Math.min(13, Math.round(r * 1.15));
  const inside = letter
    ? `<text x="${n(x)}" y="${n(y + size * 0.36)}" font-size="${size}" font-weight="600" text-anchor="middle" fill="${theme.letter}">${letter}</text>`
    : "";
  return `<g opacity="${alpha}"><title>${escaped(node.label)}</title>${shape}${inside}</g>`;
}

function labelText({ x, y, text, bold }, theme) {
  const style = `font-weight="${bold ? 600 : 400}" fill="${bold ? theme.ink : theme.quiet}" stroke="${theme.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
  return `<text x="${n(x)}" y="${n(y + 4)}" ${style}>${escaped(text)}</text>`;
}

function noteText({ x, y, left, text, bold, size, swatch, dot }, theme) {
  const words = `<text x="${n(x + left)}" y="${n(y + size * 0.35)}" font-size="${size}" font-weight="${bold ? 600 : 400}" fill="${theme.ink}">${escaped(text)}</text>`;
  if (swatch) {
    const dashes = swatch.dash.length ? ` stroke-dasharray="${swatch.dash.join(" ")}"` : "";
    return `<line x1="${n(x)}" y1="${n(y)}" x2="${n(x + 26)}" y2="${n(y)}" stroke="${swatch.colour}" stroke-width="4"${dashes}/>${words}`;
  }
  if (!dot) return words;
  const disc = `<circle cx="${n(x + 9)}" cy="${n(y)}" r="8" fill="${dot.colour}"/>`;
  return `${disc}<text x="${n(x + 9)}" y="${n(y + 3.5)}" font-size="9" font-weight="600" text-anchor="middle" fill="${theme.letter}">${dot.letter}</text>${words}`;
}
