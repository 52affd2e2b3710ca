// A picture is opened in a window of the page, to be made larger and moved: by buttons, keys, the wheel
// with Ctrl, and drawn by hand. Without this the link opens the picture by itself.
const STEP = 1.5;
const MOST = 12;
let dialog;
let scale = 1;

const room = () => dialog.querySelector(".zoom-room");
const picture = () => dialog.querySelector("img");

// The share of the room's width at which the whole picture is seen.
function whole() {
  const [{clientWidth, clientHeight}, {naturalWidth, naturalHeight}] = [room(), picture()];
  return Math.min(1, (clientHeight * naturalWidth) / naturalHeight / clientWidth) || 1;
}

// Larger or smaller around a place of the room, in shares of it.
function zoom(by, [x, y] = [0.5, 0.5]) {
  const place = room();
  const [left, top] = [place.scrollLeft + x * place.clientWidth, place.scrollTop + y * place.clientHeight];
  const before = scale;
  scale = by ? Math.min(MOST, Math.max(1, scale * by)) : 1;
  picture().style.width = `${scale * whole() * 100}%`;
  place.scrollLeft = (left * scale) / before - x * place.clientWidth;
  place.scrollTop = (top * scale) / before - y * place.clientHeight;
}

function drag(event) {
  if (event.button || event.pointerType === "touch") return;
  event.preventDefault();
  const place = room();
  place.focus();
  const [x, y] = [event.clientX + place.scrollLeft, event.clientY + place.scrollTop];
  const move = ({clientX, clientY}) => place.scrollTo(x - clientX, y - clientY);
  addEventListener("pointermove", move);
  addEventListener("pointerup", () => removeEventListener("pointermove", move), {once: true});
}

function wheel(event) {
  if (!event.ctrlKey) return;
  event.preventDefault();
  const {left, top, width, height} = room().getBoundingClientRect();
  const at = [(event.clientX - left) / width, (event.clientY - top) / height];
  zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, at);
}

const KEYS = {"+": STEP, "=": STEP, "-": 1 / STEP, 0: 0};

function pressed(event) {
  if (!(event.key in KEYS) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  zoom(KEYS[event.key]);
}

function button(sign, label, act) {
  const one = document.createElement("button");
  Object.assign(one, {type: "button", className: "button", textContent: sign});
  one.setAttribute("aria-label", label);
  one.title = label;
  one.addEventListener("click", act);
  return one;
}

function build(words) {
  dialog = Object.assign(document.createElement("dialog"), {className: "zoom"});
  dialog.innerHTML =
    '<div class="zoom-head"><h2></h2></div>' +
    '<div class="zoom-room" tabindex="0" role="region"><img></div>';
  const [larger, smaller, whole, close] = words.split("|");
  dialog.firstElementChild.append(
    button("+", larger, () => zoom(STEP)),
    button("−", smaller, () => zoom(1 / STEP)),
    button("⟲", whole, () => zoom(0)),
    button("×", close, () => dialog.close()),
  );
  picture().addEventListener("load", () => zoom(0));
  room().addEventListener("pointerdown", drag);
  room().addEventListener("wheel", wheel, {passive: false});
  dialog.addEventListener("keydown", pressed);
  document.body.append(dialog);
}

function open(link) {
  const {alt} = link.querySelector("img");
  if (!dialog) build(link.closest("[data-zoom-words]").dataset.zoomWords);
  dialog.querySelector("h2").textContent = alt;
  dialog.setAttribute("aria-label", alt);
  room().setAttribute("aria-label", alt);
  Object.assign(picture(), {src: link.dataset.zoom, alt});
  dialog.showModal();
  zoom(0);
  room().focus();
}

export function start() {
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[data-zoom]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link);
  });
}
