// The signs of kinds, and of nodes that a rule marks: its colour, and a mark that tells it without colour.
import {styleOf} from "./begins.js";
import {sign} from "./dom.js";
import {outline} from "./shapes.js";
import {colourOf, theme} from "./theme.js";
import {drawn} from "./walk.js";

const STAR = [...Array(10).keys()]
  .map(i => [i % 2 ? 0.36 : 0.85, (Math.PI * i) / 5])
  .map(([r, turn]) => `${(r * Math.sin(turn)).toFixed(3)} ${(-r * Math.cos(turn)).toFixed(3)}`);
const LOOKS = {
  red: {colour: "#b3261e", dark: "#ff9a8f", mark: "M-.2-.75h.4l-.08.9h-.24zM-.2.38h.4v.36h-.4z"},
  amber: {colour: "#8a5a00", dark: "#e8b45a", mark: `M${STAR.join("L")}Z`},
  green: {colour: "#2e6b3a", dark: "#8fcf9b", mark: "M-.72.02l.26-.26.28.28.64-.66.26.26-.9.92z"},
  blue: {colour: "#1f5f99", dark: "#8dbdf0", mark: "M-.6-.42h1.2v.28h-1.2zM-.6.14h1.2v.28h-1.2z"},
  violet: {
    colour: "#6b3fa0",
    dark: "#c3a5ee",
    mark: "M-.62-.4l.22-.22.4.4.4-.4.22.22-.4.4.4.4-.22.22-.4-.4-.4.4-.22-.22.4-.4z",
  },
};
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
