// The day that is looked at: relationships come and go while nodes stand still.
import {on} from "../events.js";
import {announce} from "../notice.js";
import {dayText, number, word} from "./begins.js";
import {theme} from "./theme.js";
import {changed, drawn, tiesOfWalk, walk} from "./walk.js";

const part = document.getElementById("x-days");
const slider = document.getElementById("x-day");
const marks = document.getElementById("x-marks");
const large = document.getElementById("x-date");
const DAY = 86400000;
const PLAYS = 12000; // milliseconds from the first day to the last
let first = 0;
let last = 0;
let changes = []; // days on which something began or ended, as numbers
let playing = 0;
let waiting;

const numberOf = iso => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const isoOf = value => new Date(value * DAY).toISOString().slice(0, 10);

function span() {
  last = numberOf(walk.latest);
  const all = new Set();
  for (const {began, ended} of tiesOfWalk())
    for (const day of [began, ended]) if (day && numberOf(day) <= last) all.add(numberOf(day));
  changes = [...all].sort((a, b) => a - b);
  first = changes.length ? changes[0] - 1 : last;
}

function drawMarks() {
  const {width, height} = marks.getBoundingClientRect();
  const dpr = window.devicePixelRatio || 1;
  Object.assign(marks, {width: width * dpr, height: height * dpr});
  const to = marks.getContext("2d");
  to.scale(dpr, dpr);
  to.fillStyle = theme.muted;
  to.globalAlpha = 0.5;
  for (const day of changes) to.fillRect(8 + ((day - first) / (last - first)) * (width - 16), 0, 1, height);
}

function show() {
  const {ties} = drawn();
  const iso = walk.day || walk.latest;
  part.hidden = !walk.latest || last - first < 2 || !walk.shown.size;
  large.hidden = !walk.latest || !walk.shown.size;
  if (part.hidden) {
    large.textContent = walk.latest ? `${word("day_latest")} ${dayText(walk.latest)}` : "";
    large.classList.remove("past");
    return;
  }
  Object.assign(slider, {min: first, max: last});
  slider.value = walk.day ? numberOf(walk.day) : last;
  slider.setAttribute("aria-valuetext", word("day_at", {day: dayText(iso), ties: number(ties.length)}));
  large.textContent = walk.day ? dayText(iso) : `${word("day_latest")} ${dayText(iso)}`;
  large.classList.toggle("past", Boolean(walk.day));
  drawMarks();
}

function go(value) {
  const day = Math.max(first, Math.min(last, value));
  walk.day = day >= last ? "" : isoOf(day);
  changed("day");
}

function step(way) {
  stop();
  const now = walk.day ? numberOf(walk.day) : last;
  const next =
    way < 0 ? (changes.findLast(day => day < now) ?? first) : (changes.find(day => day > now) ?? last);
  go(next);
  const {ties} = drawn();
  announce(word("day_at", {day: dayText(isoOf(next)), ties: number(ties.length)}));
}

function stop() {
  playing++;
  document.querySelector("[data-do=play]").setAttribute("aria-pressed", "false");
}

function play() {
  const button = document.querySelector("[data-do=play]");
  if (button.getAttribute("aria-pressed") === "true") return stop();
  const mine = ++playing;
  button.setAttribute("aria-pressed", "true");
  const began = performance.now();
  let at = -1;
  const frame = now => {
    if (mine !== playing) return;
    const day = Math.round(first + ((now - began) / PLAYS) * (last - first));
    if (day !== at) go((at = day));
    if (day < last) requestAnimationFrame(frame);
    else stop();
  };
  requestAnimationFrame(frame);
}

export const acts = {"day-back": () => step(-1), "day-on": () => step(1), play};

export function start() {
  slider.addEventListener("input", () => {
    stop();
    go(Number(slider.value));
  });
  on("walk", what => {
    if (what === "day") return show();
    if (what !== "nodes" && what !== "filters") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      span();
      show();
    }, 40);
  });
}
