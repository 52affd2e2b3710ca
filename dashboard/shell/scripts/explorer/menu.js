// What can be done with the node under the pointer, beside it.
import * as acts from "./acts.js";
import {word} from "./begins.js";
import {make} from "./dom.js";
import {nodes, walk} from "./walk.js";
import * as ways from "./ways.js";

let open = null;

function close() {
  open?.remove();
  open = null;
}

export function show(node, x, y) {
  close();
  const ids = walk.selected.has(node.id) ? [...walk.selected] : [node.id];
  const item = (text, act) =>
    make(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "plain",
        click: () => {
          close();
          act();
        },
      },
      text,
    );
  const pinned = ids.every(id => nodes.get(id).pinned);
  open = make(
    "div",
    {class: "x-menu", role: "menu", "aria-label": `${word("menu")}: ${node.label}`},
    item(word("expand"), async () => {
      if (!(await acts.expandAll(node.id))) document.getElementById("x-card").focus();
    }),
    item(word("hide"), () => acts.hide(ids)),
    item(word(pinned ? "unpin" : "pin"), () => acts.pin(ids)),
    item(word("hide_others"), () => acts.hideOthers(ids)),
    item(word("path_to"), () => ways.from(node.id)),
    item(word("only"), () => acts.only([node.id])),
    node.href ? make("a", {href: node.href, role: "menuitem", class: "plain"}, word("record")) : "",
  );
  const picture = document.querySelector(".x-picture");
  picture.append(open);
  const {width, height} = picture.getBoundingClientRect();
  open.style.left = `${Math.min(x, width - open.offsetWidth - 8)}px`;
  open.style.top = `${Math.min(y, height - open.offsetHeight - 8)}px`;
  open.querySelector("button").focus();
}

function pressed(event) {
  if (!open) return;
  const items = [...open.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const step = {ArrowDown: 1, ArrowUp: items.length - 1}[event.key];
  if (step) {
    event.preventDefault();
    items[(at + step) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    close();
    document.getElementById("x-canvas").focus();
  }
}

export function start() {
  document.addEventListener("pointerdown", event => {
    if (open && !open.contains(event.target)) close();
  });
  document.addEventListener("keydown", pressed);
}
