// Cards from the explorer on a page: saved views and paths, as of the day that is shown.
import {emit, on} from "./events.js";
import {onPage} from "./visit.js";

let asked = 0;

async function fill(card, query) {
  const place = card.querySelector(".drawn");
  const way = card.dataset.walk;
  try {
    const response = await fetch(`${way}${way.endsWith("?") ? "" : "&"}${query}`, {headers: onPage});
    return [place, await response.text()];
  } catch {
    return [place, document.getElementById("unreachable").innerHTML];
  }
}

// A view goes by the name under which it was kept, where the page gives it no other.
function nameByView(place) {
  const heading = place.closest(".card").querySelector("h2[data-untitled]");
  const name = place.querySelector("svg.scene[aria-label]")?.getAttribute("aria-label");
  if (heading && name) heading.textContent = name;
}

export async function fillWalks() {
  const mine = ++asked;
  const query = new URLSearchParams(location.search);
  const given = new URLSearchParams();
  for (const name of ["as_of", "lang"]) if (query.get(name)) given.set(name, query.get(name));
  if (!given.get("lang")) given.set("lang", document.documentElement.lang.slice(0, 2));
  const cards = [...document.querySelectorAll("[data-walk]")];
  for (const [place, text] of await Promise.all(cards.map(card => fill(card, given)))) {
    if (mine !== asked) return;
    place.innerHTML = text;
    nameByView(place);
    emit("filled", "");
  }
}

export function start() {
  let shown = document.documentElement.dataset.version;
  const again = () => document.querySelector("[data-walk]") && fillWalks();
  again();
  on("moved", again);
  on("version", version => {
    if (version === shown) return;
    shown = version;
    again();
  });
}
