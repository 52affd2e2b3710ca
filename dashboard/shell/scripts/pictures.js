// Pictures: a tip at the pointer, what flows through a node, the arrow keys from node to node.
import {on} from "./events.js";

const tip = document.getElementById("tip");

function hide() {
  tip.hidden = true;
}

// A node's own tip beside the pointer, or a chart mark's spoken label.
function show(mark, x, y) {
  const spoken =
    mark?.getAttribute("role") === "graphics-symbol" ? mark.getAttribute("aria-label") : "";
  const tipped = mark?.dataset?.tip || mark?.parentElement?.getAttribute("aria-label");
  const text = tipped || spoken;
  tell(mark?.closest(".role-axis, .role-legend") ? "" : spoken ? text.replaceAll("; ", "\n") : text, x, y);
}

// A text as the tip beside the pointer; none where it is empty.
export function tell(text, x, y) {
  if (!text) return hide();
  tip.textContent = text;
  tip.hidden = false;
  const left = Math.min(x + 14, innerWidth - tip.offsetWidth - 8);
  const top = y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 10 : y + 18;
  tip.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`;
}

// Of the marks of a chart that the pointer meets, the one whose middle is nearest to it.
export function nearest(x, y) {
  let [found, least] = [null, Infinity];
  for (const one of document.elementsFromPoint(x, y)) {
    if (!one.matches(".chart a > *")) continue;
    const {left, top, width, height} = one.getBoundingClientRect();
    const far = Math.hypot(left + width / 2 - x, top + height / 2 - y);
    if (far < least) [found, least] = [one, far];
  }
  return found;
}

function markAt(event) {
  if (event.target.closest?.(".chart .mark-symbol a")) return nearest(event.clientX, event.clientY);
  // a thin line is met a little beside it
  const mark = event.target.closest?.("[data-tip], .flow, .chart [aria-label]");
  if (mark || !event.target.matches?.("svg.scene")) return mark;
  for (const [dx, dy] of [
    [0, 3],
    [0, -3],
    [3, 0],
    [-3, 0],
  ]) {
    const beside = document.elementFromPoint(event.clientX + dx, event.clientY + dy);
    const found = beside?.closest?.(".scene [data-tip], .scene .flow");
    if (found) return found;
  }
  return null;
}

// Everything that flows through what is pointed at stands out.
function highlight(mark) {
  const part = mark?.matches?.(".scene .node, .scene .flow, .scene text[data-key]") ? mark : null;
  const scene = part?.closest(".scene");
  for (const hot of document.querySelectorAll(".scene.hot"))
    if (hot !== scene) hot.classList.remove("hot");
  if (!scene) return;
  scene.classList.add("hot");
  const key = part.dataset.key;
  for (const flow of scene.querySelectorAll(".flow")) {
    const touches = flow.dataset.from === key || flow.dataset.to === key;
    flow.classList.toggle("on", key ? touches : flow === part);
  }
}

// What the arrow keys go through: the nodes and bands of a scene, the links of a chart, the cells of a
// matrix.
function marksBeside(mark) {
  const scene = mark.closest(".scene");
  if (scene) return scene.querySelectorAll(".node, a:has(> .flow)");
  return mark.closest(".chart, .matrix").querySelectorAll("[tabindex]");
}

// The next node in a direction: in the same column, or the nearest in the next one.
function neighbour(node, key) {
  const middle = ({left, top, width, height}) => [left + width / 2, top + height / 2];
  const [x, y] = middle(node.getBoundingClientRect());
  const upright = key === "ArrowUp" || key === "ArrowDown";
  const sign = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
  let best = null;
  let least = Infinity;
  for (const other of marksBeside(node)) {
    const [otherX, otherY] = middle(other.getBoundingClientRect());
    const along = sign * (upright ? otherY - y : otherX - x);
    const aside = Math.abs(upright ? otherX - x : otherY - y);
    if (other === node || along <= (upright ? 0.5 : 20)) continue;
    const distance = upright ? along + aside * 8 : along * 4 + aside;
    if (distance < least) [least, best] = [distance, other];
  }
  return best;
}

function press(event) {
  const node = event.target.closest?.(
    ".scene .node, .scene a:has(> .flow), .drawn [data-id][tabindex], .chart a, .matrix a"
  );
  if (!node) return;
  if (event.key.startsWith("Arrow") && node.matches(".node, .scene a, .chart a, .matrix [tabindex]")) {
    event.preventDefault();
    const next = neighbour(node, event.key);
    if (!next) return;
    node.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  } else if (!node.matches("a") && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    node.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
  }
}

// A chart's points are small and their surroundings meet: a click is for the nearest.
function follow(event) {
  const link = event.target.closest?.(".chart .mark-symbol a");
  const {clientX, clientY, ctrlKey, metaKey, shiftKey} = event;
  const near = link && nearest(clientX, clientY)?.parentElement;
  if (!near || near === link) return;
  event.preventDefault();
  const more = {clientX, clientY, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true};
  near.dispatchEvent(new MouseEvent("click", more));
}

// The rows that are folded into one, shown or folded again.
function unfold(button) {
  const rows = button.closest("tbody").nextElementSibling;
  button.setAttribute("aria-expanded", String(rows.classList.toggle("unfolded")));
}

// One mark of each picture is reached with Tab, the others from it with the arrow keys.
function enter() {
  for (const picture of document.querySelectorAll(".drawn :is(.chart, .matrix)"))
    if (!picture.querySelector('[tabindex="0"]'))
      picture.querySelector("[tabindex]")?.setAttribute("tabindex", "0");
  for (const picture of document.querySelectorAll(".neighbourhood .scene"))
    if (!picture.querySelector('.node[tabindex="0"]'))
      picture.querySelector("a .node")?.setAttribute("tabindex", "0");
}

export function start() {
  enter();
  on("filled", enter);
  document.addEventListener("click", follow);
  document.addEventListener("click", ({target}) => {
    const button = target.closest?.("[data-unfold-rows]");
    if (button) unfold(button);
  });
  document.addEventListener("pointermove", event => {
    const mark = markAt(event);
    show(mark, event.clientX, event.clientY);
    highlight(mark);
  });
  document.addEventListener("focusin", event => {
    if (!event.target.matches(":focus-visible")) return;
    const {left, bottom} = event.target.getBoundingClientRect();
    const chart = event.target.matches(".chart a") && event.target.firstElementChild;
    const band = event.target.matches(".scene a") && event.target.querySelector(":scope > .flow");
    show(chart || band || event.target.closest("[data-tip]"), left, bottom - 8);
    highlight(band || event.target);
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", hide, {passive: true, capture: true});
  document.addEventListener("keydown", press);
}
