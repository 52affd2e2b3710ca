// Names of nodes, placed so that none lies over another; the more important ones first.
const CELL = 64;
const widths = new Map();
const LONGEST = 15; // in letters as wide as they are high

export function short(label) {
  let long = 0;
  for (let i = 0; i < label.length; i++) {
    long += label.charCodeAt(i) < 256 ? 0.55 : 1;
    if (long > LONGEST && i < label.length - 1) return `${label.slice(0, i)}…`;
  }
  return label;
}

function wide(on, text, font) {
  const name = `${font} ${text}`;
  let found = widths.get(name);
  if (found === undefined) {
    on.font = font;
    found = on.measureText(text).width;
    if (widths.size > 20000) widths.clear();
    widths.set(name, found);
  }
  return found;
}

// What is taken of the picture already, by squares of it.
export class Taken {
  squares = new Map();

  *around([left, top, right, bottom]) {
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++)
      for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++)
        yield column * 4096 + row;
  }

  meets(box) {
    for (const at of this.around(box))
      for (const [left, top, right, bottom] of this.squares.get(at) ?? [])
        if (box[0] < right && left < box[2] && box[1] < bottom && top < box[3]) return true;
    return false;
  }

  add(box) {
    for (const at of this.around(box)) {
      const there = this.squares.get(at);
      if (there) there.push(box);
      else this.squares.set(at, [box]);
    }
  }
}

// The places of a name around a sign: right, left, below, above.
function* spots({x, y, r, high, middle}, width) {
  const gap = r + 4;
  if (middle) {
    yield [x, y, "center"];
    return;
  }
  yield [x + gap, y, "left"];
  yield [x, y + gap + high * 0.5, "center"];
  yield [x - gap, y, "right"];
  yield [x, y - gap - high * 0.5, "center"];
}

const boxOf = ([x, y, align], width, high) => {
  const left = align === "left" ? x : align === "right" ? x - width : x - width / 2;
  return [left - 2, y - high * 0.62, left + width + 2, y + high * 0.62];
};

// The first spot that is free, rather one on no line and within the picture.
function spotFor(item, width, taken, lines, most) {
  const {x, y, r, high, must} = item;
  let [within, second] = [null, null];
  for (const spot of spots(item, width)) {
    const box = boxOf(spot, width, high);
    if (taken.meets(box)) continue;
    const inside = box[0] >= 0 && box[2] <= most;
    if (inside && !lines?.meets(box)) return [spot, box];
    if (inside) within ??= [spot, box];
    second ??= [spot, box];
  }
  if (within) return within;
  if (x >= 0 && x <= most && most < Infinity) return must ? drawnIn(item, width, most) : null;
  const beside = [x + r + 4, y, "left"];
  return second ?? (must ? [beside, boxOf(beside, width, high)] : null);
}

// Below its sign and wholly within the picture, where it may lie over another.
function drawnIn({x, y, r, high}, width, most) {
  const left = Math.max(2, Math.min(x - width / 2, most - width - 2));
  const spot = [left, y + r + 4 + high * 0.5, "left"];
  return [spot, boxOf(spot, width, high)];
}

// Put names where they fit, and where they can on no line: [{text, x, y, align, font}] for items
// {x, y, r, text, font, high, must}.
export function place(on, items, taken, most, lines = null, room = Infinity) {
  const placed = [];
  for (const item of items) {
    if (placed.length >= most && !item.must) break;
    const whole = wide(on, item.text, item.font);
    const text = whole > room - 8 ? short(item.text) : item.text;
    const at = spotFor(item, wide(on, text, item.font), taken, lines, room);
    if (!at) continue;
    taken.add(at[1]);
    placed.push({text, x: at[0][0], y: at[0][1], align: at[0][2], font: item.font});
  }
  return placed;
}

// What lines cross, as small boxes along them.
export function along(ends, steps) {
  const taken = new Taken();
  for (const [x0, y0, x1, y1] of ends)
    for (let i = 1; i < steps; i++) {
      const [x, y] = [x0 + ((x1 - x0) * i) / steps, y0 + ((y1 - y0) * i) / steps];
      taken.add([x - 1, y - 1, x + 1, y + 1]);
    }
  return taken;
}

export function write(on, placed, ink, ground) {
  on.textBaseline = "middle";
  on.lineJoin = "round";
  on.lineWidth = 3;
  on.strokeStyle = ground;
  on.fillStyle = ink;
  for (const {text, x, y, align, font} of placed) {
    on.font = font;
    on.textAlign = align;
    on.strokeText(text, x, y);
    on.fillText(text, x, y);
  }
}
