// When someone rests long on a picture that has a live one, or presses the button under it, that is
// laid over it in a frame of its own: zoom, pan, select. A pointer that passes by asks for nothing.
// The still picture stays until the live one has been drawn, and comes back with Escape. Where the
// server behind it has gone, as when it is started anew, another is asked for the same.
import {isDark} from "./look.js";
import {on} from "./events.js";
import {tell} from "./pictures.js";

const RESTS = 1200; // milliseconds
const UNDER = matchMedia("(pointer: coarse)").matches ? 50 : 36; // pixels for what stands under the picture
const STILL = ".drawn :is(svg.scene, svg.chart, .scroll:has(> .matrix))";

const slot = card => card.querySelector(".slot");
const isShown = one => one.getClientRects().length > 0;
const stillOf = card => [...card.querySelectorAll(STILL)].find(isShown);

function still(card) {
  slot(card).replaceChildren();
  card.classList.remove("live");
}

const AGAIN = [300, 600, 1200, 2400, 5000];

// Ask for the live picture again, a little later each time; the still one stands meanwhile.
function again(card, tries) {
  still(card);
  if (tries >= AGAIN.length) return;
  setTimeout(() => {
    if (!slot(card).firstChild) reach(card, tries + 1);
  }, AGAIN[tries]);
}

// The room of the still picture; of a map that of its ground, whose legend stays below.
function roomOf(picture) {
  const {left, top, width, height} = picture.getBoundingClientRect();
  const ground = picture.querySelector("svg.ground");
  const share = ground ? ground.getAttribute("height") / picture.viewBox.baseVal.height : 1;
  return {left, top, width, height: Math.max(height * share, 200)};
}

function reach(card, tries = 0) {
  const picture = stillOf(card);
  if (!picture) return;
  const box = roomOf(picture);
  const around = card.getBoundingClientRect();
  Object.assign(slot(card).style, {
    left: `${box.left - around.left - card.clientLeft}px`,
    top: `${box.top - around.top - card.clientTop}px`,
    width: `${box.width}px`,
    height: `${box.height}px`,
  });
  const size = new URLSearchParams({
    width: Math.round(box.width),
    height: Math.round(box.height - UNDER),
    size: picture.closest(".narrow") ? "narrow" : "wide",
    dark: Number(isDark()),
  });
  const frame = document.createElement("iframe");
  frame.src = `${card.dataset.live}&${size}`;
  frame.title = card.querySelector("h2")?.textContent ?? "";
  frame.addEventListener("load", () => {
    const inside = frame.contentDocument;
    if (frame.isConnected && inside?.URL !== "about:blank" && !inside?.querySelector(".live-picture"))
      again(card, tries);
  });
  slot(card).append(frame);
}

const buttonOf = card => card.querySelector("[data-live-now]");

// What a mark leads to, the still one of it leads to: it is clicked, or its menu is opened, there.
function follow(card, {mark, x, y, ctrlKey, metaKey, isMenu}) {
  const {left, top} = slot(card).getBoundingClientRect();
  const at = {clientX: left + x, clientY: top + y, ctrlKey, metaKey, bubbles: true, cancelable: true};
  const wanted = mark.key ? `.node[data-key="${CSS.escape(mark.key)}"]` : `a[href="${CSS.escape(mark.link)}"]`;
  const twin = stillOf(card)?.querySelector(wanted);
  if (twin) twin.dispatchEvent(new MouseEvent(isMenu ? "contextmenu" : "click", at));
  else if (mark.link && !isMenu) location.href = mark.link;
}

function post(card, kind, more) {
  slot(card).firstChild.contentWindow.postMessage({lianxin: kind, ...more}, location.origin);
}

function choose(card) {
  const {selects} = document.getElementById("main").dataset;
  const id = selects && new URLSearchParams(location.search).get(selects);
  if (id || card.dataset.chosen) post(card, "chosen", {id});
  card.dataset.chosen = id ?? "";
}

function drawn(card) {
  card.classList.add("live");
  choose(card);
  if (document.activeElement === buttonOf(card)) post(card, "focus");
}

const RECEIVES = {
  drawn,
  lost: card => again(card, 0),
  back(card) {
    still(card);
    buttonOf(card)?.focus();
  },
  follow,
  tip(card, {text, x, y}) {
    const {left, top} = slot(card).getBoundingClientRect();
    tell(text, left + x, top + y);
  },
};

function receive(card, {origin, source, data}) {
  if (origin !== location.origin || source !== slot(card).firstChild?.contentWindow) return;
  RECEIVES[data.lianxin]?.(card, data);
}

function readdress(card, query) {
  const [path, old] = card.dataset.live.split("?");
  const given = new URLSearchParams(query);
  for (const name of ["page", "card"]) given.set(name, new URLSearchParams(old).get(name));
  card.dataset.live = `${path}?${given}`;
  if (card.matches(".live")) choose(card);
}

// The button under the picture, for the keyboard and for fingers.
function addButton(card) {
  const foot = card.querySelector("footer.facts");
  if (!foot || buttonOf(card) || !card.querySelector(STILL)) return;
  const button = Object.assign(document.createElement("button"), {type: "button", className: "plain quiet"});
  button.dataset.liveNow = "";
  button.textContent = card.dataset.liveWord;
  button.addEventListener("click", () => {
    if (!slot(card).firstChild) reach(card);
    else if (card.matches(".live")) post(card, "focus");
  });
  foot.append(button);
}

function whenRested(card) {
  let timer = 0;
  card.addEventListener("pointerover", ({target, pointerType}) => {
    clearTimeout(timer);
    if (!target.closest?.(STILL) || pointerType === "touch" || target.closest("dialog")) return;
    timer = setTimeout(() => {
      if (!slot(card).firstChild && !document.querySelector(".mark-menu")) reach(card);
    }, RESTS);
  });
  for (const kind of ["pointerleave", "pointerdown"]) card.addEventListener(kind, () => clearTimeout(timer));
}

// In the colours of the theme that has been chosen.
function redraw(card) {
  if (!card.matches(".live")) return;
  still(card);
  reach(card);
}

export function start() {
  document.addEventListener("keydown", ({key}) => {
    if (key === "Escape") document.querySelectorAll(".card.live").forEach(still);
  });
  for (const card of document.querySelectorAll("[data-live]")) {
    whenRested(card);
    addButton(card);
    window.addEventListener("message", event => receive(card, event));
    new ResizeObserver(() => still(card)).observe(card);
    on("filled", id => {
      if (id !== card.dataset.card) return;
      still(card);
      addButton(card);
    });
    on("moved", query => readdress(card, query));
    on("look", () => redraw(card));
  }
}
