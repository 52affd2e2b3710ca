// What the finished page can do by itself, before and without its Panel session.
const nonce = document.currentScript.nonce, words = document.documentElement.dataset;

async function fill(place, url) {
  place.dataset.url = url;
  place.classList.add("waiting");
  let text, failed = false;
  try {
    const answer = await fetch(url);
    text = await answer.text();
    failed = !answer.headers.get("x-card");
  } catch { failed = true; }
  if (place.dataset.url !== url) return;
  const body = place.querySelector(".text");
  if (failed) body.innerHTML = document.getElementById("unreachable").innerHTML;
  else body.innerHTML = text;
  place.classList.remove("waiting", "pending");
  place.dispatchEvent(new Event("filled", {bubbles: true}));
  again(place);
}
function again(place) { // what failed for want of a connection is asked for again
  if (place.querySelector("[data-retry]")) setTimeout(() => {
    if (place.querySelector("[data-retry]")) fill(place, place.dataset.url);
  }, 5000);
}
function links(query) { // everything that leads elsewhere follows the parameters
  const given = new URLSearchParams(query);
  const with_ = changes => {
    const other = new URLSearchParams(given);
    for (const [name, value] of changes) if (value) other.set(name, value); else other.delete(name);
    return other;
  };
  for (const link of document.querySelectorAll("[data-lang]")) link.href = `?${with_([["lang", link.dataset.lang]])}`;
  for (const link of document.querySelectorAll("[data-download]")) link.href = `${link.dataset.download}?${with_([["report", ""]])}`;
  for (const link of document.querySelectorAll("[data-keep]")) {
    const [path, old] = link.getAttribute("href").split("?"), other = new URLSearchParams(old), name = link.dataset.keep;
    if (given.get(name)) other.set(name, given.get(name)); else other.delete(name);
    link.href = `${path}?${other}`;
  }
  for (const link of document.querySelectorAll("[data-set]")) {
    const changes = link.dataset.set.split(" ").map(one => one.split("="));
    link.href = `?${with_(changes)}`;
    if (link.closest(".ways")) link.toggleAttribute("aria-current", changes.every(([name, value]) => (given.get(name) || "") === value));
  }
}
function go(query) { // another place on this page: told to the session, or opened where there is none yet
  if (!window.lianxin.tell) { location.search = query; return; }
  history.pushState(null, "", `?${query}`);
  links(query);
  document.dispatchEvent(new Event("went"));
  window.lianxin.tell(query);
}
window.lianxin = {fill, links, go};

for (const place of document.querySelectorAll("[data-card]")) {
  if (place.classList.contains("pending")) fill(place, place.dataset.url);
  else again(place);
}

async function behind(button) { // the table behind a picture, fetched when it is wanted
  const card = button.closest("[data-card]");
  const open = card.querySelector(".behind");
  button.setAttribute("aria-expanded", String(!open));
  if (open) { open.remove(); return; }
  const place = document.createElement("div");
  place.className = "behind";
  card.querySelector(".drawn").after(place);
  try { place.innerHTML = await (await fetch(button.dataset.rows)).text(); }
  catch { place.innerHTML = document.getElementById("unreachable").innerHTML; }
}
document.addEventListener("click", async event => {
  const made = event.target.closest?.("[data-made]"), copy = event.target.closest?.("[data-copy]");
  const rows = event.target.closest?.("[data-rows]"), set = event.target.closest?.("a[data-set]");
  for (const menu of document.querySelectorAll("details.take[open]")) if (!menu.contains(event.target)) menu.open = false;
  if (rows) behind(rows);
  if (set && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(new URL(set.href).search.slice(1));
  }
  if (made) made.closest("[data-card]").querySelector("dialog.made")?.showModal();
  if (copy) {
    await navigator.clipboard.writeText(copy.parentElement.querySelector("pre").textContent);
    const was = copy.textContent;
    copy.textContent = copy.dataset.said;
    setTimeout(() => { copy.textContent = was; }, 1500);
  }
  if (event.target.matches?.("dialog.made")) event.target.close(); // the backdrop
});
document.addEventListener("change", event => { // the still form, until Panel's widgets are there
  if (event.target.closest?.("form.still")) event.target.form.requestSubmit();
});

