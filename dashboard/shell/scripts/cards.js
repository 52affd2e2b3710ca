// Cards: each is fetched from its own address, and again where it failed for want of an answer.
import {emit} from "./events.js";
import {pause} from "./retry.js";
import {onPage} from "./visit.js";

const attempts = new WeakMap();

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

// What stands in a card that could not be fetched: its title and the sentence.
function unreachable(card) {
  const title = card.querySelector(".text > h2")?.outerHTML ?? "";
  return title + document.getElementById("unreachable").innerHTML;
}

export async function load(card, url) {
  card.dataset.url = url;
  card.classList.add("waiting");
  card.setAttribute("aria-busy", "true");
  let text;
  let seconds = 0;
  try {
    const response = await fetch(url, {headers: onPage});
    seconds = Number(response.headers.get("retry-after"));
    if (response.headers.get("x-card")) text = await response.text();
  } catch {
    /* not reached: said below */
  }
  if (card.dataset.url !== url) return;
  text ??= unreachable(card);
  replace(card.querySelector(".text"), text);
  card.classList.remove("waiting", "pending");
  card.removeAttribute("aria-busy");
  emit("filled", card.dataset.card);
  retry(card, seconds);
}

// Asked for again by itself, after a pause that grows, for as long as it fails.
function retry(card, seconds) {
  if (!failed(card)) {
    attempts.delete(card);
    return;
  }
  const attempt = attempts.get(card) ?? 0;
  attempts.set(card, attempt + 1);
  pause(attempt, seconds).then(() => {
    if (failed(card) && attempts.get(card) === attempt + 1) load(card, card.dataset.url);
  });
}

export function failed(card) {
  return card.querySelector("[data-retry]") !== null;
}

export function start() {
  for (const card of cards()) {
    if (card.classList.contains("pending")) load(card, card.dataset.url);
    else retry(card, 0);
  }
  document.addEventListener("click", ({target}) => {
    const button = target.closest?.("[data-again]");
    const card = button?.closest("[data-card]");
    if (card) load(card, card.dataset.url);
  });
}
