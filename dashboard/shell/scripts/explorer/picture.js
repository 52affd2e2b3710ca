// The picture of what is drawn, as seen in one view: lines, signs, names. It keeps nothing.
import {styleOf} from "./begins.js";
import * as names from "./names.js";
import {bends, elbow, head, line, sprite} from "./shapes.js";
import {drawMark, paintOf as paintOfNode} from "./signs.js";
import {theme} from "./theme.js";
import {drawn, walk} from "./walk.js";

const PALE = 0.13;
const bent = {of: null, by: new Map()};

// How many pixels the radius of a sign has: it grows less than the picture does.
export const pixels = (radius, k) => Math.min(26, Math.max(1.7, radius * k ** 0.7));
const radius = (node, k) => pixels(styleOf(node.kind).radius, k);

function bendsOf(all) {
  if (bent.of !== all) Object.assign(bent, {of: all, by: bends(all)});
  return bent.by;
}

const inWay = id => walk.way?.marked.has(id);

// How much a relationship stands out: "way" and "strong" over "plain", "pale" below.
function weightOf(tie) {
  if (walk.way) return walk.way.ties.has(tie.id) ? "way" : "pale";
  if (walk.selected.has(tie.from) || walk.selected.has(tie.to)) return "strong";
  return "plain";
}

function paintOf(weight, all) {
  const thin = Math.max(0.2, 0.75 - all / 6000);
  if (weight === "way") return [theme.accent, 1, 2];
  if (weight === "strong") return [theme.ink, 0.8, 0.5];
  return [theme.tie, weight === "pale" ? PALE : walk.selected.size ? thin * 0.6 : thin, 0];
}

const thickness = tie => Math.round(2 * Math.min(5, 1 + Math.log2(Math.max(1, tie.weight || 1)) * 0.8)) / 2;

function* tiesIn(view, options) {
  const {nodes: at} = view;
  for (const tie of drawn().ties) {
    const moves = options.moving?.has(tie.from) || options.moving?.has(tie.to);
    if (Boolean(moves) !== Boolean(options.only)) continue;
    const [x0, y0] = at(tie.from);
    const [x1, y1] = at(tie.to);
    if ((x0 < 0 && x1 < 0) || (y0 < 0 && y1 < 0)) continue;
    if ((x0 > view.w && x1 > view.w) || (y0 > view.h && y1 > view.h)) continue;
    yield [tie, x0, y0, x1, y1];
  }
}

function lines(on, view, options, inView) {
  const all = drawn().ties;
  const by = bendsOf(all);
  const kinds = new Map();
  for (const one of tiesIn(view, options)) {
    const [tie, ...ends] = one;
    const name = `${weightOf(tie)} ${thickness(tie)}`;
    let kind = kinds.get(name);
    if (!kind) kinds.set(name, (kind = {lines: new Path2D(), ties: []}));
    line(kind.lines, ...ends, by.get(tie) ?? 0);
    kind.ties.push(one);
    inView.push(one);
  }
  const order = ["pale", "plain", "strong", "way"];
  const sorted = [...kinds].sort(
    ([a], [b]) => order.indexOf(a.split(" ")[0]) - order.indexOf(b.split(" ")[0]),
  );
  for (const [name, kind] of sorted) {
    const [weight, thick] = name.split(" ");
    const [colour, alpha, more] = paintOf(weight, all.length);
    on.globalAlpha = alpha;
    on.strokeStyle = on.fillStyle = colour;
    on.lineWidth = Math.max(0.6, Number(thick) * Math.min(1, view.k * 1.6) + more);
    on.stroke(kind.lines);
    if (view.k > 0.4 && inView.length < 2500) heads(on, view, kind.ties, by, on.lineWidth);
  }
  on.globalAlpha = 1;
}

function heads(on, view, several, by, thick) {
  const path = new Path2D();
  const {nodeOf} = view;
  for (const [tie, ...ends] of several) {
    const rim = radius(nodeOf(tie.to), view.k) + 2;
    head(path, ...ends, by.get(tie) ?? 0, rim, 5 + thick * 1.6);
  }
  on.fill(path);
}

function ring(on, x, y, r, colour, width, dash = []) {
  on.beginPath();
  on.setLineDash(dash);
  on.arc(x, y, r, 0, 2 * Math.PI);
  on.strokeStyle = colour;
  on.lineWidth = width;
  on.stroke();
  on.setLineDash([]);
}

