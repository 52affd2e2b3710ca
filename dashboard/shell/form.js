// The form's blanks: the server draws them, this lets them be changed without leaving the page.
const form = document.querySelector("[data-form]"), {go} = window.lianxin;
const held = field => field.dataset.value;

function query() { // what the form says, and what the address holds beside it
  const said = new URLSearchParams();
  const blanks = new Set([...form.querySelectorAll("[data-field]")].map(field => field.dataset.field));
  for (const hidden of form.querySelectorAll(":scope > input[type=hidden]:is([name=report], [name=lang])")) said.set(hidden.name, hidden.value);
  for (const [name, value] of new URLSearchParams(location.search)) if (!blanks.has(name) && name !== "t.page") said.set(name, value);
  for (const field of form.querySelectorAll("[data-field]"))
    if (held(field) && held(field) !== field.dataset.default) said.set(field.dataset.field, held(field));
  return said.toString();
}
function change(field, value) {
  if (held(field) === value) return;
  field.dataset.value = value;
  go(query(), "push", field.dataset.field);
}

// What is being written into a blank stays, with the caret; only what stands around it is renewed.
function amend(old, fresh, input) {
  const twin = fresh.querySelector(`#${CSS.escape(input.id)}`), was = held(old);
  const writing = input.type === "date" ? typed.has(input) : input.value.trim() !== was;
  for (const part of old.querySelectorAll(":scope > :is(b, .wrong)")) part.remove();
  for (const part of fresh.querySelectorAll(":scope > b")) input.after(part);
  for (const part of fresh.querySelectorAll(":scope > .wrong")) old.append(part);
  for (const name of ["aria-invalid", "aria-describedby"])
    if (twin.hasAttribute(name)) input.setAttribute(name, twin.getAttribute(name)); else input.removeAttribute(name);
  if (!writing && input.value !== twin.value) input.value = twin.value;
  old.className = fresh.className;
  Object.assign(old.dataset, fresh.dataset);
}
const seeking = (field, focus, fresh) => { // what is looked for among the choices has not been chosen yet
  const chips = one => [...one.querySelectorAll(".chip")].map(chip => chip.dataset.value).join();
  return focus.matches(".seek") && focus.value !== focus.defaultValue && chips(field) === chips(fresh);
};

// The server's new blanks take the place of those that differ; the focus stays where it is.
function renew(blanks) {
  for (const [name, html] of Object.entries(blanks)) {
    const old = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const made = document.createElement("template");
    made.innerHTML = html;
    const fresh = made.content.firstElementChild;
    if (!old || old.served === html) continue;
    const focus = old.contains(document.activeElement) ? document.activeElement : null;
    if (focus?.id === `f-${name}` && focus.matches("input:is([type=text], [type=date]):not(.seek)")) {
      amend(old, fresh, focus);
      old.served = html;
      continue;
    }
    if (focus && (typed.has(focus) || seeking(old, focus, fresh))) continue;
    const choosing = focus?.matches("[data-many]") && !old.querySelector(".choices").hidden;
    fresh.served = html;
    old.replaceWith(fresh);
    if (!focus) continue;
    const twin = focus.id && fresh.querySelector(`#${CSS.escape(focus.id)}`) || fresh.querySelector("input:not([type=hidden]), select");
    twin?.focus({preventScroll: true});
    if (choosing) open(twin, "");
  }
}
document.addEventListener("lianxin:state", ({detail: told}) => {
  if (!form) return;
  if (form.hasAttribute("data-late")) {
    form.removeAttribute("data-late");
    form.querySelector(".blanks > .muted")?.remove();
    form.querySelector(".hidden-submit").insertAdjacentHTML("beforebegin", Object.values(told.blanks).join("\n"));
  } else renew(told.blanks);
  for (const reset of document.querySelectorAll("[data-reset]")) reset.hidden = told.plain;
});
async function late() { // the choices were slow, or the graph was away: ask until they are there
  if (form?.hasAttribute("data-late") && !await go(location.search.slice(1), "replace")) setTimeout(late, 5000);
}
late();

// A day: typed digit by digit it is complete when the blank is left or Enter is pressed.
const typed = new WeakSet();
function written(field, input) {
  if (field.classList.contains("period")) {
    const [first, last] = [field.querySelector("[data-first]").value, field.querySelector("[data-last]").value];
    if (first && last) change(field, `${first}..${last}`);
  } else change(field, input.value);
}
function usual(field, select) {
  const value = select.value === "-" ? "" : select.value;
  select.selectedIndex = 0;
  if (value || held(field)) change(field, value);
}
function period(field, select) {
  const own = select.selectedOptions[0].hasAttribute("data-own");
  field.querySelector(".ends").hidden = !own;
  if (!own) return change(field, select.value);
  field.querySelector("[data-first]").focus();
  written(field);
}
form?.addEventListener("change", event => {
  const field = event.target.closest("[data-field]"), one = event.target;
  if (!field || one.matches(".seek")) return;
  if (one.matches("[data-usual]")) usual(field, one);
  else if (one.matches("[data-period]")) period(field, one);
  else if (one.type === "date") { if (!typed.has(one)) written(field, one); }
  else change(field, one.type === "checkbox" ? String(one.checked) : one.value.trim());
});
form?.addEventListener("keydown", event => {
  const one = event.target, field = one.closest("[data-field]");
  if (!field || one.matches(".seek")) return;
  if (one.type === "date") {
    if (event.key === "Enter") { typed.delete(one); written(field, one); }
    else if (!/^(Tab|Shift|Escape|Arrow(Left|Right))$/.test(event.key)) typed.add(one);
  } else if (event.key === "Enter" && one.tagName === "INPUT") change(field, one.value.trim());
  else if (field.classList.contains("number") && /^Arrow(Up|Down)$/.test(event.key)) step(one, event);
  if (event.key === "Enter" && one.tagName !== "BUTTON") event.preventDefault();
});
let counting;
function step(input, event) { // the arrow keys count, within the bounds
  const to = Number(input.value) + (event.key === "ArrowUp" ? 1 : -1);
  if (Number.isNaN(to) || to < Number(input.dataset.low ?? -Infinity) || to > Number(input.dataset.high ?? Infinity)) return;
  event.preventDefault();
  input.value = to;
  clearTimeout(counting);
  counting = setTimeout(() => change(input.closest("[data-field]"), input.value), 400);
}
form?.addEventListener("focusout", event => {
  const one = event.target, field = one.closest("[data-field]");
  if (field && one.type === "date" && typed.has(one)) { typed.delete(one); written(field, one); }
});
form?.addEventListener("submit", event => { event.preventDefault(); go(query()); });

