// The editions' page: begin, look how far it is, cancel; what is done is shown by loading the page again.
const editions = document.querySelector("[data-editions]");
if (editions) {
  const lang = new URLSearchParams(location.search).get("lang") || (document.documentElement.lang === "en" ? "en" : "zh");
  const at = id => document.getElementById(id), work = at("edition-work"), wrong = at("edition-wrong");
  const ask = (path, body) => fetch(`editions/${path}?lang=${lang}`, body === undefined ? {} : {method: "POST", headers: {"X-Lianxin": "1"}, body: new URLSearchParams(body)});
  function fail(text) { wrong.hidden = !text; wrong.querySelector("p").textContent = text; }
  let watching = false;
  async function watch() {
    if (watching || !work) return;
    watching = true;
    let told = {state: "working"};
    while (told.state === "working") {
      try { told = await (await ask("state")).json(); }
      catch { told = {state: "working", said: editions.dataset.saidUnreachable, done: 0, total: 0}; }
      work.hidden = told.state !== "working";
      at("edition-said").textContent = [told.name, told.said, told.total ? `${told.done} / ${told.total}` : ""].filter(Boolean).join(" · ");
      at("edition-bar").max = told.total || 1;
      at("edition-bar").value = told.done || 0;
      if (told.state === "working") await new Promise(rest => setTimeout(rest, 400));
    }
    watching = false;
    if (told.state === "done") location.reload();
    if (told.state === "failed" || told.state === "cancelled") fail(told.said);
  }
  async function begin(path, form) {
    fail("");
    const answer = await ask(path, form ? new FormData(form) : {}).catch(() => null);
    if (!answer?.ok) { fail(answer ? await answer.text() : editions.dataset.saidUnreachable); return; }
    watch();
  }
  for (const [mark, path] of [["[data-edition-make]", "make"], ["[data-edition-compare]", "compare"]])
    editions.querySelector(mark)?.addEventListener("submit", event => { event.preventDefault(); begin(path, event.target); });
  editions.querySelector("[data-edition-cancel]")?.addEventListener("click", () => ask("cancel", {}));
  if (work) ask("state").then(answer => answer.json()).then(told => { if (told.state === "working") watch(); }).catch(() => {});
}
