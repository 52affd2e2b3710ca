// The menu of a mark: the rows behind it, the records that it stands for, the page with nothing else, the
// explorer, a tab of its own.
import {explorerLink} from "./explorer_link.js";
import {go} from "./navigation.js";
import {notice} from "./notice.js";

const page = document.documentElement.dataset;
const words = JSON.parse(page.marksWords);
const main = document.getElementById("main");
let shown = null;

const said = (text, name) => text.replace("{name}", name);
const firstLine = text => (text ?? "").trim().split("\n")[0];
const isRows = href => /[?&]report=/.test(href);

// A record that a mark stands for: its id and its name.
function recordOf(element) {
  const named = element.dataset.tip || element.getAttribute("aria-label") || element.textContent;
  return {id: element.dataset.id, name: firstLine(named).split(", ")[0]};
}

// The records at both ends of a band, or at the head of a cell's row and column.
function endsOf(mark) {
  const band = mark.matches(".flow") ? mark : mark.querySelector(":scope > .flow");
  if (band) {
    const nodes = [...band.closest("svg.scene").querySelectorAll(".node[data-id]")];
    return [band.dataset.from, band.dataset.to].map(key => nodes.find(one => one.dataset.key === key));
  }
  const cell = mark.closest(".matrix td");
  if (!cell) return [];
  const table = cell.closest("table");
  return [cell.parentElement.cells[0], table.tHead.rows[0].cells[cell.cellIndex]].map(head =>
    head?.querySelector("[data-id]"),
  );
}

function recordsOf(mark, href) {
  const one = mark.closest("[data-id]") ?? mark.querySelector(":scope > [data-id]");
  if (one) return [recordOf(one)];
  const ends = endsOf(mark).filter(Boolean).map(recordOf);
  if (ends.length || !/^record\?/.test(href)) return ends;
  return [{id: new URL(href, location.href).searchParams.get("id"), name: firstLine(mark.textContent)}];
}

// The bands that end at a node, or the cells in the line of a head, as links.
function linesOf(mark) {
  const node = mark.closest("[data-key]") ?? mark.querySelector(":scope > [data-key]");
  if (node) {
    const key = CSS.escape(node.dataset.key);
    return node.closest("svg.scene").querySelectorAll(`a:has(> [data-from="${key}"], > [data-to="${key}"])`);
  }
  const head = mark.closest(".matrix th");
  if (!head) return [];
  const {tBodies} = head.closest("table");
  const rows = [...tBodies].flatMap(({rows}) => [...rows]);
  const cells = head.closest("tbody") ? [...head.parentElement.cells] : rows.map(row => row.cells[head.cellIndex]);
  return cells.flatMap(cell => [...(cell?.querySelectorAll("a") ?? [])]);
}

// Where the rows behind all of them together are: asked with what all of them are asked with, if that says
// which record it is.
function rowsOf(mark, id) {
  const hrefs = [...linesOf(mark)].map(one => one.getAttribute("href")).filter(isRows);
  const [first, ...others] = hrefs.map(href => [...new URL(href, location.href).searchParams]);
  const shared = first?.filter(([name, value]) =>
    others.every(one => one.some(([other, its]) => other === name && its === value)),
  );
  if (!shared?.some(([name]) => name === "report") || !shared.some(([, value]) => value === id)) return "";
  return `${hrefs[0].split("?")[0]}?${new URLSearchParams(shared)}`;
}

// With the day and the language of the page, which every link keeps.
function recordLink(id) {
  const given = new URLSearchParams(location.search);
  const query = new URLSearchParams({id});
  for (const name of ["as_of", "lang"]) if (given.get(name)) query.set(name, given.get(name));
  return `${page.root ?? ""}record?${query}`;
}

// How a value of a field is written in it.
function inWords(field, value) {
  const option = [...field.querySelectorAll("option")].find(one => one.value === value);
  return `${field.querySelector("label").textContent.trim()} ${option?.textContent.trim() ?? value}`;
}

