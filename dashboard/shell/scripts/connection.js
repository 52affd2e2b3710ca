// While the graph does not answer, what is shown is marked as old and its time is said; when it
// answers again, and when its data has changed, each card is filled anew in its own place.
import {go} from "./navigation.js";

const page = document.documentElement;
const strip = document.getElementById("lost");
let version = page.dataset.version;
let away = false;

async function ask() {
  try {
    const response = await fetch("readyz", {cache: "no-store", signal: AbortSignal.timeout(3000)});
    return await response.json();
  } catch {
    return {ok: false}; // away, or too slow to be of use
  }
}

async function look() {
  if (document.hidden) return;
  const health = await ask();
  if (!health.ok && !away)
    strip.querySelector("time").textContent = new Date().toLocaleTimeString(page.lang, {
      hour: "2-digit",
      minute: "2-digit",
    });
  const changed = health.ok && (away || health.version !== version);
  away = !health.ok;
  strip.hidden = !away;
  document.body.classList.toggle("old", away);
  if (!changed) return;
  version = health.version;
  go(location.search.slice(1), "replace");
}

function next() {
  setTimeout(
    async () => {
      await look();
      next();
    },
    away ? 3000 : 10000,
  );
}

export function start() {
  next();
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", event => {
    if (event.persisted) location.reload();
  });
}
