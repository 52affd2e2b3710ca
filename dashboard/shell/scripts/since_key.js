// 与上次比较: fetched when somebody asks for it, or where the address says since when.
const page = document.documentElement.dataset;
const root = page.root ?? "";

async function script() {
  const {modules} = await import(new URL(root + page.sinceScript, location.href));
  return modules["since.js"];
}

export function start() {
  const button = document.querySelector("button[data-since]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => (await script()).choose(button));
  if (new URLSearchParams(location.search).get("t.since")) script().then(({show}) => show(button));
}
