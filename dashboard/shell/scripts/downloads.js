// A file is fetched, so that what is slow can be told and what fails has its sentence.
import {notice} from "./notice.js";
import {desk, words} from "./words.js";

function fileName(response) {
  const header = response.headers.get("content-disposition");
  const name = /filename\*=UTF-8''([^;]+)/.exec(header);
  return name ? decodeURIComponent(name[1]) : "";
}

async function refusal(response) {
  const text = await response.text();
  const plain = response.headers.get("content-type")?.startsWith("text/plain");
  return plain && text.length > 3 ? text : words.failed;
}

// Where the table is searched or filtered: only what was found, or all? Resolves to the file's
// address, or to null where neither is wanted.
async function chooseRows(link) {
  const table = desk.querySelector("form[data-found]");
  if (!table || !link.matches("[data-download]")) return link.href;
  const dialog = document.getElementById("which-rows");
  for (const name of ["found", "all"])
    dialog.querySelector(`[data-${name}]`).textContent = table.dataset[name];
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise(done => dialog.addEventListener("close", done, {once: true}));
  if (!dialog.returnValue) return null;
  const address = new URL(link.href);
  if (dialog.returnValue === "found")
    for (const [name, value] of new URLSearchParams(location.search))
      if (name.startsWith("t.")) address.searchParams.set(name, value);
  return address.href;
}

async function save(link) {
  const address = await chooseRows(link);
  if (address === null) return;
  const label = link.textContent.trim();
  link.setAttribute("aria-busy", "true");
  notice(words.making.replace("{file}", label));
  try {
    const response = await fetch(address);
    if (!response.ok || !response.headers.has("content-disposition"))
      return notice(await refusal(response));
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await response.blob());
    file.download = fileName(response);
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60000);
    notice(words.downloaded.replace("{file}", file.download || label), true);
  } catch {
    notice(words.unreachable);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

// With the day in it, so that it opens the same figures tomorrow.
async function copyAddress() {
  const address = new URL(location.href);
  const day = document.querySelector("[data-field=as_of] input[type=date]")?.value;
  if (day) address.searchParams.set("as_of", day);
  await navigator.clipboard.writeText(address.href);
  notice(words.address, true);
}

export function start() {
  desk?.addEventListener("click", event => {
    if (event.target.closest?.("[data-address]")) return copyAddress();
    const link = event.target.closest("[data-download], [data-take]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-busy")) save(link);
  });
}
