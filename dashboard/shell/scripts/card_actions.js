// What a card offers beside its figure: the rows behind it, how it was made, its Cypher to copy.

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

export function start() {
  document.addEventListener("click", event => {
    const clicked = selector => event.target.closest?.(selector);
    for (const menu of document.querySelectorAll("details.take[open]"))
      if (!menu.contains(event.target)) menu.open = false;
    const rows = clicked("[data-rows]");
    const about = clicked("[data-details], [data-what]");
    const text = clicked("[data-copy]");
    if (rows) showRows(rows);
    if (about) about.closest("[data-card]").querySelector("dialog.details")?.showModal();
    if (text) copy(text);
    if (event.target.matches?.("dialog.details")) event.target.close(); // the backdrop
  });
}
