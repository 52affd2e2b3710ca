// What the signs and lines are; each entry is a switch that takes its kind out of the picture.
import {on} from "../events.js";
import {number, word} from "./begins.js";
import {button, make} from "./dom.js";
import * as rules from "./rules.js";
import {signOf} from "./signs.js";
import {changed, holds, nodes, tiesOfWalk, walk} from "./walk.js";

const place = document.getElementById("x-legend");
let opened = false;
let waiting;

function counted(several, labelOf) {
  const kinds = new Map();
  for (const one of several) {
    const there = kinds.get(one.kind) ?? {kind: one.kind, label: labelOf(one), count: 0};
    there.count++;
    kinds.set(one.kind, there);
  }
  return [...kinds.values()].sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}

function toggle(set, kind) {
  if (!set.delete(kind)) set.add(kind);
  changed("filters");
}

function switches(kinds, set, mark) {
  return kinds.map(({kind, label, count}) =>
    make(
      "button",
      {
        type: "button",
        class: "x-switch",
        "data-kind": kind,
        "aria-pressed": String(!set.has(kind)),
        click: () => toggle(set, kind),
      },
      mark(kind),
      make("span", {}, label),
      make("small", {}, number(count)),
    ),
  );
}

function show() {
  const at = place.contains(document.activeElement) ? document.activeElement.dataset.kind : "";
  const there = [...walk.shown]
    .filter(id => !walk.hidden.has(id))
    .map(id => nodes.get(id))
    .filter(Boolean);
  const day = walk.day || walk.latest;
  const ties = tiesOfWalk().filter(
    tie => holds(tie, day) && !walk.hidden.has(tie.from) && !walk.hidden.has(tie.to),
  );
  place.hidden = !there.length;
  const relationships = make(
    "details",
    {class: "x-ties"},
    make("summary", {}, word("ties"), " ", make("small", {}, number(ties.length))),
    make(
      "div",
      {class: "x-switches"},
      ...switches(
        counted(ties, one => one.label),
        walk.offTies,
        () => make("i", {class: "x-line"}),
      ),
    ),
    make("p", {class: "muted"}, word("legend_help")),
  );
  relationships.open = opened;
  relationships.addEventListener("toggle", () => (opened = relationships.open));
  const off = walk.offKinds.size + walk.offTies.size;
  place.replaceChildren(
    ...[
      make(
        "div",
        {class: "x-switches", role: "group", "aria-label": word("kinds")},
        ...switches(
          counted(there, one => one.kind_label),
          walk.offKinds,
          signOf,
        ),
      ),
      relationships,
      rules.part(),
      off
        ? button(word("all_on"), () => {
            walk.offKinds.clear();
            walk.offTies.clear();
            changed("filters");
          })
        : null,
    ].filter(Boolean),
  );
  if (at) place.querySelector(`[data-kind="${CSS.escape(at)}"]`)?.focus();
}

export function start() {
  show();
  on("walk", what => {
    if (!["nodes", "filters", "day", "theme"].includes(what)) return;
    clearTimeout(waiting);
    waiting = setTimeout(show, what === "filters" ? 0 : 60);
  });
}
