// The report desk: finding a report, the table, the files, what this browser remembers.
const desk = document.querySelector(".desk"), {go, say} = window.lianxin;
const words = desk ? JSON.parse(document.getElementById("desk-words").textContent) : {};
const report = desk?.dataset.report;

// The table is a form whose fields are the address's: what is typed is asked for after a short rest.
const sheet = element => element.closest?.("form[data-sheet]");
function rowsQuery(form) {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) said.set(name, value);
  return said.toString();
}
let resting;
function later(form, how, wait) {
  clearTimeout(resting);
  resting = setTimeout(() => go(rowsQuery(form), how), wait);
}
document.addEventListener("input", event => { const form = sheet(event.target); if (form && event.target.tagName === "INPUT") later(form, "replace", 250); });
document.addEventListener("change", event => { const form = sheet(event.target); if (form && event.target.tagName === "SELECT") later(form, "push", 0); });
document.addEventListener("submit", event => { const form = sheet(event.target); if (form) { event.preventDefault(); later(form, "push", 0); } });
document.addEventListener("click", async event => {
  const filter = event.target.closest?.("[data-filter]"), count = event.target.closest?.("[data-count]");
  if (filter) {
    const shown = filter.closest("[data-card]").classList.toggle("filtering");
    filter.setAttribute("aria-pressed", shown);
    if (shown) filter.closest("form").querySelector(".filters :is(input, select)")?.focus();
  }
  if (count) {
    count.disabled = true;
    say(words.counting);
    const given = new URLSearchParams(location.search);
    for (const name of [...given.keys()]) if (name === "report" || name.startsWith("t.")) given.delete(name);
    try {
      const answer = await fetch(`count/${report}?${given}`), told = await answer.json();
      say(told.said || told.wrong);
      if (told.said) count.replaceWith(told.said);
    } catch { say(words.unreachable); }
    count.disabled = false;
  }
});

// A file is fetched, so that what is slow can be told and what fails has its sentence.
async function save(link) {
  const name = link.textContent.trim();
  link.setAttribute("aria-busy", "true");
  say(words.making.replace("{file}", name));
  try {
    const answer = await fetch(link.href);
    if (!answer.ok || !answer.headers.has("content-disposition")) {
      const told = await answer.text();
      return say(answer.headers.get("content-type")?.startsWith("text/plain") && told.length > 3 ? told : words.failed);
    }
    const called = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition"));
    const made = document.createElement("a");
    made.href = URL.createObjectURL(await answer.blob());
    made.download = called ? decodeURIComponent(called[1]) : "";
    made.click();
    setTimeout(() => URL.revokeObjectURL(made.href), 60000);
    say(words.made.replace("{file}", made.download || name), true);
  } catch { say(words.unreachable); }
  finally { link.removeAttribute("aria-busy"); }
}
desk?.addEventListener("click", event => {
  const link = event.target.closest("[data-download], [data-take]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!link.hasAttribute("aria-busy")) save(link);
});
desk?.addEventListener("click", async event => {
  if (!event.target.closest?.("[data-address]")) return;
  await navigator.clipboard.writeText(location.href);
  say(words.address, true);
});

// What lies folded and has a source is asked for when it is opened.
document.addEventListener("toggle", async event => {
  const fold = event.target;
  if (!fold.matches?.("[data-source]") || !fold.open) return;
  const body = fold.querySelector(".folded"), source = fold.dataset.source;
  fold.removeAttribute("data-source");
  body.textContent = words.asking;
  try {
    const told = await (await fetch(source)).json();
    if (told.html) body.innerHTML = told.html;
    else body.textContent = told.wrong;
  } catch { body.textContent = words.unreachable; fold.dataset.source = source; }
}, true);

// The list: found by characters, pinyin, number or explanation.
const search = document.getElementById("search"), lines = [...document.querySelectorAll(".reports li[data-id]")];
function show(found) {
  for (const one of lines) one.hidden = found !== null && !found.has(one.dataset.id);
  for (const topic of document.querySelectorAll(".reports .topic")) {
    topic.hidden = !topic.querySelector("li:not([hidden])");
    if (topic.tagName === "DETAILS" && found !== null) topic.open = true;
  }
  document.getElementById("none-found").hidden = lines.some(one => !one.hidden);
}
let looking = 0;
search?.addEventListener("input", async () => {
  const typed = search.value.trim(), mine = ++looking;
  if (!typed) return show(null);
  let found;
  try { found = (await (await fetch(`listed?typed=${encodeURIComponent(typed)}`)).json()).found; } catch { found = null; }
  if (mine !== looking) return;
  found ??= lines.filter(one => one.textContent.toLowerCase().includes(typed.toLowerCase())).map(one => one.dataset.id);
  show(new Set(found));
});
search?.addEventListener("keydown", event => {
  if (event.key === "Enter") lines.find(one => !one.hidden && one.getClientRects().length)?.querySelector("a").click();
  if (event.key === "Escape") { search.value = ""; show(null); }
});
document.addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (!search) return;
  event.preventDefault();
  document.querySelector("details.list").open = true;
  search.focus();
});
const list = document.querySelector(".desk.chosen details.list");
if (list && matchMedia("(max-width: 720px)").matches) list.open = false;

