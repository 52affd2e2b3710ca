// 放映: what shows the pages on a wall is fetched when somebody asks for it, by F or by the button.
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

// Once, and again where it could not be fetched.
function slides() {
  fetched ??= fetchSlides().catch(error => {
    fetched = null;
    throw error;
  });
  return fetched;
}

export async function begin(at) {
  document.documentElement.classList.add("busy");
  try {
    const [{modules}] = await slides();
    modules["slides.js"].begin(at);
  } finally {
    document.documentElement.classList.remove("busy");
  }
}

export function start() {
  button = document.querySelector("button[data-slides]");
  if (!button || !document.querySelector("[data-card], .walk-card")) return;
  button.hidden = false;
  button.addEventListener("click", () => begin(0));
  for (const kind of ["pointerenter", "focus"])
    button.addEventListener(kind, () => slides(), {once: true});
  document.addEventListener("keydown", event => {
    const {key, target, ctrlKey, metaKey, altKey} = event;
    if (key.toLowerCase() !== "f" || ctrlKey || metaKey || altKey) return;
    if (target.closest("input, select, textarea, dialog[open], [contenteditable]")) return;
    event.preventDefault();
    begin(0);
  });
  const place = PLACE.exec(location.hash); // come back to, or opened by a link
  if (place) begin(place[1] - 1);
}
