// Which part of the plane is seen: the point in the middle and how many pixels a unit has.
export const camera = {x: 0, y: 0, k: 1};
export const size = {w: 0, h: 0, dpr: 1};
const NEAREST = 4;
const FARTHEST = 0.02;
const MARGIN = 80; // as in walk_picture.py: the live picture begins where the still one stands
const FIRST = 1.45; // how near a picture of few nodes begins, as there

export const toScreen = (x, y) => [
  (x - camera.x) * camera.k + size.w / 2,
  (y - camera.y) * camera.k + size.h / 2,
];
export const toPlane = (x, y) => [
  (x - size.w / 2) / camera.k + camera.x,
  (y - size.h / 2) / camera.k + camera.y,
];

// The part of the plane that holds the nodes: left, top, width, height.
export function frame(nodes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const {x, y} of nodes) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (left > right) [left, top, right, bottom] = [0, 0, 0, 0];
  return [left - MARGIN, top - MARGIN, right - left + 2 * MARGIN, bottom - top + 2 * MARGIN];
}

// Room that is not for nodes: the slider below, the words of a path above while they are there.
export const room = {top: 0, bottom: 60};

// Where the view stands when it shows just these nodes.
export function whole(nodes) {
  const [left, top, wide, high] = frame(nodes);
  const k = Math.min(FIRST, size.w / wide, Math.max(120, size.h - room.top - room.bottom) / high);
  return {k, x: left + wide / 2, y: top + high / 2 + (room.bottom - room.top) / 2 / k};
}

// Whether somebody has chosen where to look since all was shown.
export const hand = {chose: false};

export const fit = nodes => Object.assign(camera, whole(nodes));

export function zoomAt(x, y, factor) {
  const [atX, atY] = toPlane(x, y);
  camera.k = Math.min(NEAREST, Math.max(FARTHEST, camera.k * factor));
  hand.chose = true;
  camera.x = atX - (x - size.w / 2) / camera.k;
  camera.y = atY - (y - size.h / 2) / camera.k;
}

export function pan(dx, dy) {
  camera.x -= dx / camera.k;
  hand.chose = true;
  camera.y -= dy / camera.k;
}

// Bring a point into sight, with room around it, without moving more than needed.
export function reveal({x, y}, rim = 70) {
  const [atX, atY] = toScreen(x, y);
  const over = (value, most) => (value < rim ? value - rim : value > most - rim ? value - most + rim : 0);
  const [dx, dy] = [over(atX, size.w), over(atY, size.h)];
  if (dx || dy) pan(-dx, -dy);
  return Boolean(dx || dy);
}
