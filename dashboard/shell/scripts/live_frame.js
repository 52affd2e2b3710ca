// Within the frame of live pictures: shows one after the other as the page around it asks, tells it what
// is pointed at and clicked, writes what a selection comes to, zooms and moves by buttons and keys.
const names = JSON.parse(document.body.dataset.names ?? "{}");
const holder = document.querySelector(".live-picture");
const status = document.querySelector("[role=status]");
const drag = document.querySelector("[data-act=drag]");
const STEP = 1.4;
const MOVE = 0.15; // of what is shown

const tell = (kind, more = {}) => parent.postMessage({lianxin: kind, ...more}, location.origin);
const given = (query, name) => new URLSearchParams(query).get(name);
const tool = name => picture.toolbar.tools.find(one => one.name === name);
let place = null; // what holds the picture
let picture = null;
let first = [];
let sources = [];
let down = null; // where the button was pressed
let tapped = false;
let hits = []; // what lies under the tap
let quiet = false; // while the page itself chooses

function markOf(source, index) {
  const {about, link, key} = source.data;
  return {about: about[index], link: link[index], key: key[index]};
}

const ranges = () => [picture.x_range, picture.y_range];
const dimensions = () => tool(names.zoom).dimensions;
const moves = at => ["both", ["width", "height"][at]].includes(dimensions());

// A range from a to b, kept within its bounds; both grow together, whichever way the axis runs.
function set(range, a, b) {
  const [low, high] = range.bounds;
  const size = Math.min(Math.max(Math.abs(b - a), range.min_interval), high - low);
  const middle = Math.min(Math.max((a + b) / 2, low + size / 2), high - size / 2);
  const half = (Math.sign(b - a) * size) / 2;
  range.setv({start: middle - half, end: middle + half});
}

function zoom(by) {
  for (const [at, range] of ranges().entries()) {
    if (!moves(at)) continue;
    const [middle, half] = [(range.start + range.end) / 2, (range.end - range.start) / 2 / by];
    set(range, middle - half, middle + half);
  }
}

function move(at, by) {
  const range = ranges()[at];
  const far = (range.end - range.start) * by;
  if (moves(at)) set(range, range.start + far, range.end + far);
}

function whole() {
  for (const [at, range] of ranges().entries()) range.setv({start: first[at][0], end: first[at][1]});
}

const clear = () => sources.forEach(one => one.selected.setv({indices: []}));
const selectable = () => sources.find(one => one.name === `${names.marks}-0`);
const isSelecting = () => Boolean(tool(names.select));

// A period by keys: one place further or less far than what is selected now.
function extend(by) {
  const source = selectable();
  const {at} = source.data;
  const chosen = source.selected.indices.map(one => at[one]);
  const [from, to] = chosen.length ? [Math.min(...chosen), Math.max(...chosen) + by] : [0, 0];
  const indices = [...at.keys()].filter(one => at[one] >= from && at[one] <= to);
  if (indices.length) source.selected.setv({indices});
}

function write() {
  const [{legend, hint, parts}] = picture.tags;
  const list = document.querySelector(".series");
  list.hidden = !legend.length;
  list.replaceChildren(
    ...legend.map(([name, colour]) => {
      const item = document.createElement("li");
      const square = document.createElement("span");
      square.style.background = colour;
      item.append(square, name);
      return item;
    }),
  );
  status.classList.toggle("summed", parts.length > 0);
  if (!parts.length) return void (status.textContent = hint);
  status.replaceChildren(
    ...parts.flatMap(([text, href], at) => {
      const part = href ? Object.assign(document.createElement("a"), {href, target: "_top"}) : new Text(text);
      if (href) part.textContent = text;
      return at > 1 ? [" · ", part] : [part];
    }),
  );
}

function dragFor(isSelect) {
  drag.setAttribute("aria-pressed", String(isSelect));
  tool(isSelect ? names.select : names.pan).active = true;
}

const ACTS = {
  larger: () => zoom(STEP),
  smaller: () => zoom(1 / STEP),
  whole,
  drag: () => dragFor(drag.getAttribute("aria-pressed") !== "true"),
  back: () => tell("back"),
};
const KEYS = {"+": ACTS.larger, "=": ACTS.larger, "-": ACTS.smaller, 0: whole};
const ARROWS = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 1], ArrowDown: [1, -1]};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (event.key === "Escape") {
    if (isSelecting() && selectable().selected.indices.length) clear();
    else tell("back");
  } else if (KEYS[event.key]) KEYS[event.key]();
  else if (arrow && event.shiftKey && isSelecting()) extend(arrow[1] * (arrow[0] ? -1 : 1));
  else if (arrow) move(arrow[0], arrow[1] * MOVE);
  else return;
  event.preventDefault();
}

