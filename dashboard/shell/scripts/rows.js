// The report's table is a form whose fields are the address's: what is typed is asked for after a
// short rest.
import {on} from "./events.js";
import {choose} from "./look.js";
import {cardOfRows, go} from "./navigation.js";
import {notice} from "./notice.js";
import {desk, words} from "./words.js";
import {onPage} from "./visit.js";

const REST = 30; // ms after the last key
let resting;

const tableForm = element => element.closest?.("form[data-sheet]");

function ask(form, how) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) query.set(name, value);
  clearTimeout(resting);
  return go(query.toString(), how, "", false, cardOfRows(form));
}

// By Enter: where one row alone is found, its record is opened.
async function enter(form) {
  const {id} = form.closest("[data-card]");
  await ask(form, "push");
  const rows = document.querySelectorAll(`#${id} tbody tr`);
  const typed = document.querySelector(`#${id} [name="t.find"]`)?.value;
  if (typed && rows.length === 1) rows[0].querySelector("a[href]")?.click();
}

function toggleFilters(button) {
  const shown = button.closest("[data-card]").classList.toggle("filtering");
  button.setAttribute("aria-pressed", String(shown));
  if (shown) button.closest("form").querySelector(".filters :is(input, select)")?.focus();
}

// The way to changing rows together carries how the table is searched and filtered now.
function takeRows(link) {
  const query = new URLSearchParams(link.search);
  for (const name of [...query.keys()]) if (name.startsWith("t.")) query.delete(name);
  for (const [name, value] of new URLSearchParams(location.search))
    if (name.startsWith("t.")) query.set(name, value);
  link.search = query;
}

async function count(button) {
  button.disabled = true;
  notice(words.counting);
  const query = new URLSearchParams(location.search);
  for (const name of [...query.keys()])
    if (name === "report" || name.startsWith("t.")) query.delete(name);
  try {
    const response = await fetch(`count/${desk.dataset.report}?${query}`, {headers: onPage});
    const {text, wrong} = await response.json();
    notice(text || wrong);
    if (text) button.replaceWith(text);
  } catch {
    notice(words.unreachable);
  }
  button.disabled = false;
}

// How close the rows stand, the same for every ledger.
const isDense = () => document.documentElement.dataset.density === "dense";

function markDense() {
  for (const one of document.querySelectorAll("[data-dense]"))
    one.setAttribute("aria-pressed", String(isDense()));
}

function toggleDense() {
  choose("density", isDense() ? "usual" : "dense");
  markDense();
}

export function start() {
  markDense();
  on("filled", markDense);
  document.addEventListener("input", ({target}) => {
    const form = tableForm(target);
    if (!form || target.tagName !== "INPUT") return;
    form.closest("[data-card]").classList.add("waiting");
    clearTimeout(resting);
    resting = setTimeout(() => ask(form, "replace"), REST);
  });
  document.addEventListener("change", ({target}) => {
    const form = tableForm(target);
    if (form && target.tagName === "SELECT") ask(form, "push");
  });
  document.addEventListener("keydown", event => {
    const {target, key, isComposing} = event;
    const form = key === "Enter" && !isComposing && target.tagName === "INPUT" && tableForm(target);
    if (!form) return;
    event.preventDefault(); // which would send the form, where it has one field alone
    enter(form);
  });
  document.addEventListener("click", ({target}) => {
    const filters = target.closest?.("[data-filter]");
    const counter = target.closest?.("[data-count]");
    const many = target.closest?.("[data-with-rows]");
    if (many) takeRows(many);
    if (filters) toggleFilters(filters);
    if (counter) count(counter);
    if (target.closest?.("[data-dense]")) toggleDense();
  });
}
