// The walk: what is shown and where it stands, what is hidden, selected and filtered out.
import {emit} from "../events.js";

export const nodes = new Map(); // id → node, everything that came
export const ties = new Map(); // id → relationship, everything that came
export const walk = {
  shown: new Set(), // ids in the walk, hidden ones among them
  hidden: new Set(),
  selected: new Set(),
  offKinds: new Set(), // kinds of nodes that are switched off
  offTies: new Set(), // kinds of relationships that are switched off
  fresh: new Set(), // what came last
  focus: "", // the node at which the keyboard stands
  day: "", // the day looked at; "" for the latest
  latest: "",
  way: null, // a path: {from, to, by, ids, ties, sentences}
  title: "", // of the saved view that was opened
  rules: [], // by which nodes are marked: {kind, look, state, days, ties, text}
};

const none = {nodes: [], ties: [], of: new Map(), pale: new Set(), marks: new Map()};
let visible = none;
let stale = true;

// Tell everyone that something of the walk has changed: "nodes", "selected", "day", "filters", "way".
export function changed(what) {
  if (what !== "selected" && what !== "focus" && what !== "way") stale = true;
  emit("walk", what);
}

export function holds(tie, day) {
  return !day || ((!tie.began || tie.began <= day) && (!tie.ended || tie.ended > day));
}

const isOn = node => !walk.hidden.has(node.id) && !walk.offKinds.has(node.kind);

const DAY = 86400000;

// Whether a node meets every condition of a rule, as of a day.
function meets(node, rule, day, ties) {
  if (node.kind !== rule.kind || (rule.state && node.state !== rule.state)) return false;
  if (rule.text && !node.label.toLowerCase().includes(rule.text.toLowerCase())) return false;
  if (rule.ties && ties < rule.ties) return false;
  if (!rule.days) return true;
  if (!node.began || (node.ended && node.ended <= day)) return false;
  return Date.parse(day) - Date.parse(node.began) > rule.days * DAY;
}

function marksOf(there, of, day) {
  const marks = new Map(); // id → the first rule that it meets
  for (const node of walk.rules.length ? there : []) {
    const rule = walk.rules.find(one => meets(node, one, day, of.get(node.id).length));
    if (rule) marks.set(node.id, rule);
  }
  return marks;
}

function look() {
  const there = [];
  const of = new Map();
  for (const id of walk.shown) {
    const node = nodes.get(id);
    if (!node || !isOn(node)) continue;
    there.push(node);
    of.set(id, []);
  }
  const day = walk.day || walk.latest;
  const drawn = [];
  const ever = new Set();
  for (const tie of ties.values()) {
    if (walk.offTies.has(tie.kind)) continue;
    const from = of.get(tie.from);
    const to = of.get(tie.to);
    if (!from || !to) continue;
    ever.add(tie.from).add(tie.to);
    if (!holds(tie, day)) continue;
    from.push(tie);
    if (to !== from) to.push(tie);
    drawn.push(tie);
  }
  const pale = new Set(
    there.filter(({id}) => ever.has(id) && !of.get(id).length).map(({id}) => id),
  );
  return {nodes: there, ties: drawn, of, pale, marks: marksOf(there, of, day)};
}

// What is drawn: {nodes, ties, of: id → its relationships, pale: ids without one on the day,
// marks: id → the rule that marks it}.
export function drawn() {
  if (stale) {
    visible = look();
    stale = false;
    walk.focus = visible.of.has(walk.focus) ? walk.focus : "";
    for (const id of walk.selected) if (!visible.of.has(id)) walk.selected.delete(id);
  }
  return visible;
}

export const other = (tie, id) => (tie.from === id ? tie.to : tie.from);

// Every relationship between what is in the walk, whatever its day: for the slider and for saving.
export function tiesOfWalk() {
  return [...ties.values()].filter(one => walk.shown.has(one.from) && walk.shown.has(one.to));
}

// Where everything of the walk stands, as questions are told.
export function places() {
  const at = {};
  for (const id of walk.shown) {
    const node = nodes.get(id);
    if (node) at[id] = [node.x, node.y];
  }
  return at;
}

// What an answer brought joins the walk; what stands already keeps its place. How much is new.
export function take(answer) {
  const came = {nodes: 0, ties: 0};
  const fresh = new Set();
  stale = true;
  walk.latest ||= answer.day ?? ""; // the page may have come while the database was away
  for (const given of answer.nodes ?? []) {
    const had = nodes.get(given.id);
    const stays = had && walk.shown.has(given.id);
    nodes.set(given.id, {...given, ...(stays ? {x: had.x, y: had.y, pinned: had.pinned} : {pinned: false})});
    if (walk.hidden.delete(given.id) || !stays) fresh.add(given.id);
    walk.shown.add(given.id);
  }
  for (const tie of answer.ties ?? []) {
    if (!ties.has(tie.id)) came.ties++;
    ties.set(tie.id, tie);
  }
  came.nodes = fresh.size;
  if (fresh.size) walk.fresh = fresh;
  return came;
}

// The same nodes as they are now: what is gone leaves, relationships are those of the answer.
export function renew(answer, gone) {
  const came = new Set((answer.nodes ?? []).map(({id}) => id));
  for (const [id, tie] of ties) if (came.has(tie.from) && came.has(tie.to)) ties.delete(id);
  const {fresh} = walk;
  const hidden = new Set(walk.hidden); // what was hidden stays so
  take(answer);
  Object.assign(walk, {fresh, hidden});
  for (const id of gone) for (const set of [walk.shown, walk.hidden, walk.selected]) set.delete(id);
}

export function select(ids, how = "only") {
  const before = [...walk.selected].join();
  if (how === "only") walk.selected.clear();
  for (const id of ids)
    if (how === "toggle" && walk.selected.has(id)) walk.selected.delete(id);
    else walk.selected.add(id);
  if (ids.length) walk.focus = ids.at(-1);
  if (before !== [...walk.selected].join()) changed("selected");
}
