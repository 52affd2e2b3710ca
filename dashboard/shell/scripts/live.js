// When someone rests long on a picture that has a live one, or presses the button under it, that is
// laid over it in a frame of its own: zoom, pan, select. A pointer that passes by asks for nothing.
// The still picture stays until the live one has been drawn, and comes back with Escape. Where the
// server behind it has gone, as when it is started anew, another is asked for the same.
import {isDark} from "./look.js";
import {on} from "./events.js";
import {tell} from "./pictures.js";

const RESTS = 1200; // milliseconds
const UNDER = matchMedia("(pointer: coarse)").matches ? 56 : 36; // pixels for what stands under the picture
const NEAR = 80;
const STILL = ".drawn :is(svg.scene, svg.chart, .scroll:has(> .matrix))";

const slot = card => card.querySelector(".slot");
const isShown = one => one.getClientRects().length > 0;
const stillOf = card => [...card.querySelectorAll(STILL)].find(isShown);

let frame = null; // the one of this page, kept with its scripts: what is asked for next needs no others
let ready = false;
let taken = null; // the card that it is asked for, or shows
let asked = ""; // for that card
let times = 0; // how often this page has asked: tells the answers apart
let first = 0; // what the frame was opened with

function still(card) {
  card.classList.remove("live");
  if (card !== taken) return;
  taken = null;
  slot(card).hidden = true;
  if (ready) post("rest");
}

function drop() {
  frame?.remove();
  frame = null;
  ready = false;
}

const AGAIN = [300, 600, 1200, 2400, 5000];

// Ask for the live picture again, a little later each time; the still one stands meanwhile.
function again(card, tries) {
  drop();
  still(card);
  if (tries >= AGAIN.length) return;
  setTimeout(() => {
    if (!taken) reach(card, tries + 1);
  }, AGAIN[tries]);
}

// Where the still picture stands; of a map its ground, whose legend stays below.
function roomOf(picture) {
  const {left, top, right, width, height} = picture.getBoundingClientRect();
  const ground = picture.querySelector("svg.ground");
  const share = ground ? ground.getAttribute("height") / picture.viewBox.baseVal.height : 1;
  return {left, top, right, width, height: height * share, bottom: top + height * share};
}

// How far from the edges of the picture what its axes enclose lies, so that the live one begins there too.
function insetOf(picture, room) {
  const parts = [...picture.querySelectorAll(".role-axis-domain line, .matrix tbody:not(.folded) .cell")];
  const boxes = parts.filter(isShown).map(one => one.getBoundingClientRect());
  if (!boxes.length) return {};
  const least = side => Math.min(...boxes.map(one => one[side]));
  const most = side => Math.max(...boxes.map(one => one[side]));
  const inset = [
    least("left") - room.left,
    least("top") - room.top,
    room.right - most("right"),
    room.bottom - most("bottom"),
  ];
  const percent = picture.viewBox ? Math.round((100 * room.width) / picture.viewBox.baseVal.width) : 100;
  return {inset: inset.map(one => Math.max(0, Math.round(one))).join(" "), percent};
}

// What stands under the live picture lies over the foot of the card, where that is near, or in the
// place of a still map's buttons, where they stand below it.
function footOf(card, room) {
  const tools = [...card.querySelectorAll(".map-tools")].find(isShown)?.getBoundingClientRect();
  if (tools?.top >= room.bottom) return tools.bottom - room.bottom;
  const {top, height} = card.querySelector("footer.facts").getBoundingClientRect();
  return top - room.bottom < NEAR ? top - room.bottom + Math.max(height, UNDER) : UNDER;
}

