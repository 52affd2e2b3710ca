// Choosing among many: what is typed is looked for by characters and by pinyin, on the server.
import {change, query} from "./form_values.js";

const questions = new WeakMap(); // how many each box has asked: the last one's answer counts
const next = box => questions.set(box, (questions.get(box) ?? 0) + 1).get(box);

// Forms beside the page's own: form → {ask, change}, the first gives choices, the second takes one.
export const others = new WeakMap();
const otherOf = field => others.get(field.closest("form"));
const take = (field, value) => (otherOf(field)?.change ?? change)(field, value);

const input = event => (event.target.matches?.(".seek") ? event.target : null);

function parts(box) {
  const field = box.closest("[data-field]");
  const list = field.querySelector(".choices");
  return {field, list, many: box.hasAttribute("data-many")};
}

function values({dataset}) {
  const parts = dataset.value?.match(/(?:\\.|[^,\\])+/gs) ?? [];
  return parts.map(part => part.replace(/\\(.)/gs, "$1"));
}

// Several values as one text, as the server writes them: a comma within one has a backslash.
const joined = several => several.map(value => value.replace(/[\\,，、]/g, "\\$&")).join(",");

// Whether something is typed that has not been chosen yet, and nothing else has changed.
export function isSearching(field, focus, fresh) {
  const chips = part => [...part.querySelectorAll(".chip")].map(chip => chip.dataset.value).join();
  if (!focus.matches(".seek") || focus.value === focus.defaultValue) return false;
  return chips(field) === chips(fresh);
}

function option(list, value, label, chosen) {
  const line = document.createElement("li");
  Object.assign(line, {id: `${list.id}-${list.childElementCount}`, textContent: label});
  line.dataset.value = value;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", String(chosen));
  return line;
}

function remark(text) {
  const line = document.createElement("li");
  Object.assign(line, {className: "more", textContent: text});
  line.setAttribute("role", "presentation");
  return line;
}

async function ask(field, typed) {
  const other = otherOf(field);
  if (other) return other.ask(field, typed);
  const given = new URLSearchParams(query());
  given.set("t.typed", typed);
  const {page} = document.documentElement.dataset;
  try {
    return await (await fetch(`choices/${page}/${field.dataset.field}?${given}`)).json();
  } catch {
    return {};
  }
}

export async function open(box, typed) {
  const {field, list, many} = parts(box);
  const mine = next(box);
  const {choices, more} = await ask(field, typed);
  if (mine !== questions.get(box) || document.activeElement !== box || !choices) return;
  const now = new Set(values(field));
  list.replaceChildren();
  for (const [value, label] of choices)
    if (value || !many)
      list.append(option(list, value, label, now.has(value) || (!value && !now.size)));
  if (more) list.append(remark(more));
  list.hidden = false;
  list.tabIndex = -1; // a list that scrolls is no stop of its own on the way to the next field
  list.dataset.typed = typed;
  box.setAttribute("aria-expanded", "true");
  const line = list.querySelector(typed ? "[role=option]" : "[aria-selected=true]");
  point(box, line);
  if (line && "entered" in box.dataset) chooseLine(box, line);
  delete box.dataset.entered;
}

function close(box) {
  const {list, many} = parts(box);
  next(box);
  delete box.dataset.entered;
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
  box.value = many ? "" : box.defaultValue;
}

function point(box, line) {
  for (const old of parts(box).list.querySelectorAll(".at")) old.classList.remove("at");
  if (!line) return box.removeAttribute("aria-activedescendant");
  line.classList.add("at");
  line.scrollIntoView({block: "nearest"});
  box.setAttribute("aria-activedescendant", line.id);
}

function choose(box, value, label) {
  const {field, many} = parts(box);
  if (!many) {
    box.defaultValue = value ? label : "";
    close(box);
    return take(field, value);
  }
  const now = values(field);
  const next = now.includes(value) ? now.filter(other => other !== value) : [...now, value];
  take(field, joined(next));
}

const chooseLine = (box, line) => choose(box, line.dataset.value, line.textContent);

// Left with something typed, the first of what it may mean is taken, though the answer is still to come.
async function takeTyped(box) {
  const {field} = parts(box);
  const typed = box.value;
  const {choices = [], more} = await ask(field, typed);
  const [first] = choices.filter(([value]) => value);
  if (document.activeElement === box) return;
  if (first) choose(box, ...first);
  else refuse(field, box, typed, more);
}

// What nothing is called stays, with that it is so, until something else is typed.
function refuse(field, box, typed, text = "") {
  box.value = typed;
  box.setAttribute("aria-invalid", "true");
  const line = document.createElement("p");
  Object.assign(line, {className: "wrong", textContent: text});
  line.setAttribute("role", "alert");
  line.dataset.unfound = "";
  field.append(line);
  const forget = () => {
    line.remove();
    box.removeAttribute("aria-invalid");
  };
  for (const kind of ["input", "focus"]) box.addEventListener(kind, forget, {once: true});
}

const leaving = new Set();

function left(box) {
  const {list, many} = parts(box);
  if (many || !box.value.trim() || box.value === box.defaultValue) return;
  const line = list.hidden ? null : list.querySelector(".at");
  if (line && list.dataset.typed === box.value) return chooseLine(box, line);
  const work = takeTyped(box).finally(() => leaving.delete(work));
  leaving.add(work);
}

// What was typed in a form's fields is taken, so that it can be sent.
export async function settle(form) {
  const at = document.activeElement;
  if (at?.matches(".seek") && form.contains(at)) {
    left(at);
    at.blur();
  }
  await Promise.all(leaving);
}

function drop(field, value) {
  take(field, joined(values(field).filter(other => other !== value)));
}

function clicked(event) {
  const box = input(event);
  const chip = event.target.closest?.(".chip button");
  const line = event.target.closest?.(".choices [role=option]");
  if (box && parts(box).list.hidden) open(box, "");
  if (chip) drop(chip.closest("[data-field]"), chip.closest(".chip").dataset.value);
  if (line) chooseLine(line.closest("[data-field]").querySelector(".seek"), line);
}

function pressed(event) {
  const box = input(event);
  if (!box) return;
  const {field, list, many} = parts(box);
  const lines = [...list.querySelectorAll("[role=option]")];
  const at = lines.findIndex(line => line.classList.contains("at"));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) return open(box, "");
    const step = event.key === "ArrowDown" ? 1 : lines.length - 1;
    point(box, lines[(at + step) % lines.length] ?? lines[0]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (box.value && box.value !== box.defaultValue && list.dataset.typed !== box.value)
      box.dataset.entered = ""; // the answer is still to come
    else if (!list.hidden && at >= 0) chooseLine(box, lines[at]);
  } else if (event.key === "Tab") left(box);
  else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close(box);
  } else if (event.key === "Backspace" && many && !box.value && values(field).length)
    drop(field, values(field).at(-1));
}

export function start(form) {
  form.addEventListener("focusin", event => input(event)?.select());
  form.addEventListener("input", event => {
    const box = input(event);
    if (box) open(box, box.value);
  });
  form.addEventListener("click", clicked);
  form.addEventListener("mousedown", event => {
    if (event.target.closest?.(".choices")) event.preventDefault();
  });
  form.addEventListener("focusout", event => {
    const box = input(event);
    if (!box || parts(box).field.contains(event.relatedTarget)) return;
    if ("entered" in box.dataset) left(box); // it was accepted before its answer had come
    close(box);
  });
  form.addEventListener("keydown", pressed);
}