// Choosing among many: what is typed is looked for by characters and by pinyin, on the server.
const parts = seek => {
  const field = seek.closest("[data-field]");
  return {field, list: field.querySelector(".choices"), many: seek.hasAttribute("data-many")};
};
const chosen = field => held(field) ? held(field).split(",") : [];
let searching = 0;

async function open(seek, text) {
  const {field, list, many} = parts(seek), mine = ++searching;
  const given = new URLSearchParams(query());
  given.set("t.typed", text);
  let told;
  try { told = await (await fetch(`choices/${document.documentElement.dataset.page}/${field.dataset.field}?${given}`)).json(); }
  catch { return; }
  if (mine !== searching || document.activeElement !== seek || !told.choices) return;
  list.replaceChildren();
  const now = new Set(chosen(field));
  for (const [value, label] of told.choices) {
    if (many && !value) continue;
    const line = document.createElement("li");
    Object.assign(line, {id: `${list.id}-${list.childElementCount}`, textContent: label});
    line.dataset.value = value;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", now.has(value) || (!value && !now.size));
    list.append(line);
  }
  if (told.more) {
    const line = document.createElement("li");
    Object.assign(line, {className: "more", textContent: told.more});
    line.setAttribute("role", "presentation");
    list.append(line);
  }
  list.hidden = false;
  seek.setAttribute("aria-expanded", "true");
  point(seek, text ? list.querySelector("[role=option]") : list.querySelector("[aria-selected=true]"));
}
function close(seek) {
  const {field, list, many} = parts(seek);
  searching++;
  list.hidden = true;
  seek.setAttribute("aria-expanded", "false");
  seek.removeAttribute("aria-activedescendant");
  if (many) seek.value = "";
  else if (seek.value !== seek.defaultValue) seek.value = seek.defaultValue;
  field.classList.remove("opened");
}
function point(seek, line) {
  const {list} = parts(seek);
  for (const one of list.querySelectorAll(".at")) one.classList.remove("at");
  if (!line) return seek.removeAttribute("aria-activedescendant");
  line.classList.add("at");
  line.scrollIntoView({block: "nearest"});
  seek.setAttribute("aria-activedescendant", line.id);
}
function choose(seek, line) {
  const {field, many} = parts(seek), value = line.dataset.value;
  if (!many) {
    seek.defaultValue = seek.value = value ? line.textContent : "";
    close(seek);
    return change(field, value);
  }
  const now = chosen(field);
  change(field, (now.includes(value) ? now.filter(one => one !== value) : [...now, value]).join(","));
}
function drop(field, value) { change(field, chosen(field).filter(one => one !== value).join(",")); }

const isSeek = event => event.target.matches?.(".seek") ? event.target : null;
form?.addEventListener("focusin", event => { const seek = isSeek(event); if (seek) seek.select(); });
form?.addEventListener("input", event => { const seek = isSeek(event); if (seek) open(seek, seek.value); });
form?.addEventListener("click", event => {
  const seek = isSeek(event), chip = event.target.closest?.(".chip button"), line = event.target.closest?.(".choices [role=option]");
  if (seek && parts(seek).list.hidden) open(seek, "");
  if (chip) drop(chip.closest("[data-field]"), chip.closest(".chip").dataset.value);
  if (line) choose(line.closest("[data-field]").querySelector(".seek"), line);
});
form?.addEventListener("mousedown", event => { if (event.target.closest?.(".choices")) event.preventDefault(); });
form?.addEventListener("focusout", event => { const seek = isSeek(event); if (seek && !parts(seek).field.contains(event.relatedTarget)) close(seek); });
form?.addEventListener("keydown", event => {
  const seek = isSeek(event);
  if (!seek) return;
  const {field, list, many} = parts(seek), lines = [...list.querySelectorAll("[role=option]")];
  const at = lines.findIndex(one => one.classList.contains("at"));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) return open(seek, "");
    point(seek, lines[(at + (event.key === "ArrowDown" ? 1 : lines.length - 1)) % lines.length] ?? lines[0]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (!list.hidden && at >= 0) choose(seek, lines[at]);
  } else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(seek); }
  else if (event.key === "Backspace" && many && !seek.value && chosen(field).length) drop(field, chosen(field).at(-1));
});
