// The search box at the head of every page: the nearest records while one types.
import {onPage} from "./visit.js";

const box = document.getElementById("find");
const list = document.getElementById("found");
let latest = 0;
let chosen = -1;
let rest;

function offer(html) {
  list.innerHTML = html;
  list.hidden = !html;
  chosen = -1;
  box.setAttribute("aria-expanded", String(!list.hidden));
  box.removeAttribute("aria-activedescendant");
}

async function find() {
  const mine = ++latest;
  const typed = box.value.trim();
  if (!typed) return offer("");
  const query = new URLSearchParams({q: typed, lang: box.form.lang.value});
  let html = "";
  try {
    const response = await fetch(`find?${query}`, {headers: onPage});
    if (response.ok) html = await response.text();
  } catch {
    /* nothing is offered */
  }
  if (mine === latest) offer(html); // a later answer to an earlier question is not shown
}

function choose(event) {
  const links = [...list.querySelectorAll("a")];
  if (event.key === "Escape") offer("");
  if (event.key === "Enter" && links[chosen]) {
    event.preventDefault();
    links[chosen].click();
  }
  if (!links.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : links.length - (chosen < 0 ? 0 : 1);
  chosen = (chosen + step) % links.length;
  links.forEach((link, at) => {
    link.id = `found-${at}`;
    link.setAttribute("aria-selected", String(at === chosen));
  });
  box.setAttribute("aria-activedescendant", `found-${chosen}`);
}

export function start() {
  if (!box) return;
  box.addEventListener("input", () => {
    clearTimeout(rest);
    rest = setTimeout(find, 150);
  });
  box.addEventListener("keydown", choose);
  for (const name of ["focusin", "pointerdown"])
    document.addEventListener(name, event => {
      if (!event.target.closest?.(".find")) offer("");
    });
}
