// The canvas: what is seen, and what mouse, fingers and keys do to it.
import { centred, fitted, nearLine, nextInDirection, placeOf, zoomed } from "./camera.js";
import { perFrame, whenQuiet } from "./dom.js";
import { NodeDrag } from "./dragging.js";
import { readTheme } from "./look.js";
import { fontOf, paint } from "./paint.js";
import { compose } from "./scene.js";

const SLIP = 4, REACH = 6;
const MANY = 600, PAUSE = 180, COARSE = 0.5;
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// `content` gives { shown, places, focus, colour, types, directed }; `hear` is told of what the reader does:
// { hover(thing, x, y), choose(thing, byKey), walk(node), moved(), search(), close() }.
export class Picture {
  constructor(canvas, content, hear) {
    Object.assign(this, { canvas, content, hear, cursor: null, scene: null, pointers: new Map(), held: null, touched: false });
    this.size = { width: 1, height: 1 };
    this.view = { x: 0, y: 0, k: 1 };
    this.whole = 1;
    this.context = canvas.getContext("2d");
    this.widths = new Map();
    this.draw = perFrame(() => this.drawNow());
    this.glide = perFrame(() => this.glideNow());
    this.sharpen = whenQuiet(() => this.draw(), PAUSE);
    this.theme = readTheme(canvas);
    for (const media of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(media).addEventListener("change", () => { this.theme = readTheme(canvas); this.draw(); });
    }
    new ResizeObserver(() => this.resize()).observe(canvas);
    this.listen();
    this.resize();
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    const place = this.touched ? placeOf(this.view, this.whole, this.size) : null;
    this.size = { width: clientWidth, height: clientHeight };
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    this.canvas.width = clientWidth * ratio;
    this.canvas.height = clientHeight * ratio;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.go(place);
    this.drawNow();
  }

  // Shows a place of an address, or everything.
  go(place) {
    const { shown, places } = this.content();
    const all = fitted(shown.nodes.map((node) => places[node.id]), this.size);
    this.whole = all.k;
    this.touched = Boolean(place);
    this.view = place ? centred(place, place[2] * all.k, this.size) : all;
    this.draw();
  }

  place() {
    return this.touched ? placeOf(this.view, this.whole, this.size) : null;
  }

  measure = (text, bold) => {
    const key = bold ? `b${text}` : text;
    if (!this.widths.has(key)) {
      this.context.font = fontOf(this.theme, bold);
      this.widths.set(key, this.context.measureText(text).width);
    }
    return this.widths.get(key);
  };

  composed(view = this.view, size = this.size) {
    const cursor = document.activeElement === this.canvas ? this.cursor : null;
    const bounds = this.touched ? undefined : [4 - view.x, size.width - 4 - view.x];
    return compose({ ...this.content(), bounds, view, whole: this.whole, size, theme: this.theme, cursor, measure: this.measure });
  }

  drawNow() {
    this.scene = this.composed();
    paint(this.context, this.scene, this.theme, this.size);
    this.still = null;
  }

  // Follows a filter that is being moved: a picture of many lines coarsely at first.
  follow() {
    if (this.content().shown.links.length <= MANY) { this.draw(); return; }
    this.coarse ??= document.createElement("canvas");
    this.coarse.width = this.size.width * COARSE;
    this.coarse.height = this.size.height * COARSE;
    const context = this.coarse.getContext("2d");
    context.scale(COARSE, COARSE);
    this.scene = this.composed();
    this.still = null;
    paint(context, this.scene, this.theme, this.size);
    this.context.drawImage(this.coarse, 0, 0, this.size.width, this.size.height);
    this.sharpen();
  }

  // A picture of many lines is moved as it was painted, and painted anew once the hand rests.
  glideNow() {
    if (!this.glides || !this.still) return;  // painted anew in the meantime
    const { still, still: { view: was } } = this, scale = this.view.k / was.k;
    this.context.fillStyle = this.theme.ground;
    this.context.fillRect(0, 0, this.size.width, this.size.height);
    this.context.drawImage(still.copy, this.view.x - was.x * scale, this.view.y - was.y * scale, this.size.width * scale, this.size.height * scale);
  }

  move(view) {
    this.glides = this.scene?.lines.length > MANY;
    if (this.glides && !this.still) this.still = { copy: this.copied(), view: this.view };
    this.view = view;
    this.touched = true;
    if (this.glides) { this.glide(); this.sharpen(); }
    else this.draw();
    this.hear.moved();
  }

  copied() {
    const copy = document.createElement("canvas");
    copy.width = this.canvas.width;
    copy.height = this.canvas.height;
    copy.getContext("2d").drawImage(this.canvas, 0, 0);
    return copy;
  }

  zoom(factor, point = [this.size.width / 2, this.size.height / 2]) {
    this.move(zoomed(this.view, factor, point, this.whole));
  }