function signs(on, view, inView) {
  const {pale, marks} = drawn();
  for (const [node, x, y] of inView) {
    const style = styleOf(node.kind);
    const r = radius(node, view.k);
    const {canvas, half} = sprite({...style, colour: paintOfNode(node)}, r, theme.ground, view.dpr);
    on.globalAlpha = walk.way && !inWay(node.id) ? 0.25 : pale.has(node.id) ? 0.35 : 1;
    const [left, top] = [Math.round(x * view.dpr - half), Math.round(y * view.dpr - half)];
    on.drawImage(canvas, left / view.dpr, top / view.dpr, (2 * half) / view.dpr, (2 * half) / view.dpr);
    if (walk.selected.has(node.id)) ring(on, x, y, r + 4.5, theme.accent, 2.5);
    else if (walk.fresh.has(node.id) && walk.fresh.size < 400)
      ring(on, x, y, r + 3.5, theme.gold, 1.4, [3, 2.5]);
    if (node.pinned && r > 4) {
      on.beginPath();
      on.arc(x, y, Math.max(1.5, r * 0.28), 0, 2 * Math.PI);
      on.fillStyle = theme.ground;
      on.fill();
    }
    if (marks.has(node.id) && r > 2.5) drawMark(on, marks.get(node.id), x, y, r);
  }
  on.globalAlpha = 1;
}

const importance = (node, of) =>
  (walk.selected.has(node.id) ? 1e6 : 0) +
  (inWay(node.id) ? 1e5 : 0) +
  (walk.fresh.has(node.id) && walk.fresh.size < 60 ? 60 : 0) +
  styleOf(node.kind).radius * 8 +
  Math.min(60, of.get(node.id)?.length ?? 0);

function nameItems(view, inView) {
  const {of, pale} = drawn();
  const shown = walk.way ? inView.filter(([node]) => inWay(node.id) || view.k > 1.2) : inView;
  const ranked = shown
    .map(one => [importance(one[0], of), ...one])
    .sort((a, b) => b[0] - a[0] || (a[1].id < b[1].id ? -1 : 1));
  const bold = id => walk.selected.has(id) || inWay(id);
  return ranked
    .slice(0, 900)
    .filter(([, node]) => !pale.has(node.id) || view.k > 0.8)
    .map(([, node, x, y]) => {
      const high = styleOf(node.kind).radius >= 9 ? 13 : 12;
      const strong = bold(node.id);
      const text = strong ? node.label : names.short(node.label);
      const must = strong && walk.selected.size < 12;
      return {
        x,
        y,
        r: radius(node, view.k) + (walk.selected.has(node.id) ? 5 : 0),
        text,
        high,
        must,
        font: `${strong ? 600 : 400} ${high}px ${theme.font}`,
      };
    });
}

// What a relationship is, on the lines of what is selected and on a path.
function tieItems(view, inView) {
  const by = bendsOf(drawn().ties);
  const several = inView.filter(([tie]) => ["strong", "way"].includes(weightOf(tie)));
  if (several.length > 18 || view.k < 0.45) return [];
  return several
    .filter(([, x0, y0, x1, y1]) => Math.hypot(x1 - x0, y1 - y0) > 84)
    .map(([tie, ...ends]) => {
      const bend = by.get(tie) ?? 0;
      const [x, y] = bend ? elbow(...ends, bend / 2) : [(ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2];
      const text = tie.count > 1 ? `${tie.label} ${tie.count}` : tie.label;
      return {x, y, r: 0, middle: true, text, high: 11, must: false, font: `400 11px ${theme.font}`};
    });
}

function words(on, view, inView, tiesInView, full, covered) {
  const taken = new names.Taken();
  for (const box of covered) taken.add(box);
  if (full && inView.length < 700)
    for (const [node, x, y] of inView) {
      const r = radius(node, view.k);
      taken.add([x - r, y - r, x + r, y + r]);
    }
  const most = view.k < 0.1 ? 60 : 260;
  const lines =
    full && tiesInView.length < 160
      ? names.along(
          tiesInView.map(one => one.slice(1)),
          16,
        )
      : null;
  const ranked = names.place(on, nameItems(view, inView), taken, most, lines, view.w);
  names.write(on, ranked, theme.ink, theme.ground);
  names.write(on, names.place(on, tieItems(view, tiesInView), taken, 18, null, view.w), theme.muted, theme.ground);
}

// Draw everything in a view {w, h, k, x, y, dpr} but what moves; with `only`, what moves alone.
export function render(on, view, options = {}) {
  const {nodes} = drawn();
  const [left, top] = [view.w / 2 - view.x * view.k, view.h / 2 - view.y * view.k];
  const byId = options.byId;
  const at = id => {
    const {x, y} = byId.get(id);
    return [x * view.k + left, y * view.k + top];
  };
  const within = {...view, nodes: at, nodeOf: id => byId.get(id)};
  const inView = [];
  for (const node of nodes) {
    if (Boolean(options.moving?.has(node.id)) !== Boolean(options.only)) continue;
    const [x, y] = [node.x * view.k + left, node.y * view.k + top];
    if (x > -30 && y > -30 && x < view.w + 30 && y < view.h + 30) inView.push([node, x, y]);
  }
  const tiesInView = [];
  lines(on, within, options, tiesInView);
  signs(on, within, inView);
  words(on, within, inView, tiesInView, !options.only, options.covered ?? []);
}
