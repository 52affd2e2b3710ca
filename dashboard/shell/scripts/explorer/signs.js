// The signs of kinds, and of nodes that a rule marks: its colour, and a mark that tells it without colour.
import {begins, styleOf} from "./begins.js";
import {sign} from "./dom.js";
import {outline} from "./shapes.js";
import {colourOf, theme} from "./theme.js";
import {drawn} from "./walk.js";

// Of each look its colour, the one on a dark page, and its mark: as in the still picture.
const LOOKS = begins.looks ?? {};
const paths = new Map();

const size = kind => Math.min(11, styleOf(kind).radius + 1);
export const signOf = kind => sign(outline(styleOf(kind).shape, size(kind)), colourOf(styleOf(kind)));

function marked(kind, {colour, dark, mark}) {
  const paint = theme.dark ? dark : colour;
  return sign(outline(styleOf(kind).shape, size(kind)), paint, {mark, ground: theme.ground});
}

export const ruleSign = ({kind, look}) => marked(kind, LOOKS[look]);

export function signOfNode(node) {
  const rule = drawn().marks.get(node.id);
  return rule ? marked(node.kind, LOOKS[rule.look]) : signOf(node.kind);
}

// The colour of a node's sign.
export function paintOf(node) {
  const rule = drawn().marks.get(node.id);
  return rule ? LOOKS[rule.look][theme.dark ? "dark" : "colour"] : colourOf(styleOf(node.kind));
}

// The mark of a rule at the upper right of a sign of a radius in pixels.
export function drawMark(on, {look}, x, y, r) {
  const {mark} = LOOKS[look];
  if (!paths.has(look)) paths.set(look, new Path2D(mark));
  const half = Math.max(5, r * 0.6);
  on.save();
  on.translate(x + r * 0.85, y - r * 0.85);
  on.beginPath();
  on.arc(0, 0, half, 0, 2 * Math.PI);
  on.fillStyle = theme.ground;
  on.fill();
  on.lineWidth = 1.2;
  on.strokeStyle = on.fillStyle = LOOKS[look][theme.dark ? "dark" : "colour"];
  on.stroke();
  on.scale(half, half);
  on.fill(paths.get(look));
  on.restore();
}
