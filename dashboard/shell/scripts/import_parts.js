// Long lists are paged and searched at the server; a part is asked for when it is first opened.
import {imports, lang, words} from "./import_jobs.js";

const latest = new WeakMap();
let filled = () => {};

async function load(part, query = {}) {
  const mine = {};
  latest.set(part, mine);
  const {part: name, of, id} = part.dataset;
  const asked = new URLSearchParams({part: name, lang, ...part.asked, ...query});
  part.asked = Object.fromEntries(asked);
  part.setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await (await fetch(`imports/changes/${of}/${id}?${asked}`)).json();
  } catch {
    answer = {wrong: words.unreachable};
  }
  if (latest.get(part) !== mine) return;
  part.removeAttribute("aria-busy");
  if (answer.html === undefined) part.textContent = answer.wrong;
  else part.innerHTML = answer.html;
  filled(part);
}

const partOf = element => element.closest("section, details").querySelector("[data-part]");

function find(form) {
  const query = Object.fromEntries(new FormData(form));
  load(partOf(form), {...query, page: 1});
}

function turn(button) {
  const part = button.closest("[data-part]");
  load(part, {page: button.dataset.page}).then(() => part.scrollIntoView({block: "nearest"}));
}

function show({dataset}) {
  const form = document.querySelector("#details [data-finder]");
  form.elements.sheet.value = dataset.sheet;
  form.elements.action.value = dataset.action;
  find(form);
  document.getElementById("details").scrollIntoView();
}

// `whenFilled` is called with each part that was filled anew.
export function startParts(whenFilled) {
  filled = whenFilled;
  let resting;
  imports.addEventListener("input", ({target}) => {
    const form = target.closest("[data-finder]");
    if (!form) return;
    clearTimeout(resting);
    resting = setTimeout(() => find(form), target.tagName === "INPUT" ? 250 : 0);
  });
  imports.addEventListener("submit", event => {
    if (event.target.matches("[data-finder]")) event.preventDefault();
  });
  imports.addEventListener("click", ({target}) => {
    const button = target.closest?.("button");
    if (button?.dataset.page) turn(button);
    else if (button && "show" in button.dataset) show(button);
  });
  const lateParts = details => details.querySelectorAll("[data-late]");
  const fill = details => {
    for (const part of lateParts(details)) {
      part.removeAttribute("data-late");
      load(part);
    }
  };
  for (const details of imports.querySelectorAll("details")) {
    details.addEventListener("toggle", () => details.open && fill(details));
    if (details.open) fill(details);
  }
}
