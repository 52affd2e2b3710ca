// A long list of a step's form becomes a field that is searched by characters and pinyin.
import * as combobox from "./combobox.js";
import {sayDays} from "./day_fields.js";
import {choicesOf} from "./step_requests.js";

function searched(select) {
  const field = select.closest("[data-field]");
  const {id} = select;
  const box = document.createElement("span");
  box.className = "box";
  const input = document.createElement("input");
  const [chosen] = select.selectedOptions;
  Object.assign(input, {type: "text", className: "seek", id: `${id}-seek`, spellcheck: false});
  input.autocomplete = "off";
  input.defaultValue = input.value = chosen?.value ? chosen.text : "";
  const list = document.createElement("ul");
  Object.assign(list, {id: `${id}-list`, className: "choices", hidden: true});
  list.setAttribute("role", "listbox");
  const label = field.querySelector("label");
  list.setAttribute("aria-label", label.textContent);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
  }))
    input.setAttribute(name, value);
  if (select.required) input.setAttribute("aria-required", "true");
  for (const name of ["aria-invalid", "aria-describedby"])
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  select.required = false;
  select.hidden = true;
  label.htmlFor = input.id;
  box.append(input);
  select.after(box, list);
}

// A short list answers to letters: to the first word whose pinyin, or its initials, begins so.
const SPELLED_WITHIN = 900; // ms between two letters of one word
let letters = {of: null, at: 0, text: ""};

const letterOf = ({key, code}) =>
  (/^[a-z]$/i.test(key) ? key : key === "Process" ? (/^Key([A-Z])$/.exec(code)?.[1] ?? "") : "").toLowerCase();

function begins(keys, typed) {
  const syllables = keys?.split(" ") ?? [];
  return [syllables.join(""), syllables.map(one => one[0]).join("")].some(one => one.startsWith(typed));
}

function spell(event) {
  const {target: select} = event;
  const letter = letterOf(event);
  if (!letter || !select.matches?.("select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const {of, at, text} = letters;
  const goesOn = of === select && event.timeStamp - at < SPELLED_WITHIN;
  letters = {of: select, at: event.timeStamp, text: goesOn ? text + letter : letter};
  const found = [...select.options].find(({dataset}) => begins(dataset.keys, letters.text));
  if (!found) return;
  event.preventDefault();
  select.value = found.value;
  for (const kind of ["input", "change"]) select.dispatchEvent(new Event(kind, {bubbles: true}));
}

export function enhance(form) {
  form.addEventListener("keydown", spell);
  sayDays(form);
  const long = [...form.querySelectorAll("select[data-long]")];
  if (!long.length) return;
  for (const select of long) searched(select);
  combobox.others.set(form, {
    ask: (field, typed) =>
      choicesOf(form.dataset.stepForm, field.dataset.field, new FormData(form), typed).catch(() => ({})),
    change: (field, value) => {
      field.dataset.value = value;
      const select = field.querySelector("select");
      const listed = [...select.options].some(option => option.value === value);
      if (!listed) select.add(new Option(value, value));
      select.value = value;
      select.dispatchEvent(new Event("input", {bubbles: true}));
    },
  });
  combobox.start(form);
}
