// A table of one's own becomes a register: each answer asks the server anew what the table could be.
import {act, imports, lang, post, showProblem, words} from "./import_jobs.js";
import {sentenceOf} from "./notice.js";

const form = document.querySelector("[data-guess]");
const draft = form && JSON.parse(document.getElementById("import-draft").textContent);
let latest = null;

const answer = (key, value) => {
  delete draft.answers[key];
  draft.answers[key] = value; // the last said of a field prevails
};

function take({dataset, value, type, checked}) {
  if (dataset.draft === "sheet") {
    for (const name of Object.keys(draft)) delete draft[name];
    Object.assign(draft, {sheet: value, answers: {}});
  } else if (dataset.draft === "header_row") {
    draft.header_row = Number(value);
    draft.sheet = form.querySelector("[data-guessed]")?.dataset.guessed ?? draft.sheet;
    draft.answers = {};
  } else if (dataset.draft) draft[dataset.draft] = type === "checkbox" ? checked : value.trim();
  else if (dataset.answer === "register") {
    draft.answers = {register: value};
    delete draft.name;
  } else if (dataset.answer) answer(dataset.answer, value);
  else if (dataset.constant) takeConstant(dataset.constant, value);
}

function takeConstant(field, value) {
  const [what, name] = [value.split(":", 1)[0], value.slice(value.indexOf(":") + 1)];
  delete draft.answers[`value:${field}`];
  if (what === "column") answer(`column:${name}`, field);
  else if (what === "value") {
    answer(`required:${field}`, "");
    answer(`value:${field}`, name);
  }
}

// The register that the answers belong to, and what the form asks about and shows an answer to.
function settle() {
  const register = form.querySelector("[data-answer=register]");
  if (register) draft.answers = {register: register.value, ...draft.answers};
}

const named = ({dataset}) => dataset.answer ?? dataset.constant ?? dataset.draft;

async function ask(focused = "") {
  const mine = (latest = {});
  form.setAttribute("aria-busy", "true");
  let answered;
  try {
    answered = await (await post(`guess/${form.dataset.guess}`, JSON.stringify(draft))).json();
  } catch {
    answered = {wrong: words.unreachable};
  }
  if (latest !== mine) return;
  form.removeAttribute("aria-busy");
  showProblem(answered.wrong ?? "");
  if (answered.html === undefined) {
    if (!form.querySelector("section")) form.replaceChildren();
    return;
  }
  form.innerHTML = answered.html;
  const inputs = [...form.querySelectorAll("select, input")];
  inputs.find(one => focused && named(one) === focused)?.focus();
}

async function save(button) {
  settle();
  for (const select of form.querySelectorAll("[data-asked]")) answer(select.dataset.answer, select.value);
  for (const input of form.querySelectorAll("input[type=text]"))
    draft[input.dataset.draft] = input.value.trim();
  button.disabled = true;
  if (!(await act(`register/${form.dataset.guess}`, JSON.stringify(draft)))) button.disabled = false;
}

async function own({dataset}) {
  const response = await post(`registers/${dataset.own}`, JSON.stringify({name: dataset.name})).catch(
    () => null,
  );
  const wrong = response ? await sentenceOf(response) : ""; // read whole before the page goes
  if (response?.ok) {
    history.replaceState(null, "", `?kept=1&lang=${lang}#own-registers`);
    location.reload(); // to the same address with a fragment nothing else loads anew
  } else showProblem(wrong || words.unreachable);
}

export function startRegisters() {
  imports.addEventListener("click", ({target}) => {
    const button = target.closest?.("button");
    if (!button || button.disabled) return;
    if ("own" in button.dataset) own(button);
    else if ("saveRegister" in button.dataset) save(button);
  });
  if (!form) return;
  draft.answers ??= {};
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("change", ({target}) => {
    if (!("answer" in target.dataset) && !("constant" in target.dataset) && !target.dataset.draft) return;
    settle();
    take(target);
    ask(named(target));
  });
  ask();
}
