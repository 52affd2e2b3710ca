// The shortest and the strongest path between two nodes: told in words above the picture, and marked in it.
import {on} from "../events.js";
import {announce, notice} from "../notice.js";
import {begin} from "../slides_key.js";
import {onPage} from "../visit.js";
import {begins, lang, word} from "./begins.js";
import {room} from "./camera.js";
import {button, cardCovers, make} from "./dom.js";
import * as glide from "./glide.js";
import * as history from "./history.js";
import * as questions from "./questions.js";
import {changed, nodes, select, take, walk} from "./walk.js";

const place = document.getElementById("x-way");
let begun = ""; // from where a path is looked for, until another node is chosen

const inLang = sentences => (Array.isArray(sentences) ? sentences : (sentences?.[lang] ?? []));

// Whether a relationship joins two nodes that follow each other on a path.
function follows(order, {from, to}) {
  return order.some((id, i) => (id === from && order[i + 1] === to) || (id === to && order[i + 1] === from));
}

export async function find(from, to, by) {
  const answer = await questions.path(from, to, by);
  if (!answer) return;
  if (answer.none) {
    walk.way = {
      from,
      to,
      by,
      none: true,
      marked: new Set([from, to]),
      ties: new Set(),
      sentences: [answer.sentence || word("no_way")],
    };
  } else {
    const before = history.snapshot("path");
    const came = take(answer);
    for (const id of answer.way) walk.hidden.delete(id);
    for (const node of answer.nodes ?? []) walk.offKinds.delete(node.kind);
    if (came.nodes) history.note("path", before);
    const ties = new Set(answer.ties.filter(tie => follows(answer.way, tie)).map(({id}) => id));
    walk.way = {
      from,
      to,
      by,
      marked: new Set(answer.way),
      order: answer.way,
      ties,
      sentences: inLang(answer.sentences),
    };
    walk.fresh = new Set();
    changed("nodes");
  }
  changed("way");
  if (cardCovers()) select([]); // it would leave the path no room
  const several = [...walk.way.marked].map(id => nodes.get(id)).filter(Boolean);
  glide.showThese(several);
  announce(walk.way.sentences.join(" "));
}

// The next node that is chosen is the other end.
export function from(id) {
  begun = id;
  walk.way = null;
  select([]); // on a phone the card would cover what is to be chosen
  changed("way");
  announce(word("path_pick", {label: nodes.get(id).label}));
}

function chosen() {
  const [other, more] = walk.selected;
  if (!begun || !other || more || other === begun) return;
  const first = begun;
  begun = "";
  select([first, other]);
  find(first, other, "shortest");
}

export function close() {
  begun = "";
  walk.way = null;
  changed("way");
  glide.roomChanged();
}

// Into an agenda, where the reader may make one.
function toAgenda({from, to, by, order}) {
  const {agendaWords} = document.documentElement.dataset;
  if (!agendaWords || !order) return null;
  const title = [from, to].map(id => nodes.get(id)?.label ?? id).join(" – ");
  const item = JSON.stringify({path: {from, to, by}, title});
  return button(JSON.parse(agendaWords).to, () => {}, {"data-to-agenda": "", "data-item": item});
}

// The day and what the data are stand in the corner of a wall.
function sayFacts(day) {
  const invented = document.querySelector("#synthetic:not([hidden]) b")?.textContent;
  document.getElementById("page-facts").textContent = [day, invented].filter(Boolean).join(" · ");
}

// The path on a wall, in large letters, as a card of a page has it.
async function toWall({from, to, by}) {
  const wall = document.getElementById("x-wall");
  const query = new URLSearchParams({from, to, by, lang, ...(begins.day ? {as_of: begins.day} : {})});
  const title = [from, to].map(id => nodes.get(id)?.label ?? id).join(" – ");
  const drawn = make("div", {class: "drawn"});
  wall.replaceChildren(
    make("article", {class: "card walk-card"}, make("div", {class: "text"}, make("h2", {}, title), drawn)),
  );
  try {
    const response = await fetch(`explore/told?${query}`, {headers: onPage});
    drawn.innerHTML = await response.text();
    sayFacts(drawn.querySelector("[data-day]")?.dataset.day);
    await begin(0);
  } catch {
    notice(word("failed"), true);
  }
}

function steps({order = []}) {
  const list = make("ol", {class: "x-steps"});
  for (const id of order) {
    const node = nodes.get(id);
    if (node)
      list.append(
        make(
          "li",
          {},
          button(
            node.label,
            () => {
              select([id]);
              glide.showNode(node);
            },
            {class: "plain"},
          ),
        ),
      );
  }
  return list;
}

function show() {
  if (!walk.shown.has(begun)) begun = "";
  place.hidden = !walk.way && !begun;
  room.top = 0;
  if (begun && !walk.way)
    return place.replaceChildren(
      make("p", {}, word("path_pick", {label: nodes.get(begun).label})),
      button(word("path_cancel"), close),
    );
  if (!walk.way) return place.replaceChildren();
  const {from, to, by, sentences} = walk.way;
  const another = by === "shortest" ? "strongest" : "shortest";
  place.replaceChildren(
    make(
      "div",
      {class: "x-title"},
      make("h2", {}, word(by)),
      button("×", close, {class: "icon x-close", "aria-label": word("way_close"), title: word("way_close")}),
    ),
    ...sentences.map(text => make("p", {}, text)),
    ...(walk.way.none ? [] : [steps(walk.way)]),
    make(
      "p",
      {class: "x-acts"},
      button(word(another), () => find(from, to, another)),
      walk.way.none ? null : button(word("to_wall"), () => toWall(walk.way)),
      toAgenda(walk.way),
    ),
  );
  room.top = place.offsetHeight + place.offsetTop;
}

export function start() {
  on("walk", what => {
    if (what === "nodes" && walk.way && ![...walk.way.marked].every(id => walk.shown.has(id)))
      walk.way = null;
    if (what === "selected") chosen();
    if (what === "way" || what === "nodes") show();
  });
}
