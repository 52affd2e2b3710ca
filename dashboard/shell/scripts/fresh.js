// An open page after the data have moved: one question for the cards in sight, answered with those
// that differ. The others are asked for when they come into sight. Nothing is asked for a page that
// nobody looks at, and nothing is taken from under the hands of who is writing.
import {cards, fill, load} from "./cards.js";
import {emit, on} from "./events.js";
import {refresh} from "./navigation.js";
import {pause} from "./retry.js";
import {onPage} from "./visit.js";

const page = document.documentElement.dataset;
const inSight = new Set();
const stale = new Set();
const held = new Map(); // card to what takes its place once it is let go
let wanted = false;
let asking = false;

// Whether somebody writes in a card, has written there, or reads its dialog.
function isInUse(card) {
  if (card.querySelector("dialog[open]")) return true;
  const fields = card.querySelectorAll(":is(input, textarea, select):not([type=hidden])");
  return [...fields].some(field => {
    if (field.closest("form[data-sheet]")) return false; // what is typed there is taken over
    if (field === document.activeElement) return true;
    if (field.matches("select")) return [...field.options].some(o => o.selected !== o.defaultSelected);
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue;
  });
}

function take(card, url, line) {
  if (isInUse(card)) held.set(card, [url, line]);
  else fill(card, url, line.html, line.digest);
}

function letGo() {
  for (const [card, [url, line]] of held) {
    if (isInUse(card)) continue;
    held.delete(card);
    if (card.dataset.url === url) fill(card, url, line.html, line.digest);
  }
}

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part);
  }
}

// Cards that are in sight, by id, with what they show.
function asked() {
  return [...cards()].filter(card => inSight.has(card));
}

function settle(state, these) {
  emit("state", {...state, fields: null});
  for (const card of cards()) {
    const url = state.cards[card.dataset.card];
    if (!url) continue;
    if (card.dataset.url !== url && !these.includes(card)) stale.add(card);
    if (!card.classList.contains("waiting")) card.dataset.url = url;
  }
}

async function ask() {
  const these = asked();
  const have = these.map(card => `${card.dataset.card}=${card.dataset.digest ?? ""}`).join(" ");
  const {search} = location;
  const headers = {...onPage, "X-Lianxin-Have": have};
  const response = await fetch(`fresh/${page.page}${search}`, {headers});
  if (!response.ok) throw Object.assign(new Error(), {seconds: response.headers.get("retry-after")});
  let state = null;
  for await (const line of lines(response.body)) {
    if (location.search !== search) return; // the reader has gone elsewhere
    if (!state) {
      state = line;
      settle(state, these);
      continue;
    }
    const card = these.find(one => one.dataset.card === line.card);
    const url = state.cards[line.card];
    if (card) take(card, url, line);
  }
  for (const card of these) {
    stale.delete(card);
    const url = state?.cards[card.dataset.card];
    if (url && card.classList.contains("waiting") && card.dataset.url !== url) load(card, url);
  }
}

// Ask now, or when the page is looked at again; what moves meanwhile is asked for afterwards.
export async function freshen() {
  wanted = true;
  if (asking || document.hidden) return;
  if (document.querySelector("form[data-late]")) return refresh(true); // it has never been whole
  asking = true;
  for (let attempt = 0; wanted && !document.hidden; ) {
    wanted = false;
    try {
      await ask();
      attempt = 0;
    } catch (error) {
      if (attempt === 3) break; // whether anything answers is looked at elsewhere
      wanted = true;
      await pause(attempt++, Number(error.seconds));
    }
  }
  asking = false;
}

let observer;

// Watch which of the page's cards are in sight; again where others have taken their place.
export function observe() {
  for (const card of cards()) observer.observe(card);
}

export function start() {
  observer = new IntersectionObserver(
    entries => {
      for (const {target, isIntersecting} of entries) {
        if (isIntersecting) inSight.add(target);
        else inSight.delete(target);
      }
      if ([...inSight].some(card => stale.has(card))) freshen();
    },
    {rootMargin: "200px"},
  );
  observe();
  on("filled", id => {
    for (const card of held.keys()) if (card.dataset.card === id) held.delete(card);
  });
  for (const kind of ["focusout", "close"])
    document.addEventListener(kind, () => setTimeout(letGo, 200), true);
  document.addEventListener("visibilitychange", () => wanted && freshen());
}
