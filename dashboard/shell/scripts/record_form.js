// The form of a record: it is looked at while one types, saved without leaving the page, and what is
// not saved is not lost. Without this it works as a plain form.
import * as kept from "./kept.js";
import * as pagesRow from "./pages_row.js";
import * as session from "./session.js";

let timer;
let looking = 0;
let offering = 0;
let leaving = false;

const form = () => document.getElementById("record-form");
const named = (slot, what = "f") => form().querySelector(`[name="${CSS.escape(`${what}.${slot}`)}"]`);
const slotOf = input => input.name.slice(2);
const texts = () => [...form().querySelectorAll('[name^="f."]')];
const value = input => (input.type === "checkbox" ? (input.checked ? input.value : "") : input.value);

function isChanged(input) {
  const was = named(slotOf(input), "was");
  return value(input).trim() !== (was ? was.value : "").trim();
}

function isDirty() {
  return form() && (form().hasAttribute("data-unsaved") || texts().some(isChanged));
}

function mark(input) {
  input.closest("[data-slot]")?.classList.toggle("edited", isChanged(input));
}

function show(slot, sentences) {
  const field = form().querySelector(`[data-slot="${CSS.escape(slot)}"]`);
  if (!field) return;
  const input = named(slot);
  const old = [...field.querySelectorAll(":scope > .wrong")];
  if (old.map(one => one.firstChild.textContent.trim()).join() === sentences.join()) return;
  for (const one of old) one.remove();
  field.classList.toggle("refused", sentences.length > 0);
  if (sentences.length) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
  sentences.forEach((sentence, at) => {
    const line = document.createElement("p");
    line.className = "wrong";
    if (!at) line.id = `w-${slot}`;
    line.setAttribute("role", "status");
    line.textContent = sentence;
    field.append(line);
  });
}

// The server answers by the rules by which it saves; only what has been touched is spoken of.
async function look() {
  const mine = ++looking;
  const body = new URLSearchParams(new FormData(form()));
  try {
    const response = await fetch(form().dataset.check, {
      method: "POST",
      body,
      headers: {"X-Lianxin": session.token},
    });
    if (!response.ok || mine !== looking) return;
    const {problems} = await response.json();
    for (const input of texts())
      if (input.dataset.touched) show(slotOf(input), problems[slotOf(input)] ?? []);
  } catch {
    // saving says whether the server answers
  }
}

async function offer(input) {
  const mine = ++offering;
  const list = input.list;
  const {head} = input.closest("[data-head]").dataset;
  const query = new URLSearchParams({of: head, q: input.value});
  try {
    const response = await fetch(`${form().dataset.pick}&${query}`);
    const {choices = []} = await response.json();
    if (mine !== offering) return;
    list.replaceChildren(
      ...choices.map(text => Object.assign(document.createElement("option"), {value: text})));
  } catch {
    // the name can be typed whole
  }
}

function typed({target}) {
  if (!target.name?.startsWith("f.")) return;
  target.dataset.touched = "yes";
  mark(target);
  if (target.list) offer(target);
  clearTimeout(timer);
  timer = setTimeout(look, 350);
}

function fault(text, link) {
  const line = document.getElementById("unsaved");
  line.textContent = text;
  if (link) {
    const anchor = Object.assign(document.createElement("a"), {href: form().dataset.signIn, textContent: link});
    anchor.addEventListener("click", () => (leaving = true));
    line.append(" ", anchor);
  }
  line.hidden = !text;
  line.scrollIntoView({block: "nearest"});
}

function keep() {
  const entries = texts().filter(isChanged).map(input => [input.name, value(input)]);
  const was = entries.map(([name]) => [name, named(name.slice(2), "was")?.value ?? ""]);
  kept.keep(form().action, {entries, was});
}

function restore() {
  const held = kept.give(form().action);
  if (!held) return;
  for (const [name, text] of held.entries) {
    const input = form().querySelector(`[name="${CSS.escape(name)}"]`);
    if (!input) continue;
    if (input.type === "checkbox") input.checked = Boolean(text);
    else input.value = text;
    input.closest("details")?.setAttribute("open", "");
  }
  for (const [name, text] of held.was) {
    const input = named(name.slice(2), "was"); // what others changed meanwhile is met, not written over
    if (input) input.value = text;
  }
  texts().forEach(mark);
  const line = document.getElementById("saved");
  line.textContent = form().dataset.restored;
  line.hidden = false;
}

