// The list beside the picture: the same nodes in words, by kind, with links to their records.
import {on} from "../events.js";
import * as acts from "./acts.js";
import {number, word} from "./begins.js";
import {button, make} from "./dom.js";
import * as glide from "./glide.js";
import {signOfNode} from "./signs.js";
import {drawn, nodes, select, walk} from "./walk.js";

const place = document.getElementById("x-list");
const STEP = 60;
let typed = "";
let most = STEP;
let chosenOnly = false;
let waiting;

function ranked() {
  const {nodes: all, of} = drawn();
  const some = all.filter(one => (!chosenOnly || walk.selected.has(one.id)) && (!typed || fits(one)));
  const kinds = new Map();
  for (const one of some) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  for (const several of kinds.values())
    several.sort(
      (a, b) => of.get(b.id).length - of.get(a.id).length || a.label.localeCompare(b.label, "zh-CN"),
    );
  return [...kinds.values()];
}

function repeated(several) {
  const names = new Set();
  return new Set(several.map(({label}) => label).filter(label => names.has(label) || !names.add(label)));
}

const fits = ({label, id}) => label.toLowerCase().includes(typed) || id.toLowerCase().includes(typed);

// The id stands beside a name that several have.
function line(node, twice) {
  const chosen = walk.selected.has(node.id);
  const ties = drawn().of.get(node.id).length;
  const pick = event => {
    select([node.id], event.ctrlKey || event.metaKey ? "toggle" : "only");
    glide.showNode(node);
  };
  return make(
    "li",
    {},
    make(
      "button",
      {type: "button", class: "plain", "aria-pressed": String(chosen), "data-id": node.id, click: pick},
      signOfNode(node),
      make("span", {}, node.label, twice.has(node.label) ? make("small", {}, ` ${node.id}`) : null),
      make("small", {"aria-label": word("number_ties", {n: ties})}, number(ties)),
    ),
    node.href
      ? make(
          "a",
          {href: node.href, "aria-label": `${word("record")}: ${node.label}`, title: word("record")},
          "↗",
        )
      : null,
  );
}

function tabs() {
  const tab = (text, only) =>
    make(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-pressed": String(chosenOnly === only),
        click: () => {
          chosenOnly = only;
          most = STEP;
          show();
        },
      },
      text,
    );
  return make(
    "div",
    {class: "x-tabs", role: "group", "aria-label": word("list")},
    tab(word("list_all", {n: number(drawn().nodes.length)}), false),
    tab(word("list_selected", {n: number(walk.selected.size)}), true),
  );
}

function search() {
  const box = make("input", {
    type: "search",
    placeholder: word("list_filter"),
    "aria-label": word("list_filter"),
    autocomplete: "off",
  });
  box.value = typed;
  box.addEventListener("input", () => {
    typed = box.value.trim().toLowerCase();
    most = STEP;
    fill();
  });
  return box;
}

function fill() {
  const body = place.querySelector(".x-lines");
  const kinds = ranked();
  let left = most;
  const parts = [];
  for (const several of kinds) {
    if (left <= 0) break;
    parts.push(
      make("h2", {}, several[0].kind_label, " ", make("small", {}, number(several.length))),
      make("ul", {}, ...several.slice(0, left).map(one => line(one, repeated(several)))),
    );
    left -= several.length;
  }
  const rest = kinds.reduce((sum, several) => sum + several.length, 0) - most;
  if (!kinds.length) parts.push(make("p", {class: "muted"}, word(typed ? "list_none" : "nothing_selected")));
  if (rest > 0)
    parts.push(
      button(word("list_more", {n: number(Math.min(rest, 10 * STEP))}), () => {
        most += 10 * STEP;
        fill();
      }),
    );
  body.replaceChildren(...parts);
}

function show() {
  if (chosenOnly && !walk.selected.size) chosenOnly = false;
  const typing = place.contains(document.activeElement) && document.activeElement.matches("input");
  const at = document.activeElement?.closest?.(".x-list [data-id]")?.dataset.id;
  const {ties} = drawn();
  const hidden = walk.hidden.size
    ? make(
        "p",
        {class: "x-hidden"},
        word("hidden", {n: number(walk.hidden.size)}),
        " ",
        button(word("show_hidden"), acts.showHidden),
      )
    : null;
  const there = place.querySelector(".x-lines");
  const top = there?.scrollTop ?? 0;
  const body = there ?? make("div", {class: "x-lines", tabindex: "-1"});
  const sum = make(
    "p",
    {class: "muted x-sum"},
    word("shown_now", {nodes: number(drawn().nodes.length), ties: number(ties.length)}),
  );
  if (typing) place.querySelector(".x-sum")?.replaceWith(sum);
  else place.replaceChildren(...[tabs(), search(), sum, hidden, body].filter(Boolean));
  fill();
  body.scrollTop = top;
  if (at) place.querySelector(`[data-id="${CSS.escape(at)}"]`)?.focus();
}

export function start() {
  show();
  on("walk", what => {
    if (what === "focus" || what === "way") return;
    clearTimeout(waiting);
    waiting = setTimeout(show, what === "day" ? 200 : 30);
  });
}

export const inList = () =>
  (walk.selected.size ? [...walk.selected] : [...drawn().nodes.map(({id}) => id)]).filter(id =>
    nodes.has(id),
  );
