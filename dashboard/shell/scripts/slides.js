// The pages on a wall: one card a screen, by the arrows through cards and pages. The cards stay the
// page's own, so that they are filled and follow the data as ever; a style sheet hides the rest.
import {load} from "./cards.js";
import {on} from "./events.js";
import {observe} from "./fresh.js";
import {refresh} from "./navigation.js";
import {pages as menu} from "./pages_row.js";
import {hold} from "./session.js";
import {Bar} from "./slide_bar.js";
import {fit} from "./slide_fit.js";
import {drop, have} from "./slide_pictures.js";
import {fillWalks} from "./walk_cards.js";

const html = document.documentElement;
const FORWARD = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
const main = () => document.getElementById("main");
let bar = null; // while the pages are shown
let slide = 0;
let screen = 0;
let screens = [];
let leaving = false;

// What one screen shows: a row of numbers together, every other card by itself.
function slides(root = main()) {
  return [...root.querySelectorAll(".grid.numbers, [data-card], .agenda-note, .walk-card")].filter(
    one =>
      !one.matches(".numbers [data-card]") &&
      (one.querySelector(".text > *") || one.matches(".pending, .agenda-note, .walk-card")),
  );
}

// The pages of the menu that have a card, in their order.
// An agenda is whole by itself.
function pages() {
  if (document.body.matches(".agenda")) return [];
  return menu.map(({href}) => href);
}

// The slide that is shown becomes a card of its page again.
function restore() {
  for (const one of main().querySelectorAll(".slide, .slide-path")) {
    one.classList.remove("slide", "slide-path", "walled");
    one.removeAttribute("style");
  }
}

function show(to = 0) {
  const all = slides();
  const current = all[slide];
  restore();
  if (!current) return;
  current.classList.add("slide");
  for (let one = current.parentElement; one && one !== main(); one = one.parentElement)
    one.classList.add("slide-path");
  screens = fit(main(), current);
  screen = Math.min(to < 0 ? screens.length - 1 : to, screens.length - 1);
  main().style.height = `${screens[screen].height}px`;
  main().scrollTop = screens[screen].top;
  have([current, all[slide + 1], all[slide - 1], ...all].filter(Boolean), came);
  bar.show(current, {slide, slides: all.length, screen, screens: screens.length});
  history.replaceState(history.state, "", `#slides=${slide + 1}`);
}

function came(card) {
  if (bar && card.matches(".slide")) show(screen);
}

async function step(by) {
  if (leaving) return;
  if (screens[screen + by]) return show(screen + by);
  if (slides()[slide + by]) {
    slide += by;
    return show(by < 0 ? -1 : 0);
  }
  await turn(by);
}

// Another page of the menu in the place of this one: the browser would leave the full screen.
async function turn(by) {
  leaving = true;
  const all = pages();
  let place = all.findIndex(href => new URL(href).pathname === location.pathname);
  try {
    for (place += by; all[place]; place += by) {
      const response = await fetch(all[place]);
      const next = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!bar) return; // ended meanwhile
      if (!response.ok || !next.querySelector("main") || !slides(next.querySelector("main")).length) continue;
      take(next, response.url);
      slide = by < 0 ? slides().length - 1 : 0;
      return show(by < 0 ? -1 : 0);
    }
    bar.end();
  } catch {
    bar?.end(); // whether the server answers at all is said elsewhere
  } finally {
    leaving = false;
  }
}

function take(next, address) {
  main().replaceWith(document.adoptNode(next.querySelector("main")));
  const facts = document.getElementById("page-facts");
  if (facts) facts.textContent = next.getElementById("page-facts")?.textContent ?? "";
  for (const name of ["page", "version", "visit", "late"]) {
    const value = next.documentElement.dataset[name];
    if (value === undefined) delete html.dataset[name];
    else html.dataset[name] = value;
  }
  document.title = next.title;
  history.pushState(null, "", address);
  moved = true;
  observe();
  if (html.dataset.late !== undefined) refresh();
  else for (const card of main().querySelectorAll(".pending")) load(card, card.dataset.url);
  fillWalks();
}

let moved = false;

async function end() {
  const released = hold(false);
  if (document.fullscreenElement) document.exitFullscreen();
  const address = location.pathname + location.search;
  bar.remove();
  bar = null;
  delete html.dataset.slideshow;
  history.replaceState(history.state, "", address);
  restore();
  drop();
  main().removeAttribute("style");
  if (!moved) return;
  html.classList.add("busy");
  await released;
  location.replace(address); // its form and its hands are those of the first page
}

function press(event) {
  if (!bar || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, dialog[open]")) return;
  const {key} = event;
  if (bar.isBlack && key !== "Escape") bar.black(false);
  else if (key === "Escape" || key.toLowerCase() === "f") end();
  else if (key.toLowerCase() === "b" || key === ".") bar.black(true);
  else if (key.toLowerCase() === "p") bar.point(!bar.pointer.isOn);
  else if (key === "Home") [slide, screen] = [0, 0], show();
  else if (key === "End") (slide = slides().length - 1), show(-1);
  else if (bar.pointer.moves(event)) bar.pointer.move(event);
  else if (event.shiftKey && FORWARD.includes(key)) turn(1);
  else if (event.shiftKey && BACK.includes(key)) turn(-1);
  else if (FORWARD.includes(key) && !(key === "Enter" && event.target.closest("a, button"))) step(1);
  else if (BACK.includes(key)) step(-1);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function click({target, clientX}) {
  if (!bar || target.closest("a, button, input, select, [data-id], dialog")) return;
  step(clientX < innerWidth / 3 ? -1 : 1);
}

// Begin at a card, or at the one that the page stands at.
export function begin(at = 0) {
  if (bar || moved || !slides().length) return;
  html.dataset.slideshow = "";
  bar = new Bar(end, () => step(-1), () => step(1));
  slide = Math.min(Math.max(at, 0), slides().length - 1);
  hold(true);
  html.requestFullscreen?.().catch(() => {}); // where the browser does not let us, F11 does
  show();
}

addEventListener("keydown", press, true);
addEventListener("click", click);
addEventListener("resize", () => bar && show(screen));
let isFull = false;
document.addEventListener("fullscreenchange", () => {
  const left = isFull && !document.fullscreenElement; // by Esc, which the browser keeps for itself
  isFull = Boolean(document.fullscreenElement);
  if (bar && left) end();
});
on("filled", () => bar && show(screen));
document.fonts.ready.then(() => bar && show(screen));
