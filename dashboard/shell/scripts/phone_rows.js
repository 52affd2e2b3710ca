// On a phone a row of a wide table is a title and a few facts; the rest is unfolded.
import {on} from "./events.js";

const {unfoldRow} = document.documentElement.dataset;

function prepare() {
  if (!matchMedia("(max-width: 720px)").matches) return;
  for (const cell of document.querySelectorAll(".data:not(.few) td.t:not(:has(.unfold))")) {
    const button = Object.assign(document.createElement("button"), {type: "button", className: "unfold"});
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", `${unfoldRow}: ${cell.textContent.trim()}`);
    cell.append(button);
  }
}

export function start() {
  prepare();
  on("filled", prepare);
  document.addEventListener("click", ({target}) => {
    const row = target.closest?.(".data:not(.few) tr:has(.unfold)");
    if (!row || target.closest("a, input, select") || getComputedStyle(row.querySelector(".unfold")).display === "none")
      return;
    const unfolded = row.classList.toggle("unfolded");
    row.querySelector(".unfold").setAttribute("aria-expanded", String(unfolded));
  });
}
