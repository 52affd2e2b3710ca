// Saved views: kept with a name, opened again, shared, removed; opened on later data they say what changed.
import {announce, notice} from "../notice.js";
import {begins, dayText, lang, number, word} from "./begins.js";
import {button, make} from "./dom.js";
import * as glide from "./glide.js";
import * as history from "./history.js";
import * as questions from "./questions.js";
import * as rules from "./rules.js";
import * as since from "./since.js";
import {changed, nodes, take, tiesOfWalk, walk} from "./walk.js";

const dialog = document.getElementById("x-views");

function written() {
  return {
    nodes: [...walk.shown]
      .map(id => nodes.get(id))
      .filter(Boolean)
      .map(({id, x, y, pinned}) => ({id, x, y, pinned: Boolean(pinned)})),
    hidden: [...walk.hidden],
    ties: tiesOfWalk().map(({id}) => id),
    filters: {kinds: [...walk.offKinds], ties: [...walk.offTies], day: walk.day, rules: walk.rules},
  };
}

async function keep(form, name = "") {
  const title = form.elements.title.value.trim();
  if (!title) return form.elements.title.focus();
  const shared = form.elements.shared.value;
  const what = {...questions.asOf(), title, shared, walk: written(), ...(name ? {name} : {})};
  const answer = await questions.ask("views/keep", what);
  if (!answer) return;
  walk.title = title;
  const left = answer.persons_left_out;
  notice(word("views_kept", {title}) + (left ? word("views_left_out", {n: number(left)}) : ""), true);
  await list();
}

export async function open(name) {
  const answer = await questions.views(name);
  if (!answer?.view) return false;
  const {view} = answer;
  const before = history.snapshot("view");
  const positions = Object.fromEntries(view.walk.nodes.map(({id, x, y}) => [id, [x, y]]));
  const fresh = await questions.again(Object.keys(positions), positions);
  if (!fresh) return false;
  if (walk.shown.size) history.note("view", before);
  walk.shown = new Set();
  take(fresh);
  for (const {id, x, y, pinned} of view.walk.nodes)
    if (walk.shown.has(id)) Object.assign(nodes.get(id), {x, y, pinned});
  walk.hidden = new Set((view.walk.hidden ?? []).filter(id => walk.shown.has(id)));
  const {kinds = [], ties = [], day = "", rules: marked} = view.walk.filters ?? {};
  rules.put(marked);
  Object.assign(walk, {
    offKinds: new Set(kinds),
    offTies: new Set(ties),
    day,
    fresh: new Set(),
    way: null,
    title: view.title,
  });
  walk.selected.clear();
  changed("nodes");
  changed("selected");
  changed("way");
  glide.showAll(true);
  dialog.close();
  announce(word("views_opened", {title: view.title}));
  since.ask(view);
  return true;
}

const audiences = () => [
  "me",
  ...Object.keys(begins.words)
    .filter(key => key.startsWith("share_role_"))
    .map(key => key.slice(6)),
  "all",
];

function audience(value, change) {
  const select = make("select", {name: "shared", "aria-label": word("views_share")});
  for (const one of audiences()) {
    const code = one.replace(/^role_/, "");
    select.append(make("option", {value: code, selected: code === value}, word(`share_${one}`)));
  }
  if (change) select.addEventListener("change", () => change(select.value));
  return select;
}

async function share({name}, shared) {
  if (await questions.ask("views/share", {name, shared})) notice(word("views_shared"), true);
  await list();
}

async function remove({name, title}) {
  if (!confirm(word("views_remove_sure", {title}))) return;
  if (await questions.ask("views/remove", {name})) notice(word("views_removed"), true);
  await list();
}

async function link({name}) {
  const address = new URL(`?${new URLSearchParams({view: name, lang})}`, location.href);
  await navigator.clipboard?.writeText(String(address)).catch(() => {});
  notice(word("views_linked"), true);
}

// Into an agenda, where the reader may make one.
function toAgenda({name, title}) {
  const {agendaWords} = document.documentElement.dataset;
  if (!agendaWords) return null;
  const item = JSON.stringify({view: name, title});
  return button(JSON.parse(agendaWords).to, () => dialog.close(), {"data-to-agenda": "", "data-item": item});
}

function line(view) {
  const day = (view.saved_at ?? "").slice(0, 10);
  return make(
    "li",
    {},
    make(
      "div",
      {},
      make("b", {}, view.title),
      make("small", {}, word("views_by", {owner: view.owner, day: day ? dayText(day) : ""})),
    ),
    make(
      "p",
      {class: "x-acts"},
      button(word("views_open"), () => open(view.name), {
        class: "button main",
        "aria-label": `${word("views_open")} ${view.title}`,
      }),
      button(word("views_link"), () => link(view)),
      toAgenda(view),
      view.mine
        ? audience(view.shared, value => share(view, value))
        : make("small", {}, word(`share_${view.shared}`) || word(`share_role_${view.shared}`)),
      view.mine ? button(word("views_keep_over"), () => keep(dialog.querySelector("form"), view.name)) : null,
      view.mine ? button(word("views_remove"), () => remove(view)) : null,
    ),
  );
}

async function list() {
  const answer = await questions.views();
  const form = make(
    "form",
    {class: "x-keep"},
    make(
      "label",
      {},
      make("span", {}, word("views_name")),
      make("input", {
        name: "title",
        required: true,
        maxlength: 80,
        value: walk.title || null,
        autocomplete: "off",
      }),
    ),
    make("label", {}, make("span", {}, word("views_share")), audience("me")),
    make("button", {class: "button main"}, word("views_keep")),
  );
  form.addEventListener("submit", event => {
    event.preventDefault();
    keep(form);
  });
  const views = answer?.views ?? [];
  dialog.replaceChildren(
    make(
      "div",
      {class: "x-title"},
      make("h2", {id: "x-views-title"}, word("views_title")),
      button("×", () => dialog.close(), {
        class: "icon x-close",
        "aria-label": word("views_close"),
        title: word("views_close"),
      }),
    ),
    ...(walk.shown.size ? [form] : []),
    views.length
      ? make("ul", {class: "x-kept"}, ...views.map(line))
      : make("p", {class: "muted"}, word("views_none")),
  );
}

export async function show() {
  await list();
  if (!dialog.open) dialog.showModal();
}
