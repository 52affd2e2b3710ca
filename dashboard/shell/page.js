// What the finished page can do by itself, before and without its Panel session.
const nonce = document.currentScript.nonce, words = document.documentElement.dataset;

// What is written into a card's blanks while its new text comes is kept, with the caret; what was
// unfolded stays so.
function renew(body, html) {
  const held = body.contains(document.activeElement) ? document.activeElement : null;
  const unfolded = [...body.querySelectorAll("details[open][data-fold]")].map(one => one.dataset.fold);
  body.innerHTML = html;
  for (const fold of unfolded) body.querySelector(`[data-fold="${fold}"]`)?.setAttribute("open", "");
  const twin = held?.name ? body.querySelector(`[name="${CSS.escape(held.name)}"]`) : null;
  if (!twin) return;
  if (twin.value !== held.value) twin.value = held.value;
  twin.focus({preventScroll: true});
  if (held.selectionStart != null) twin.setSelectionRange(held.selectionStart, held.selectionEnd);
}
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
  renew(place.querySelector(".text"), failed ? document.getElementById("unreachable").innerHTML : text);
  place.classList.remove("waiting", "pending");
  document.dispatchEvent(new CustomEvent("lianxin:filled", {detail: place.dataset.card}));
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
  for (const link of document.querySelectorAll("[data-download]"))
    link.href = `${link.dataset.download}?${with_([...given.keys()].filter(name => name === "report" || name.startsWith("t.")).map(name => [name, ""]))}`;
  for (const link of document.querySelectorAll("[data-keep]")) {
    const [path, old] = link.getAttribute("href").split("?"), other = new URLSearchParams(old), name = link.dataset.keep;
    if (given.get(name)) other.set(name, given.get(name)); else other.delete(name);
    link.href = `${path}?${other}`;
  }
  for (const link of document.querySelectorAll("[data-set]")) {
    const changes = link.dataset.set.split(" ").map(one => one.split("="));
    link.href = `?${with_(changes)}`;
    if (!link.closest(".ways")) continue;
    if (changes.every(([name, value]) => (given.get(name) || "") === value)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
let leaving;
function say(text, passing = false) { // for the eye and for a screen reader; what is passing goes by itself
  const place = document.getElementById("said");
  place.textContent = text;
  place.hidden = !text;
  clearTimeout(leaving);
  if (passing) leaving = setTimeout(() => { place.hidden = true; }, 6000);
}

// One way to another address of the same page: the server says what it comes to, the cards that
// differ are fetched, the address bar follows. How: "push" or "replace" an entry, or "back" to one.
let going = 0;
async function go(query, how = "push", changed = "") {
  const mine = ++going;
  let told;
  try {
    const answer = await fetch(`state/${words.page}?${query}${changed ? `&changed=${changed}` : ""}`);
    told = await answer.json();
    if (!answer.ok) throw new Error(told.wrong);
  } catch (error) {
    if (mine === going) say(error instanceof TypeError || error instanceof SyntaxError ? words.unreachable : error.message);
    return false;
  }
  if (mine !== going) return false;
  say("");
  if (how !== "back" && location.search !== `?${told.query}`)
    history[how === "push" ? "pushState" : "replaceState"](null, "", `?${told.query}`);
  links(told.query);
  document.dispatchEvent(new CustomEvent("lianxin:state", {detail: told}));
  document.dispatchEvent(new CustomEvent("lianxin:went", {detail: told.query}));
  for (const place of document.querySelectorAll("[data-card]")) {
    const url = told.cards[place.dataset.card];
    if (url && place.dataset.url !== url) fill(place, url);
  }
  return true;
}
window.addEventListener("popstate", () => { if (!location.hash) go(location.search.slice(1), "back"); });
window.lianxin = {fill, links, go, say};

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
  const made = event.target.closest?.("[data-made], [data-what]"), copy = event.target.closest?.("[data-copy]");
  const rows = event.target.closest?.("[data-rows]");
  for (const menu of document.querySelectorAll("details.take[open]")) if (!menu.contains(event.target)) menu.open = false;
  if (rows) behind(rows);
  if (made) made.closest("[data-card]").querySelector("dialog.made")?.showModal();
  if (copy) {
    await navigator.clipboard.writeText(copy.parentElement.querySelector("pre").textContent);
    const was = copy.textContent;
    copy.textContent = copy.dataset.said;
    setTimeout(() => { copy.textContent = was; }, 1500);
  }
  if (event.target.matches?.("dialog.made")) event.target.close(); // the backdrop
});
document.addEventListener("click", event => { // links within the page: sorting, pages, ways, what is taken back
  const link = event.target.closest?.("a[data-go], a[data-reset], a[data-set]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(new URL(link.href).search.slice(1));
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
let shownMark = words.mark, away = false;
function refill() {
  for (const place of document.querySelectorAll("[data-card]"))
    fill(place, place.dataset.url.replace(/([?&]v=)\w*/, `$1${shownMark}`));
}
async function heartbeat() {
  if (document.hidden) return;
  let told = {ok: false};
  try { told = await (await fetch("healthz", {cache: "no-store", signal: AbortSignal.timeout(3000)})).json(); }
  catch { /* away, or too slow to be of use */ }
  if (!told.ok && !away) lost.querySelector("time").textContent = new Date().toLocaleTimeString(document.documentElement.lang, {hour: "2-digit", minute: "2-digit"});
  const again = told.ok && (away || told.mark !== shownMark);
  away = !told.ok;
  lost.hidden = !away;
  document.body.classList.toggle("old", away);
  if (again) { shownMark = told.mark; refill(); }
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
