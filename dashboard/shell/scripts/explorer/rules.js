// Rules by which nodes stand out: those of a kind that meet all conditions have a colour and a mark.
import {begins, number, word} from "./begins.js";
import {button, make} from "./dom.js";
import {ruleSign} from "./signs.js";
import {changed, drawn, nodes, walk} from "./walk.js";

const MOST = 12;
const LOOKS = Object.keys(begins.looks ?? {});
const FIELDS = ["days", "ties"]; // at least so many
let form = null;
let opened = false;

const whole = value => Math.max(0, Math.min(100000, Math.round(Number(value)) || 0));

// A rule as it may be: what a view that somebody else has kept says is not taken as it is.
function tidy({kind, look, state, text, ...more} = {}) {
  const rule = {kind: String(kind ?? ""), look: LOOKS.includes(look) ? look : LOOKS[0]};
  rule.state = String(state ?? "").slice(0, 60);
  rule.text = String(text ?? "").slice(0, 60);
  for (const name of FIELDS) rule[name] = whole(more[name]);
  return rule;
}

const says = rule => Boolean(rule.kind && (rule.state || rule.text || rule.days || rule.ties));

export function put(several) {
  const given = Array.isArray(several) ? several : [];
  walk.rules = given
    .slice(0, MOST)
    .map(one => tidy(one ?? {}))
    .filter(says);
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const inFiles = () => (begins.marks?.rules ?? []).map(one => ({...one, rule: tidy(one)}));

// The rules that mark a walk from its start.
export const fromStart = () => put(inFiles().filter(({always}) => always));

function add(rule) {
  if (!says(rule) || walk.rules.some(one => same(one, rule)) || walk.rules.length >= MOST) return;
  walk.rules = [...walk.rules, rule];
  changed("filters");
}

function remove(rule) {
  walk.rules = walk.rules.filter(one => one !== rule);
  changed("filters");
}

const ofWalk = () =>
  [...walk.shown]
    .filter(id => !walk.hidden.has(id))
    .map(id => nodes.get(id))
    .filter(Boolean);

function labelOf(rule) {
  const {kind, state, text, days, ties} = rule;
  const named = inFiles().find(one => same({...one.rule, look: rule.look}, rule));
  return named?.title ?? labelOfConditions({kind, state, text, days, ties});
}

function labelOfConditions({kind, state, text, days, ties}) {
  const some = ofWalk().filter(node => node.kind === kind);
  const named = some.find(node => node.state === state)?.state_label;
  return [
    some[0]?.kind_label ?? kind,
    state ? (named ?? state) : "",
    days ? word("rule_says_days", {n: number(days)}) : "",
    ties ? word("rule_says_ties", {n: number(ties)}) : "",
    text ? `“${text}”` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

function line(rule) {
  const label = labelOf(rule);
  const count = [...drawn().marks.values()].filter(one => one === rule).length;
  return make(
    "li",
    {},
    ruleSign(rule),
    make("span", {}, label),
    make("small", {}, number(count)),
    button("×", () => remove(rule), {
      class: "icon",
      "aria-label": `${word("rule_remove")}: ${label}`,
      title: word("rule_remove"),
    }),
  );
}

const option = (value, text) => make("option", {value}, text);
const field = (name, input) => make("label", {}, make("span", {}, word(name)), input);

function fill() {
  const {kind, state} = form.elements;
  const kinds = new Map(ofWalk().map(node => [node.kind, node.kind_label]));
  const had = kind.value;
  kind.replaceChildren(...[...kinds].map(([code, label]) => option(code, label)));
  if (kinds.has(had)) kind.value = had;
  const states = new Map(
    ofWalk()
      .filter(node => node.kind === kind.value && node.state)
      .map(node => [node.state, node.state_label]),
  );
  const was = state.value;
  state.replaceChildren(option("", word("rule_any")), ...[...states].map(one => option(...one)));
  if (states.has(was)) state.value = was;
  state.disabled = !states.size;
}

function written() {
  const given = Object.fromEntries(new FormData(form));
  return tidy({...given, text: String(given.text ?? "").trim()});
}

function makeForm() {
  const counted = name =>
    field(`rule_${name}`, make("input", {name, type: "number", min: 1, max: 100000, inputmode: "numeric"}));
  form = make(
    "form",
    {class: "x-rule"},
    field("rule_kind", make("select", {name: "kind"})),
    field("rule_state", make("select", {name: "state"})),
    counted("days"),
    counted("ties"),
    field("rule_text", make("input", {name: "text", maxlength: 60, autocomplete: "off"})),
    field("rule_look", make("select", {name: "look"}, ...LOOKS.map(one => option(one, word(`look_${one}`))))),
    make("button", {class: "button"}, word("rule_add")),
  );
  form.elements.kind.addEventListener("change", fill);
  form.addEventListener("submit", event => {
    event.preventDefault();
    const rule = written();
    if (!says(rule)) return form.elements.days.focus();
    for (const name of ["days", "ties", "text"]) form.elements[name].value = "";
    add(rule);
  });
}

// The rules of files that could mark something here, each by one click.
function offers() {
  return inFiles()
    .filter(({rule}) => !walk.rules.some(one => same(one, rule)))
    .filter(({rule}) =>
      ofWalk().some(({kind, state}) => kind === rule.kind && (!rule.state || state === rule.state)),
    )
    .map(({rule, title}) => button(word("rule_offer", {label: title}), () => add(rule)));
}

// What is wrong with the home's own files.
function problems() {
  const several = begins.marks?.problems ?? [];
  if (!several.length) return null;
  return make(
    "div",
    {class: "x-wrong"},
    make("p", {}, word("rule_wrong")),
    make("ul", {}, ...several.map(one => make("li", {}, one))),
  );
}

// The rules as a part of the legend: those there are, and the form for another.
export function part() {
  if (!form) makeForm();
  fill();
  const another = make(
    "details",
    {},
    make("summary", {}, word("rules")),
    walk.rules.length ? null : make("p", {class: "muted"}, word("rules_help")),
    walk.rules.length < MOST ? make("p", {class: "x-offers"}, ...offers()) : null,
    walk.rules.length < MOST ? form : null,
  );
  another.open = opened;
  another.addEventListener("toggle", () => (opened = another.open));
  const there = walk.rules.length ? make("ul", {}, ...walk.rules.map(line)) : null;
  return make("div", {class: "x-rules"}, problems(), there, another);
}