// What this browser remembers: starred reports, and the conditions last used for each.
function remembered(key) { try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; } }
function remember(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a private window keeps nothing */ } }
const STARS = "lianxin.stars", LAST = "lianxin.last";
const conditions = query => {
  const said = new URLSearchParams(query);
  for (const name of [...said.keys()]) if (name === "report" || name === "lang" || name.startsWith("t.")) said.delete(name);
  said.sort();
  return said.toString();
};
function stars() {
  const kept = remembered(STARS), place = document.getElementById("starred");
  if (!place) return;
  for (const star of document.querySelectorAll("[data-star]")) {
    const on = kept.includes(star.dataset.star);
    star.setAttribute("aria-pressed", on);
    star.title = on ? words.unstar : words.star;
    star.setAttribute("aria-label", star.title);
  }
  const chosen = kept.map(id => lines.find(one => one.dataset.id === id)).filter(Boolean);
  place.querySelector("ul").replaceChildren(...chosen.map(one => {
    const line = document.createElement("li");
    line.append(one.querySelector("a").cloneNode(true));
    return line;
  }));
  place.hidden = !chosen.length;
}
document.addEventListener("click", event => {
  const star = event.target.closest?.("[data-star]");
  if (!star) return;
  const id = star.dataset.star, kept = remembered(STARS);
  remember(STARS, kept.includes(id) ? kept.filter(one => one !== id) : [...kept, id]);
  stars();
});
window.addEventListener("storage", event => { if (event.key === STARS) stars(); });

function offer() { // the conditions last used, where others are asked for now
  const place = desk?.querySelector("[data-last]"), last = remembered(LAST)[0] && Object.fromEntries(remembered(LAST))[report];
  if (!place) return;
  const differs = last && last !== conditions(location.search);
  place.hidden = !differs;
  if (!differs) return;
  const again = new URLSearchParams(last);
  again.set("report", report);
  again.set("lang", new URLSearchParams(location.search).get("lang") || document.documentElement.lang.slice(0, 2));
  place.href = `?${again}`;
}
function used(query) {
  const said = conditions(query), kept = remembered(LAST).filter(([id]) => id !== report);
  if (report && said) remember(LAST, [[report, said], ...kept].slice(0, 60));
}
document.addEventListener("lianxin:state", ({detail: told}) => {
  const wrong = desk?.querySelector("[data-wrong]");
  if (wrong) { wrong.textContent = told.wrong; wrong.hidden = !told.wrong; }
});
document.addEventListener("lianxin:went", event => { used(event.detail); offer(); });
if (desk) { stars(); offer(); }
