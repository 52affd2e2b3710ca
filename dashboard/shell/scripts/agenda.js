// The page of an agenda: its items moved by dragging and by keys, notes, its record, and how it is shown
// after each change, by whomever.
import {ask, fill, words} from "./agenda_requests.js";
import {isOpen} from "./agenda_tray.js";
import {load} from "./cards.js";
import {sayDays} from "./day_fields.js";
import {on} from "./events.js";
import {observe} from "./fresh.js";
import {announce} from "./notice.js";
import {fillWalks} from "./walk_cards.js";

const main = document.getElementById("main");
const TYPE = "application/x-lianxin-place";
const place = () => main?.querySelector("[data-agenda]");
const name = place()?.dataset.agenda;
let shown = document.documentElement.dataset.version ?? "";
let newest = shown;
let renewals = 0;

function say(selector, text) {
  for (const one of main.querySelectorAll("[data-agenda-wrong], [data-agenda-did]")) one.hidden = true;
  const line = main.querySelector(selector);
  if (line) Object.assign(line, {textContent: text, hidden: !text});
}

// The page as it is now, in the place of what is shown; the cards that stay are not asked for again.
// Where it is another's change that is shown, what one was answered oneself stays.
async function renew({byOther = false} = {}) {
  const turn = ++renewals;
  const response = await fetch(location.pathname + location.search, {cache: "no-store"});
  if (!response.ok) return location.replace("agendas");
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  if (turn !== renewals) return; // a later one shows more
  const {key} = document.activeElement?.dataset ?? {};
  const answered = byOther && ["[data-agenda-did]", "[data-agenda-wrong]"]
    .map(one => [one, main.querySelector(`${one}:not([hidden])`)?.textContent])
    .find(([, text]) => text);
  for (const selector of ["[data-agenda]", "[data-shown]", "#heading"]) {
    const came = next.querySelector(selector);
    if (came) main.querySelector(selector).replaceWith(document.adoptNode(came));
  }
  if (answered) say(...answered);
  if (key) main.querySelector(`[data-key="${key}"]`)?.focus(); // the one that had it is gone
  shown = next.documentElement.dataset.version;
  observe();
  sayDays(main);
  fillWalks();
  for (const card of main.querySelectorAll("[data-shown] .pending")) load(card, card.dataset.url);
}

async function change(act, body, key = "") {
  try {
    const answer = await ask(`${act}/${name}`, body);
    await renew();
    const item = main.querySelector(`[data-key="${key || answer.added?.[0]}"]`);
    item?.focus();
    if (act === "move" && item) announce(fill(words.moved, {n: [...item.parentElement.children].indexOf(item) + 1}));
    return answer;
  } catch (error) {
    await renew().catch(() => {});
    say("[data-agenda-wrong]", error.message);
  }
}

const move = (key, before) => change("move", {key, before}, key);

