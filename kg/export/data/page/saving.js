// Files from the page: the picture as PNG and SVG, links and quotations as CSV.
import { csvText } from "./csv.js";
import { make } from "./dom.js";
import { entries, notesOf } from "./legend.js";
import { paint, paintNotes } from "./paint.js";
import { svgText } from "./svg.js";

const HEAD = 62, SHARPNESS = 2;

export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export function saveCsv(name, rows) {
  save(name, new Blob([csvText(rows)], { type: "text/csv;charset=utf-8" }));
}

// What is seen, with a title above and the key below.
function sheet(picture, { title, subtitle, shown, colour, model }) {
  const { theme } = picture;
  const key = notesOf(entries(shown, colour, model), theme, picture.size.width, picture.measure);
  const bottom = picture.size.height + HEAD;
  const size = { width: picture.size.width, height: bottom + key.height };
  const scene = picture.composed({ ...picture.view, y: picture.view.y + HEAD }, size);
  scene.labels = scene.labels.filter((label) => label.y > HEAD && label.y < bottom);
  scene.notes = [
    { x: 20, y: 24, left: 0, text: title, bold: true, size: 19 },
    { x: 20, y: 47, left: 0, text: subtitle, bold: false, size: 13 },
    ...key.notes.map((note) => ({ ...note, y: note.y + bottom })),
  ];
  scene.bands = [[0, HEAD], [bottom, size.height]];
  return { scene, theme, size };
}

export function saveSvg(name, picture, content) {
  const { scene, theme, size } = sheet(picture, content);
  save(name, new Blob([svgText(scene, theme, { ...size, title: content.title })], { type: "image/svg+xml" }));
}

export function savePng(name, picture, content) {
  const { scene, theme, size } = sheet(picture, content);
  const canvas = make("canvas", { width: size.width * SHARPNESS, height: size.height * SHARPNESS });
  const context = canvas.getContext("2d");
  context.scale(SHARPNESS, SHARPNESS);
  paint(context, scene, theme, size);
  paintNotes(context, scene, theme, size);
  canvas.toBlob((blob) => save(name, blob), "image/png");
}
