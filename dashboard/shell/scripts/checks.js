// The checks of the data in one line; those that fail stand below it, the others where they are asked for.
import {on} from "./events.js";

const SHORT = {timeStyle: "short", hourCycle: "h23"};

function tell(line, grid) {
  const n = grid.querySelectorAll("[data-card]").length;
  const ok = grid.querySelectorAll(".verdict.ok").length;
  const bad = grid.querySelectorAll(".verdict.bad, .fault").length;
  const {dataset} = line;
  const text = ok + bad < n ? dataset.running : bad ? dataset.bad : dataset.ok;
  const time = new Date().toLocaleTimeString(document.documentElement.lang, SHORT);
  const place = line.querySelector("b");
  place.textContent = text.replace("{n}", n).replace("{ok}", ok).replace("{bad}", bad).replace("{time}", time);
  line.classList.toggle("bad", bad > 0);
  line.classList.toggle("ok", ok === n);
}

export function start() {
  for (const line of document.querySelectorAll(".checks-line")) {
    const grid = line.nextElementSibling;
    tell(line, grid);
    on("filled", id => grid.querySelector(`#card-${CSS.escape(id)}`) && tell(line, grid));
    line.querySelector("[data-checks]").addEventListener("click", ({target}) => {
      const shown = grid.classList.toggle("all");
      target.setAttribute("aria-expanded", String(shown));
    });
  }
}
