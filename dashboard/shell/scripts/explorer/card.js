// The card of what is selected: one node with what is around it, two with the ways between them, many.
import {on} from "../events.js";
import * as acts from "./acts.js";
import {number, word} from "./begins.js";
import {room} from "./camera.js";
import {button, cardCovers, make} from "./dom.js";
import * as glide from "./glide.js";
import * as questions from "./questions.js";
import {signOf, signOfNode} from "./signs.js";
import {drawn, nodes, select, walk} from "./walk.js";
import * as ways from "./ways.js";

const card = document.getElementById("x-card");
let around = {id: "", rows: null};
let choosing = null; // {key, groups, all}: above 50 one chooses
let latest = 0;

const keyOf = ({tie, way, kind}) => `${tie} ${way} ${kind}`;

function title(node) {
  return make(
    "div",
    {class: "x-title"},
    signOfNode(node),
    make(
      "div",
      {},
      make("h2", {}, node.label),
      make("small", {}, node.kind_label, " · ", make("code", {}, node.id)),
    ),
    button("×", () => select([]), {
      class: "icon x-close",
      "aria-label": word("card_close"),
      title: word("card_close"),
    }),
  );
}

function facts(node) {
  if (!node.facts?.length) return null;
  const list = make("dl", {class: "x-facts"});
  for (const [label, value] of node.facts) list.append(make("dt", {}, label), make("dd", {}, value));
  return list;
}

function tools(ids) {
  const pinned = ids.every(id => nodes.get(id)?.pinned);
  return make(
    "p",
    {class: "x-acts"},
    ids.length === 1 && nodes.get(ids[0]).href
      ? make("a", {class: "button main", href: nodes.get(ids[0]).href}, word("record"))
      : null,
    button(word("hide"), () => acts.hide(ids), {"aria-keyshortcuts": "H", title: `${word("hide")} (H)`}),
    button(word(pinned ? "unpin" : "pin"), () => acts.pin(ids), {
      "aria-keyshortcuts": "P",
      title: `${word(pinned ? "unpin" : "pin")} (P)`,
    }),
    ids.length > 1
      ? button(word("hide_others"), () => acts.hideOthers(ids))
      : button(word("path_to"), () => ways.from(ids[0])),
    ids.length > 1 ? null : button(word("only"), () => acts.only(ids)),
  );
}

async function open(row, more = {}) {
  const {id} = around;
  const answer = await acts.expand(id, row, more);
  if (!answer || around.id !== id) return;
  const {groups} = answer;
  if (answer.nodes?.length || !groups?.length) {
    if (!more.part) choosing = null;
  } else choosing = {key: keyOf(row), groups, all: answer.all};
  show();
}

// The groups of one way to group them, each with how many it has.
function groupsBy(row, by, groups) {
  const line = ({value, label, count}) =>
    make(
      "li",
      {},
      make("span", {}, label),
      make("b", {}, number(count)),
      button(word("show"), () => open(row, {part: {by, value}}), {
        "aria-label": `${word("show")} ${label} ${count}`,
      }),
    );
  const list = make("ul", {class: "x-groups"}, ...groups.map(line));
  const part = make("details", {}, make("summary", {}, groups[0].by_label ?? by), list);
  part.open = choosing.by === by;
  part.addEventListener("toggle", () => {
    if (part.open && choosing) choosing.by = by;
  });
  return part;
}

function groupsOf(row) {
  const {groups, all} = choosing;
  const ways = [...new Set(groups.map(({by}) => by))];
  choosing.by ??= ways[0];
  return make(
    "div",
    {class: "x-choosing"},
    make("p", {}, word("groups", {n: number(all)})),
    ...ways.map(by =>
      groupsBy(
        row,
        by,
        groups.filter(one => one.by === by),
      ),
    ),
    button(word("show_all", {n: number(all)}), () => open(row, {all: true})),
  );
}

function rowOf(row) {
  const {count, shown_here: here, holding} = row;
  const label = [row.label, row.kind_label].filter(Boolean).join(" · ");
  const rest = count - here;
  const shown =
    rest <= 0 ? word("around_all_shown") : here > 0 ? word("around_shown", {n: number(here)}) : "";
  const state = [holding < count ? word("around_holding", {n: number(holding)}) : "", shown]
    .filter(Boolean)
    .join(" · ");
  const line = make(
    "li",
    {},
    signOf(row.kind),
    make(
      "span",
      {},
      make("i", {"aria-hidden": "true"}, row.way === "in" ? "← " : "→ "),
      label,
      state ? make("small", {}, state) : null,
    ),
    make("b", {}, number(count)),
    rest > 0
      ? button(word("expand"), () => open(row), {
          "aria-label": `${word("expand_what", {label})} ${number(count)}`,
        })
      : make("i", {}),
  );
  if (choosing?.key === keyOf(row)) line.append(groupsOf(row));
  return line;
}

