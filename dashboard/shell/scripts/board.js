// Cards of a board are dragged, or moved by Shift and an arrow key, to the next stage, and come back
// with the reason where they may not go. Enter shows all steps of a card.
import {announce} from "./notice.js";
import {panelOf, words} from "./step_requests.js";

let steps;
let held = null;
const slipOf = target => target.closest?.(".slip[data-id]");
const titleOf = slip => slip.querySelector(".slip-head").textContent.trim();

function refuse(slip, text) {
  slip.querySelector(".wrong")?.remove();
  const line = document.createElement("p");
  Object.assign(line, {className: "wrong", textContent: text});
  slip.append(line);
  slip.classList.remove("moving");
  slip.classList.add("came-back");
  announce(text);
}

// To a lane: the card moves at once, and back where no step leads there. A folded lane opens for it, so
// that it stays in sight, and folds again where the card comes back.
async function move(slip, lane) {
  const {parentElement: from, nextElementSibling: next} = slip;
  const {open} = lane;
  const back = () => from.insertBefore(slip, next);
  const refused = text => {
    lane.open = open;
    refuse(slip, text);
  };
  slip.querySelector(".wrong")?.remove();
  slip.classList.remove("came-back");
  slip.classList.add("moving");
  lane.open = true;
  lane.querySelector("ul").prepend(slip);
  try {
    const query = new URLSearchParams({to: lane.dataset.lane});
    const {step, wrong, html} = await panelOf(slip.dataset.id, query);
    back();
    if (wrong) return refused(wrong);
    slip.classList.remove("moving");
    const panel = document.createElement("div");
    panel.innerHTML = html;
    const direct = panel.querySelector(`form[data-step-form="${step}"]`);
    const opened = new URLSearchParams(direct ? {} : {"act.step": step});
    await steps.open(slip.dataset.id, titleOf(slip), opened);
    if (direct) {
      const form = document.querySelector(`dialog[open] form[data-step-form="${step}"]`);
      if (form) await steps.take(form);
    }
  } catch (error) {
    back();
    refused(error.message);
  }
}

function stepped(slip, forward) {
  const lanes = [...slip.closest(".board").querySelectorAll(".lane")];
  const to = lanes[lanes.indexOf(slip.closest(".lane")) + (forward ? 1 : -1)];
  if (to) move(slip, to).then(() => document.querySelector("dialog[open]") || slip.focus());
}

function pressed(event) {
  const slip = slipOf(event.target);
  if (!slip || event.target !== slip) return;
  if (event.key === "Enter") {
    event.preventDefault();
    steps.open(slip.dataset.id, titleOf(slip));
  } else if (event.shiftKey && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    event.preventDefault();
    stepped(slip, event.key === "ArrowRight");
  }
}

function dragged(event) {
  held = slipOf(event.target);
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.dataset.id);
  held.closest(".board").classList.add("dragging");
}

function over(event) {
  const lane = held && event.target.closest?.(".lane");
  for (const old of document.querySelectorAll(".lane.under"))
    if (old !== lane) old.classList.remove("under");
  if (!lane || lane.contains(held)) return;
  event.preventDefault();
  lane.classList.add("under");
}

function dropped(event) {
  const lane = held && event.target.closest?.(".lane");
  if (!lane || lane.contains(held)) return;
  event.preventDefault();
  move(held, lane);
}

function ended() {
  held = null;
  for (const old of document.querySelectorAll(".dragging, .under"))
    old.classList.remove("dragging", "under");
}

export function prepare() {
  for (const slip of document.querySelectorAll(".board .slip[data-id]:not([draggable])")) {
    slip.draggable = true;
    const button = document.createElement("button");
    Object.assign(button, {type: "button", className: "slip-step", textContent: words.open});
    button.setAttribute("aria-label", words.of.replace("{name}", titleOf(slip)));
    button.addEventListener("click", event => {
      event.stopPropagation();
      steps.open(slip.dataset.id, titleOf(slip));
    });
    slip.append(button);
  }
}

export function start(given) {
  steps = given;
  document.addEventListener("keydown", pressed);
  document.addEventListener("dragstart", dragged);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", dropped);
  document.addEventListener("dragend", ended);
  prepare();
}
