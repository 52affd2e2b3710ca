// What of a saved view has come, gone and changed since it was saved.
import {on} from "../events.js";
import {announce} from "../notice.js";
import {dayText, number, word} from "./begins.js";
import {button, make} from "./dom.js";
import * as glide from "./glide.js";
import * as questions from "./questions.js";
import {drawn, nodes, select, walk} from "./walk.js";

const place = document.getElementById("x-since");
const MOST = 8;

function close() {
  place.hidden = true;
  place.replaceChildren();
}

function point(ids) {
  const there = ids.filter(id => drawn().of.has(id));
  if (!there.length) return;
  select(there);
  glide.showNode(nodes.get(there[0]));
}

function part(name, lines) {
  if (!lines?.length) return null;
  const list = make(
    "ul",
    {},
    ...lines
      .slice(0, MOST)
      .map(({text, ids = []}) =>
        make(
          "li",
          {},
          ids.some(id => drawn().of.has(id)) ? button(text, () => point(ids), {class: "plain"}) : text,
        ),
      ),
  );
  const rest = lines.length - MOST;
  if (rest > 0) {
    const more = button(
      word("since_more", {n: number(rest)}),
      () => {
        more.remove();
        for (const {text} of lines.slice(MOST)) list.append(make("li", {}, text));
      },
      {class: "plain"},
    );
    list.after(more);
    return make("div", {}, make("h3", {}, `${word(`since_${name}`)} ${number(lines.length)}`), list, more);
  }
  return make("div", {}, make("h3", {}, `${word(`since_${name}`)} ${number(lines.length)}`), list);
}

export async function ask(view) {
  close();
  const answer = await questions.ask("changes", {...questions.asOf(), name: view.name});
  if (!answer) return;
  const day = dayText((view.saved_at ?? view.data_day).slice(0, 10));
  const parts = ["came", "gone", "changed"].map(name => part(name, answer[name])).filter(Boolean);
  const text = word(parts.length ? "since_day" : "since_none", {title: view.title, day});
  place.replaceChildren(
    make(
      "div",
      {class: "x-title"},
      make("p", {}, text),
      button("×", close, {
        class: "icon x-close",
        "aria-label": word("since_close"),
        title: word("since_close"),
      }),
    ),
    ...parts,
  );
  place.hidden = false;
  announce(text);
}

export function start() {
  on("walk", what => {
    if (what === "nodes" && !walk.title) close();
  });
}
