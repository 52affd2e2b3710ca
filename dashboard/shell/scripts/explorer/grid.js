// Nodes by the squares of the plane in which they stand: what is under a point, what is within a box.
import {styleOf} from "./begins.js";

const SIDE = 120;
let squares = new Map();
const key = (column, row) => column * 65536 + row;
const square = value => Math.floor(value / SIDE);

export function fill(nodes) {
  squares = new Map();
  for (const node of nodes) {
    const at = key(square(node.x), square(node.y));
    const there = squares.get(at);
    if (there) there.push(node);
    else squares.set(at, [node]);
  }
}

function* near(left, top, right, bottom) {
  const wide = square(right) - square(left) + 1;
  if (wide * (square(bottom) - square(top) + 1) > squares.size) {
    for (const there of squares.values()) yield* there;
    return;
  }
  for (let column = square(left); column <= square(right); column++)
    for (let row = square(top); row <= square(bottom); row++) yield* squares.get(key(column, row)) ?? [];
}

export const radiusOf = node => styleOf(node.kind).radius;

// The node under a point of the plane, with so much room around its sign.
export function hit(x, y, room) {
  let found = null;
  let nearest = Infinity;
  const reach = 16 + room;
  for (const node of near(x - reach, y - reach, x + reach, y + reach)) {
    const away = Math.hypot(node.x - x, node.y - y);
    if (away < radiusOf(node) + room && away < nearest) [found, nearest] = [node, away];
  }
  return found;
}

export function within(left, top, right, bottom) {
  const inside = ({x, y}) => x >= left && x <= right && y >= top && y <= bottom;
  return [...near(left, top, right, bottom)].filter(inside);
}
