// One way to another address of the same page: the server says what it comes to, the cards that
// differ are fetched, the address bar follows.
import {cards, failed, fill, load} from "./cards.js";
import {emit, on} from "./events.js";
import {announce, notice} from "./notice.js";
import {pause} from "./retry.js";
import {onPage} from "./visit.js";

const page = document.documentElement.dataset;

function changed(query, changes) {
  const other = new URLSearchParams(query);
  for (const [name, value] of changes)
    if (value) other.set(name, value);
    else other.delete(name);
  return other;
}

// Everything that leads elsewhere follows the parameters.
function follow(query) {
  const given = new URLSearchParams(query);
  const table = [...given.keys()].filter(name => name === "report" || name.startsWith("t."));
  for (const link of document.querySelectorAll("[data-lang]"))
    link.href = `?${changed(given, [["lang", link.dataset.lang]])}`;
  for (const link of document.querySelectorAll("[data-download]"))
    link.href = `${link.dataset.download}?${changed(
      given,
      table.map(name => [name, ""]),
    )}`;
  for (const link of document.querySelectorAll("[data-keep]")) {
    const [path, old] = link.getAttribute("href").split("?");
    const name = link.dataset.keep;
    link.href = `${path}?${changed(old, [[name, given.get(name)]])}`;
  }
  for (const link of document.querySelectorAll("[data-set]")) {
    const changes = link.dataset.set.split(" ").map(pair => pair.split("="));
    link.href = `?${changed(given, changes)}`;
    if (!link.closest(".ways")) continue;
    if (changes.every(([name, value]) => (given.get(name) || "") === value))
      link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

class Unanswered extends Error {} // the server or the graph is away or busy: it may pass

async function ask(query, parameter, other) {
  const more = parameter ? `&changed=${parameter}` : "";
  const headers = other ? {...onPage, "X-Lianxin-With": other} : onPage;
  let response;
  let state;
  try {
    response = await fetch(`state/${page.page}?${query}${more}`, {headers});
    state = await response.json();
  } catch {
    throw new Unanswered(page.unreachable);
  }
  if (response.ok) return state;
  const Kind = response.status >= 500 ? Unanswered : Error;
  throw Object.assign(new Kind(state.wrong), {seconds: state.retry_after});
}

function apply(state, how, reload) {
  notice("");
  if (how !== "back" && location.search !== `?${state.query}`)
    history[how === "push" ? "pushState" : "replaceState"](null, "", `?${state.query}`);
  follow(state.query);
  emit("state", state);
  emit("moved", state.query);
  const came = [];
  for (const card of cards()) {
    const url = state.cards[card.dataset.card];
    if (!url || (!reload && card.dataset.url === url && !failed(card))) {
      unmark(card);
      continue;
    }
    const text = state.texts[card.dataset.card];
    if (text) came.push([card, url, text]);
    else load(card, url);
  }
  moving = !reload;
  for (const [card, url, {html, digest}] of came) fill(card, url, html, digest);
}

// A card that was marked as about to change, and stays as it is; one that is fetched has its own end.
function unmark(card) {
  if (!card.hasAttribute("aria-busy")) card.classList.remove("waiting");
}

// What the reader has changed is said once all of it is there, with the number of rows found.
let moving = false;
function announceChange() {
  if (!moving || document.querySelector("[data-card].waiting")) return;
  moving = false;
  const rows = document.querySelector("form[data-sheet] .count")?.textContent;
  announce([page.updated, rows].filter(Boolean).join(" · "));
}

// `how`: "push" or "replace" an entry of the history, or "back" to one. `parameter` is the one that
// the reader changed, `reload` loads also the cards that stay as they are, `other` names the card that
// is surely another one there, so that it comes with the answer. Tried again for as long as nothing
// answers, unless the reader goes elsewhere; until then the form is marked as not in force.
let latest = 0;
let unanswered = null; // where the reader has asked to go, as long as no answer has come
export async function go(query, how = "push", parameter = "", reload = false, other = "") {
  const mine = ++latest;
  unanswered = {query, how, parameter, other};
  if (other) document.getElementById(`card-${other}`)?.classList.add("waiting");
  for (let attempt = 0; mine === latest; attempt++) {
    try {
      const state = await ask(query, parameter, other);
      if (mine !== latest) return;
      unanswered = null;
      return apply(state, how, reload);
    } catch (error) {
      if (mine !== latest) return;
      notice(error.message);
      emit("refused", {query, wrong: error.message, passing: error instanceof Unanswered});
      if (!(error instanceof Unanswered)) {
        unanswered = null;
        return cards().forEach(unmark);
      }
      await pause(attempt, error.seconds);
    }
  }
}

// The card whose rows an element of a table's form searches, sorts or pages.
export function cardOfRows(element) {
  return element.closest("form[data-sheet]")?.closest("[data-card]")?.dataset.card ?? "";
}

// The same address again, for the data may have changed; the one that the reader has asked for
// where no answer has come to that yet.
export function refresh(reload = false) {
  const {query, how, parameter, other} = unanswered ?? {query: location.search.slice(1), how: "replace"};
  return go(query, how, parameter, reload, other);
}

export function start() {
  on("filled", announceChange);
  if (page.late !== undefined) refresh();
  window.addEventListener("popstate", () => {
    if (!location.hash) go(location.search.slice(1), "back");
  });
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[data-go], a[data-reset], a[data-set]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(new URL(link.href).search.slice(1), "push", "", false, cardOfRows(link));
  });
}
