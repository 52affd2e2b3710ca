// A map is made larger, moved about and fitted again, by buttons, keys, a wheel with Ctrl and the
// pointer; places that a list beside it names and the map shows stand out together.
import {on} from "./events.js";

const MOST = 12;
const STEP = 1.5;
const views = new WeakMap(); // the ground to where it is: x, y and how many times larger

const whole = ground => [Number(ground.getAttribute("width")), Number(ground.getAttribute("height"))];
const grounds = () => document.querySelectorAll(".drawn.map svg.ground");

function show(ground, x, y, times) {
  const [width, height] = whole(ground);
  const larger = Math.min(MOST, Math.max(1, times));
  const [wide, high] = [width / larger, height / larger];
  const left = Math.min(Math.max(0, x), width - wide);
  const top = Math.min(Math.max(0, y), height - high);
  views.set(ground, [left, top, larger]);
  ground.setAttribute("viewBox", `${left} ${top} ${wide} ${high}`);
  ground.classList.toggle("larger", larger > 1);
  ground.style.setProperty("--larger", larger);
}

const viewOf = ground => views.get(ground) ?? [0, 0, 1];

// Larger or smaller around a point of the picture, given as shares of its width and height.
function scale(ground, by, across = 0.5, down = 0.5) {
  const [width, height] = whole(ground);
  const [x, y, times] = viewOf(ground);
  const next = Math.min(MOST, Math.max(1, times * by));
  const dx = across * (width / times - width / next);
  const dy = down * (height / times - height / next);
  show(ground, x + dx, y + dy, next);
}

// Where the ground is on the screen; its own box holds also what it cuts off.
function placeOf(ground) {
  const picture = ground.ownerSVGElement;
  const {left, top, width, height} = picture.getBoundingClientRect();
  return {left, top, width, height: (height * whole(ground)[1]) / picture.viewBox.baseVal.height};
}

function sharesAt(ground, {clientX, clientY}) {
  const {left, top, width, height} = placeOf(ground);
  return [(clientX - left) / width, (clientY - top) / height];
}

function drag(ground, event) {
  const [x, y, times] = viewOf(ground);
  if (times === 1 || event.button) return;
  const [width] = whole(ground);
  const unit = width / times / placeOf(ground).width;
  let moved = false;
  const move = ({clientX, clientY}) => {
    const [dx, dy] = [event.clientX - clientX, event.clientY - clientY];
    moved ||= Math.hypot(dx, dy) > 4;
    if (moved) show(ground, x + dx * unit, y + dy * unit, times);
  };
  const end = () => {
    removeEventListener("pointermove", move);
    if (moved) addEventListener("click", stop, {capture: true, once: true});
    setTimeout(() => removeEventListener("click", stop, {capture: true}), 0);
  };
  const stop = click => (click.preventDefault(), click.stopPropagation());
  addEventListener("pointermove", move);
  addEventListener("pointerup", end, {once: true});
}

const KEYS = {"+": STEP, "=": STEP, "-": 1 / STEP, 0: 0};

function change(ground, by) {
  if (by) scale(ground, by);
  else show(ground, 0, 0, 1);
}

function prepare() {
  for (const ground of grounds()) {
    if (views.has(ground)) continue;
    show(ground, 0, 0, 1);
    const words = document.documentElement.dataset.mapWords.split("|");
    const tools = document.createElement("p");
    tools.className = "map-tools";
    for (const [at, sign] of [..."+−⟲"].entries()) {
      const button = Object.assign(document.createElement("button"), {type: "button", textContent: sign});
      button.setAttribute("aria-label", words[at]);
      button.addEventListener("click", () => change(ground, [STEP, 1 / STEP, 0][at]));
      tools.append(button);
    }
    ground.ownerSVGElement.parentElement.append(tools);
    ground.addEventListener("pointerdown", event => drag(ground, event));
    ground.addEventListener(
      "wheel",
      event => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        scale(ground, event.deltaY < 0 ? 1.2 : 1 / 1.2, ...sharesAt(ground, event));
      },
      {passive: false},
    );
  }
}

const idIn = link => link && new URLSearchParams(link.search).get("id");

// A place that is pointed at, or whose link has the focus, in the list and on the map.
function tie({target}) {
  const row = target.closest?.(".card tr");
  const node = target.closest?.(".drawn.map [data-id]");
  const id = node?.dataset.id ?? idIn(row?.querySelector("a[href*='record?']"));
  for (const one of document.querySelectorAll(".tied")) one.classList.remove("tied");
  if (!id || !grounds().length) return;
  const name = CSS.escape(id);
  for (const one of document.querySelectorAll(`.drawn.map .node[data-id="${name}"]`)) one.classList.add("tied");
  for (const link of document.querySelectorAll(`.card tr a[href*="id=${name}"]`))
    link.closest("tr").classList.add("tied");
}

export function start() {
  prepare();
  on("filled", prepare);
  document.addEventListener("pointerover", tie);
  document.addEventListener("focusin", tie);
  document.addEventListener("keydown", event => {
    const ground = event.target.closest?.(".drawn.map")?.querySelector("svg.ground");
    if (!ground || !(event.key in KEYS) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    change(ground, KEYS[event.key]);
  });
}
