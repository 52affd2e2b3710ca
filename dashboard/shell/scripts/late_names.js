// Names of records that were not there in time: the page shows their ids, is asked for again, and each
// name takes its place.
import {pause} from "./retry.js";

const PLACES = "#main .row-title, #main .walk-card h2, #main .agenda-item .item-name > a";
const MOST = 40;

function take(next) {
  const [here, there] = [document, next].map(one => [...one.querySelectorAll(PLACES)]);
  if (here.length !== there.length) return; // changed meanwhile, which is shown in another way
  here.forEach((one, i) => {
    if (!there[i].matches("[data-untitled]")) one.textContent = there[i].textContent;
    one.toggleAttribute("data-untitled", there[i].matches("[data-untitled]"));
  });
  document.title = next.title;
}

export async function start() {
  const {dataset} = document.documentElement;
  for (let attempt = 0; dataset.namesLate !== undefined && attempt < MOST; attempt++) {
    await pause(0, Math.min(attempt + 1, 5));
    const response = await fetch(location.href, {cache: "no-store"}).catch(() => null);
    if (!response?.ok) continue;
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    if (next.documentElement.dataset.namesLate !== undefined) continue;
    take(next);
    delete dataset.namesLate;
  }
}
