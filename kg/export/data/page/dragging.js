// Dragging a node: the rest of the picture stands still and is painted once.
import { perFrame } from "./dom.js";
import { paint, paintOver } from "./paint.js";

export class NodeDrag {
  constructor(picture, id) {
    Object.assign(this, { picture, id });
    this.moving = this.part(true);
    paint(picture.context, this.part(false), picture.theme, picture.size);
    this.rest = picture.copied();
    this.draw = perFrame(() => this.drawNow());
  }

  // What moves with the node, or all the rest.
  part(moving) {
    const { scene } = this.picture;
    const ours = (id) => (id === this.id) === moving;
    return {
      lines: scene.lines.filter(({ link }) => (link.a === this.id || link.b === this.id) === moving),
      marks: scene.marks.filter((mark) => ours(mark.node.id)),
      labels: scene.labels.filter((label) => ours(label.id)),
    };
  }

  by(dx, dy) {
    const { view, content } = this.picture;
    const { shown, places } = content();
    places[this.id] = [places[this.id][0] + dx / view.k, places[this.id][1] + dy / view.k];
    shown.labelled = null;
    for (const one of [...this.moving.marks, ...this.moving.labels]) { one.x += dx; one.y += dy; }
    for (const line of this.moving.lines) {
      if (line.link.a === this.id) { line.x1 += dx; line.y1 += dy; }
      if (line.link.b === this.id) { line.x2 += dx; line.y2 += dy; }
    }
    this.draw();
  }

  drawNow() {
    const { context, size, theme } = this.picture;
    context.drawImage(this.rest, 0, 0, size.width, size.height);
    paintOver(context, this.moving, theme);
  }
}
