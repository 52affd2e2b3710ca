// The next steps of a record: its forms are opened, sent and taken back in their own place.
import * as board from "./board.js";
import * as combobox from "./combobox.js";
import {on} from "./events.js";
import {refresh} from "./navigation.js";
import {announce, notice} from "./notice.js";
import * as session from "./session.js";
import {enhance} from "./step_fields.js";
import {panelOf, root, send, words} from "./step_requests.js";
import * as unsent from "./unsent.js";

const FIRST = ".step-form :is(input:not([type=hidden]), select:not([hidden]), textarea)";
let dialog;
const dirty = new Set();

const place = element => element.closest("[data-steps]");

function fill(panel, html) {
  for (const form of panel.querySelectorAll("form")) dirty.delete(form);
  const unfolded = [...panel.querySelectorAll("details[open][data-fold]")];
  panel.innerHTML = html;
  panel.removeAttribute("data-late");
  for (const {dataset} of unfolded)
    panel.querySelector(`[data-fold="${dataset.fold}"]`)?.setAttribute("open", "");
  for (const form of panel.querySelectorAll("[data-step-form]")) begin(form);
}

// A form that is shown, with what was written in it before the session ended.
function begin(form) {
  if (unsent.giveBack(form)) {
    dirty.add(form);
    notice(words.restored);
  }
  enhance(form);
}

async function show(panel, query = new URLSearchParams()) {
  try {
    const {html} = await panelOf(panel.dataset.steps, query);
    fill(panel, html);
    (panel.querySelector(FIRST) ?? panel.querySelector(".step-form button"))?.focus();
  } catch (error) {
    notice(error.message);
  }
}

// What a panel offers, as one reads it.
const offered = panel =>
  [...panel.querySelectorAll(".steps-head, .step-row")].map(one => one.textContent).join();

// Somebody else may have moved the record: what can be done follows, unless a form stands open there.
async function follow() {
  const panel = document.querySelector("section[data-steps]");
  if (!panel || panel.querySelector(".step-form")) return;
  try {
    const {html} = await panelOf(panel.dataset.steps);
    const next = new DOMParser().parseFromString(html, "text/html");
    if (offered(next) !== offered(panel) && !panel.querySelector(".step-form")) fill(panel, html);
  } catch {
    /* whether anything answers is said elsewhere */
  }
}

// The dialog in which the steps of one card of the board are taken.
export async function open(id, title, query) {
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "steps-dialog";
    dialog.innerHTML =
      '<div class="dialog-head"><h2></h2><button type="button" class="button" data-close></button></div>' +
      '<section class="next-steps" data-steps></section>';
    dialog.querySelector("[data-close]").textContent = words.close;
    dialog.setAttribute("aria-labelledby", "steps-title");
    dialog.querySelector("h2").id = "steps-title";
    dialog.querySelector("[data-close]").addEventListener("click", () => leave() && dialog.close());
    dialog.addEventListener("cancel", event => leave() || event.preventDefault());
    dialog.addEventListener("close", () => dirty.clear());
    document.body.append(dialog);
  }
  dialog.querySelector("h2").textContent = words.of.replace("{name}", title);
  const panel = dialog.querySelector(".next-steps");
  panel.dataset.steps = id;
  panel.replaceChildren();
  dialog.showModal();
  await show(panel, query);
}

// Whether what was written may be left.
function leave() {
  const [form] = [...dirty].filter(one => one.isConnected);
  return !form || confirm(form.dataset.unsaved);
}

function wrongPlace(form) {
  return form.querySelector("[data-step-wrong]") ?? place(form)?.querySelector(":scope > [data-step-wrong]");
}

function say(form, text) {
  const line = wrongPlace(form);
  if (!line) return notice(text);
  line.textContent = text;
  line.hidden = !text;
}

// A form is sent once: its button waits for the answer, and its key is known to the server.
export async function take(form) {
  const button = form.querySelector("button:not([type=button])");
  if (button.disabled) return false;
  button.disabled = true;
  form.setAttribute("aria-busy", "true");
  say(form, "");
  await combobox.settle(form);
  try {
    const answer = await send(new FormData(form));
    dirty.delete(form);
    await taken(form, answer);
    return true;
  } catch (error) {
    say(form, error.message);
    if (error.isOver) ended(form);
    return false;
  } finally {
    button.disabled = false;
    form.removeAttribute("aria-busy");
  }
}

function ended(form) {
  session.over();
  unsent.keep(form);
  const link = Object.assign(document.createElement("a"), {
    href: `${root}${unsent.wayBack(form)}`,
    textContent: words.again,
  });
  wrongPlace(form)?.append(" ", link);
}

async function taken(form, answer) {
  const panel = place(form);
  if (!panel) return location.assign(root + answer.next);
  refresh(true);
  announce(answer.text);
  const query = new URLSearchParams({"act.change": answer.change});
  const {html} = await panelOf(panel.dataset.steps, query);
  fill(panel, html);
  const first = panel.querySelector(".did button") ?? panel.querySelector(".steps-head h2");
  const at = document.activeElement;
  if (dialog?.open || panel.contains(at) || at === document.body) first?.focus({preventScroll: true});
}

function clicked(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const step = event.target.closest?.("a[data-step]");
  const offer = event.target.closest?.("a[data-offer]");
  const close = event.target.closest?.("[data-step-close]");
  if (step) {
    event.preventDefault();
    if (leave()) show(place(step), new URLSearchParams(new URL(step.href).search));
  } else if (close) {
    event.preventDefault();
    if (leave()) show(place(close));
  } else if (offer) {
    event.preventDefault();
    event.stopPropagation();
    const query = new URLSearchParams(new URL(offer.href).search);
    const panel = document.getElementById("next");
    if (!panel) return open(query.get("id"), offer.getAttribute("aria-description") ?? "", query);
    show(panel, query).then(() => panel.scrollIntoView({block: "start"}));
  }
}

function pressed(event) {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
  const within = document.activeElement?.closest?.(".step-form");
  const form = within ?? document.querySelector(".step-form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

// The form of this record that was written in when the session ended.
function reopen() {
  const panel = document.querySelector("[data-steps]");
  const step = panel && unsent.stepOf(panel.dataset.steps);
  if (step) show(panel, new URLSearchParams({"act.step": step}));
}

export function start() {
  document.addEventListener("click", clicked, true);
  document.addEventListener("keydown", pressed);
  document.addEventListener("submit", event => {
    const form = event.target.closest("[data-step-form]");
    if (!form) return;
    event.preventDefault();
    take(form);
  });
  document.addEventListener("input", event => {
    const form = event.target.closest?.(".step-form");
    if (form) dirty.add(form);
  });
  window.addEventListener("beforeunload", event => {
    const written = [...dirty].filter(form => form.isConnected);
    if (session.isOver()) written.forEach(unsent.keep); // signing in again leads back to it
    else if (written.length) event.preventDefault();
  });
  for (const form of document.querySelectorAll("[data-step-form]")) begin(form);
  const late = document.querySelector("[data-steps][data-late]");
  if (late) show(late, new URLSearchParams(location.search)).then(reopen);
  else reopen();
  if (document.activeElement === document.body) document.querySelector(`.making ${FIRST}`)?.focus();
  board.start({open, take, fill});
  on("filled", board.prepare);
  on("state", follow);
}

start();
