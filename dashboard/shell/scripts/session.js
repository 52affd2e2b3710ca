// Whether the session lasts. Once it has ended what is shown is marked as old and leads to signing in;
// asking keeps no session open, only what a person does.
const page = document.documentElement;
const strip = document.getElementById("signed-out");
const root = page.dataset.root ?? ""; // a page of the menu stands right below the root
const EVERY = 30000;
let active = false;

export const token = page.dataset.token ?? "1";

// Whether the session is known to have ended.
export const isOver = () => strip !== null && !strip.hidden;

// It was found to have ended by an answer.
export function over() {
  if (!strip) return;
  strip.hidden = false;
  document.body.classList.add("old");
}

function noteActivity() {
  active = true;
}

async function look() {
  if (document.hidden) return;
  const headers = active ? {"X-Lianxin-Active": "1"} : {};
  active = false;
  try {
    const {status} = await fetch(`${root}session`, {cache: "no-store", headers});
    strip.hidden = true;
    if (status === 401) over();
  } catch {
    // whether the server answers at all is looked at elsewhere
  }
}

// The same address opened anew: a page that answered a form would be sent a second time by a reload.
function again() {
  location.replace(location.pathname + location.search);
}

function ask(act) {
  return fetch(`${root}session/${act}`, {method: "POST", headers: {"X-Lianxin": token}});
}

async function present(act) {
  if ((await ask(act)).ok) again();
}

let held = Promise.resolve();

// Stay signed in, and looking only, while the pages are shown on a wall; what is asked last holds.
export function hold(on) {
  if (strip) held = held.then(() => ask(on ? "present" : "stop")).catch(() => {});
  return held;
}

export function start() {
  if (!strip) return; // nobody has to sign in here
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(kind, noteActivity, {passive: true});
  }
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  strip.querySelector("a").addEventListener("click", event => {
    event.preventDefault();
    again();
  });
  for (const button of document.querySelectorAll("[data-present]")) {
    button.addEventListener("click", () => present(button.dataset.present));
  }
}
