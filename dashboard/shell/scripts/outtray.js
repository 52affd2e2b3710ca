// The out-tray: what is asked for once is not asked for again while it is being made.
const tray = document.querySelector("[data-tray]");

tray?.addEventListener("submit", ({target}) => {
  const button = target.querySelector("button");
  if (target.elements.act.value === "make") button.textContent = tray.dataset.making;
  setTimeout(() => { button.disabled = true; }); // once the form is on its way
});
addEventListener("pageshow", ({persisted}) => { if (persisted) location.reload(); });
