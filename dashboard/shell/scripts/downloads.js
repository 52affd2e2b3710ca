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

async function save(link) {
  const label = link.textContent.trim();
  link.setAttribute("aria-busy", "true");
  notice(words.making.replace("{file}", label));
  try {
    const response = await fetch(link.href);
    if (!response.ok || !response.headers.has("content-disposition"))
      return notice(await refusal(response));
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await response.blob());
    file.download = fileName(response);
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 60000);
    notice(words.made.replace("{file}", file.download || label), true);
  } catch {
    notice(words.unreachable);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

async function copyAddress() {
  await navigator.clipboard.writeText(location.href);
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
