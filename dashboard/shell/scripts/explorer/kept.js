// The walk is kept in this tab: a reload, a restarted server or another process goes on with it.
// Only ids and places are kept; names come anew from the server, as far as the reader may see them.
import {on} from "../events.js";
import {notice} from "../notice.js";
import {begins, number, word} from "./begins.js";
import {camera, hand} from "./camera.js";
import * as history from "./history.js";
import * as questions from "./questions.js";
import * as rules from "./rules.js";
import {changed, nodes, take, walk} from "./walk.js";

const account = document.documentElement.dataset.account ?? "";
const PREFIX = `lianxin.walk.${account}.`;
const LAST = `${PREFIX}last`;
const NEXT = `${PREFIX}next`;
const MOST_IDS = 1500; // in the address
let name = "";
let waiting;
let begun = false; // until then nothing is kept in the place of what is to be gone on with

function store(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
    return true;
  } catch {
    return false; // full, or not allowed
  }
}

// The ids that stand in the address; none where they are too many for one.
function addressed() {
  const ids = [...walk.shown].filter(id => !walk.hidden.has(id));
  return ids.length <= MOST_IDS ? ids : [];
}

function written(steps) {
  const {hidden, selected, offKinds, offTies} = walk;
  const sets = Object.entries({hidden, selected, offKinds, offTies}).map(([key, set]) => [key, [...set]]);
  const {from, to, by} = walk.way ?? {};
  return JSON.stringify({
    ...Object.fromEntries(sets),
    now: history.snapshot(""),
    day: walk.day,
    title: walk.title,
    rules: walk.rules,
    address: addressed().join(),
    way: from ? {from, to, by} : null,
    camera,
    steps,
  });
}

export function keep() {
  clearTimeout(waiting);
  if (!begun) return;
  if (!store(name, written(history.steps()))) store(name, written({before: [], after: []}));
  store(LAST, name);
  const query = new URLSearchParams(location.search);
  query.delete("view");
  query.delete("path");
  const ids = addressed();
  if (ids.length) query.set("ids", ids.join());
  else if (walk.shown.size) query.delete("ids");
  else if (history.canUndo()) query.set("ids", ""); // what was emptied stays so; else it is to come
  if (begins.day) query.set("as_of", begins.day);
  const address = `?${query}`.replaceAll("%2C", ",");
  window.history.replaceState({walk: name}, "", address);
  for (const link of document.querySelectorAll("[data-lang]")) {
    const other = new URLSearchParams(query);
    other.set("lang", link.dataset.lang);
    link.href = `?${other}`;
  }
}

// What is to be gone on with here: that of this entry of the tab's history, or the last one.
function found(asked) {
  const next = sessionStorage.getItem(NEXT);
  store(NEXT, null);
  const there = window.history.state?.walk ?? next ?? (asked ? "" : sessionStorage.getItem(LAST));
  const last = sessionStorage.getItem(LAST) ?? "";
  const named = there?.startsWith(PREFIX) ? there : last;
  const text = named && sessionStorage.getItem(named);
  if (!text) return null;
  const kept = JSON.parse(text);
  if (named !== there && kept.address !== asked) return null; // another beginning was asked for
  name = named;
  return kept;
}

async function fetched(ids, places, ask = questions.again) {
  const positions = Object.fromEntries(places.map(([id, x, y]) => [id, [x, y]]));
  const answer = await ask(ids, positions);
  for (const node of answer?.nodes ?? []) nodes.set(node.id, {...node, pinned: false});
  if (answer) take({ties: answer.ties});
  return answer;
}

// Go on with a walk that was kept: whether there was one.
export async function resume(asked) {
  history.askThrough(fetched);
  try {
    return await goOn(asked);
  } finally {
    begun = true;
  }
}

async function goOn(asked) {
  const kept = found(asked);
  name ||= `${PREFIX}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  if (!kept) return false;
  if (!kept.now.places.length) {
    if (new URLSearchParams(location.search).get("ids") !== "") return false;
    history.put(kept.steps); // what was cleared can be had back
    rules.put(kept.rules);
    changed("nodes");
    return kept;
  }
  const answer = await fetched(
    kept.now.places.map(([id]) => id),
    kept.now.places,
    questions.againUntil,
  );
  if (!answer) return false;
  for (const key of ["hidden", "selected", "offKinds", "offTies"]) walk[key] = new Set(kept[key]);
  Object.assign(walk, {day: kept.day, title: kept.title});
  rules.put(kept.rules);
  Object.assign(camera, kept.camera);
  hand.chose = true;
  history.put(kept.steps);
  await history.restore(kept.now);
  if (answer.absent?.length) notice(word("absent", {n: number(answer.absent.length)}), true);
  changed("selected");
  return kept;
}

export function start() {
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 250);
  };
  on("walk", what => what !== "focus" && soon());
  on("moved", soon); // the page's own ways write the address anew
  window.addEventListener("pagehide", keep);
  document.addEventListener(
    "click",
    event => {
      if (!event.target.closest?.("[data-lang]")) return;
      keep();
      store(NEXT, name);
    },
    true,
  );
}
