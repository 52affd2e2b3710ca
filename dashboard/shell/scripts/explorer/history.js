// Undo and redo: the places and what is hidden, as they were before each change.
import {announce} from "../notice.js";
import {word} from "./begins.js";
import {changed, nodes, walk} from "./walk.js";

const MOST = 100; // changes that are kept
const MOST_PLACES = 150000; // of all that is kept together
let before = [];
let after = [];
let ask = null; // gets nodes that are no longer at hand

export const canUndo = () => before.length > 0;
export const canRedo = () => after.length > 0;
export const steps = () => ({before, after});

export function askThrough(question) {
  ask = question;
}

export function put(kept) {
  before = kept?.before ?? [];
  after = kept?.after ?? [];
}

// What is switched off or marked, and the day: opening a view changes them too.
const filters = () => ({
  offKinds: [...walk.offKinds],
  offTies: [...walk.offTies],
  rules: walk.rules,
  day: walk.day,
  title: walk.title,
});

export function snapshot(what) {
  const places = [];
  for (const id of walk.shown) {
    const {x, y, pinned} = nodes.get(id) ?? {};
    if (x !== undefined) places.push([id, x, y, pinned ? 1 : 0]);
  }
  const stands = {what, places, hidden: [...walk.hidden]};
  return what === "view" ? {...stands, filters: filters()} : stands;
}

function trim() {
  let sum = 0;
  const from = before.findLastIndex(one => (sum += one.places.length) > MOST_PLACES);
  before = before.slice(Math.max(from + 1, before.length - MOST));
}

// Note how everything stands before a change called `what`, a key of the words.
export function note(what, as = snapshot(what)) {
  before.push(as);
  after = [];
  trim();
}

export async function restore({places, hidden, filters: had}) {
  const lacking = places.filter(([id]) => !nodes.has(id)).map(([id]) => id);
  if (lacking.length) await ask?.(lacking, places);
  walk.shown = new Set();
  for (const [id, x, y, pinned] of places) {
    const node = nodes.get(id);
    if (!node) continue;
    Object.assign(node, {x, y, pinned: Boolean(pinned)});
    walk.shown.add(id);
  }
  walk.hidden = new Set(hidden.filter(id => walk.shown.has(id)));
  walk.fresh = new Set();
  if (had)
    Object.assign(walk, had, {offKinds: new Set(had.offKinds), offTies: new Set(had.offTies)});
  changed("nodes");
}

async function go(from, to, sentence) {
  const step = from.pop();
  if (!step) return;
  to.push(snapshot(step.what));
  await restore(step);
  announce(word(sentence, {what: word(`act_${step.what}`)}));
}

// One after the other: a step back that has to ask for nodes is done before the next begins.
let turn = Promise.resolve();
const inTurn = work => (turn = turn.then(work, work));

export const undo = () => inTurn(() => go(before, after, "undone"));
export const redo = () => inTurn(() => go(after, before, "redone"));
