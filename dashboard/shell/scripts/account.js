// What pages without cards do beside their forms, which need no script: they say that a session has
// ended, and put into a menu what the row of pages has no room for.
import * as dayFields from "./day_fields.js";
import * as pagesRow from "./pages_row.js";
import * as session from "./session.js";

// A code to paste elsewhere; where the browser takes nothing to its clipboard it can still be selected.
function copies(button) {
  const text = document.getElementById(button.dataset.copyCode);
  text.onclick = () => text.select();
  button.hidden = !navigator.clipboard;
  button.onclick = async () => {
    await navigator.clipboard.writeText(text.value);
    button.textContent = button.dataset.copied;
  };
}

dayFields.start();
pagesRow.start();
session.start();
for (const button of document.querySelectorAll("[data-copy-code]")) copies(button);
document.documentElement.dataset.ready = Math.round(performance.now());
