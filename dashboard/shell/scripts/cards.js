// Cards: each is fetched from its own address, and again where it failed for want of an answer.
import {emit} from "./events.js";
import {release, reserve} from "./heights.js";
import {pause} from "./retry.js";
import {onPage} from "./visit.js";

const attempts = new WeakMap();

export const cards = () => document.querySelectorAll("[data-card]");

// The element in a card's new text that stands where another did in the old one.
function twinOf(body, element) {
  if (element.name) return body.querySelector(`[name="${CSS.escape(element.name)}"]`);
  const link = element.getAttribute("href");
  if (link) return body.querySelector(`a[href="${CSS.escape(link)}"]`);
  if (!element.className) return null;
  const classes = [...element.classList].map(CSS.escape).join(".");
  return body.querySelector(`${element.localName}.${classes}`);
}

// What is typed into a card's fields while its new text comes is kept, with the caret; what was
// unfolded stays so, a list that was scrolled stays where it was.
function replace(body, html) {
  const scrolled = [...body.querySelectorAll(".drawn, .scroll")].map(one => [one.scrollLeft, one.scrollTop]);
  const focused = body.contains(document.activeElement) ? document.activeElement : null;
  const folds = [...body.querySelectorAll("details[data-fold]")];
  body.innerHTML = html;
  for (const {dataset, open} of folds)
    body.querySelector(`[data-fold="${dataset.fold}"]`)?.toggleAttribute("open", open);
  for (const [i, one] of [...body.querySelectorAll(".drawn, .scroll")].entries())
    if (scrolled[i]) [one.scrollLeft, one.scrollTop] = scrolled[i];
  const twin = focused ? twinOf(body, focused) : null;
  if (!twin) return;
  if (focused.name && twin.value !== focused.value) twin.value = focused.value;
  twin.focus({preventScroll: true});
  if (focused.name && focused.selectionStart != null)
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
  let digest = "";
  let seconds = 0;
  try {
    const response = await fetch(url, {headers: onPage});
    seconds = Number(response.headers.get("retry-after"));
    digest = response.headers.get("x-card") ?? "";
    if (digest) text = await response.text();
  } catch {
    /* not reached: said below */
  }
  if (card.dataset.url !== url) return;
  fill(card, url, text ?? unreachable(card), text ? digest : "", seconds);
}

// A card's new text in the place of the old one, whatever way it came; the rows behind a picture that
// were open are opened again.
export function fill(card, url, text, digest = "", seconds = 0) {
  const rows = card.querySelector(".behind") !== null;
  const wasPending = card.classList.contains("pending");
  replace(card.querySelector(".text"), text);
  Object.assign(card.dataset, {url, digest});
  card.classList.remove("waiting", "pending");
  card.removeAttribute("aria-busy");
  if (wasPending) release(card);
  emit("filled", card.dataset.card);
  if (rows) card.querySelector("[data-rows]")?.click();
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
    if (card.classList.contains("pending")) {
      reserve(card);
      load(card, card.dataset.url);
    } else retry(card, 0);
  }
  document.addEventListener("click", ({target}) => {
    const button = target.closest?.("[data-again]");
    const card = button?.closest("[data-card]");
    if (card) load(card, card.dataset.url);
  });
}
