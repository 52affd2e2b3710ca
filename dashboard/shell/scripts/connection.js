// Whether the dashboard and the graph answer. While one is away, what is shown is marked as old and
// its time is said; when it answers again, and when its data or files have changed, the page
// follows in its own place. A server that is only slow is not away. What is new is told by the
// stream; where none gets through it is asked for more often.
import {on} from "./events.js";
import {freshen} from "./fresh.js";
import {refresh} from "./navigation.js";
import {isHeard} from "./stream.js";

const page = document.documentElement;
const strips = {graph: document.getElementById("lost"), server: document.getElementById("cut-off")};
const PATIENCE = 5000;
let version = page.dataset.version;
let away = "";

async function ask(path) {
  const response = await fetch(path, {cache: "no-store", signal: AbortSignal.timeout(PATIENCE)});
  const answer = await response.json();
  return {...answer, ok: response.ok && answer.ok};
}

// What is away: "", "graph" or "server"; and the version of what is shown, where it was told.
async function health() {
  try {
    const {ok, version, files} = await ask("readyz");
    return {away: ok ? "" : "graph", version: ok ? `${version} ${files ?? ""}` : null};
  } catch {
    return {away: (await lives()) ? "" : "server", version: null};
  }
}

async function lives() {
  try {
    return (await ask("livez")).ok;
  } catch (error) {
    return error.name === "TimeoutError"; // it took the connection and is slow
  }
}

function show(now) {
  const time = new Date().toLocaleTimeString(page.lang, {timeStyle: "short", hourCycle: "h23"});
  for (const [name, strip] of Object.entries(strips)) {
    if (name === now && away === "") strip.querySelector("time").textContent = time;
    strip.hidden = name !== now;
  }
  document.body.classList.toggle("old", now !== "");
}

async function look() {
  if (document.hidden) return;
  const now = await health();
  const back = away !== "" && now.away === "";
  if (now.away !== away) show(now.away);
  away = now.away;
  const changed = now.version !== null && now.version !== version;
  if (now.version !== null) version = now.version;
  if (now.away === "" && document.querySelector("[data-reload]")) location.reload();
  else if (back) refresh(true);
  else if (changed) freshen();
}

async function watch() {
  for (;;) {
    await new Promise(done => setTimeout(done, away || !isHeard() ? 3000 : 10000));
    await look();
  }
}

export function start() {
  on("state", state => (version = `${state.version} ${state.files ?? ""}`));
  on("version", word => {
    if (word === version) return;
    version = word;
    freshen();
  });
  watch();
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", event => {
    if (event.persisted) location.reload();
  });
}
