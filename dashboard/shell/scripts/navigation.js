// One way to another address of the same page: the server says what it comes to, the cards that
// differ are fetched, the address bar follows.
import {cards, load} from "./cards.js";
import {emit} from "./events.js";
import {notice} from "./notice.js";

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

async function ask(query, parameter) {
  const more = parameter ? `&changed=${parameter}` : "";
  const response = await fetch(`state/${page.page}?${query}${more}`);
  const state = await response.json();
  if (!response.ok) throw new Error(state.wrong);
  return state;
}

// `how`: "push" or "replace" an entry of the history, or "back" to one. `parameter` is the one that
// the reader changed. Resolves to whether the page is there now.
let latest = 0;
export async function go(query, how = "push", parameter = "") {
  const mine = ++latest;
  let state;
  try {
    state = await ask(query, parameter);
  } catch (error) {
    const unreachable = error instanceof TypeError || error instanceof SyntaxError;
    if (mine === latest) notice(unreachable ? page.unreachable : error.message);
    return false;
  }
  if (mine !== latest) return false;
  notice("");
  if (how !== "back" && location.search !== `?${state.query}`)
    history[how === "push" ? "pushState" : "replaceState"](null, "", `?${state.query}`);
  follow(state.query);
  emit("state", state);
  emit("moved", state.query);
  for (const card of cards()) {
    const url = state.cards[card.dataset.card];
    if (url && card.dataset.url !== url) load(card, url);
  }
  return true;
}

export function start() {
  window.addEventListener("popstate", () => {
    if (!location.hash) go(location.search.slice(1), "back");
  });
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[data-go], a[data-reset], a[data-set]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(new URL(link.href).search.slice(1));
  });
}
