// The page 导入: bring a file, watch what is worked on, look through a plan, choose, land, undo.
import {allow, chosen, showChosen, startChoices} from "./import_choices.js";
import {act, imports, lang, showProblem, watch, words} from "./import_jobs.js";
import {startParts} from "./import_parts.js";
import {startRegisters} from "./import_register.js";
import {startUpload} from "./import_upload.js";

// Resolves to whether the person says yes.
async function ask(name, subject = "") {
  const dialog = document.getElementById("import-ask");
  dialog.querySelector("h2").textContent = words[`${name}_ask`];
  const about = [subject, words[`${name}_about`]].filter(Boolean).join("\n");
  dialog.querySelector("[data-ask-about]").textContent = about;
  dialog.querySelector("[data-ask-yes]").textContent = words[`${name}_yes`];
  dialog.querySelector("[data-ask-no]").textContent = words[`${name}_no`];
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise(done => dialog.addEventListener("close", done, {once: true}));
  return dialog.returnValue === "yes";
}

async function drop(button) {
  const token = button.dataset.dropFile;
  if (!(await ask("drop"))) return;
  if (await act(`drop/${token}`)) location.assign(`?lang=${lang}`);
}

async function undo(button) {
  const load = button.closest("[data-load]");
  const name = load.querySelector("summary").innerText.replace(/\s+/g, " ");
  if (await ask("undo", name)) act(`undo/${button.dataset.undo}`);
}

async function clicked({target}) {
  const button = target.closest?.("button");
  if (!button || button.disabled) return;
  const token = new URLSearchParams(location.search).get("file");
  if ("dropFile" in button.dataset) drop(button);
  else if ("undo" in button.dataset) undo(button);
  else if ("land" in button.dataset) {
    allow(false);
    if (!(await act(`land/${token}`))) allow(true);
  } else if ("plan" in button.dataset) act(`plan/${token}`, JSON.stringify(chosen()));
}

if (imports && words) {
  imports.addEventListener("click", clicked);
  startUpload();
  startChoices();
  startParts(showChosen);
  startRegisters();
  const running = imports.querySelector("[data-watch]");
  if (running) watch(running.dataset.watch);
  const opened = document.querySelector("details.load[open]");
  if (opened && location.search.includes("load=")) opened.scrollIntoView({block: "nearest"});
  showProblem(document.querySelector("#import-wrong p")?.textContent ?? "");
}
