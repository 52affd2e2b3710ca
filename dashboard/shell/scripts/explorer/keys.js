// The picture from the keyboard: arrows go from node to neighbour, letters act on what stands there.
import {announce} from "../notice.js";
import * as acts from "./acts.js";
import {number, word} from "./begins.js";
import {pan, reveal, size, zoomAt} from "./camera.js";
import * as glide from "./glide.js";
import * as history from "./history.js";
import {moved, setOver} from "./painter.js";
import {changed, drawn, nodes, other, select, walk} from "./walk.js";

const canvas = document.getElementById("x-canvas");
const ARROWS = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

function words(node, along = "") {
  const ties = number(drawn().of.get(node.id).length);
  const chosen = walk.selected.has(node.id) ? ` · ${word("selected", {n: 1})}` : "";
  return along + word("at", {kind: node.kind_label, label: node.label, ties, n: ties}) + chosen;
}

function stand(node, along = "") {
  walk.focus = node.id;
  setOver({focused: true});
  if (reveal(node)) moved();
  changed("focus");
  announce(words(node, along));
}

// Where the keyboard begins: at what is selected, else at the node with the most relationships.
function first() {
  const {nodes: there, of} = drawn();
  const [chosen] = walk.selected;
  if (chosen) return nodes.get(chosen);
  return there.reduce(
    (best, one) => (!best || of.get(one.id).length > of.get(best.id).length ? one : best),
    null,
  );
}

const focused = () => nodes.get(walk.focus) ?? null;

// The neighbour that lies best in a direction: near its line, then near by.
function neighbour(node, [dx, dy]) {
  let best = null;
  for (const tie of drawn().of.get(node.id)) {
    const there = nodes.get(other(tie, node.id));
    const [x, y] = [there.x - node.x, there.y - node.y];
    const away = Math.hypot(x, y) || 1;
    const along = (x * dx + y * dy) / away;
    if (along < 0.3) continue;
    const cost = away * (2 - along);
    if (!best || cost < best.cost) best = {cost, there, tie};
  }
  return best;
}

function arrow(event) {
  const [dx, dy] = ARROWS[event.key];
  if (event.shiftKey) {
    pan(-dx * 80, -dy * 80);
    return moved();
  }
  const node = focused() ?? first();
  if (!node) return announce(word("empty"));
  if (!walk.focus) return stand(node);
  const found = neighbour(node, [dx, dy]);
  if (found) stand(found.there, word("along", {tie: found.tie.label}));
  else announce(word("no_neighbour"));
}

const subject = () =>
  walk.selected.size && (!walk.focus || walk.selected.has(walk.focus))
    ? [...walk.selected]
    : walk.focus
      ? [walk.focus]
      : [];

function toCard() {
  const node = focused();
  if (!node) return;
  select([node.id]);
  document.getElementById("x-card").focus();
}

async function expand() {
  const id = walk.focus || [...walk.selected][0];
  if (!id) return;
  select([id]);
  if (!(await acts.expandAll(id))) document.getElementById("x-card").focus();
}

function hide() {
  const ids = subject();
  const [next] = ids
    .flatMap(id => (drawn().of.get(id) ?? []).map(tie => other(tie, id)))
    .filter(id => !ids.includes(id));
  acts.hide(ids);
  if (next && drawn().of.has(next)) stand(nodes.get(next));
}

const LETTERS = {
  Enter: toCard,
  " ": () => focused() && (select([walk.focus], "toggle"), announce(words(focused()))),
  e: expand,
  h: hide,
  Delete: hide,
  p: () => acts.pin(subject()),
  f: () => document.getElementById("x-find").focus(),
  0: () => glide.showAll(),
  "+": () => (zoomAt(size.w / 2, size.h / 2, 1.3), moved()),
  "=": () => (zoomAt(size.w / 2, size.h / 2, 1.3), moved()),
  "-": () => (zoomAt(size.w / 2, size.h / 2, 1 / 1.3), moved()),
  Escape: () => select([]),
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = ARROWS[event.key]
    ? () => arrow(event)
    : LETTERS[event.key.length > 1 ? event.key : event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation(); // a letter here is no shortcut of the page
  act();
}

function undoing(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, dialog")) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) history.redo();
  else history.undo();
}

export function start() {
  canvas.addEventListener("keydown", pressed);
  document.addEventListener("keydown", undoing);
  canvas.addEventListener("focus", () => {
    if (!canvas.matches(":focus-visible")) return;
    const node = focused() ?? first();
    if (node) stand(node);
  });
  canvas.addEventListener("blur", () => setOver({focused: false}));
}
