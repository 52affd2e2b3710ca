// The view moves to another place in a quarter of a second; at once for who wants no movement.
import {camera, fit, hand, room, size, toScreen, whole} from "./camera.js";
import {moved} from "./painter.js";
import {drawn, nodes, walk} from "./walk.js";

const LASTS = 240;
let running = 0;

export function stop() {
  running++;
}

function glide(to) {
  const mine = ++running;
  const from = {...camera};
  const began = performance.now();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    Object.assign(camera, to);
    return moved();
  }
  const step = now => {
    if (mine !== running) return;
    const part = Math.min(1, Math.max(0, (now - began) / LASTS));
    const eased = part * (2 - part);
    camera.k = from.k * (to.k / from.k) ** eased;
    camera.x = from.x + (to.x - from.x) * eased;
    camera.y = from.y + (to.y - from.y) * eased;
    moved();
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

export function showAll(atOnce = false) {
  hand.chose = false;
  if (atOnce) {
    fit(drawn().nodes);
    moved();
  } else glide(whole(drawn().nodes));
}

// There is more room, or less: where nobody has chosen a place since all was shown, or since a path was,
// it is again.
export function roomChanged() {
  if (hand.chose) return;
  const way = [...(walk.way?.marked ?? [])].map(id => nodes.get(id)).filter(Boolean);
  if (way.length) glide(whole(way));
  else showAll();
}

const inSight = ({x, y}, rim) => {
  const [atX, atY] = toScreen(x, y);
  return atX > rim && atY > rim + room.top && atX < size.w - rim && atY < size.h - rim - room.bottom;
};

// What came last is brought into sight, with the node that it came from.
export function showFresh(origin = "") {
  const there = [...walk.fresh, origin].map(id => nodes.get(id)).filter(Boolean);
  if (!there.length || there.every(one => inSight(one, 24))) return;
  if (drawn().nodes.length <= 300) showAll();
  else glide(whole(there));
}

export function showThese(several) {
  if (!several.length || several.every(one => inSight(one, 24))) return;
  hand.chose = false;
  glide(whole(several));
}

export function showNode(node) {
  if (!node || inSight(node, 40)) return;
  const k = Math.max(camera.k, 0.5);
  glide({x: node.x, y: node.y + (room.bottom - room.top) / 2 / k, k});
}
