// The editions' page: begin, look how far it is, cancel; what is done is shown by loading the page
// again.
import * as changeKinds from "./change_kinds.js";
import {dayWords} from "./day_fields.js";
import {token} from "./session.js";
import * as zoom from "./zoom.js";

const editions = document.querySelector("[data-editions]");
const lang = document.documentElement.lang === "en" ? "en" : "zh";
const element = id => document.getElementById(id);
const work = element("edition-work");
const rest = () => new Promise(done => setTimeout(done, 400));

function request(path, body) {
  const post = {method: "POST", headers: {"X-Lianxin": token}, body: new URLSearchParams(body)};
  return fetch(`editions/${path}?lang=${lang}`, body === undefined ? {} : post);
}

function showProblem(text) {
  const place = element("edition-wrong");
  place.hidden = !text;
  place.querySelector("p").textContent = text;
  if (text) place.scrollIntoView({block: "nearest"});
}

function showProgress({state, name, text, done, total}) {
  const working = state === "working";
  if (working && work.hidden) setTimeout(() => work.scrollIntoView({block: "nearest"}));
  work.hidden = !working;
  for (const button of editions.querySelectorAll("[data-edition-do] button"))
    button.disabled = working;
  const steps = total ? `${done} / ${total}` : "";
  element("edition-status").textContent = [name, text, steps].filter(Boolean).join(" · ");
  const bar = element("edition-bar");
  if (total) [bar.max, bar.value] = [total, done];
  else bar.removeAttribute("value");
}

function finish({state, name, text}) {
  if (state !== "done")
    return showProblem(state === "idle" ? editions.dataset.stopped : `${name} · ${text}`);
  const id = `${name.includes("..") ? "pair" : "edition"}-${name}`;
  history.scrollRestoration = "manual"; // else the new one is scrolled away again
  history.replaceState(null, "", `${location.search}#${encodeURIComponent(id)}`);
  location.reload();
}

let watching = false;
async function watch() {
  if (watching) return;
  watching = true;
  for (let progress, name = ""; watching; await rest()) {
    try {
      progress = await (await request("state")).json();
      ({name} = progress);
    } catch {
      progress = {state: "working", name, text: editions.dataset.unreachable};
    }
    showProgress(progress);
    if (progress.state === "working") continue;
    watching = false;
    return finish(progress);
  }
}

async function begin(path, body) {
  showProblem("");
  const response = await request(path, body).catch(() => null);
  if (response?.ok) return watch();
  showProblem(response ? await response.text() : editions.dataset.unreachable);
}

async function resume() {
  try {
    const progress = await (await request("state")).json();
    if (progress.state === "working") watch();
    if (progress.state === "failed") showProblem(`${progress.name} · ${progress.text}`);
  } catch {
    /* the next order tells */
  }
}

function openNamed() {
  const named = element(decodeURIComponent(location.hash.slice(1)));
  if (!named?.matches("details")) return;
  history.scrollRestoration = "manual";
  named.open = true;
  named.scrollIntoView();
}

// The day of an edition that is given none: the last of its name's year, no later than the data's last.
function automaticDay(day) {
  const year = /^\d{4}/.exec(day.form.elements.name.value)?.[0];
  if (!year || !day.dataset.last) return "";
  const end = `${year}-12-31`;
  return dayWords.format(new Date(end < day.dataset.last ? end : day.dataset.last));
}

// A day is said as on every other page, whatever the browser's own way.
function sayDay(day) {
  const place = day.parentElement.querySelector("[data-usual-day]");
  if (!place) return;
  const usual = "last" in day.dataset ? automaticDay(day) : "";
  const automatic = usual ? editions.dataset.automatic.replace("{day}", usual) : place.dataset.usualDay;
  place.textContent = day.value ? dayWords.format(day.valueAsDate) : automatic;
}

if (editions) {
  editions.addEventListener("change", ({target}) => sayDay(target));
  const day = editions.querySelector("[data-last]");
  day?.form.elements.name.addEventListener("input", () => sayDay(day));
  for (const one of editions.querySelectorAll("input[type=date]")) sayDay(one);
  for (const form of editions.querySelectorAll("[data-edition-do]"))
    form.addEventListener("submit", event => {
      event.preventDefault();
      begin(form.dataset.editionDo, new FormData(form));
    });
  const cancel = editions.querySelector("[data-edition-cancel]");
  cancel?.addEventListener("click", () => request("cancel", {}).catch(() => {}));
  changeKinds.start();
  zoom.start();
  if (work) resume();
  openNamed();
}
