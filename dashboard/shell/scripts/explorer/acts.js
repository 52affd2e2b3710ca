// What one can do with the walk; each act can be undone.
import {announce, notice} from "../notice.js";
import {number, word} from "./begins.js";
import * as glide from "./glide.js";
import * as history from "./history.js";
import * as questions from "./questions.js";
import {changed, drawn, nodes, places, select, take, walk} from "./walk.js";

export const FEW = 50; // more are chosen by groups

function report(came, {absent = [], limited = []} = {}) {
  const words =
    came.nodes || came.ties
      ? word("came", {nodes: number(came.nodes), ties: number(came.ties)})
      : word("came_none");
  announce(words);
  const [first] = limited;
  if (first) notice(first);
  else if (absent.length) notice(word("absent", {n: number(absent.length)}), true);
  else if (!came.nodes && !came.ties) notice(words, true);
}

// What came, as one step that can be undone back to how everything stood before.
function joined(what, before, fresh, ties, origin) {
  walk.fresh = fresh;
  if (fresh.size) history.note(what, before);
  changed("nodes");
  glide.showFresh(origin);
  return {nodes: fresh.size, ties};
}

function join(what, answer, origin) {
  const before = history.snapshot(what);
  const came = take(answer);
  return joined(what, before, came.nodes ? walk.fresh : new Set(), came.ties, origin);
}

export async function add(ids) {
  const lacking = ids.filter(id => !drawn().of.has(id));
  if (lacking.length) {
    const answer = await questions.add(lacking);
    if (!answer) return;
    for (const id of lacking) walk.offKinds.delete(answer.nodes?.find(one => one.id === id)?.kind);
    report(join("add", answer), answer);
  }
  const there = ids.filter(id => drawn().of.has(id));
  if (!there.length) return;
  select(there);
  glide.showNode(nodes.get(there[0]));
}

const asked = (id, {tie, way, kind}, more = {}) => questions.expand({id, tie, way, kind, ...more});

// One kind of relationship of a node: what came, or the groups to choose from.
export async function expand(id, row, more = {}) {
  const answer = await asked(id, row, more);
  if (!answer) return null;
  if (answer.nodes?.length || !answer.groups?.length) report(join("expand", answer, id), answer);
  return answer;
}

// All that stands around a node, where that is little; otherwise false: it is chosen on the card.
export async function expandAll(id) {
  const answer = await questions.aroundOf(id);
  if (!answer) return true;
  const lacking = (answer.around?.[id] ?? []).filter(row => row.count > row.shown_here);
  if (!lacking.length) {
    notice(word("came_none"), true);
    announce(word("came_none"));
    return true;
  }
  if (lacking.reduce((sum, row) => sum + row.count - row.shown_here, 0) > FEW) return false;
  if (lacking.some(row => row.count > FEW)) return false;
  await expandEach(id, lacking);
  return true;
}

// One kind after the other, for each finds its place beside those that came before it.
async function expandEach(id, rows) {
  const before = history.snapshot("expand");
  const fresh = new Set();
  const limited = [];
  let ties = 0;
  for (const row of rows) {
    const answer = await asked(id, row);
    if (!answer || !walk.shown.has(id)) break;
    const came = take(answer);
    for (const one of came.nodes ? walk.fresh : []) fresh.add(one);
    ties += came.ties;
    limited.push(...(answer.limited ?? []));
  }
  report(joined("expand", before, fresh, ties, id), {limited});
}

export function hide(ids) {
  if (!ids.length) return;
  history.note("hide");
  for (const id of ids) walk.hidden.add(id);
  walk.fresh = new Set();
  changed("nodes");
  announce(word("hidden", {n: number(walk.hidden.size)}));
}

export const hideOthers = ids =>
  hide(
    drawn()
      .nodes.map(({id}) => id)
      .filter(id => !ids.includes(id)),
  );

export function showHidden() {
  if (!walk.hidden.size) return;
  history.note("show");
  walk.hidden.clear();
  changed("nodes");
}

export function pin(ids) {
  const several = ids.map(id => nodes.get(id)).filter(Boolean);
  if (!several.length) return;
  const on = several.some(node => !node.pinned);
  history.note(on ? "pin" : "unpin");
  for (const node of several) node.pinned = on;
  changed("nodes");
  announce(word(on ? "pinned" : "unpin"));
}

export function clear() {
  if (!walk.shown.size) return;
  history.note("clear");
  empty();
  changed("nodes");
  changed("way");
  announce(word("act_clear"));
}

function empty() {
  walk.shown = new Set();
  for (const set of [walk.hidden, walk.selected, walk.fresh]) set.clear();
  Object.assign(walk, {way: null, title: "", focus: ""});
}

// Nothing but these, as the beginning of another walk.
export async function only(ids) {
  const before = history.snapshot("only");
  const answer = await questions.again(ids, {});
  if (!answer) return;
  empty();
  take(answer);
  history.note("only", before);
  changed("nodes");
  changed("way");
  select(ids);
  glide.showAll();
}

// The server places anew what is not pinned.
export async function tidy() {
  const pinned = [...walk.shown].filter(id => nodes.get(id)?.pinned);
  const loose = [...walk.shown].filter(id => !nodes.get(id)?.pinned);
  if (!loose.length) return;
  const all = places();
  const positions = Object.fromEntries(pinned.map(id => [id, all[id]]));
  const answer = await questions.ask("add", {...questions.asOf(), ids: loose, shown: pinned, positions});
  if (!answer) return;
  history.note("tidy");
  for (const {id, x, y} of answer.nodes ?? []) if (nodes.has(id)) Object.assign(nodes.get(id), {x, y});
  walk.fresh = new Set();
  changed("nodes");
  announce(word("act_tidy"));
  glide.showAll();
}

export const selected = () => [...walk.selected];
