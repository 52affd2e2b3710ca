// What lies folded and has a source is asked for when it is opened.
import {words} from "./words.js";

async function fill(fold) {
  const body = fold.querySelector(".folded");
  const {source} = fold.dataset;
  fold.removeAttribute("data-source");
  body.textContent = words.asking;
  try {
    const {html, wrong} = await (await fetch(source)).json();
    if (html) body.innerHTML = html;
    else body.textContent = wrong;
  } catch {
    body.textContent = words.unreachable;
    fold.dataset.source = source;
  }
}

export function start() {
  const listen = ({target}) => {
    if (target.matches?.("[data-source]") && target.open) fill(target);
  };
  document.addEventListener("toggle", listen, true);
}
