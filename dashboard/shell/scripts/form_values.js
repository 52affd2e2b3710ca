// The values of the page's form, as the address holds them.
import {go} from "./navigation.js";

export const form = document.querySelector("[data-form]");
const fields = () => form.querySelectorAll("[data-field]");

// What the form says, and what the address holds beside it.
export function query() {
  const values = new URLSearchParams();
  const names = new Set([...fields()].map(field => field.dataset.field));
  const hidden = ":scope > input[type=hidden]:is([name=report], [name=lang])";
  for (const {name, value} of form.querySelectorAll(hidden)) values.set(name, value);
  for (const [name, value] of new URLSearchParams(location.search))
    if (!names.has(name) && name !== "t.page") values.set(name, value);
  for (const {dataset} of fields())
    if (dataset.value !== dataset.default && (dataset.value || "clears" in dataset))
      values.set(dataset.field, dataset.value);
  return values.toString();
}

export function change(field, value) {
  if (field.dataset.value === value) return;
  field.dataset.value = value;
  go(query(), "push", field.dataset.field);
}
