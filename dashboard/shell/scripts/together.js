// Records changed together: only the field that is chosen is shown, and all rows are ticked at once.
// Without this every field is there, and the one that is chosen counts.
const form = document.querySelector("form[data-together]");

function showField() {
  for (const part of form.querySelectorAll("[data-of]"))
    part.hidden = part.dataset.of !== form.elements.slot.value;
}

function showCount() {
  const ticked = form.querySelectorAll('input[name="id"]:checked').length;
  for (const place of form.querySelectorAll("[data-ticked]")) place.textContent = ticked;
  const some = form.querySelector('input[name="which"][value="some"]');
  if (some && ticked) some.checked = true;
}

function tickAll({target}) {
  for (const box of form.querySelectorAll('input[name="id"]')) box.checked = target.checked;
  showCount();
}

if (form) {
  const all = form.querySelector("[data-tick-all]");
  all?.addEventListener("change", tickAll);
  form.addEventListener("change", event => {
    if (event.target.name === "slot") showField();
    if (event.target.name === "id") showCount();
  });
  if (form.elements.slot?.tagName === "SELECT") showField();
  if (all) all.closest("label").hidden = false;
}
