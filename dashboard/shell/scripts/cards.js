// Cards: each is fetched from its own address, and again where it failed for want of an answer.
import {emit} from "./events.js";

export const cards = () => document.querySelectorAll("[data-card]");

// What is typed into a card's fields while its new text comes is kept, with the caret; what was
// unfolded stays so.
function replace(body, html) {
  const focused = body.contains(document.activeElement) ? document.activeElement : null;
  const unfolded = [...body.querySelectorAll("details[open][data-fold]")];
  body.innerHTML = html;
  for (const {dataset} of unfolded)
    body.querySelector(`[data-fold="${dataset.fold}"]`)?.setAttribute("open", "");
  const twin = focused?.name ? body.querySelector(`[name="${CSS.escape(focused.name)}"]`) : null;
  if (!twin) return;
  if (twin.value !== focused.value) twin.value = focused.value;
  twin.focus({preventScroll: true});
  if (focused.selectionStart != null)
    twin.setSelectionRange(focused.selectionStart, focused.selectionEnd);
}

export async function load(card, url) {
  card.dataset.url = url;
  card.classList.add("waiting");
  let text;
  try {
    const response = await fetch(url);
    if (response.headers.get("x-card")) text = await response.text();
  } catch {
    /* not reached: said below */
  }
  if (card.dataset.url !== url) return;
  text ??= document.getElementById("unreachable").innerHTML;
  replace(card.querySelector(".text"), text);
  card.classList.remove("waiting", "pending");
  emit("filled", card.dataset.card);
  retry(card);
}

function retry(card) {
  if (!card.querySelector("[data-retry]")) return;
  setTimeout(() => {
    if (card.querySelector("[data-retry]")) load(card, card.dataset.url);
  }, 5000);
}

// Each card anew, from an address that carries the data's present version.
export function reload(version) {
  for (const card of cards()) load(card, card.dataset.url.replace(/([?&]v=)\w*/, `$1${version}`));
}

export function start() {
  for (const card of cards()) {
    if (card.classList.contains("pending")) load(card, card.dataset.url);
    else retry(card);
  }
}
