// What can be done with pictures: point at them, follow what flows, hold a thing, walk with the keys.
const tip = document.getElementById("tip"), main = document.getElementById("main"), holds = main.dataset.holds;

function hide() { tip.hidden = true; }
function tell(over, x, y) { // what a thing says, beside the pointer or below what has the focus
  const said = over?.dataset?.tip || (over?.getAttribute("role") === "graphics-symbol" ? over.getAttribute("aria-label") : "");
  if (!said || over.closest(".role-axis, .role-legend")) return hide();
  tip.textContent = over.dataset?.tip ? said : said.replaceAll("; ", "\n");
  tip.hidden = false;
  const left = Math.min(x + 14, innerWidth - tip.offsetWidth - 8);
  const top = y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 10 : y + 18;
  tip.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`;
}
function near(event) { // a thin line is met a little beside it
  const over = event.target.closest?.("[data-tip], .chart [aria-label]");
  if (over || !event.target.matches?.("svg.scene")) return over;
  for (const [dx, dy] of [[0, 3], [0, -3], [3, 0], [-3, 0]]) {
    const beside = document.elementFromPoint(event.clientX + dx, event.clientY + dy)?.closest?.(".scene [data-tip]");
    if (beside) return beside;
  }
  return null;
}
function follow(over) { // everything that flows through what is pointed at
  const at = over?.matches?.(".scene .node, .scene .flow, .scene text[data-key]") ? over : null, scene = at?.closest(".scene");
  for (const one of document.querySelectorAll(".scene.hot")) if (one !== scene) one.classList.remove("hot");
  if (!scene) return;
  scene.classList.add("hot");
  const key = at.dataset.key;
  for (const flow of scene.querySelectorAll(".flow"))
    flow.classList.toggle("on", key ? flow.dataset.from === key || flow.dataset.to === key : flow === at);
}
document.addEventListener("pointermove", event => {
  const over = near(event);
  tell(over, event.clientX, event.clientY);
  follow(over);
});
document.addEventListener("focusin", event => {
  if (!event.target.matches(":focus-visible")) return;
  const box = event.target.getBoundingClientRect();
  tell(event.target.closest("[data-tip]"), box.left, box.bottom - 8);
  follow(event.target);
});
document.addEventListener("focusout", hide);
document.addEventListener("scroll", hide, {passive: true, capture: true});

function held() { return holds ? new URLSearchParams(location.search).get(holds) : null; }
function mark() { // what the address holds is marked in every picture and list
  const id = held();
  for (const scene of document.querySelectorAll(".scene")) {
    const keys = new Set();
    for (const node of scene.querySelectorAll("[data-id]")) {
      const here = node.dataset.id === id;
      node.classList.toggle("held", here);
      if (here) keys.add(node.dataset.key);
      if (holds && node.matches(".node")) node.setAttribute("aria-pressed", String(here));
    }
    scene.classList.toggle("holding", keys.size > 0);
    for (const flow of scene.querySelectorAll(".flow"))
      flow.classList.toggle("held", keys.has(flow.dataset.from) || keys.has(flow.dataset.to));
    if (!scene.querySelector('.node[tabindex="0"]')) scene.querySelector(".node")?.setAttribute("tabindex", "0");
  }
  for (const one of document.querySelectorAll(".drawn :is(li, tr, span)[data-id]")) {
    one.classList.toggle("held", one.dataset.id === id);
    const rolls = one.dataset.id === id && one.closest(".rolls .drawn");
    if (rolls) rolls.scrollTop += one.getBoundingClientRect().top - rolls.getBoundingClientRect().top - 40;
  }
}
function hold(id) { // the same thing again lets it go
  const query = new URLSearchParams(location.search);
  if (id === null || query.get(holds) === id) query.delete(holds); else query.set(holds, id);
  if (`${query}` !== location.search.slice(1)) window.lianxin.go(`${query}`);
}
if (holds) {
  main.addEventListener("click", event => {
    const over = event.target.closest(".drawn [data-id]"), link = event.target.closest("a");
    if (!over || link && !link.closest(".scene") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault(); // what a picture's node leads to without this script is held here
    hold(over.dataset.id);
  });
  document.addEventListener("keydown", event => { if (event.key === "Escape" && held() && !document.querySelector("dialog[open]")) hold(null); });
}
else if (main.dataset.record) main.addEventListener("click", event => { // a thing in a picture leads to its record
  const over = event.target.closest(".scene [data-id]"), query = new URLSearchParams(location.search), to = new URLSearchParams();
  if (!over || event.target.closest("a")) return;
  to.set("id", over.dataset.id);
  for (const name of ["as_of", "lang"]) if (query.get(name)) to.set(name, query.get(name));
  location.href = `${main.dataset.record}?${to}`;
});
mark();
for (const name of ["lianxin:filled", "lianxin:went"]) document.addEventListener(name, mark);

function beside(node, key) { // the next thing in a direction: in the same column, or nearest in the next one
  const middle = one => { const b = one.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; };
  const [x, y] = middle(node), upright = key === "ArrowUp" || key === "ArrowDown", way = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
  let best = null, least = Infinity;
  for (const other of node.closest(".scene").querySelectorAll(".node")) {
    const [ox, oy] = middle(other), along = way * (upright ? oy - y : ox - x), aside = Math.abs(upright ? ox - x : oy - y);
    if (other === node || along <= (upright ? 0.5 : 20)) continue;
    const far = upright ? along + aside * 8 : along * 4 + aside;
    if (far < least) { least = far; best = other; }
  }
  return best;
}
document.addEventListener("keydown", event => {
  const node = event.target.closest?.(".scene .node, .drawn [data-id][tabindex]");
  if (!node) return;
  if (event.key.startsWith("Arrow") && node.matches(".node")) {
    event.preventDefault();
    const next = beside(node, event.key);
    if (!next) return;
    node.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    node.dispatchEvent(new MouseEvent("click", {bubbles: true}));
  }
});