// What was changed and what it was before; all of the form where something was to be chosen on it,
// for a new record, and where the server says that others have changed the record since.
function bodyOf(whole) {
  const all = [...new FormData(form())];
  const {mark: opened} = form().dataset;
  if (whole || !opened || form().querySelector(".met, .wrong input")) return new URLSearchParams(all);
  const changed = texts().filter(isChanged).map(slotOf);
  const heads = changed.filter(slot => slot.includes("|")).map(slot => slot.replace(/[^|]*$/, ""));
  const isWanted = slot =>
    changed.includes(slot) || heads.some(head => slot.startsWith(head)) || (heads.length && slot.endsWith("|*"));
  const kept = all.filter(([name]) => !/^(f|was)\./.test(name) || isWanted(name.replace(/^(f|was)\./, "")));
  return new URLSearchParams([...kept, ["mark", opened]]);
}

const post = body => fetch(form().action, {method: "POST", body, headers: {"X-Lianxin": session.token}});

async function save() {
  const button = document.getElementById("save");
  if (button.disabled) return;
  button.disabled = true;
  clearTimeout(timer);
  looking++;
  try {
    const body = bodyOf(false);
    let response = await post(body);
    if (response.status === 412) response = await post(bodyOf(true));
    if (response.status === 401 || response.redirected) {
      keep();
      session.over();
      fault(form().dataset.over, form().dataset.again);
    } else if (response.headers.get("content-type")?.includes("json")) amend(await response.json(), body);
    else renew(await response.text());
  } catch {
    fault(form().dataset.unreachable);
  }
  document.getElementById("save").disabled = false;
}

// Where fields of the record alone were changed the form stays; what was typed meanwhile does too.
function amend(answer, body) {
  fault("");
  form().removeAttribute("data-unsaved");
  form().dataset.mark = answer.mark;
  form().elements.request.value = answer.request;
  document.getElementById("heading").textContent = answer.heading;
  for (const [slot, text] of Object.entries(answer.texts)) {
    const input = named(slot);
    if (value(input) === body.get(`f.${slot}`)) input.value = text;
    named(slot, "was").value = text;
    show(slot, []);
    mark(input);
  }
  const line = document.getElementById("saved");
  line.textContent = answer.notice;
  if (answer.history)
    line.append(" ", Object.assign(document.createElement("a"), {href: answer.history, textContent: answer.word}));
  line.hidden = false;
}

function renew(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const main = fresh.getElementById("main");
  if (!main) return fault(form().dataset.unreachable);
  const focus = document.activeElement?.id;
  document.getElementById("main").replaceWith(main);
  document.title = fresh.title;
  start();
  const id = form()?.elements.id?.value;
  if (id && location.search.includes("kind=")) {
    const query = new URLSearchParams({id, lang: document.documentElement.lang.slice(0, 2)});
    history.replaceState(null, "", `edit?${query}`);
  }
  const wrong = main.querySelector("[aria-invalid], .met input");
  (wrong ?? document.getElementById(focus) ?? main.querySelector("[autofocus]"))?.focus();
}

function start() {
  if (!form()) return;
  form().addEventListener("input", typed);
  form().addEventListener("change", typed);
  form().addEventListener("focusin", ({target}) => target.list && offer(target));
  form().addEventListener("submit", event => {
    event.preventDefault();
    save();
  });
  texts().forEach(mark);
}

addEventListener("beforeunload", event => {
  if (leaving || !isDirty()) return;
  if (session.isOver()) keep(); // signing in again leads back to it
  else event.preventDefault();
});
addEventListener("keydown", event => {
  if (!form() || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  save();
});

pagesRow.start();
session.start();
start();
if (form()) {
  restore();
  form().querySelector("[autofocus]")?.focus();
}
document.documentElement.dataset.ready = Math.round(performance.now());
