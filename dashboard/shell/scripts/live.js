// When someone rests on a picture that has a live one, or presses the button under it, that is laid
// over it in a frame of its own: zoom, pan, select. A pointer that passes by asks for nothing. The
// still picture stays until the live one has been drawn. Where the server behind it has gone, as
// when it is started anew, another is asked for the same.
import {isDark} from "./look.js";
import {on} from "./events.js";

const RESTS = 700; // milliseconds

const slot = card => card.querySelector(".slot");

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
    const picture = card.querySelector("svg.scene");
    if (picture && !slot(card).firstChild) reach(card, picture, tries + 1);
  }, AGAIN[tries]);
}

function reach(card, picture, tries = 0) {
  const box = picture.getBoundingClientRect();
  const around = card.getBoundingClientRect();
  Object.assign(slot(card).style, {
    left: `${box.left - around.left}px`,
    top: `${box.top - around.top}px`,
    width: `${box.width}px`,
    height: `${box.height}px`,
  });
  const size = new URLSearchParams({
    width: Math.round(box.width),
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

// The frame tells when it has been drawn, and where a node that was clicked leads.
function receive(card, {origin, source, data}) {
  if (origin !== location.origin || source !== slot(card).firstChild?.contentWindow) return;
  if (data.lianxin === "drawn") card.classList.add("live");
  if (data.lianxin === "lost") again(card, 0);
  if (data.lianxin === "follow") location.href = data.link;
}

function readdress(card, query) {
  const [path, old] = card.dataset.live.split("?");
  const given = new URLSearchParams(query);
  for (const name of ["page", "card"]) given.set(name, new URLSearchParams(old).get(name));
  card.dataset.live = `${path}?${given}`;
}

// The button under the picture, for the keyboard and for fingers.
function addButton(card) {
  const foot = card.querySelector("footer.facts");
  if (!foot || foot.querySelector("[data-live-now]")) return;
  const button = Object.assign(document.createElement("button"), {type: "button", className: "plain quiet"});
  button.dataset.liveNow = "";
  button.textContent = card.dataset.liveWord;
  button.addEventListener("click", () => {
    const picture = [...card.querySelectorAll(".drawn svg.scene")].find(one => one.getClientRects().length);
    if (picture && !slot(card).firstChild) reach(card, picture);
  });
  foot.append(button);
}

function whenRested(card) {
  let timer = 0;
  card.addEventListener("pointerover", ({target, pointerType}) => {
    clearTimeout(timer);
    const picture = target.closest?.("svg.scene");
    if (!picture || pointerType === "touch" || target.closest("dialog")) return;
    timer = setTimeout(() => {
      if (!slot(card).firstChild && picture.isConnected && !document.querySelector(".mark-menu")) reach(card, picture);
    }, RESTS);
  });
  for (const kind of ["pointerleave", "pointerdown"]) card.addEventListener(kind, () => clearTimeout(timer));
}

export function start() {
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
  }
}