// What of the conditions of a mark's rows the page's own form can ask for and does not ask yet.
function filtersOf(href, records) {
  const given = new URLSearchParams(location.search);
  const found = [];
  const {selects} = main.dataset;
  if (selects)
    for (const {id, name} of records)
      if (given.get(selects) !== id) found.push({name, changes: {[selects]: id}});
  if (!isRows(href)) return found;
  for (const [name, value] of new URL(href, location.href).searchParams) {
    const field = document.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!field || name === "as_of" || given.get(name) === value || field.dataset.value === value) continue;
    found.push({name: inWords(field, value), changes: {[name]: value}});
  }
  return found;
}

function filter(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  go(`${query}`);
}

async function copy(href) {
  await navigator.clipboard.writeText(new URL(href, location.href).href);
  notice(words.copied, true);
}

// Everything that can be done: a text, and where it leads or what it does.
function choicesOf(mark) {
  const link = mark.matches("a") ? mark : mark.closest("a[href]");
  const href = link?.getAttribute("href") ?? "";
  const records = recordsOf(mark, href);
  const found = [];
  const rows = isRows(href) || records.length !== 1 ? href : rowsOf(mark, records[0].id);
  if (isRows(rows)) found.push({text: link?.dataset.whole ? words.part : words.rows, href: rows});
  if (link?.dataset.whole) found.push({text: words.whole, href: link.dataset.whole});
  for (const {id, name} of records)
    found.push({text: said(words.record, name), href: recordLink(id)});
  for (const {name, changes} of filtersOf(href, records))
    found.push({text: said(words.filter, name), act: () => filter(changes)});
  if (records.length && document.querySelector('nav a[href*="explore"]')) {
    found.push({text: words.explore, href: explorerLink(records.map(({id}) => id))});
  }
  const there = href || (records.length ? recordLink(records[0].id) : "");
  if (!there) return found;
  found.push({text: words.tab, href: there, tab: true});
  if (navigator.clipboard) found.push({text: words.copy, act: () => copy(there)});
  return found;
}

function item({text, href, tab, act}) {
  const one = document.createElement(href ? "a" : "button");
  one.textContent = text;
  one.setAttribute("role", "menuitem");
  one.tabIndex = -1;
  if (href) one.href = href;
  else one.type = "button";
  if (tab) Object.assign(one, {target: "_blank", rel: "noopener"});
  one.addEventListener("click", () => {
    close(!href);
    act?.();
  });
  return one;
}

function close(isBack) {
  if (!shown) return;
  const {menu, mark} = shown;
  shown = null;
  menu.remove();
  const focused = mark.matches("[tabindex], a") ? mark : mark.querySelector("[tabindex]");
  if (isBack && mark.isConnected) focused?.focus({preventScroll: true});
}

function press(event) {
  const items = [...shown.menu.children];
  const at = items.indexOf(document.activeElement);
  const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1}[event.key];
  if (to !== undefined) items.at(to % items.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") close(true);
  else if (event.key === " ") document.activeElement.click();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function open(mark, x, y) {
  close(false);
  const choices = choicesOf(mark);
  if (!choices.length) return;
  const menu = document.createElement("div");
  menu.className = "mark-menu";
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", words.menu);
  menu.append(...choices.map(item));
  menu.addEventListener("keydown", press);
  menu.addEventListener("contextmenu", event => event.stopPropagation());
  document.body.append(menu);
  const room = (at, size, all) => Math.max(8, Math.min(at, all - size - 8));
  menu.style.left = `${room(x, menu.offsetWidth, innerWidth)}px`;
  menu.style.top = `${room(y, menu.offsetHeight, innerHeight)}px`;
  shown = {menu, mark};
  menu.firstElementChild.focus({preventScroll: true});
}

document.addEventListener("pointerdown", ({target}) => {
  if (shown && !shown.menu.contains(target)) close(false);
});
for (const kind of ["scroll", "resize", "blur"]) addEventListener(kind, () => close(false), kind === "scroll");
