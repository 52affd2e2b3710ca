// A link that holds the day, of a page or of one card; a card's picture, with its caption and source, to
// the clipboard.
import {notice} from "./notice.js";

const root = document.documentElement.dataset;
const words = JSON.parse(root.shareWords ?? "null");

// The day that is shown, also where the address leaves it to be the latest.
function address(card = "") {
  const url = new URL(location.href);
  const day = document.querySelector('[data-field="as_of"] input[type="date"]')?.value;
  if (day && !url.searchParams.has("as_of")) url.searchParams.set("as_of", day);
  url.hash = card && `card-${card}`;
  return url.href;
}

async function copyLink(card) {
  await navigator.clipboard.writeText(address(card));
  notice(words.link_copied, true);
}

// The file is fetched within the press: a browser takes nothing to the clipboard later than that.
async function copyPicture(link) {
  const picture = fetch(link).then(response => {
    if (!response.ok) throw new Error();
    return response.blob();
  });
  await navigator.clipboard.write([new ClipboardItem({"image/png": picture})]);
  notice(words.picture_copied, true);
}

function add(menu, text, act) {
  const button = document.createElement("button");
  Object.assign(button, {type: "button", className: "plain", textContent: text});
  button.onclick = () => act().catch(() => notice(words.not_copied, true));
  menu.append(button);
}

// Where a steward issues the card to stand on a page of another site, with the values it has here.
function embedLink(card) {
  const query = new URLSearchParams(location.search);
  query.set("card", `${root.page}/${card}`);
  return Object.assign(document.createElement("a"), {href: `embeds?${query}`, textContent: root.embed});
}

// What a card's menu of files offers beside them, and so does the menu in its dialog: a number has no
// other.
function offer({target}) {
  const menu =
    target.matches?.("details.take[open], dialog.details[open]") &&
    target.querySelector(".menu:not([data-more])");
  const {card} = target.closest?.("[data-card]")?.dataset ?? {};
  if (!menu || !card) return; // what is taken from the explorer is no card
  menu.dataset.more = "";
  const picture = menu.querySelector('a[href^="figure/"][href*=".png"]')?.href;
  if (navigator.clipboard) {
    if (picture && window.ClipboardItem) add(menu, words.picture, () => copyPicture(picture));
    add(menu, words.link, () => copyLink(card));
  }
  if (root.embedCards?.split(" ").includes(card)) menu.append(embedLink(card));
}

export function start() {
  if (!words) return;
  document.addEventListener("toggle", offer, true);
  if (!navigator.clipboard) return; // as on a page that is not served over TLS
  const button = document.querySelector("[data-copy-link]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => copyLink("").catch(() => notice(words.not_copied, true)));
}
