// 关系探索: the graph walked through in the browser.
import {asked, begins} from "./explorer/begins.js";
import * as acts from "./explorer/acts.js";
import {camera, fit, size, zoomAt} from "./explorer/camera.js";
import * as card from "./explorer/card.js";
import * as days from "./explorer/days.js";
import * as files from "./explorer/files.js";
import * as find from "./explorer/find.js";
import * as glide from "./explorer/glide.js";
import * as history from "./explorer/history.js";
import * as kept from "./explorer/kept.js";
import * as keys from "./explorer/keys.js";
import * as legend from "./explorer/legend.js";
import * as list from "./explorer/list.js";
import * as menu from "./explorer/menu.js";
import * as painter from "./explorer/painter.js";
import * as pointer from "./explorer/pointer.js";
import * as renew from "./explorer/renew.js";
import * as rules from "./explorer/rules.js";
import * as since from "./explorer/since.js";
import * as views from "./explorer/views.js";
import {changed, drawn, take, walk} from "./explorer/walk.js";
import * as ways from "./explorer/ways.js";
import {on} from "./events.js";
import {pause} from "./retry.js";

const canvas = document.getElementById("x-canvas");
let untouched = true;
const zoomed = factor => () => {
  zoomAt(size.w / 2, size.h / 2, factor);
  painter.moved();
};
const DO = {
  undo: history.undo,
  redo: history.redo,
  clear: acts.clear,
  tidy: acts.tidy,
  views: views.show,
  near: zoomed(1.4),
  far: zoomed(1 / 1.4),
  whole: () => glide.showAll(),
  ...days.acts,
};

function follow() {
  document.querySelector("[data-do=undo]").disabled = !history.canUndo();
  document.querySelector("[data-do=redo]").disabled = !history.canRedo();
  document.getElementById("x-empty").hidden = walk.shown.size > 0;
}

// The live picture takes the place of the still one, at the same places.
function takeOver() {
  canvas.hidden = false;
  painter.touch(true);
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      document.getElementById("x-still").replaceChildren();
      canvas.dataset.live = String(Math.round(performance.now()));
    }),
  );
  document.querySelector(".x-zoom").hidden = false;
}

// The walk that was not there when the page was sent: the page is asked for it again.
async function later() {
  const picture = document.querySelector(".x-picture");
  picture.classList.add("asking");
  const wrong = document.getElementById("wrong");
  let walk = {};
  for (let attempt = 0; attempt < 60; attempt++) {
    await pause(0, Math.min(attempt + 1, 4));
    const response = await fetch(asked).catch(() => null);
    const page = response && new DOMParser().parseFromString(await response.text(), "text/html");
    const holder = page?.getElementById("x-begins");
    if (!holder) continue;
    const answer = JSON.parse(holder.textContent);
    wrong.textContent = page.getElementById("wrong").textContent;
    if (answer.late && (!wrong.textContent || attempt < 9)) continue;
    walk = answer.walk;
    break;
  }
  picture.classList.remove("asking");
  wrong.hidden = !wrong.textContent;
  return walk;
}

async function begin() {
  walk.latest = begins.day || begins.today;
  const going = await kept.resume(begins.asked || begins.view);
  if (!going) {
    if (!begins.view) rules.fromStart();
    take(begins.late ? await later() : begins.walk);
    walk.fresh = new Set();
    fit(drawn().nodes);
    changed("nodes");
    changed("selected");
  }
  untouched = !going;
  takeOver();
  if (!going && begins.view) await views.open(begins.view);
  const {from, to, by} = begins.path ?? {};
  if (!going && from) await ways.find(from, to, by);
  if (going?.way) await ways.find(going.way.from, going.way.to, going.way.by);
}

// Until someone has moved the picture it is shown whole when its room changes.
function resized() {
  if (untouched && walk.shown.size && camera.k) glide.showAll(true);
}

function start() {
  canvas.hidden = false;
  painter.start(resized);
  for (const part of [card, legend, list, days, ways, since, find, files, menu, keys, kept, renew])
    part.start();
  pointer.start(menu.show);
  for (const kind of ["pointerdown", "wheel", "keydown"])
    canvas.addEventListener(kind, () => (untouched = false), {passive: true});
  on("walk", follow);
  document.addEventListener("click", event => {
    const {do: name} = event.target.closest?.("[data-do]")?.dataset ?? {};
    DO[name]?.();
  });
  begin();
}

start();