function edit(item) {
  const text = item.querySelector(".note-text");
  const field = document.createElement("textarea");
  Object.assign(field, {value: text.textContent, rows: 3, maxLength: 4000});
  field.setAttribute("aria-label", text.textContent);
  item.draggable = false;
  text.replaceWith(field);
  field.focus();
  const keep = () => {
    field.removeEventListener("blur", keep);
    if (field.value.trim() === text.textContent) return renew();
    change("note", {key: item.dataset.key, note: field.value});
  };
  field.addEventListener("blur", keep);
  field.addEventListener("keydown", event => {
    event.stopPropagation();
    if (event.key === "Escape") {
      field.value = text.textContent;
      field.blur();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.blur();
  });
}

async function freeze(button) {
  button.disabled = true;
  say("[data-agenda-did]", words.freezing);
  const day = new URLSearchParams(location.search).get("as_of");
  try {
    const {text} = await ask(`freeze/${name}`, {}, day ? `&as_of=${day}` : "");
    await renew();
    say("[data-agenda-did]", text);
  } catch (error) {
    say("[data-agenda-wrong]", error.message);
  }
  button.disabled = false;
}

async function click({target}) {
  const clicked = selector => target.closest?.(selector);
  const item = clicked("[data-key]");
  const step = clicked("[data-agenda-move]");
  if (step) move(item.dataset.key, step.dataset.agendaMove);
  else if (clicked("[data-agenda-drop]")) change("drop", {key: item.dataset.key});
  else if (clicked("[data-agenda-edit]")) edit(item);
  else if (clicked("[data-agenda-show]")) document.querySelector("[data-slides]").click();
  else if (clicked("[data-agenda-freeze]")) freeze(clicked("[data-agenda-freeze]"));
  else if (clicked("[data-agenda-remove]")) {
    const title = document.getElementById("heading").textContent;
    if (!confirm(fill(words.remove_sure, {title}))) return;
    try {
      await ask(`remove/${name}`, {});
      location.assign(`agendas${location.search}`);
    } catch (error) {
      say("[data-agenda-wrong]", error.message);
    }
  }
}

function press(event) {
  const item = event.target.closest?.("[data-key]");
  if (!item || event.target !== item) return;
  if (event.altKey && event.key === "ArrowUp") item.querySelector("[data-agenda-move]").click();
  else if (event.altKey && event.key === "ArrowDown") item.querySelectorAll("[data-agenda-move]")[1].click();
  else if (event.key === "Delete") change("drop", {key: item.dataset.key});
  else return;
  event.preventDefault();
}

async function submit(event) {
  const form = event.target;
  const given = Object.fromEntries(new FormData(form));
  if (form.matches("[data-agenda-note]")) {
    event.preventDefault();
    if (await change("add", {items: [{note: given.note}]})) form.reset();
  } else if (form.matches("[data-agenda-head]")) {
    event.preventDefault();
    change("name", {...given, day: given.day || null});
  } else if (form.matches("[data-agenda-new]")) {
    event.preventDefault();
    try {
      location.assign((await ask("make", {...given, day: given.day || null})).link);
    } catch (error) {
      say("[data-agenda-wrong]", error.message);
    }
  }
}

let dragged = null;

function dragStart(event) {
  const item = event.target.closest?.("li[data-key]");
  if (!item) return;
  dragged = item.dataset.key;
  event.dataTransfer.setData(TYPE, dragged);
  event.dataTransfer.effectAllowed = "move";
  item.classList.add("dragged");
}

// Before or behind the item under the pointer, by its half.
function target(event) {
  const item = event.target.closest?.("li[data-key]");
  if (!item || !dragged) return null;
  const {top, height} = item.getBoundingClientRect();
  const isAfter = event.clientY > top + height / 2;
  return {item, isAfter, before: isAfter ? (item.nextElementSibling?.dataset.key ?? "") : item.dataset.key};
}

function dragOver(event) {
  const found = target(event);
  if (!found) return;
  event.preventDefault();
  for (const one of main.querySelectorAll(".over-top, .over-end")) one.classList.remove("over-top", "over-end");
  found.item.classList.add(found.isAfter ? "over-end" : "over-top");
}

function drop(event) {
  const found = target(event);
  if (!found) return;
  event.preventDefault();
  const key = dragged;
  if (found.before !== key) move(key, found.before);
}

function dragEnd() {
  dragged = null;
  for (const one of main.querySelectorAll(".dragged, .over-top, .over-end"))
    one.classList.remove("dragged", "over-top", "over-end");
  follow();
}

function isWritten() {
  if (main.querySelector("textarea:focus, input:focus")) return true;
  const fields = [...main.querySelectorAll("[data-agenda] :is(textarea, input)")];
  return fields.some(field => field.value !== field.defaultValue);
}

// Others may have changed it: what one is writing or dragging just now stays until it is let go.
function follow() {
  if (!name || newest === shown || dragged || isOpen() || isWritten()) return;
  const isChanged = newest.split(" ")[1] !== shown.split(" ")[1];
  shown = newest;
  if (isChanged) renew({byOther: true}).catch(() => {}); // whether the server is away is said elsewhere
}

if (main?.querySelector("[data-agenda], [data-agendas]")) {
  main.addEventListener("click", click);
  main.addEventListener("keydown", press);
  main.addEventListener("submit", submit);
  main.addEventListener("dragstart", dragStart);
  main.addEventListener("dragover", dragOver);
  main.addEventListener("drop", drop);
  main.addEventListener("dragend", dragEnd);
  on("version", version => {
    newest = version;
    follow();
  });
  main.addEventListener("focusout", () => setTimeout(follow));
}
