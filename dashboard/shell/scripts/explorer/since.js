// What of a saved view has come, gone and changed since it was saved.
import {on} from "../events.js";
import {announce} from "../notice.js";
import {dayText, number, word} from "./begins.js";
import {room} from "./camera.js";
import {button, make} from "./dom.js";
import * as glide from "./glide.js";
import * as questions from "./questions.js";
import {drawn, nodes, select, walk} from "./walk.js";

const place = document.getElementById("x-since");
const MOST = 12;
const FEW = 6; // so many lines leave enough of the picture

function close() {
  if (!place.hidden) room.top = 0;
  place.hidden = true;
  place.replaceChildren();
}

function point(ids) {
  const there = ids.filter(id => drawn().of.has(id));
  if (!there.length) return;
  select(there);
  glide.showNode(nodes.get(there[0]));
}

const line = ({text, ids = []}) =>
  make(
    "li",
    {},
    ids.some(id => drawn().of.has(id)) ? button(text, () => point(ids), {class: "plain"}) : text,
  );

// What came, went or changed, with its number; folded where it would cover the picture.
function part(name, lines, open) {
  if (!lines?.length) return null;
  const list = make("ul", {}, ...lines.slice(0, MOST).map(line));
  const rest = lines.slice(MOST);
  const more = button(
    word("since_more", {n: number(rest.length)}),
    () => {
      more.remove();
      list.append(...rest.map(line));
    },
    {class: "plain"},
  );
  const title = make("summary", {}, word(`since_${name}`), " ", make("small", {}, number(lines.length)));
  const whole = make("details", {}, title, list, rest.length ? more : null);
  whole.open = open;
  return whole;
}

export async function ask(view) {
  close();
  const answer = await questions.ask("changes", {...questions.asOf(), name: view.name});
  if (!answer) return;
  const day = dayText((view.saved_at ?? view.data_day).slice(0, 10));
  const kinds = ["came", "gone", "changed"];
  const few = kinds.reduce((sum, name) => sum + answer[name].length, 0) <= FEW;
  const parts = kinds.map(name => part(name, answer[name], few && innerWidth > 720)).filter(Boolean);
  const text = word(parts.length ? "since_day" : "since_none", {title: view.title, day});
  const left = view.persons_left_out;
  const without = left ? make("p", {class: "muted"}, word("views_without", {n: number(left)})) : "";
  place.replaceChildren(
    make(
      "div",
      {class: "x-title"},
      make("div", {}, make("p", {}, text), without),
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
  if (place.offsetWidth < place.closest(".x-picture").offsetWidth * 0.8) return;
  room.top = place.offsetHeight + place.offsetTop; // on a phone the picture stands below it
  glide.showAll(true);
}

export function start() {
  on("walk", what => {
    if (what === "nodes" && !walk.title) close();
  });
}
