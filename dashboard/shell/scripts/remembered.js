// What this browser remembers: starred reports, how often each was opened, the conditions last used.
import {on} from "./events.js";
import {lines} from "./report_list.js";
import {desk, words} from "./words.js";

const STARS = "lianxin.stars";
const LAST = "lianxin.last";
const OPENED = "lianxin.opened";
const OFTEN = 6;
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
  list(section, starred);
}

// Reports by their ids in a section of the list; it is hidden where there are none.
function list(section, ids) {
  const found = ids.map(id => lines.find(line => line.dataset.id === id)).filter(Boolean);
  const copies = found.map(line => {
    const copy = document.createElement("li");
    copy.append(line.querySelector("a").cloneNode(true));
    return copy;
  });
  section.querySelector("ul").replaceChildren(...copies);
  section.hidden = !copies.length;
}

// Those opened most often; of equally many the one opened last.
function showOften() {
  const counted = read(OPENED);
  if (report) {
    const [, times] = counted.find(([id]) => id === report) ?? [report, 0];
    const others = counted.filter(([id]) => id !== report);
    return write(OPENED, [[report, times + 1], ...others].slice(0, 60));
  }
  const often = [...counted].sort(([, a], [, b]) => b - a);
  list(document.getElementById("often"), often.slice(0, OFTEN).map(([id]) => id));
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
  showOften();
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