  // Brings a node into the middle, at once where the reader wants no motion.
  bring(id) {
    const goal = centred(this.content().places[id], Math.max(this.view.k, this.whole * 1.6), this.size);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) { this.move(goal); return; }
    const start = this.view, began = performance.now();
    const step = (now) => {
      const share = Math.min(1, Math.max(0, (now - began) / 280)), eased = 1 - (1 - share) ** 3;
      const mix = (name) => start[name] + (goal[name] - start[name]) * eased;
      this.move({ x: mix("x"), y: mix("y"), k: mix("k") });
      if (share < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  // What is at a point: the nearest node, else the nearest line, else null.
  at([x, y]) {
    let best = null, least = REACH;
    for (const mark of this.scene.marks) {
      const apart = Math.hypot(mark.x - x, mark.y - y) - mark.r;
      if (apart < least) [best, least] = [{ kind: "node", id: mark.node.id }, apart];
    }
    if (best) return best;
    for (const line of this.scene.lines) {
      const apart = nearLine(x, y, line) - line.width / 2;
      if (apart < least && line.alpha > 0.15) [best, least] = [{ kind: "link", id: line.link.id }, apart];
    }
    return best;
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  listen() {
    const on = (name, act, options) => this.canvas.addEventListener(name, act, options);
    on("wheel", (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 16 : 1) / 500), this.point(event));
    }, { passive: false });
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.slide(event));
    on("pointerup", (event) => this.release(event));
    on("pointercancel", (event) => { this.pointers.delete(event.pointerId); this.held = null; });
    on("pointerleave", () => this.hear.hover(null));
    on("keydown", (event) => this.key(event));
    on("focus", this.draw);
    on("blur", this.draw);
  }

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    const point = this.point(event);
    this.pointers.set(event.pointerId, point);
    const thing = this.pointers.size === 1 ? this.at(point) : null;
    this.held = { thing, start: point, last: point, moved: false };
  }

  slide(event) {
    const point = this.point(event);
    if (!this.pointers.has(event.pointerId)) { this.hear.hover(this.at(point), ...point); return; }
    if (this.pointers.size === 2) this.pinch(event.pointerId, point);
    this.pointers.set(event.pointerId, point);
    if (!this.held || this.pointers.size > 1) return;
    const { held } = this;
    if (Math.hypot(point[0] - held.start[0], point[1] - held.start[1]) > SLIP) held.moved = true;
    if (!held.moved) return;
    this.hear.hover(null);
    const dx = point[0] - held.last[0], dy = point[1] - held.last[1];
    held.last = point;
    if (held.thing?.kind === "node") (held.drag ??= new NodeDrag(this, held.thing.id)).by(dx, dy);
    else this.move({ ...this.view, x: this.view.x + dx, y: this.view.y + dy });
  }

  pinch(id, point) {
    const [other] = [...this.pointers].filter(([key]) => key !== id).map(([, at]) => at);
    const before = this.pointers.get(id);
    const apart = (one) => Math.hypot(one[0] - other[0], one[1] - other[1]) || 1;
    const middle = [(point[0] + other[0]) / 2, (point[1] + other[1]) / 2];
    this.zoom(apart(point) / apart(before), middle);
    if (this.held) this.held.moved = true;
  }

  release(event) {
    this.pointers.delete(event.pointerId);
    if (this.held && !this.held.moved) this.hear.choose(this.held.thing, false);
    if (this.held?.drag) this.draw();
    if (!this.pointers.size) this.held = null;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) this.move({ ...this.view, x: this.view.x - arrow[0] * 60, y: this.view.y - arrow[1] * 60 });
    else if (arrow) this.walk(arrow);
    else if (event.key === "Enter" || event.key === " ") { if (this.cursor !== null) this.hear.choose({ kind: "node", id: this.cursor }, true); }
    else if (event.key === "+" || event.key === "=") this.zoom(1.3);
    else if (event.key === "-") this.zoom(1 / 1.3);
    else if (event.key === "0") { this.go(null); this.hear.moved(); }
    else if (event.key === "Escape") this.hear.close();
    else return;
    event.preventDefault();
  }

  // To the next node in a direction; at first to the one with the most links.
  walk(direction) {
    const { shown, places } = this.content();
    if (!shown.nodes.length) return;
    const here = shown.nodes.find((node) => node.id === this.cursor);
    if (here) {
      const points = shown.nodes.map(({ id }) => ({ id, x: places[id][0], y: places[id][1] }));
      const from = { id: here.id, x: places[here.id][0], y: places[here.id][1] };
      this.cursor = nextInDirection(points, from, direction) ?? here.id;
    } else {
      const degree = (node) => shown.degrees.get(node.id) || 0;
      this.cursor = shown.nodes.reduce((one, other) => (degree(other) > degree(one) ? other : one)).id;
    }
    this.keepInSight(this.cursor);
    this.hear.walk(this.cursor);
    this.draw();
  }

  keepInSight(id) {
    const [x, y] = this.content().places[id].map((at, axis) => at * this.view.k + (axis ? this.view.y : this.view.x));
    const { width, height } = this.size;
    if (x < 20 || y < 20 || x > width - 20 || y > height - 20) this.move(centred(this.content().places[id], this.view.k, this.size));
  }
}
