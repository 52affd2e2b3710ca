// The list of what has changed between two editions, by the kind of change in its last column.

// "增加 10" and "增加 ¥16" are of one kind; the words are those of the edition's files.
const kindOf = row => row.lastElementChild.textContent.split(/[\d¥]/)[0].trim();

function show(list, kind, buttons) {
  for (const row of list.querySelectorAll("tbody tr"))
    row.hidden = kind !== null && kindOf(row) !== kind;
  for (const [button, one] of buttons) button.setAttribute("aria-pressed", String(one === kind));
}

function offer(list) {
  const kinds = new Map();
  for (const row of list.querySelectorAll("tbody tr")) {
    const kind = kindOf(row);
    if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  if (kinds.size < 2) return;
  const all = list.querySelectorAll("tbody tr").length;
  const line = Object.assign(document.createElement("p"), {className: "ways kinds"});
  const buttons = new Map();
  for (const [kind, count] of [[null, all], ...kinds]) {
    const button = document.createElement("button");
    Object.assign(button, {type: "button", className: "plain", textContent: `${kind ?? list.dataset.all} ${count}`});
    button.addEventListener("click", () => show(list, kind, buttons));
    buttons.set(button, kind);
    line.append(button);
  }
  list.before(line);
  show(list, null, buttons);
}

export function start() {
  for (const list of document.querySelectorAll(".changed")) offer(list);
}
