// What stands outside the cards and the form: the title, whether the data is invented, what is
// wrong with the address.
import {cards} from "./cards.js";
import {on} from "./events.js";

const element = id => document.getElementById(id);

// How much waits to be done, in the menu; and what of it stands outside the graph, on its page.
function updateWaiting({waiting, beside}) {
  const count = document.querySelector("[data-waiting]");
  if (count && waiting !== undefined)
    Object.assign(count, {textContent: waiting, hidden: !waiting});
  const place = element("beside");
  if (place && beside !== undefined && place.innerHTML.trim() !== beside.trim())
    place.innerHTML = beside;
}

function update({heading, path, synthetic, facts, wrong, lead}) {
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
  const line = element("page-facts");
  if (line && facts !== undefined) Object.assign(line, {textContent: facts, hidden: !facts});
  if (wrong !== undefined) showProblem(wrong);
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
  for (const one of document.querySelectorAll(".record-tools, #next[data-late]")) one.remove();
}

export function start() {
  on("state", update);
  on("state", updateWaiting);
  on("refused", refuse);
}