const list = document.querySelector(".desk.chosen details.list");
if (list && matchMedia("(max-width: 720px)").matches) list.open = false;
const search = document.getElementById("search");
search?.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  for (const one of document.querySelectorAll(".reports li")) one.hidden = !one.dataset.text.toLowerCase().includes(wanted);
  for (const topic of document.querySelectorAll(".reports section")) topic.hidden = !topic.querySelector("li:not([hidden])");
  document.getElementById("none-found").hidden = !!document.querySelector(".reports li:not([hidden])");
});

const find = document.getElementById("find"), found = document.getElementById("found");
let asked = 0, chosen = -1;
function offer(html) {
  found.innerHTML = html;
  found.hidden = !html;
  chosen = -1;
  find.setAttribute("aria-expanded", String(!found.hidden));
  find.removeAttribute("aria-activedescendant");
}
async function seek() {
  const mine = ++asked, typed = find.value.trim();
  if (!typed) return offer("");
  try {
    const text = await (await fetch(`find?${new URLSearchParams({q: typed, lang: find.form.lang.value})}`)).text();
    if (mine === asked) offer(text); // a later answer to an earlier question is not shown
  } catch { if (mine === asked) offer(""); }
}
let pause;
find?.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(seek, 150); });
find?.addEventListener("keydown", event => {
  const links = [...found.querySelectorAll("a")];
  if (event.key === "Escape") offer("");
  if (event.key === "Enter" && links[chosen]) { event.preventDefault(); links[chosen].click(); }
  if (!links.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  chosen = (chosen + (event.key === "ArrowDown" ? 1 : links.length - (chosen < 0 ? 0 : 1))) % links.length;
  links.forEach((link, at) => { link.id = `found-${at}`; link.setAttribute("aria-selected", String(at === chosen)); });
  find.setAttribute("aria-activedescendant", `found-${chosen}`);
});
document.addEventListener("focusin", event => { if (!event.target.closest?.(".find")) offer(""); });
document.addEventListener("pointerdown", event => { if (!event.target.closest?.(".find")) offer(""); });

// While the graph does not answer, what is shown is marked as old and its time is said; when it
// answers again, and when its data has changed, each card is filled anew in its own place.
const lost = document.getElementById("lost");
let mark = words.mark, away = false;
function refill() {
  for (const place of document.querySelectorAll("[data-card]"))
    fill(place, place.dataset.url.replace(/([?&]v=)\w*/, `$1${mark}`));
}
async function heartbeat() {
  if (document.hidden) return;
  let told = {ok: false};
  try { told = await (await fetch("healthz", {cache: "no-store"})).json(); } catch { /* the server is away too */ }
  if (!told.ok && !away) lost.querySelector("time").textContent = new Date().toLocaleTimeString(document.documentElement.lang, {hour: "2-digit", minute: "2-digit"});
  const again = told.ok && (away || told.mark !== mark);
  away = !told.ok;
  lost.hidden = !away;
  document.body.classList.toggle("old", away);
  if (again) { mark = told.mark; refill(); }
}
(function beat() { setTimeout(async () => { await heartbeat(); beat(); }, away ? 3000 : 10000); })();
document.addEventListener("visibilitychange", heartbeat);
window.addEventListener("pageshow", event => { if (event.persisted) location.reload(); });

// Everything of Panel's waits in a template until the finished page has been painted;
// then it is replayed in its own order.
requestAnimationFrame(() => setTimeout(async () => {
  let waiting = [];
  for (const old of document.getElementById("late").content.querySelectorAll("link, style, script")) {
    if (/bokeh-(gl|mathjax)/.test(old.src || "")) continue;
    const made = document.createElement(old.tagName);
    for (const {name, value} of old.attributes) made.setAttribute(name, value);
    made.textContent = old.textContent;
    if (old.tagName === "SCRIPT") { made.async = false; made.nonce = nonce; }
    if (old.src) waiting.push(new Promise(done => { made.onload = made.onerror = done; }));
    else if (old.tagName === "SCRIPT") { await Promise.all(waiting); waiting = []; }
    document.body.append(made);
  }
}));
document.querySelector("nav a[aria-current]")?.scrollIntoView({inline: "center", block: "nearest"});
