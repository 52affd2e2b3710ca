// 放映: what shows the pages on a wall is fetched once the page is whole, or when somebody asks for it,
// by F or by the button.
import {on} from "./events.js";

const root = document.documentElement.dataset.root ?? "";
const PLACE = /^#slides=(\d+)$/;
let button;
let fetched = null;

function fetchSlides() {
  const {slides, slidesStyle} = button.dataset;
  const style = Object.assign(document.createElement("link"), {rel: "stylesheet", href: root + slidesStyle});
  const drawn = new Promise(done => Object.assign(style, {onload: done, onerror: done}));
  document.head.append(style);
  return Promise.all([import(new URL(root + slides, location.href)), drawn]);
}

async function begin(at) {
  document.documentElement.classList.add("busy");
  const [{modules}] = await (fetched ??= fetchSlides());
  document.documentElement.classList.remove("busy");
  modules["slides.js"].begin(at);
}

function whenWhole() {
  if (!document.querySelector("[data-card].pending")) fetched ??= fetchSlides();
}

export function start() {
  button = document.querySelector("button[data-slides]");
  if (!button || !document.querySelector("[data-card]")) return;
  button.hidden = false;
  button.addEventListener("click", () => begin(0));
  document.addEventListener("keydown", event => {
    const {key, target, ctrlKey, metaKey, altKey} = event;
    if (key.toLowerCase() !== "f" || ctrlKey || metaKey || altKey) return;
    if (target.closest("input, select, textarea, dialog[open], [contenteditable]")) return;
    event.preventDefault();
    begin(0);
  });
  on("filled", whenWhole);
  const place = PLACE.exec(location.hash); // come back to, or opened by a link
  if (place) begin(place[1] - 1);
  else whenWhole();
}
