// Keys that work on every page, and their list: / finds, ? shows the list, g and a letter opens a page.
const REST = 1500; // ms in which the letter follows g
let goes = 0;

const box = () => document.getElementById("help-box");
const finds = () => document.getElementById("find");

function isWriting(target) {
  return target.closest?.("input, select, textarea, [contenteditable]");
}

function show() {
  const dialog = box();
  if (dialog && !dialog.open) dialog.showModal();
}

function find() {
  const field = finds();
  field?.focus();
  field?.select();
}

function open(letter) {
  document.querySelector(`.top nav a[aria-keyshortcuts="g ${letter}"]`)?.click();
}

function pressed(event) {
  const {key, target, ctrlKey, metaKey, altKey} = event;
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") {
    event.preventDefault();
    return find();
  }
  if (ctrlKey || metaKey || altKey || isWriting(target) || document.querySelector("dialog[open]")) return;
  const follows = event.timeStamp - goes < REST;
  goes = 0;
  if (follows && /^[a-z]$/i.test(key)) open(key.toLowerCase());
  else if (key === "g") goes = event.timeStamp;
  else if (key === "?") show();
  else if (key === "/" && !event.defaultPrevented) find();
  else return;
  event.preventDefault();
}

export function start() {
  if (!box()) return;
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-help]")) show();
    if (event.target === box()) box().close(); // the backdrop
  });
}
