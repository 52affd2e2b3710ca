// The mouse and the fingers on the picture: move, zoom, drag a node, choose, draw a frame.
import {announce} from "../notice.js";
import * as acts from "./acts.js";
import {camera, pan, toPlane, zoomAt} from "./camera.js";
import * as glide from "./glide.js";
import * as grid from "./grid.js";
import * as history from "./history.js";
import {isOver, moved, setOver, touch} from "./painter.js";
import {pixels} from "./picture.js";
import {changed, nodes, select, walk} from "./walk.js";

const canvas = document.getElementById("x-canvas");
const SLACK = 5; // pixels that a hand moves while it only points
const fingers = new Map();
let act = null;

const at = event => [event.offsetX, event.offsetY];

export function nodeAt(x, y, coarse = false) {
  const room = (coarse ? 14 : 3) / camera.k;
  const grown = pixels(10, camera.k) / camera.k - 10; // signs are smaller or larger than in the plane
  return grid.hit(...toPlane(x, y), room + Math.max(grown, -6));
}

function begin(event) {
  if (event.button) return;
  glide.stop();
  canvas.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, at(event));
  if (fingers.size === 2) return pinch();
  if (fingers.size > 2) return;
  const [x, y] = at(event);
  const node = nodeAt(x, y, event.pointerType === "touch");
  const many = event.ctrlKey || event.metaKey;
  act = {kind: "point", node, many, x, y, lastX: x, lastY: y, frame: event.shiftKey};
}

function pinch() {
  if (act?.kind === "drag") drop();
  const [[x0, y0], [x1, y1]] = [...fingers.values()];
  act = {kind: "pinch", x: (x0 + x1) / 2, y: (y0 + y1) / 2, apart: Math.hypot(x1 - x0, y1 - y0)};
}

function pinched() {
  const [[x0, y0], [x1, y1]] = [...fingers.values()];
  const [x, y, apart] = [(x0 + x1) / 2, (y0 + y1) / 2, Math.hypot(x1 - x0, y1 - y0)];
  pan(x - act.x, y - act.y);
  zoomAt(x, y, apart / Math.max(1, act.apart));
  Object.assign(act, {x, y, apart});
  moved();
}

// What moves with a node: it alone, or all that are selected where it is one of them.
function lift() {
  const {id} = act.node;
  const ids = walk.selected.has(id) ? [...walk.selected] : [id];
  act.before = history.snapshot("drag");
  act.moving = new Set(ids);
  act.kind = "drag";
  setOver({moving: act.moving, hovered: null});
}

function drop() {
  for (const id of act.moving) nodes.get(id).pinned = true;
  history.note("drag", act.before);
  setOver({moving: null});
  changed("nodes");
  act = null;
}

function move(event) {
  const [x, y] = at(event);
  if (!fingers.has(event.pointerId)) return hover(x, y);
  fingers.set(event.pointerId, [x, y]);
  if (act?.kind === "pinch") return fingers.size > 1 && pinched();
  if (!act) return;
  if (act.kind === "point" && Math.hypot(x - act.x, y - act.y) > SLACK) {
    if (act.node && !act.frame) lift();
    else act.kind = act.frame ? "box" : "pan";
  }
  if (act.kind === "pan") {
    pan(x - act.lastX, y - act.lastY);
    moved();
  } else if (act.kind === "drag") {
    for (const id of act.moving) {
      const node = nodes.get(id);
      node.x += (x - act.lastX) / camera.k;
      node.y += (y - act.lastY) / camera.k;
    }
    touch();
  } else if (act.kind === "box") setOver({box: [act.x, act.y, x, y]});
  [act.lastX, act.lastY] = [x, y];
}

function hover(x, y) {
  const id = nodeAt(x, y)?.id ?? null;
  if (id === isOver().hovered) return;
  canvas.classList.toggle("on-node", id !== null);
  setOver({hovered: id});
}

function end(event) {
  if (!fingers.delete(event.pointerId)) return;
  if (act?.kind === "drag") return drop();
  if (act?.kind === "box") framed(event);
  if (act?.kind === "point" && event.type !== "pointercancel") pointed(act);
  if (!fingers.size || act?.kind !== "pinch") act = null;
}

function framed(event) {
  const [x0, y0, x1, y1] = isOver().box ?? [0, 0, 0, 0];
  const [left, top] = toPlane(Math.min(x0, x1), Math.min(y0, y1));
  const [right, bottom] = toPlane(Math.max(x0, x1), Math.max(y0, y1));
  setOver({box: null});
  select(
    grid.within(left, top, right, bottom).map(({id}) => id),
    event.ctrlKey || event.metaKey ? "more" : "only",
  );
}

function pointed({node, many}) {
  setOver({focused: false});
  if (!node) {
    if (!many) select([]);
  } else select([node.id], many ? "toggle" : "only");
}

function wheel(event) {
  event.preventDefault();
  glide.stop();
  const lines = event.deltaMode === 1 ? 20 : 1;
  zoomAt(...at(event), Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)));
  moved();
}

async function twice(event) {
  const node = nodeAt(...at(event));
  if (!node) return;
  if (!(await acts.expandAll(node.id))) announce(node.label);
}

export function start(openMenu) {
  canvas.addEventListener("pointerdown", begin);
  canvas.addEventListener("pointermove", move);
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, end);
  canvas.addEventListener("pointerleave", () => setOver({hovered: null}));
  canvas.addEventListener("wheel", wheel, {passive: false});
  canvas.addEventListener("dblclick", twice);
  canvas.addEventListener("contextmenu", event => {
    const node = nodeAt(...at(event));
    if (!node) return;
    event.preventDefault();
    if (!walk.selected.has(node.id)) select([node.id]);
    openMenu(node, ...at(event));
  });
}
