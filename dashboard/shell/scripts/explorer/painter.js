// The canvas: the picture is drawn once and shown again while only the view moves; what is dragged,
// pointed at and framed is drawn over it.
import {on as hear} from "../events.js";
import {styleOf} from "./begins.js";
import {camera, size, toScreen} from "./camera.js";
import * as grid from "./grid.js";
import * as names from "./names.js";
import {pixels, render} from "./picture.js";
import {onPaper, onTheme, theme} from "./theme.js";
import {changed, drawn, nodes, walk} from "./walk.js";

const HEAVY = 900; // nodes and lines above which the picture is shown again rather than drawn again
const REST = 130; // milliseconds after the last movement
const canvas = document.getElementById("x-canvas");
const on = canvas?.getContext("2d");
const base = document.createElement("canvas");
const below = base.getContext("2d");
const over = {hovered: null, box: null, moving: null, focused: false};
let baseView = null;
let dirty = true;
let asked = 0;
let movedAt = -Infinity;
let settling;
export const counts = {frames: 0, drawn: 0}; // how often it was shown, and drawn anew

const isHeavy = () => drawn().nodes.length + drawn().ties.length > HEAVY;

// Show the picture in the next frame; `again` draws it anew.
export function touch(again = false) {
  dirty ||= again;
  asked ||= requestAnimationFrame(frame);
}

export function moved() {
  movedAt = performance.now();
  clearTimeout(settling);
  settling = setTimeout(touch, REST + 20);
  touch();
}

export function setOver(changes) {
  const lifts = "moving" in changes && changes.moving !== over.moving;
  Object.assign(over, changes);
  touch(lifts);
}

export const isOver = () => over;

// What stands over the picture, where no name is to be: boxes in the drawn part.
function covered(margin) {
  const at = canvas.parentElement.getBoundingClientRect();
  const [left, top] = [size.w * margin - at.left, size.h * margin - at.top];
  return [...canvas.parentElement.querySelectorAll(".x-zoom, .x-days, .x-date, .x-words")]
    .map(one => one.getBoundingClientRect())
    .filter(({width}) => width)
    .map(one => [one.left + left, one.top + top, one.right + left, one.bottom + top]);
}

function drawBase() {
  const margin = isHeavy() ? 0.3 : 0;
  const [w, h] = [size.w * (1 + 2 * margin), size.h * (1 + 2 * margin)].map(Math.round);
  const {dpr} = size;
  if (base.width !== w * dpr || base.height !== h * dpr)
    Object.assign(base, {width: w * dpr, height: h * dpr});
  below.setTransform(dpr, 0, 0, dpr, 0, 0);
  below.fillStyle = theme.ground;
  below.fillRect(0, 0, w, h);
  baseView = {w, h, x: camera.x, y: camera.y, k: camera.k, dpr};
  render(below, baseView, {moving: over.moving, byId: nodes, covered: covered(margin)});
  dirty = false;
  counts.drawn++;
}

// Whether what was drawn still covers what is seen, not too coarse and not too fine.
function covers() {
  const zoom = camera.k / baseView.k;
  const [halfW, halfH] = [size.w / 2 / camera.k, size.h / 2 / camera.k];
  const [baseW, baseH] = [baseView.w / 2 / baseView.k, baseView.h / 2 / baseView.k];
  return (
    zoom < 2 &&
    zoom > 0.5 &&
    Math.abs(camera.x - baseView.x) + halfW <= baseW + 1 &&
    Math.abs(camera.y - baseView.y) + halfH <= baseH + 1
  );
}

function needsBase() {
  if (dirty || !baseView) return true;
  const zoomed = camera.k !== baseView.k;
  if (!zoomed && camera.x === baseView.x && camera.y === baseView.y) return false;
  if (!isHeavy()) return true;
  if (!covers()) return true;
  return zoomed && performance.now() - movedAt > REST;
}

function showBase() {
  const zoom = camera.k / baseView.k;
  const [w, h] = [baseView.w * zoom, baseView.h * zoom];
  const snap = value => Math.round(value * size.dpr) / size.dpr;
  const left = snap(size.w / 2 - w / 2 + (baseView.x - camera.x) * camera.k);
  const top = snap(size.h / 2 - h / 2 + (baseView.y - camera.y) * camera.k);
  on.drawImage(base, left, top, w, h);
}

function marked(id, colour, width, more) {
  const node = nodes.get(id);
  const [x, y] = toScreen(node.x, node.y);
  const r = pixels(styleOf(node.kind).radius, camera.k);
  on.beginPath();
  on.arc(x, y, r + more, 0, 2 * Math.PI);
  on.strokeStyle = colour;
  on.lineWidth = width;
  on.stroke();
  const font = `600 13px ${theme.font}`;
  const placed = names.place(
    on,
    [{x, y, r: r + 2, text: node.label, font, high: 13, must: true}],
    new names.Taken(),
    1,
    null,
    size.w,
  );
  names.write(on, placed, theme.ink, theme.ground);
}

function frame() {
  asked = 0;
  if (!size.w) return;
  if (needsBase()) drawBase();
  counts.frames++;
  const {dpr} = size;
  on.setTransform(dpr, 0, 0, dpr, 0, 0);
  on.fillStyle = theme.ground;
  on.fillRect(0, 0, size.w, size.h);
  showBase();
  if (over.moving) render(on, {...size, ...camera}, {moving: over.moving, only: true, byId: nodes});
  const there = id => id && drawn().of.has(id) && !over.moving?.has(id);
  if (there(over.hovered)) marked(over.hovered, theme.ink, 1.5, 3);
  if (over.focused && there(walk.focus)) {
    marked(walk.focus, theme.ground, 5, 7);
    marked(walk.focus, theme.ink, 2, 7);
  }
  if (over.box) box(over.box);
}

function box([x0, y0, x1, y1]) {
  on.fillStyle = on.strokeStyle = theme.accent;
  on.lineWidth = 1;
  on.globalAlpha = 0.1;
  on.fillRect(x0, y0, x1 - x0, y1 - y0);
  on.globalAlpha = 1;
  on.strokeRect(Math.round(x0) + 0.5, Math.round(y0) + 0.5, Math.round(x1 - x0), Math.round(y1 - y0));
}

function measure(resized) {
  const {width, height} = canvas.parentElement.getBoundingClientRect();
  if (!width || !height) return; // not to be seen just now: on a wall, or printed
  const dpr = Math.min(3, window.devicePixelRatio || 1);
  if (width === size.w && height === size.h && dpr === size.dpr) return;
  Object.assign(size, {w: width, h: height, dpr});
  Object.assign(canvas, {width: Math.round(width * dpr), height: Math.round(height * dpr)});
  touch(true);
  resized?.();
}

export function start(resized) {
  measure();
  onTheme(hasTurned => {
    touch(true);
    if (hasTurned) changed("theme"); // legend and list have signs too
  });
  onPaper(() => {
    touch(true);
    frame();
    changed("theme");
  });
  new ResizeObserver(() => measure(resized)).observe(canvas.parentElement);
  hear("walk", what => {
    if (what !== "selected" && what !== "focus" && what !== "way") grid.fill(drawn().nodes);
    if (what !== "focus") touch(true);
    else touch();
  });
}
