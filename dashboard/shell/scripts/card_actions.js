// What a card offers beside its figure: the rows behind it, how it was made, its Cypher to copy.

import {notice} from "./notice.js";
import {onPage} from "./visit.js";

async function showRows(button) {
  const card = button.closest("[data-card]");
  const open = card.querySelector(".behind");
  button.setAttribute("aria-expanded", String(!open));
  if (open) return open.remove();
  const rows = document.createElement("div");
  rows.className = "behind";
  card.querySelector(".drawn").after(rows);
  try {
    rows.innerHTML = await (await fetch(button.dataset.rows, {headers: onPage})).text();
  } catch {
    rows.innerHTML = document.getElementById("unreachable").innerHTML;
  }
}

async function copy(button) {
  await navigator.clipboard.writeText(button.parentElement.querySelector("pre").textContent);
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = label), 1500);
}

// The names that a column of the card lists, one a line.
async function copyNames(button) {
  const label = CSS.escape(button.dataset.copyNames);
  const cells = button.closest("[data-card]").querySelectorAll(`td[data-label="${label}"]`);
  const names = [...cells].map(cell => (cell.querySelector("a") ?? cell).textContent.trim());
  const list = [...new Set(names.filter(Boolean))];
  await navigator.clipboard.writeText(list.join("\n"));
  notice(button.dataset.copied.replace("{n}", list.length), true);
}

// One card alone on paper.
function printCard(card) {
  const {body} = document;
  const marks = [[body, "printing-one"], [card, "printed-one"]];
  for (const [element, name] of marks) element.classList.add(name);
  window.print();
  for (const [element, name] of marks) element.classList.remove(name);
}

function sayWhenPrinted() {
  const place = document.querySelector(".printed time");
  const form = {dateStyle: "medium", timeStyle: "short", hourCycle: "h23"};
  if (place) place.textContent = new Date().toLocaleString(document.documentElement.lang, form);
}

export function start() {
  addEventListener("beforeprint", sayWhenPrinted);
  document.addEventListener("click", event => {
    const clicked = selector => event.target.closest?.(selector);
    for (const menu of document.querySelectorAll("details.take[open]"))
      if (!menu.contains(event.target)) menu.open = false;
    const rows = clicked("[data-rows]");
    const about = clicked("[data-details]");
    const text = clicked("[data-copy]");
    const names = clicked("[data-copy-names]");
    const printed = clicked("[data-print-card]");
    if (names) copyNames(names);
    if (printed) printCard(printed.closest("[data-card]"));
    if (rows) showRows(rows);
    if (about) about.closest("[data-card]").querySelector("dialog.details")?.showModal();
    if (text) copy(text);
    if (event.target.matches?.("dialog.details")) event.target.close(); // the backdrop
  });
}