function aroundPart(id) {
  const part = make("div", {class: "x-around"}, make("h3", {}, word("around")));
  if (around.id !== id || !around.rows) part.append(make("p", {class: "muted"}, word("asking")));
  else if (!around.rows.length) part.append(make("p", {class: "muted"}, word("around_none")));
  else {
    part.append(make("ul", {}, ...around.rows.map(rowOf)));
    const rest = around.rows.reduce((sum, row) => sum + Math.max(0, row.count - row.shown_here), 0);
    if (around.rows.length > 1 && rest > 0 && rest <= acts.FEW)
      part.append(
        button(word("expand_all", {n: number(rest)}), () => acts.expandAll(id), {
          "aria-keyshortcuts": "E",
          title: "E",
        }),
      );
  }
  return part;
}

function several(ids) {
  const head = make(
    "div",
    {class: "x-title"},
    make("h2", {}, word("selected", {n: number(ids.length)})),
    button("×", () => select([]), {
      class: "icon x-close",
      "aria-label": word("deselect"),
      title: word("deselect"),
    }),
  );
  if (ids.length !== 2) return [head, tools(ids)];
  const [from, to] = ids.map(id => nodes.get(id));
  const pair = make(
    "ul",
    {class: "x-pair"},
    ...[from, to].map(one => make("li", {}, signOfNode(one), make("a", {href: one.href}, one.label))),
  );
  const between = make(
    "p",
    {class: "x-acts"},
    button(word("shortest"), () => ways.find(...ids, "shortest"), {class: "button main"}),
    button(word("strongest"), () => ways.find(...ids, "strongest")),
  );
  return [head, pair, make("h3", {}, word("between")), between, tools(ids)];
}

// On a phone the card covers the lower part of the picture: the node is shown above it.
function keepInSight(node) {
  const place = document.querySelector(".x-picture");
  const over = cardCovers();
  if (over && place.getBoundingClientRect().top < 0) place.scrollIntoView();
  const picture = place.getBoundingClientRect();
  const {top, left} = card.getBoundingClientRect();
  const covers = over && left < picture.right && top < picture.bottom;
  room.bottom = covers ? Math.min(picture.height - 120, Math.max(60, picture.bottom - top)) : 60;
  if (covers) glide.showNode(node);
}

// Written anew, the keyboard stays at the button at which it stood.
function show() {
  const ids = [...walk.selected];
  const within = card.contains(document.activeElement) && document.activeElement !== card;
  const at = within ? [...card.querySelectorAll("button, a")].indexOf(document.activeElement) : -1;
  const top = card.scrollTop;
  card.hidden = !ids.length;
  document.querySelector(".explore").classList.toggle("has-card", ids.length > 0);
  if (!ids.length) {
    const covered = room.bottom > 60;
    room.bottom = 60;
    if (covered) glide.roomChanged();
    return card.replaceChildren();
  }
  const node = nodes.get(ids[0]);
  const parts = ids.length > 1 ? several(ids) : [title(node), facts(node), tools(ids), aroundPart(ids[0])];
  card.replaceChildren(...parts.filter(Boolean));
  card.scrollTop = top;
  keepInSight(node);
  if (at >= 0) ([...card.querySelectorAll("button, a")][at] ?? card).focus();
}

async function look(id) {
  const mine = ++latest;
  const answer = await questions.aroundOf(id);
  if (mine !== latest || !answer) return;
  const rows = answer.around?.[id] ?? [];
  const open = rows.filter(row => row.count > row.shown_here); // what can be expanded stands first
  around = {id, rows: [...open, ...rows.filter(row => !open.includes(row))]};
  if (walk.selected.size === 1 && walk.selected.has(id)) show();
  fillFacts(nodes.get(id));
}

const asked = new Set();

// What came among very many came without its facts.
async function fillFacts(node) {
  if (!node || node.facts?.length || asked.has(node.id)) return;
  asked.add(node.id);
  const answer = await questions.again([node.id], {[node.id]: [node.x, node.y]});
  const [fresh] = answer?.nodes ?? [];
  if (!fresh?.facts?.length) return;
  node.facts = fresh.facts;
  if (walk.selected.size === 1 && walk.selected.has(node.id)) show();
}

function follow(what) {
  if (!["selected", "nodes"].includes(what)) return;
  drawn(); // what is hidden is selected no longer
  const [id] = walk.selected;
  const one = walk.selected.size === 1;
  if (what === "selected" || around.id !== id) {
    choosing = null;
    if (around.id !== id) around = {id: "", rows: null};
  }
  show();
  if (one) look(id);
}

export function start() {
  on("walk", follow);
  card.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    document.getElementById("x-canvas").focus();
    select([]);
  });
}
