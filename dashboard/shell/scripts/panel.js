// Everything of Panel's waits in a template until the finished page has been painted; then it is
// replayed in its own order.
const {nonce} = document.querySelector("script[nonce]") ?? {};

async function replay() {
  let loading = [];
  for (const old of document
    .getElementById("late")
    .content.querySelectorAll("link, style, script")) {
    if (/bokeh-(gl|mathjax)/.test(old.src || "")) continue;
    const copy = document.createElement(old.tagName);
    for (const {name, value} of old.attributes) copy.setAttribute(name, value);
    copy.textContent = old.textContent;
    if (old.tagName === "SCRIPT") Object.assign(copy, {async: false, nonce});
    if (old.src) loading.push(new Promise(done => (copy.onload = copy.onerror = done)));
    else if (old.tagName === "SCRIPT") {
      await Promise.all(loading);
      loading = [];
    }
    document.body.append(copy);
  }
}

export function start() {
  requestAnimationFrame(() => setTimeout(replay));
}
