// The words of a step's form whose session has ended: kept for the same account, and given back.
import * as kept from "./kept.js";
import {lang} from "./step_requests.js";

const FIELDS = ":is(input:not([type=hidden], .seek), select, textarea)";
const idOf = form => form.querySelector("[name=id]")?.value ?? "";
const nameOf = form => `${form.dataset.stepForm} ${idOf(form)}`;

export function keep(form) {
  const values = [...form.querySelectorAll(FIELDS)].map(field => {
    if (field.type === "checkbox") return [field.name, field.checked, ""];
    return [field.name, field.value, field.selectedOptions?.[0]?.text ?? ""];
  });
  kept.keep(nameOf(form), values);
}

// Whether something was given back. Called before a long list becomes a field that is searched.
export function giveBack(form) {
  const values = form.matches(".step-form") && kept.give(nameOf(form));
  if (!values) return false;
  for (const [name, value, label] of values) {
    const field = form.querySelector(`${FIELDS}[name="${CSS.escape(name)}"]`);
    if (!field) continue;
    if (field.type === "checkbox") field.checked = value;
    else {
      const isListed = [...(field.options ?? [])].some(one => one.value === value);
      if (field.options && !isListed) field.add(new Option(label, value));
      field.value = value;
    }
  }
  return true;
}

// The step of a record whose form was written in; undefined where there is none.
export function stepOf(id) {
  const name = kept.names().find(one => one.endsWith(` ${id}`));
  return name?.split(" ")[0];
}

// Where one signs in again and comes back to the form.
export function wayBack(form) {
  const id = idOf(form);
  const query = new URLSearchParams(id ? {id, lang, "act.step": form.dataset.stepForm} : {lang});
  const next = `${id ? "record" : document.documentElement.dataset.page}?${query}`;
  return `sign-in?${new URLSearchParams({lang, next})}`;
}
