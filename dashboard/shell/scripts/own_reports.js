// The text of a report of one's own: its lines are numbered, a fault leads to its line, and what was sent
// stays in this tab until it has been answered, so that it outlives the end of a session.
import * as kept from "./kept.js";
import * as pagesRow from "./pages_row.js";
import * as session from "./session.js";

function numbersLines(text, numbers) {
  const draw = () => {
    const lines = text.value.split("\n").length;
    numbers.textContent = Array.from({length: lines}, (_, at) => at + 1).join("\n");
    numbers.scrollTop = text.scrollTop;
  };
  text.addEventListener("input", draw);
  text.addEventListener("scroll", () => (numbers.scrollTop = text.scrollTop));
  draw();
}

function show(text, line) {
  const lines = text.value.split("\n").slice(0, line);
  const end = lines.join("\n").length;
  text.focus();
  text.setSelectionRange(end - (lines.at(-1)?.length ?? 0), end);
  const height = text.scrollHeight / text.value.split("\n").length;
  text.scrollTop = Math.max(0, (line - 6) * height);
}

function keepsText(form, text) {
  const name = `own report ${form.dataset.report}`;
  const before = kept.give(name);
  if (before && !("answered" in form.dataset)) text.value = before[0];
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
    kept.keep(name, [text.value]);
  });
  const first = text.defaultValue;
  addEventListener("beforeunload", event => {
    if (!isSent && text.value !== first) event.preventDefault();
  });
}

const form = document.querySelector("form.writing");
if (form) {
  const text = form.querySelector("textarea");
  keepsText(form, text);
  numbersLines(text, form.querySelector("pre"));
  for (const link of document.querySelectorAll("[data-line]"))
    link.addEventListener("click", event => {
      event.preventDefault();
      show(text, Number(link.dataset.line));
    });
  document.querySelector(".faults")?.focus({preventScroll: false});
}
pagesRow.start();
session.start();
document.documentElement.dataset.ready = Math.round(performance.now());
