// The node that the address names is marked in every picture and list; a click chooses another, or
// leads to its record on a page that chooses none.
import {on} from "./events.js";
import {go} from "./navigation.js";

const main = document.getElementById("main");
const parameter = main.dataset.selects;

function selected() {
  return parameter ? new URLSearchParams(location.search).get(parameter) : null;
}

function markScene(scene, id) {
  const keys = new Set();
  for (const node of scene.querySelectorAll("[data-id]")) {
    const chosen = node.dataset.id === id;
    node.classList.toggle("selected", chosen);
    if (chosen) keys.add(node.dataset.key);
    if (parameter && node.matches(".node")) node.setAttribute("aria-pressed", String(chosen));
  }
  scene.classList.toggle("selecting", keys.size > 0);
  for (const flow of scene.querySelectorAll(".flow"))
    flow.classList.toggle("selected", keys.has(flow.dataset.from) || keys.has(flow.dataset.to));
  if (!scene.querySelector('.node[tabindex="0"]'))
    scene.querySelector(".node")?.setAttribute("tabindex", "0");
}

// What a card of the page names is marked in its flows: the group of the giver that is chosen.
function markNamed() {
  const names = [...document.querySelectorAll(".drawn[data-marks]")].map(({dataset}) => dataset.marks);
  for (const scene of document.querySelectorAll(".drawn.sankey .scene")) {
    const keys = new Set();
    for (const node of scene.querySelectorAll(".node[data-key]")) {
      const isNamed = names.includes(node.dataset.key.split("|")[1]);
      node.classList.toggle("named", isNamed);
      if (isNamed) keys.add(node.dataset.key);
    }
    scene.classList.toggle("marking", keys.size > 0);
    for (const flow of scene.querySelectorAll(".flow"))
      flow.classList.toggle("named", keys.has(flow.dataset.from));
  }
}

function markSelected() {
  markNamed();
  const id = selected();
  document.documentElement.toggleAttribute("data-chosen", Boolean(id));
  for (const scene of document.querySelectorAll(".scene")) markScene(scene, id);
  for (const row of document.querySelectorAll(".drawn :is(li, tr, span)[data-id]")) {
    const chosen = row.dataset.id === id;
    row.classList.toggle("selected", chosen);
    const list = chosen && row.closest(".rolls .drawn");
    if (!list) continue;
    const above = list.querySelector("thead")?.offsetHeight ?? 0;
    list.scrollTop += row.getBoundingClientRect().top - list.getBoundingClientRect().top - above - 8;
  }
}

// Where the answer stands below the window, as on a phone, the page goes there.
function showAnswer() {
  const answer = document.querySelector(".card.stays");
  if (answer && answer.getBoundingClientRect().top > innerHeight * 0.8)
    answer.scrollIntoView({block: "start"});
}

function select(id) {
  // the same node again lets it go
  const query = new URLSearchParams(location.search);
  if (id === null || query.get(parameter) === id) query.delete(parameter);
  else query.set(parameter, id);
  document.documentElement.toggleAttribute("data-chosen", query.has(parameter));
  if (`${query}` !== location.search.slice(1)) go(`${query}`);
}

// What lets go of the selection, in the card that answers to it.
function addLetGo() {
  const answer = document.querySelector(".card.stays");
  if (!answer) return;
  const button = document.createElement("button");
  Object.assign(button, {type: "button", className: "let-go", textContent: "×", title: main.dataset.letGo});
  button.setAttribute("aria-label", main.dataset.letGo);
  button.addEventListener("click", () => select(null));
  answer.prepend(button);
}

function choose(event) {
  const node = event.target.closest(".drawn [data-id]");
  const link = event.target.closest("a");
  if (!node || (link && !link.closest(".scene"))) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // what a picture's node leads to without this script is selected here
  const {id} = node.dataset;
  const isNew = selected() !== id;
  select(id);
  if (isNew) showAnswer();
}

function openRecord(event) {
  const node = event.target.closest(".scene [data-id]");
  if (!node || event.target.closest("a")) return;
  const given = new URLSearchParams(location.search);
  const query = new URLSearchParams({id: node.dataset.id});
  for (const name of ["as_of", "lang"]) if (given.get(name)) query.set(name, given.get(name));
  location.href = `${main.dataset.record}?${query}`;
}

export function start() {
  if (parameter) {
    addLetGo();
    main.addEventListener("click", choose);
    document.addEventListener("keydown", event => {
      if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
      if (selected()) select(null);
    });
  } else if (main.dataset.record) main.addEventListener("click", openRecord);
  markSelected();
  on("filled", markSelected);
  on("moved", markSelected);
}
