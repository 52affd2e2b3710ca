// What stands outside the cards and the form: the title, whether the data is invented, what is
// wrong with the address.
import {cards} from "./cards.js";
import {on} from "./events.js";

const element = id => document.getElementById(id);

function update({heading, path, synthetic, wrong, lead}) {
  // the first data have come, or the graph turned out to be empty: it is another page
  if (lead !== undefined && lead !== Boolean(document.querySelector(".first")))
    return location.reload();
  const title = element("heading");
  if (title && heading !== undefined && title.textContent !== heading) {
    title.textContent = heading;
    document.title = `${heading} · ${document.documentElement.dataset.name}`;
  }
  const above = element("path");
  if (above && path) Object.assign(above, {innerHTML: path, hidden: false});
  element("synthetic").hidden = !synthetic;
  showProblem(wrong);
}

function showProblem(text) {
  const place = element("wrong");
  place.textContent = text;
  place.hidden = !text;
}

// An address that means nothing: there is nothing to wait for.
function refuse({query, wrong, passing}) {
  if (passing || query !== location.search.slice(1)) return;
  showProblem(wrong);
  for (const card of cards())
    if (card.matches(".pending") || card.querySelector(".fault")) card.remove();
}

export function start() {
  on("state", update);
  on("refused", refuse);
}