function pointedAt() {
  for (const source of [...sources].reverse()) {
    const [index] = source.inspected.indices;
    if (index !== undefined) return markOf(source, index);
  }
  return null;
}

// The tip is the page's own, so that it is not cut off and looks as it does over the still picture.
function point({clientX: x, clientY: y}) {
  const mark = pointedAt();
  holder.style.cursor = mark?.link || mark?.key ? "pointer" : "";
  tell("tip", {text: mark?.about ?? "", x, y});
}

// A tap is told to every layer that lies there, in no order: the one on top is meant.
function click(source) {
  const index = source.selected.indices.at(-1);
  if (quiet || !tapped || index === undefined) return;
  const mark = markOf(source, index);
  if (!mark.link && !mark.key) return;
  if (!hits.length) setTimeout(follow);
  hits.push({place: sources.indexOf(source), mark});
}

function follow() {
  const [{mark}] = hits.sort((one, other) => other.place - one.place);
  hits = [];
  tapped = false;
  clear();
  tell("follow", {mark, x: down.clientX, y: down.clientY, ctrlKey: down.ctrlKey, metaKey: down.metaKey});
}

// What the page has chosen by its id, or names by its keys, stands out with what it is related to.
function choose(id, named) {
  const keys = new Set(named);
  for (const {data} of sources) data.id.forEach((one, at) => id && one === id && keys.add(data.key[at]));
  quiet = true;
  for (const source of sources) {
    const {key, start, end} = source.data;
    const indices = [...key.keys()].filter(at => [key[at], start[at], end[at]].some(one => one && keys.has(one)));
    source.selected.setv({indices});
  }
  quiet = false;
}

function listen() {
  addEventListener("pointerdown", event => ([down, tapped] = [event, false]), true);
  addEventListener(
    "pointerup",
    ({clientX, clientY}) => (tapped = down && Math.hypot(clientX - down.clientX, clientY - down.clientY) < 4),
    true,
  );
  addEventListener("pointermove", event => setTimeout(point, 20, event));
  document.addEventListener("pointerleave", () => tell("tip", {text: ""}));
  addEventListener("contextmenu", event => {
    const mark = pointedAt();
    if (!mark) return;
    event.preventDefault();
    tell("follow", {mark, x: event.clientX, y: event.clientY, isMenu: true});
  });
  addEventListener("keydown", press);
  document.addEventListener("click", ({target}) => ACTS[target.dataset?.act]?.());
  addEventListener("message", ({origin, source, data}) => {
    if (origin === location.origin && source === parent) RECEIVES[data.lianxin]?.(data);
  });
  for (const one of Bokeh.documents) one.on_event("connection_lost", () => tell("lost"));
}

// As large as the still picture, in the colours of its page.
function fit(query) {
  document.querySelector(".box").style.height = `${given(query, "height")}px`;
  document.querySelector(".series").style.paddingLeft = `${given(query, "inset")?.split(" ")[0] ?? 8}px`;
  document.documentElement.dataset.theme = given(query, "dark") === "1" ? "dark" : "light";
}

const RECEIVES = {
  show({query}) {
    fit(query);
    place.setv({tags: [query]});
  },
  rest: () => place.setv({children: []}),
  chosen: ({id, keys}) => choose(id, keys),
  focus: () => holder.focus(),
};

// Begin with what the place holds now, once it has been painted.
function whenPainted(found) {
  if (found !== place.children[0]) return;
  if (Bokeh.index.find_one(found)?.has_finished()) begin(found);
  else requestAnimationFrame(() => whenPainted(found));
}

function begin(found) {
  picture = found;
  first = ranges().map(({start, end}) => [start, end]);
  sources = picture.renderers.filter(one => one.name === names.marks).map(one => one.data_source);
  for (const source of sources) source.selected.properties.indices.change.connect(() => click(source));
  picture.properties.tags.change.connect(write);
  drag.hidden = !isSelecting();
  drag.setAttribute("aria-pressed", "true");
  write();
  tell("drawn", {of: given(picture.tags[1], "times")});
}

function change() {
  const [found] = place.children;
  if (found) whenPainted(found);
  else tell("none", {of: given(place.tags[0], "times")});
}

function look() {
  place = window.Bokeh?.documents[0]?.get_model_by_name(names.place);
  if (!place) return void requestAnimationFrame(look);
  place.properties.children.change.connect(change);
  listen();
  tell("ready");
  if (place.children.length) change();
}
fit(location.search);
look();
