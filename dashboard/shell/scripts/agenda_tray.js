// The tray: one agenda beside the page, into which cards are dropped or put by their sign.
import {ask, fill, words} from "./agenda_requests.js";
import {announce, notice} from "./notice.js";

const KEPT = "lianxin agenda";
const TYPE = "application/x-lianxin-item";
let aside = null;
let agendas = [];
let current = null;
let opener = null;

function element(name, className, parent, text = "") {
  const one = document.createElement(name);
  one.className = className;
  if (text) one.textContent = text;
  parent.append(one);
  return one;
}

function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function choose(name) {
  current = agendas.find(one => one.name === name) ?? agendas[0] ?? null;
  try {
    if (current) localStorage.setItem(KEPT, current.name);
  } catch {
    /* a browser that keeps nothing */
  }
}

async function renew() {
  ({agendas} = await ask("list"));
  choose(remembered());
}

// Whether it is shown, and somebody puts something into it.
export const isOpen = () => Boolean(aside && !aside.hidden);

export async function open() {
  if (!aside) {
    aside = element("aside", "agenda-tray", document.body);
    aside.setAttribute("aria-label", words.tray);
    aside.addEventListener("keydown", event => event.key === "Escape" && close());
  }
  aside.hidden = false;
  try {
    await renew();
  } catch (error) {
    notice(error.message, true);
  }
  draw();
}

function close() {
  aside.hidden = true;
  opener?.focus();
}

function draw(waiting = null) {
  aside.replaceChildren();
  const head = element("div", "tray-head", aside);
  if (agendas.length) head.append(chooser());
  else element("b", "", head, words.tray);
  const end = element("button", "plain", head, "×");
  Object.assign(end, {type: "button", onclick: close});
  end.setAttribute("aria-label", words.close);
  if (current) {
    aside.append(list());
    const link = element("a", "button", aside, words.open);
    link.href = (document.documentElement.dataset.root ?? "") + current.link;
  }
  aside.append(maker(waiting));
}

function chooser() {
  const select = document.createElement("select");
  select.setAttribute("aria-label", words.which);
  for (const {name, title, day} of agendas) select.add(new Option(day ? `${title} · ${day}` : title, name));
  select.value = current.name;
  select.onchange = () => {
    choose(select.value);
    draw();
  };
  return select;
}

function list() {
  const items = document.createElement("ol");
  items.className = "tray-items";
  for (const {key, title, note, kind_words: kind} of current.items) {
    const item = element("li", "", items);
    item.dataset.key = key;
    element("span", "item-kind", item, kind);
    element("span", "item-name", item, title || note);
  }
  element("li", "last", items, current.items.length ? "" : words.empty);
  for (const item of items.children) item.addEventListener("dragover", over);
  for (const item of items.children) item.addEventListener("dragleave", () => item.classList.remove("over"));
  for (const item of items.children) item.addEventListener("drop", drop);
  return items;
}

function over(event) {
  if (!event.dataTransfer.types.includes(TYPE)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  event.currentTarget.classList.add("over");
}

function drop(event) {
  event.preventDefault();
  put(JSON.parse(event.dataTransfer.getData(TYPE)), event.currentTarget.dataset.key ?? "");
}

// The form that makes an agenda; what waits goes into it at once.
function maker(waiting) {
  const form = document.createElement("form");
  form.className = "tray-new";
  const label = element("label", "", form, words.new_name);
  const title = element("input", "", label);
  Object.assign(title, {name: "title", maxLength: 120, required: true, placeholder: words.new_hint});
  title.autocomplete = "off";
  element("button", "button", form, words.make);
  form.onsubmit = async event => {
    event.preventDefault();
    try {
      const {name} = await ask("make", {title: title.value, items: waiting ? [waiting] : []});
      await renew();
      choose(name);
      draw();
      if (waiting) tell(current.title);
    } catch (error) {
      notice(error.message, true);
    }
  };
  return form;
}

function tell(title) {
  notice(fill(words.added, {title}), true);
  announce(fill(words.added, {title}));
}

async function put(item, before = "") {
  try {
    const answer = await ask(`add/${current.name}`, {items: [item], before});
    current.items = answer.items;
    draw();
    for (const key of answer.added) aside.querySelector(`[data-key="${key}"]`)?.classList.add("came");
    aside.querySelector(".came")?.scrollIntoView({block: "nearest"});
    tell(answer.title);
  } catch (error) {
    notice(error.message, true);
    await renew().catch(() => {});
    draw();
  }
}

// Into the agenda that was used last; where there is none it is asked for its name.
export async function add(item, button) {
  opener = button;
  await open();
  if (current) return put(item);
  draw(item);
  aside.querySelector("input").focus();
}
