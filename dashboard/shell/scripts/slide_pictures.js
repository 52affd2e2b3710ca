// The pictures of cards as they are drawn for a wall: fetched while another card is shown, so that the
// next one is there at once.
import {on} from "./events.js";
import {onPage} from "./visit.js";

const PICTURES = ".is-bar, .is-line, .is-sankey, .is-layers, .is-map";
const AGAIN = 1500;
const asked = new WeakMap();

async function fetchOne(card, done) {
  const {url} = card.dataset;
  if (asked.get(card) === url) return;
  asked.set(card, url);
  try {
    const response = await fetch(`${url}&part=wall`, {headers: onPage});
    const drawn = card.querySelector(".drawn");
    if (!response.ok) throw new Error();
    if (card.dataset.url !== url || !drawn) return;
    const wall = document.createElement("div");
    wall.className = "wall";
    wall.innerHTML = await response.text();
    drawn.querySelector(":scope > .wall")?.remove();
    drawn.append(wall);
    done(card);
  } catch {
    asked.delete(card);
    const isShown = card.isConnected && document.documentElement.dataset.slideshow !== undefined;
    if (isShown) setTimeout(() => have([card], done), AGAIN); // the server was busy, or away
  }
}

// Have the pictures of these cards; ``done`` is called with each that has come.
export function have(cards, done) {
  for (const card of cards) {
    if (card.matches(PICTURES) && !card.matches(".pending") && !card.querySelector(".wall")) fetchOne(card, done);
  }
}

// A card's new text holds no picture for the wall.
on("filled", id => {
  const card = document.getElementById(`card-${id}`);
  if (card) asked.delete(card);
});

export function drop() {
  for (const wall of document.querySelectorAll(".wall")) {
    asked.delete(wall.closest("[data-card]"));
    wall.remove();
  }
}
