// The list of reports: found by characters, pinyin, number or explanation.
import {choose} from "./look.js";

const box = document.getElementById("search");
export const lines = [...document.querySelectorAll(".reports li[data-id]")];
let latest = 0;

function show(ids) {
  // null shows all
  for (const line of lines) line.hidden = ids !== null && !ids.has(line.dataset.id);
  for (const topic of document.querySelectorAll(".reports .topic")) {
    topic.hidden = !topic.querySelector("li:not([hidden])");
    if (topic.tagName === "DETAILS" && ids !== null) topic.open = true;
  }
  document.getElementById("none-found").hidden = lines.some(line => !line.hidden);
}

async function find(typed) {
  try {
    return (await (await fetch(`listed?typed=${encodeURIComponent(typed)}`)).json()).found;
  } catch {
    return null;
  }
}

async function search() {
  const typed = box.value.trim();
  const mine = ++latest;
  if (!typed) return show(null);
  const found = await find(typed);
  if (mine !== latest) return;
  const contains = line => line.textContent.toLowerCase().includes(typed.toLowerCase());
  show(new Set(found ?? lines.filter(contains).map(line => line.dataset.id)));
}

function pressed({key}) {
  if (key === "Enter") {
    const first = lines.find(line => !line.hidden && line.getClientRects().length);
    first?.querySelector("a").click();
  } else if (key === "Escape") {
    box.value = "";
    show(null);
  }
}

// Where rows are shown they are what is searched; else the reports.
function focusBySlash(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  const rows = document.querySelector("form[data-sheet] [type=search]");
  if (rows) return rows.focus();
  document.querySelector("details.list").open = true;
  box.focus();
}

export function start() {
  if (!box) return;
  box.addEventListener("input", search);
  box.addEventListener("keydown", pressed);
  document.addEventListener("keydown", focusBySlash);
  const list = document.querySelector(".desk.chosen details.list");
  if (!list) return;
  const isPhone = matchMedia("(max-width: 720px)").matches;
  if (isPhone) list.open = false;
  else list.addEventListener("toggle", () => choose("list", list.open ? "open" : "folded"));
}
