// The form's fields: the server draws them, this lets them be changed without leaving the page.
import * as combobox from "./combobox.js";
import {on} from "./events.js";
import {change, form, query} from "./form_values.js";
import {go} from "./navigation.js";

const typing = new WeakSet(); // date inputs in which a day is being typed, digit by digit

// What is being written into a field stays, with the caret; only what stands around it is renewed.
function amend(old, fresh, input) {
  const twin = fresh.querySelector(`#${CSS.escape(input.id)}`);
  const writing =
    input.type === "date" ? typing.has(input) : input.value.trim() !== old.dataset.value;
  for (const part of old.querySelectorAll(":scope > :is(b, .wrong)")) part.remove();
  for (const part of fresh.querySelectorAll(":scope > b")) input.after(part);
  for (const part of fresh.querySelectorAll(":scope > .wrong")) old.append(part);
  for (const name of ["aria-invalid", "aria-describedby"])
    if (twin.hasAttribute(name)) input.setAttribute(name, twin.getAttribute(name));
    else input.removeAttribute(name);
  if (!writing && input.value !== twin.value) input.value = twin.value;
  old.className = fresh.className;
  Object.assign(old.dataset, fresh.dataset);
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

// The server's new field takes the place of one that differs; the focus stays where it is.
function renew(name, html) {
  const old = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  if (!old || old.served === html) return;
  const fresh = parse(html);
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  const typed = "input:is([type=text], [type=date]):not(.seek)";
  if (focus?.id === `f-${name}` && focus.matches(typed)) {
    amend(old, fresh, focus);
    old.served = html;
    return;
  }
  if (focus && (typing.has(focus) || combobox.isSearching(old, focus, fresh))) return;
  const listed = focus?.matches("[data-many]") && !old.querySelector(".choices").hidden;
  fresh.served = html;
  old.replaceWith(fresh);
  if (!focus) return;
  const twin =
    (focus.id && fresh.querySelector(`#${CSS.escape(focus.id)}`)) ||
    fresh.querySelector("input:not([type=hidden]), select");
  twin?.focus({preventScroll: true});
  if (listed) combobox.open(twin, "");
}

// What the page is filtered by; where the chip with the focus was taken away, the next one has it.
function showChips(html) {
  const place = document.getElementById("chips");
  const focused = place.contains(document.activeElement);
  place.innerHTML = html;
  if (focused) (place.querySelector("a") ?? form.querySelector("input:not([type=hidden]), select"))?.focus();
}

function update(state) {
  if (!state.fields) return; // only what stands around the form is new
  for (const field of form.querySelectorAll("[data-unapplied]"))
    field.removeAttribute("data-unapplied");
  for (const reset of document.querySelectorAll("[data-reset]")) reset.hidden = state.plain;
  showChips(state.chips);
  if (!form.hasAttribute("data-late")) {
    for (const [name, html] of Object.entries(state.fields)) renew(name, html);
    return;
  }
  form.removeAttribute("data-late");
  form.querySelector(".fields > .muted")?.remove();
  const html = Object.values(state.fields).join("\n");
  form.querySelector(".hidden-submit").insertAdjacentHTML("beforebegin", html);
}

// What the form shows and the server has not taken yet is marked as such.
function markUnapplied() {
  const {unapplied} = document.documentElement.dataset;
  const address = new URLSearchParams(location.search);
  for (const field of form.querySelectorAll("[data-field]")) {
    const inForce = address.get(field.dataset.field) ?? field.dataset.default;
    if (field.dataset.value !== inForce) field.dataset.unapplied = unapplied;
  }
}

// A day or a period that was typed or picked to its end.
function take(field, input) {
  if (!field.classList.contains("period")) return change(field, input.value);
  const first = field.querySelector("[data-first]").value;
  const last = field.querySelector("[data-last]").value;
  if (first && last) change(field, `${first}..${last}`);
}

function takeUsual(field, select) {
  const value = select.value === "-" ? "" : select.value;
  select.selectedIndex = 0;
  if (value || field.dataset.value) change(field, value);
}

function takePeriod(field, select) {
  const own = select.selectedOptions[0].hasAttribute("data-own");
  field.querySelector(".ends").hidden = !own;
  if (!own) return change(field, select.value);
  field.querySelector("[data-first]").focus();
  take(field);
}

let counting;
function step(input, event) {
  // the arrow keys count, within the bounds
  const to = Number(input.value) + (event.key === "ArrowUp" ? 1 : -1);
  const {low = -Infinity, high = Infinity} = input.dataset;
  if (Number.isNaN(to) || to < Number(low) || to > Number(high)) return;
  event.preventDefault();
  input.value = to;
  clearTimeout(counting);
  counting = setTimeout(() => change(input.closest("[data-field]"), input.value), 400);
}

function changed({target}) {
  const field = target.closest("[data-field]");
  if (!field || target.matches(".seek")) return;
  if (target.matches("[data-usual]")) takeUsual(field, target);
  else if (target.matches("[data-period]")) takePeriod(field, target);
  else if (target.type === "date") {
    if (!typing.has(target)) take(field, target);
  } else change(field, target.type === "checkbox" ? String(target.checked) : target.value.trim());
}

function pressed(event) {
  const {target, key} = event;
  const field = target.closest("[data-field]");
  if (!field || target.matches(".seek")) return;
  if (target.type === "date") {
    if (key === "Enter") {
      typing.delete(target);
      take(field, target);
    } else if (!/^(Tab|Shift|Escape|Arrow(Left|Right))$/.test(key)) typing.add(target);
  } else if (key === "Enter" && target.tagName === "INPUT") change(field, target.value.trim());
  else if (field.classList.contains("number") && /^Arrow(Up|Down)$/.test(key)) step(target, event);
  if (key === "Enter" && target.tagName !== "BUTTON") event.preventDefault();
}

function left({target}) {
  const field = target.closest("[data-field]");
  if (!field || target.type !== "date" || !typing.has(target)) return;
  typing.delete(target);
  take(field, target);
}

export function start() {
  if (!form) return;
  on("state", update);
  on("refused", markUnapplied);
  form.addEventListener("change", changed);
  form.addEventListener("keydown", pressed);
  form.addEventListener("focusout", left);
  form.addEventListener("submit", event => {
    event.preventDefault();
    go(query());
  });
  combobox.start(form);
}
