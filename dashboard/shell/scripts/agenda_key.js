// 加入议程: the tray is fetched when somebody presses or drags the sign of a card or of the page.
const page = document.documentElement.dataset;
const root = page.root ?? "";
let fetched = null;

function tray() {
  fetched ??= import(new URL(root + page.agendaTray, location.href)).then(
    ({modules}) => modules["agenda_tray.js"],
    error => {
      fetched = null;
      throw error;
    },
  );
  return fetched;
}

// What the address says beside the day and the language, for the item is of the day of the agenda.
function values() {
  const given = {};
  for (const [name, value] of new URLSearchParams(location.search))
    if (!["lang", "as_of", "id", "report"].includes(name) && !name.startsWith("t.") && value) given[name] = value;
  return given;
}

// The item that a sign stands for.
function itemOf(button) {
  if (button.dataset.item) return JSON.parse(button.dataset.item);
  const address = new URLSearchParams(location.search);
  const heading = document.getElementById("heading")?.textContent.trim() ?? "";
  const given = values();
  const more = Object.keys(given).length ? {with: given} : {};
  const record = document.body.matches(".record") ? address.get("id") : null;
  if (button.dataset.toAgenda === "page")
    return record ? {record, title: heading} : {page: page.page, ...more};
  const {card} = button.closest("[data-card]").dataset;
  if (document.body.matches(".report_desk")) return {report: address.get("report"), ...more};
  if (record) return {card: `${page.page}/${card}`, with: {...given, id: record}, title: titleOf(button, heading)};
  return {card: `${page.page}/${card}`, ...more};
}

function titleOf(button, heading) {
  const title = button.closest("[data-card]").querySelector("h2")?.cloneNode(true);
  title?.querySelector(".what")?.remove();
  return `${heading} · ${title?.textContent.trim() ?? ""}`;
}

// A handout's questions are asked two at a time, and how far that is is shown; then it is opened.
async function print(link) {
  const line = document.querySelector("[data-agenda-did]");
  const address = new URL(link.href);
  const day = new URLSearchParams(location.search).get("as_of");
  if (day) address.searchParams.set("as_of", day);
  const say = text => Object.assign(line, {textContent: text, hidden: !text});
  let next = 0, done = 0, of = 1;
  async function ask(most = Infinity) {
    while (next < Math.min(of, most)) {
      const response = await fetch(`${address}&ahead=${next++}`);
      if (!response.ok) return; // the handout itself says why
      ({of} = await response.json());
      say(link.dataset.asking.replace("{n}", Math.min(++done, of)).replace("{of}", of));
    }
  }
  link.setAttribute("aria-busy", "true");
  say(link.dataset.asking.replace("{n} / {of}", "…"));
  await ask(1).then(() => Promise.all([ask(), ask()])).catch(() => {});
  link.removeAttribute("aria-busy");
  say("");
  if (open(address)) return;
  const ready = document.createElement("a");
  line.replaceChildren(Object.assign(ready, {href: address, target: "_blank", textContent: link.dataset.ready}));
  line.hidden = false;
}

export function start() {
  document.addEventListener("click", event => {
    const link = event.target.closest?.("[data-agenda-handout]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-busy")) print(link);
  });
  if (!page.agendaTray) return;
  for (const one of document.querySelectorAll("[data-to-agenda][hidden]")) one.hidden = false;
  document.addEventListener("click", async ({target}) => {
    const button = target.closest?.("[data-to-agenda]");
    if (button) (await tray()).add(itemOf(button), button);
  });
  document.addEventListener("dragstart", async event => {
    const button = event.target.closest?.("[data-to-agenda]");
    if (!button) return;
    event.dataTransfer.setData("application/x-lianxin-item", JSON.stringify(itemOf(button)));
    event.dataTransfer.effectAllowed = "copy";
    const {isOpen, open} = await tray();
    if (!isOpen()) open(); // an open one is not drawn anew under what is dragged
  });
}
