// Find anything by name, id or pinyin, and add it to the picture.
import {onPage} from "../visit.js";
import * as acts from "./acts.js";
import {lang, word} from "./begins.js";
import {make} from "./dom.js";

const box = document.getElementById("x-find");
const list = document.getElementById("x-found");
let latest = 0;
let rest;
let waits = false; // Enter was pressed before the answer was there

const options = () => [...list.querySelectorAll("[role=option]")];
const current = () => options().findIndex(line => line.getAttribute("aria-selected") === "true");

function close() {
  latest++;
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function point(at) {
  options().forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
  const line = options()[at];
  if (!line) return;
  line.scrollIntoView({block: "nearest"});
  box.setAttribute("aria-activedescendant", line.id);
}

function take(id) {
  box.value = "";
  close();
  acts.add([id]);
}

// The links that the search box of every page offers, as what can be added.
function offered(html) {
  const links = new DOMParser().parseFromString(html, "text/html").querySelectorAll("a[href*='id=']");
  return [...links]
    .map(link => ({
      id: new URL(link.getAttribute("href"), location.href).searchParams.get("id"),
      name: link.querySelector("b")?.textContent ?? "",
      about: link.querySelector("span")?.textContent ?? "",
    }))
    .filter(one => one.id);
}

async function ask() {
  const mine = ++latest;
  const typed = box.value.trim();
  if (!typed) return close();
  let found = [];
  try {
    const response = await fetch(`find?${new URLSearchParams({q: typed, lang})}`, {headers: onPage});
    if (response.ok) found = offered(await response.text());
  } catch {
    // nothing is offered
  }
  if (mine !== latest) return;
  if (waits && found.length) {
    waits = false;
    return take(found[0].id);
  }
  waits = false;
  list.replaceChildren(
    ...found.map(({id, name, about}, i) =>
      make(
        "li",
        {role: "option", id: `x-found-${i}`, "aria-selected": "false", "data-id": id},
        make("b", {}, name),
        make("small", {}, about),
      ),
    ),
  );
  if (!found.length)
    list.append(
      make("li", {role: "option", "aria-disabled": "true", class: "muted"}, word("found_none", {typed})),
    );
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  if (found.length) point(0);
}

function pressed(event) {
  const all = options().filter(line => line.dataset.id);
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (step && all.length) {
    event.preventDefault();
    point((current() + step + all.length) % all.length);
  } else if (event.key === "Enter") {
    event.preventDefault();
    const id = options()[current()]?.dataset.id;
    if (id && !list.hidden) take(id);
    else if (box.value.trim()) {
      waits = true;
      clearTimeout(rest);
      ask();
    }
  } else if (event.key === "Escape") {
    if (list.hidden) document.getElementById("x-canvas").focus();
    else close();
  }
}

export function start() {
  box.addEventListener("input", () => {
    waits = false;
    clearTimeout(rest);
    rest = setTimeout(ask, 150);
  });
  box.addEventListener("keydown", pressed);
  list.addEventListener("mousedown", event => event.preventDefault());
  list.addEventListener("click", event => {
    const {id} = event.target.closest("[data-id]")?.dataset ?? {};
    if (id) take(id);
  });
  box.addEventListener("blur", close);
}
