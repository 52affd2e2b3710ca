// The editions' page: begin, look how far it is, cancel; what is done is shown by loading the page again.
const editions = document.querySelector("[data-editions]");
if (editions) {
  const lang = document.documentElement.lang === "en" ? "en" : "zh";
  const at = id => document.getElementById(id), work = at("edition-work"), wrong = at("edition-wrong");
  const ask = (path, body) => fetch(`editions/${path}?lang=${lang}`, body === undefined ? {} : {method: "POST", headers: {"X-Lianxin": "1"}, body: new URLSearchParams(body)});
  const rest = () => new Promise(done => setTimeout(done, 400));
  function fail(text) {
    wrong.hidden = !text;
    wrong.querySelector("p").textContent = text;
    if (text) wrong.scrollIntoView({block: "nearest"});
  }
  function show(told) {
    const working = told.state === "working";
    if (working && work.hidden) setTimeout(() => work.scrollIntoView({block: "nearest"}));
    work.hidden = !working;
    for (const button of editions.querySelectorAll("[data-edition-do] button")) button.disabled = working;
    at("edition-said").textContent = [told.name, told.said, told.total ? `${told.done} / ${told.total}` : ""].filter(Boolean).join(" · ");
    if (told.total) [at("edition-bar").max, at("edition-bar").value] = [told.total, told.done];
    else at("edition-bar").removeAttribute("value");
  }
  function ended(told) {
    if (told.state !== "done") return fail(told.state === "idle" ? editions.dataset.saidStopped : `${told.name} · ${told.said}`);
    const id = `${told.name.includes("..") ? "pair" : "edition"}-${told.name}`;
    history.scrollRestoration = "manual"; // else the new one is scrolled away again
    history.replaceState(null, "", `${location.search}#${encodeURIComponent(id)}`);
    location.reload();
  }
  let watching = false;
  async function watch() {
    if (watching) return;
    watching = true;
    for (let told = {state: "working"}, name = ""; watching; await rest()) {
      try { told = await (await ask("state")).json(); name = told.name; }
      catch { told = {state: "working", name, said: editions.dataset.saidUnreachable}; }
      show(told);
      if (told.state === "working") continue;
      watching = false;
      return ended(told);
    }
  }
  async function begin(path, body) {
    fail("");
    const answer = await ask(path, body).catch(() => null);
    if (!answer?.ok) return fail(answer ? await answer.text() : editions.dataset.saidUnreachable);
    watch();
  }
  for (const form of editions.querySelectorAll("[data-edition-do]"))
    form.addEventListener("submit", event => { event.preventDefault(); begin(form.dataset.editionDo, new FormData(form)); });
  editions.querySelector("[data-edition-cancel]")?.addEventListener("click", () => ask("cancel", {}).catch(() => {}));
  if (work) ask("state").then(answer => answer.json()).then(told => {
    if (told.state === "working") watch();
    if (told.state === "failed") fail(`${told.name} · ${told.said}`);
  }).catch(() => {});
  const meant = at(decodeURIComponent(location.hash.slice(1)));
  if (meant?.matches("details")) {
    history.scrollRestoration = "manual";
    meant.open = true;
    meant.scrollIntoView();
  }
}
