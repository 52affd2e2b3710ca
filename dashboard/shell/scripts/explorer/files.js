// What is selected, or all that is shown, as a file to take away.
import {on} from "../events.js";
import {announce, notice} from "../notice.js";
import {begins, number, word} from "./begins.js";
import {make} from "./dom.js";
import {inList} from "./list.js";
import {send} from "./questions.js";
import {drawn, places, walk} from "./walk.js";

function nameOf(response, format) {
  const header = response.headers.get("Content-Disposition") ?? "";
  const named = header.match(/filename\*=UTF-8''([^;]+)/)?.[1];
  return named ? decodeURIComponent(named) : (header.match(/filename="([^"]+)"/)?.[1] ?? `explore.${format}`);
}

async function take(format) {
  const ids = inList();
  const there = new Set(ids);
  const ties = drawn()
    .ties.filter(tie => there.has(tie.from) && there.has(tie.to))
    .map(({id}) => id);
  try {
    const positions = Object.fromEntries(Object.entries(places()).filter(([id]) => there.has(id)));
    const response = await send(`take/${format}`, {
      ...{ids, ties, positions, as_of: begins.day || null},
      title: walk.title,
      rules: walk.rules,
      day: walk.day || null,
    });
    const url = URL.createObjectURL(await response.blob());
    const link = make("a", {href: url, download: nameOf(response, format)});
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    announce(word("taken"));
  } catch (error) {
    notice(error.sentence ? error.message : word("failed"), true);
  }
}

// What is taken stands above the kinds of files: what is selected, or everything.
function sayWhat() {
  const [key, n] = walk.selected.size
    ? ["take_selected", walk.selected.size]
    : ["take_all", drawn().nodes.length];
  document.getElementById("x-taken").textContent = word(key, {n: number(n)});
}

export function start() {
  const menu = document.querySelector(".x-take");
  menu.addEventListener("toggle", sayWhat);
  on("walk", what => menu.open && what !== "focus" && sayWhat());
  menu.addEventListener("click", event => {
    const {take: format} = event.target.closest("[data-take]")?.dataset ?? {};
    if (!format) return;
    event.currentTarget.open = false;
    take(format);
  });
}
