// What somebody chooses about a file, kept across the pages of its lists until it is compared again.
const holder = document.getElementById("import-chosen");
const state = holder && JSON.parse(holder.textContent);

const sheet = title => (state.sheets[title] ??= {});
const READ = {
  whole: title => (state.sheets[title]?.whole ? "whole" : ""),
  ended_on: title => state.sheets[title]?.ended_on ?? "",
  blanks: title => state.sheets[title]?.blanks ?? "keep",
  confirmed_missing: title => state.sheets[title]?.confirmed_missing ?? "",
  same: ref => (state.renamed.includes(ref) ? `${state.same[ref]}!renamed` : state.same[ref]),
  corrections: ref => state.corrections[ref],
  left_out: ref => state.left_out.includes(ref),
  accepted: ref => ref in state.accepted,
};
const WRITE = {
  whole: (title, value) => (sheet(title).whole = value === "whole"),
  ended_on: (title, value) => (sheet(title).ended_on = value || null),
  blanks: (title, value) => (sheet(title).blanks = value),
  confirmed_missing: (title, value) =>
    (sheet(title).confirmed_missing = /^[0-9]+$/.test(value) ? Number(value) : null),
  same: (ref, value) => {
    const [id, renamed] = value.split("!");
    state.same[ref] = id;
    state.renamed = state.renamed.filter(other => other !== ref);
    if (renamed) state.renamed.push(ref);
  },
  corrections: (ref, value) => {
    if (value) state.corrections[ref] = value;
    else delete state.corrections[ref];
  },
  left_out: (ref, on) => {
    state.left_out = state.left_out.filter(other => other !== ref);
    if (on) state.left_out.push(ref);
  },
  accepted: (ref, on) => {
    if (on) state.accepted[ref] ??= "";
    else delete state.accepted[ref];
  },
};

// A choice may answer for several places at once.
const refs = ({dataset}) => (dataset.refs ? JSON.parse(dataset.refs) : [dataset.ref]);

export const chosen = () => state ?? {};

export function allow(on) {
  const button = document.querySelector("[data-land]");
  if (button) button.disabled = !on;
}

// The inputs of a list that has just come show what is chosen.
export function showChosen(place) {
  if (!state) return;
  for (const input of place.querySelectorAll("[data-choose]")) {
    const value = READ[input.dataset.choose](refs(input)[0]);
    if (input.type === "radio") {
      if (value !== undefined) input.checked = input.value === value;
    } else if (input.type === "checkbox") input.checked = value === true || value === input.value;
    else input.value = value;
  }
  for (const input of place.querySelectorAll("[data-reason]"))
    input.value = state.accepted[refs(input)[0]] ?? "";
}

// A reason that was typed before the tick counts as well.
function keepReason(tick) {
  const reason = tick.closest("li").querySelector("[data-reason]").value;
  for (const ref of refs(tick)) if (ref in state.accepted) state.accepted[ref] = reason;
}

function changed({target}) {
  if ("reason" in target.dataset) {
    for (const ref of refs(target)) if (ref in state.accepted) state.accepted[ref] = target.value;
  } else if ("choose" in target.dataset) {
    const {choose} = target.dataset;
    const ticked = target.checked ? (target.value === "on" ? true : target.value) : false;
    for (const ref of refs(target))
      WRITE[choose](ref, target.type === "checkbox" ? ticked : target.value);
    if (choose === "accepted") keepReason(target);
    if (choose === "whole")
      target.parentElement.querySelector(".ends-on").hidden = target.value !== "whole";
  } else return;
  const bar = document.querySelector(".land-bar");
  bar.querySelector("[data-plan]").hidden = false;
  bar.querySelector("#land-text").textContent = bar.dataset.unapplied;
  allow(false);
}

export function startChoices() {
  if (!state) return;
  document.querySelector("[data-imports]").addEventListener("change", changed);
  showChosen(document.querySelector("[data-imports]"));
}
