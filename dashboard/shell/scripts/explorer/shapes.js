// The signs of nodes and the lines between them, as paths and as small pictures that are drawn often.
const corners = {
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  triangle: [
    [0, -1.2],
    [1.15, 0.85],
    [-1.15, 0.85],
  ],
  hexagon: [0, 1, 2, 3, 4, 5].map(i => [Math.sin((Math.PI * i) / 3), -Math.cos((Math.PI * i) / 3)]),
};

export function trace(on, shape, x, y, r) {
  on.beginPath();
  if (!corners[shape]) on.arc(x, y, r, 0, 2 * Math.PI);
  else
    corners[shape].forEach(([a, b], i) =>
      i ? on.lineTo(x + a * r, y + b * r) : on.moveTo(x + a * r, y + b * r),
    );
  on.closePath();
}

// The same as the data of an SVG path round the origin.
export function outline(shape, r) {
  if (!corners[shape]) return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  return `M${corners[shape].map(([a, b]) => `${a * r} ${b * r}`).join("L")}Z`;
}

const sprites = new Map();

export const forget = () => sprites.clear();

// A sign as a picture, for its look, its radius in pixels and the screen's: {canvas, half}.
export function sprite({colour, shape}, radius, rim, dpr) {
  const r = Math.max(1, Math.round(radius * dpr * 2) / 2);
  const name = `${shape} ${colour} ${r} ${rim}`;
  const there = sprites.get(name);
  if (there) return there;
  const half = Math.ceil(r * 1.3 + 2 * dpr);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * half;
  const on = canvas.getContext("2d");
  trace(on, shape, half, half, r);
  on.fillStyle = colour;
  on.fill();
  if (rim && r > 3) {
    on.lineWidth = 1.2 * dpr;
    on.strokeStyle = rim;
    on.stroke();
  }
  const made = {canvas, half};
  if (sprites.size > 600) sprites.clear();
  sprites.set(name, made);
  return made;
}

// Several relationships between the same two are bent apart: tie → how far, as a part of its length.
export function bends(ties) {
  const pairs = new Map();
  for (const tie of ties) {
    const pair = tie.from < tie.to ? `${tie.from} ${tie.to}` : `${tie.to} ${tie.from}`;
    const there = pairs.get(pair);
    if (there) there.push(tie);
    else pairs.set(pair, [tie]);
  }
  const bent = new Map();
  for (const several of pairs.values()) {
    if (several.length < 2) continue;
    several.forEach((tie, i) => {
      const side = tie.from < tie.to ? 1 : -1;
      bent.set(tie, side * (i - (several.length - 1) / 2) * Math.min(0.18, 0.9 / several.length));
    });
  }
  return bent;
}

// The point by which a bent line is drawn to.
export function elbow(x0, y0, x1, y1, bend) {
  return [(x0 + x1) / 2 - (y1 - y0) * bend * 2, (y0 + y1) / 2 + (x1 - x0) * bend * 2];
}

export function line(path, x0, y0, x1, y1, bend) {
  path.moveTo(x0, y0);
  if (bend) path.quadraticCurveTo(...elbow(x0, y0, x1, y1, bend), x1, y1);
  else path.lineTo(x1, y1);
}

// The head of an arrow at the rim of the sign that it points at.
export function head(path, x0, y0, x1, y1, bend, rim, long) {
  const [fromX, fromY] = bend ? elbow(x0, y0, x1, y1, bend) : [x0, y0];
  const away = Math.hypot(x1 - fromX, y1 - fromY);
  if (away < rim + long * 1.5) return;
  const [ux, uy] = [(x1 - fromX) / away, (y1 - fromY) / away];
  const [tipX, tipY] = [x1 - ux * rim, y1 - uy * rim];
  const [backX, backY] = [tipX - ux * long, tipY - uy * long];
  path.moveTo(tipX, tipY);
  path.lineTo(backX - uy * long * 0.45, backY + ux * long * 0.45);
  path.lineTo(backX + uy * long * 0.45, backY - ux * long * 0.45);
  path.closePath();
}
