// What can be done with a mark of a picture, as a menu: by the right button, Ctrl-click, the menu key or
// Shift+F10, a long touch. The menu is fetched when somebody asks for it.
import {nearest} from "./pictures.js";

const page = document.documentElement.dataset;
const MARK =
  ":is(.chart a, .scene a, .scene [data-id], .matrix a, .matrix [data-id], .figure a, .note a, .changes a)";
const LONG = 550; // milliseconds
const NEAR = 10; // pixels that a finger may move meanwhile
let fetched = null;

function fetchMenu() {
  const root = page.root ?? "";
  const style = Object.assign(document.createElement("link"), {rel: "stylesheet", href: root + page.marksStyle});
  const drawn = new Promise(done => Object.assign(style, {onload: done, onerror: done}));
  document.head.append(style);
  return Promise.all([import(new URL(root + page.marks, location.href)), drawn]);
}

async function open(mark, x, y) {
  fetched ??= fetchMenu().catch(error => {
    fetched = null;
    throw error;
  });
  const [{modules}] = await fetched;
  modules["marks.js"].open(mark, x, y);
}

// The mark that something happened to: of points of a chart that lie close together the nearest.
function markOf({target, clientX, clientY}) {
  const mark = target.closest?.(".drawn") && target.closest(MARK);
  if (!mark?.matches(".chart .mark-symbol a") || !clientX) return mark ?? null;
  return nearest(clientX, clientY)?.parentElement ?? mark;
}

function ask(event) {
  const mark = markOf(event);
  if (!mark) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const byKey = event.type === "contextmenu" && (event.button !== 2 || !event.clientX);
  const {left, bottom} = mark.getBoundingClientRect();
  open(mark, byKey ? left : event.clientX, byKey ? bottom : event.clientY);
}

// A finger that rests on a mark; what the browser takes for a click afterwards is none.
function startTouches() {
  let timer = 0;
  let from = null;
  let isHeld = false;
  const end = () => clearTimeout(timer);
  document.addEventListener("pointerdown", event => {
    end();
    isHeld = false;
    if (event.pointerType !== "touch" || !markOf(event)) return;
    from = [event.clientX, event.clientY];
    timer = setTimeout(() => {
      isHeld = true;
      ask(event);
    }, LONG);
  });
  document.addEventListener("pointermove", ({clientX, clientY}) => {
    if (from && Math.hypot(clientX - from[0], clientY - from[1]) > NEAR) end();
  });
  for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, end);
  const swallow = event => {
    if (!isHeld || !markOf(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === "click") isHeld = false;
  };
  for (const kind of ["click", "contextmenu"]) document.addEventListener(kind, swallow, true);
}

export function start() {
  if (!page.marks) return;
  startTouches();
  document.addEventListener("contextmenu", ask, true);
  document.addEventListener(
    "click",
    event => {
      const {ctrlKey, metaKey, shiftKey, button} = event;
      if ((ctrlKey || metaKey) && !shiftKey && !button) ask(event);
    },
    true,
  );
}
