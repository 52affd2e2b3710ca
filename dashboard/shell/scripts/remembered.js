// What this browser remembers: starred reports, and the conditions last used for each.
import {on} from "./events.js";
import {lines} from "./report_list.js";
import {desk, words} from "./words.js";

const STARS = "lianxin.stars";
const LAST = "lianxin.last";
const report = desk?.dataset.report;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    /* a private window keeps nothing */
  }
}

function conditions(query) {
  const values = new URLSearchParams(query);
  for (const name of [...values.keys()])
    if (name === "report" || name === "lang" || name.startsWith("t.")) values.delete(name);
  values.sort();
  return values.toString();
}

function showStars() {
  const starred = read(STARS);
  const section = document.getElementById("starred");
  for (const star of document.querySelectorAll("[data-star]")) {
    const on = starred.includes(star.dataset.star);
    star.setAttribute("aria-pressed", String(on));
    star.title = on ? words.unstar : words.star;
    star.setAttribute("aria-label", star.title);
  }
  const found = starred.map(id => lines.find(line => line.dataset.id === id)).filter(Boolean);
  const copies = found.map(line => {
    const copy = document.createElement("li");
    copy.append(line.querySelector("a").cloneNode(true));
    return copy;
  });
  section.querySelector("ul").replaceChildren(...copies);
  section.hidden = !copies.length;
}

function toggleStar(id) {
  const starred = read(STARS);
  write(STARS, starred.includes(id) ? starred.filter(other => other !== id) : [...starred, id]);
  showStars();
}

function offerLast() {
  // the conditions last used, where others are asked for now
  const link = desk.querySelector("[data-last]");
  const last = Object.fromEntries(read(LAST))[report];
  if (!link) return;
  link.hidden = !last || last === conditions(location.search);
  if (link.hidden) return;
  const query = new URLSearchParams(last);
  const lang = new URLSearchParams(location.search).get("lang");
  query.set("report", report);
  query.set("lang", lang || document.documentElement.lang.slice(0, 2));
  link.href = `?${query}`;
}

function remember(query) {
  const used = conditions(query);
  const others = read(LAST).filter(([id]) => id !== report);
  if (report && used) write(LAST, [[report, used], ...others].slice(0, 60));
}

export function start() {
  if (!desk) return;
  showStars();
  offerLast();
  document.addEventListener("click", ({target}) => {
    const star = target.closest?.("[data-star]");
    if (star) toggleStar(star.dataset.star);
  });
  window.addEventListener("storage", ({key}) => {
    if (key === STARS) showStars();
  });
  on("moved", query => {
    remember(query);
    offerLast();
  });
}
