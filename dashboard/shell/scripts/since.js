// What came, went and moved since a meeting or a day, on each card of the page.
import {sayDays} from "./day_fields.js";
import {on} from "./events.js";
import {notice} from "./notice.js";
import {onPage} from "./visit.js";

const page = document.documentElement.dataset;
const root = page.root ?? "";
const NAME = "t.since";
const chosen = () => new URLSearchParams(location.search).get(NAME) ?? "";
let texts = null;
let asked = "";
let panel = null;

async function ask(path) {
  const response = await fetch(`${root}since${path}${location.search}`, {headers: onPage, cache: "no-store"});
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.wrong);
  return answer;
}

// Under the figure of a card, outside of what is replaced when the data move.
function place(card) {
  let line = card.querySelector(":scope > .since");
  const text = texts?.[card.dataset.card];
  if (!text) return line?.remove();
  if (!line) {
    line = document.createElement("div");
    line.className = "since";
    card.append(line);
  }
  line.innerHTML = text;
}

function placeAll() {
  for (const card of document.querySelectorAll("[data-card]")) place(card);
}

// What holds for all the cards that say nothing, once and over them.
function remark(button, text) {
  const line = button.closest(".page-tools");
  line.parentElement.querySelector(".since-note")?.remove();
  if (!text) return;
  const said = Object.assign(document.createElement("p"), {className: "since-note muted", textContent: text});
  said.setAttribute("role", "status");
  line.after(said);
}

export async function show(button) {
  const mine = (asked = location.search);
  if (!chosen()) {
    texts = null;
    button.textContent = button.dataset.words ?? button.textContent;
    remark(button, "");
    return placeAll();
  }
  try {
    const {words, note, cards} = await ask(`/${page.page}`);
    if (mine !== asked) return;
    texts = cards;
    button.dataset.words ??= button.textContent;
    button.textContent = words;
    remark(button, note);
    placeAll();
  } catch (error) {
    notice(error.message, true);
  }
}

function go(value, button) {
  const query = new URLSearchParams(location.search);
  if (value) query.set(NAME, value);
  else query.delete(NAME);
  history.pushState(history.state, "", `?${query}`);
  close(button);
  show(button);
}

function close(button) {
  panel?.remove();
  panel = null;
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

export async function choose(button) {
  if (panel) return close(button);
  try {
    const {html} = await ask("");
    panel = document.createElement("div");
    panel.className = "since-panel";
    panel.innerHTML = html;
  } catch (error) {
    return notice(error.message, true);
  }
  button.after(panel);
  button.setAttribute("aria-expanded", "true");
  sayDays(panel);
  const form = panel.querySelector("form");
  form.elements.day.addEventListener("input", () => (form.elements.which.value = "day"));
  form.addEventListener("submit", event => {
    event.preventDefault();
    const {which, day} = form.elements;
    const value = which.value === "day" ? day.value : which.value;
    if (value) go(value, button);
    else day.focus();
  });
  panel.querySelector("[data-since-off]")?.addEventListener("click", () => go("", button));
  panel.addEventListener("keydown", event => event.key === "Escape" && close(button));
  panel.querySelector("input").focus();
}

on("filled", id => {
  const card = document.getElementById(`card-${id}`);
  if (card) place(card);
});
// The page went to other values: what changed for those is asked for.
on("moved", () => {
  const button = document.querySelector("button[data-since]");
  if (button && location.search !== asked) show(button);
});
