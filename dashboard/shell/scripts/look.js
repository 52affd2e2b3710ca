// Theme, size of letters and how close rows stand, as the reader has chosen them: kept in a cookie, so
// that the server sends each page as it is to look and nothing flashes.
import {emit} from "./events.js";

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const YEAR = 365 * 24 * 3600;
const USUAL = {theme: "auto", letters: "usual", list: "open", density: "usual"};
const chosen = name => root.dataset[name] ?? USUAL[name];

export function isDark() {
  const theme = chosen("theme");
  return theme === "dark" || (theme === "auto" && system.matches);
}

function keep() {
  const path = root.dataset.root || new URL(".", location.href).pathname;
  const safe = location.protocol === "https:" ? "; secure" : "";
  const value = Object.keys(USUAL).map(chosen).join(".");
  document.cookie = `lianxin_look=${value}; path=${path}; max-age=${YEAR}; samesite=lax${safe}`;
}

function mark() {
  for (const one of document.querySelectorAll("[data-look]"))
    one.checked = chosen(one.name.replace("look-", "")) === one.value;
}

// Choose one of the values of `theme`, `letters`, `list` or `density`.
export function choose(name, value) {
  if (value === USUAL[name]) delete root.dataset[name];
  else root.dataset[name] = value;
  keep();
  emit("look", name);
}

export function start() {
  mark();
  system.addEventListener("change", () => emit("look", "theme"));
  document.addEventListener("change", ({target}) => {
    if (target.matches?.("[data-look]")) choose(target.name.replace("look-", ""), target.value);
  });
}