function reach(card, tries = 0) {
  const picture = stillOf(card);
  if (!picture) return;
  if (taken) still(taken);
  taken = card;
  const room = roomOf(picture);
  const around = card.getBoundingClientRect();
  slot(card).hidden = false;
  Object.assign(slot(card).style, {
    left: `${room.left - around.left - card.clientLeft}px`,
    top: `${room.top - around.top - card.clientTop}px`,
    width: `${room.width}px`,
    height: `${room.height + footOf(card, room)}px`,
  });
  const more = new URLSearchParams({
    width: Math.round(room.width),
    height: Math.round(room.height),
    ...insetOf(picture, room),
    size: picture.closest(".narrow") ? "narrow" : "wide",
    dark: Number(isDark()),
    times: (times += 1),
  });
  const [path, query] = card.dataset.live.split("?");
  asked = `${query}&${more}`;
  bring(card);
  if (!frame) open(card, `${path}?${asked}`, tries);
  else if (ready) post("show", {query: asked});
  frame.title = card.querySelector("h2")?.textContent ?? "";
}

// Where a browser cannot move a frame without loading it anew, there is another one.
function bring(card) {
  if (!frame?.isConnected || !(frame.parentElement === slot(card) || slot(card).moveBefore)) drop();
  else if (frame.parentElement !== slot(card)) slot(card).moveBefore(frame, null);
}

function open(card, address, tries) {
  first = times;
  frame = document.createElement("iframe");
  frame.src = address;
  frame.addEventListener("load", ({target}) => {
    const inside = target.contentDocument;
    if (target === frame && inside?.URL !== "about:blank" && !inside?.querySelector(".live-picture"))
      again(taken ?? card, tries);
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

function post(kind, more) {
  frame.contentWindow.postMessage({lianxin: kind, ...more}, location.origin);
}

// What stands out in the still picture does so in the live one: what the address has chosen, or what a
// card of the page names.
function choose(card) {
  const {selects} = document.getElementById("main").dataset;
  const id = selects && new URLSearchParams(location.search).get(selects);
  const named = [...(stillOf(card)?.querySelectorAll(".node.named") ?? [])];
  const keys = named.map(({dataset}) => dataset.key);
  const chosen = [id, ...keys].filter(Boolean).join();
  if (chosen || card.dataset.chosen) post("chosen", {id, keys});
  card.dataset.chosen = chosen;
}

const RECEIVES = {
  drawn(card) {
    card.classList.add("live");
    choose(card);
    if (document.activeElement === buttonOf(card)) post("focus");
  },
  none: still,
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

function receive({origin, source, data}) {
  if (origin !== location.origin || !frame || source !== frame.contentWindow) return;
  if (data.lianxin === "ready") {
    ready = true;
    if (!taken) post("rest");
    else if (times !== first) post("show", {query: asked});
  } else if (data.lianxin === "lost") taken ? again(taken, 0) : drop();
  else if (taken && (data.of ?? String(times)) === String(times)) RECEIVES[data.lianxin]?.(taken, data);
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
    if (card.matches(".live")) post("focus");
    else reach(card);
  });
  foot.append(button);
}

function whenRested(card) {
  let timer = 0;
  card.addEventListener("pointerover", ({target, pointerType}) => {
    clearTimeout(timer);
    if (!target.closest?.(STILL) || pointerType === "touch" || target.closest("dialog")) return;
    timer = setTimeout(() => {
      if (card !== taken && !document.querySelector(".mark-menu")) reach(card);
    }, RESTS);
  });
  for (const kind of ["pointerleave", "pointerdown"]) card.addEventListener(kind, () => clearTimeout(timer));
}

// In the colours of the theme that has been chosen.
function redraw(card) {
  if (card.matches(".live")) reach(card);
}

function resized(card) {
  const waits = card === taken && !card.matches(".live");
  still(card);
  if (waits) reach(card);
}

export function start() {
  window.addEventListener("message", receive);
  document.addEventListener("keydown", ({key}) => {
    if (key === "Escape") document.querySelectorAll(".card.live").forEach(still);
  });
  for (const card of document.querySelectorAll("[data-live]")) {
    whenRested(card);
    addButton(card);
    new ResizeObserver(() => resized(card)).observe(card);
    on("filled", id => {
      if (id !== card.dataset.card) return setTimeout(() => card.matches(".live") && choose(card));
      still(card);
      addButton(card);
    });
    on("moved", query => readdress(card, query));
    on("look", () => redraw(card));
  }
}
