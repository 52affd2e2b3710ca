// Joins the finished page to its Panel session. Nothing is drawn again until something changes.
const article = card => document.querySelector(`[data-card="${CSS.escape(card)}"]`);

function within(root, wanted) {
  if (root.querySelector(wanted)) return true;
  return [...root.querySelectorAll("*")].some(one => one.shadowRoot && within(one.shadowRoot, wanted));
}

// The live picture is shown once it has really been drawn; until then the still one stays.
function whenDrawn(place, wanted, then) {
  const begun = Date.now();
  const look = () => {
    if (!place.isConnected) return;
    if (within(place, wanted)) setTimeout(then, 120);
    else if (Date.now() - begun < 15000) setTimeout(look, 40);
  };
  look();
}

function still(card) {
  const place = article(card);
  if (place) place.classList.remove("live");
}

function lie(place, picture) {
  const slot = place.querySelector(".slot"), box = picture.getBoundingClientRect(), around = place.getBoundingClientRect();
  Object.assign(slot.style, {
    left: `${box.left - around.left}px`, top: `${box.top - around.top}px`, width: `${box.width}px`, height: `${box.height}px`,
  });
}

function reachable(model, place) {
  const card = place.dataset.card;
  let asked = "";
  const reach = event => {
    if (event.target.closest?.("dialog")) return;
    const picture = [...place.querySelectorAll("svg.scene")].find(one => one.getClientRects().length);
    if (!picture || place.classList.contains("live")) return;
    const width = Math.round(picture.getBoundingClientRect().width);
    const size = picture.closest(".narrow") ? "narrow" : "wide";
    const wish = JSON.stringify([place.dataset.url, size, width]);
    if (asked === wish && place.querySelector(".slot canvas")) return;
    asked = wish;
    lie(place, picture);
    model.touched = [card, size, width, matchMedia("(prefers-color-scheme: dark)").matches, Date.now()];
  };
  place.addEventListener("pointerover", event => { if (event.target.closest?.("svg.scene")) reach(event); });
  new ResizeObserver(() => still(card)).observe(place);
}

function bridge({model}) {
  const shown = () => {
    for (const [card, url] of Object.entries(model.shown)) {
      const place = article(card);
      if (!place || place.dataset.url === url) continue;
      still(card);
      window.lianxin.fill(place, url);
    }
  };
  model.on("shown", shown);
  model.on("here", () => {
    const {query, push, title} = model.here;
    if (push && location.search !== `?${query}`) history.pushState(null, "", `?${query}`);
    window.lianxin.links(query);
    if (title) document.title = title;
  });
  model.on("live", () => {
    for (const card of model.live) {
      const place = article(card);
      if (!place) continue;
      const wanted = place.dataset.wanted || "canvas";
      whenDrawn(place, wanted, () => place.classList.add("live"));
    }
  });
  for (const place of document.querySelectorAll("[data-reach]")) reachable(model, place);
  window.lianxin.tell = query => { model.went = [query, Date.now()]; };
  window.addEventListener("popstate", () => window.lianxin.tell(location.search.slice(1)));
  document.documentElement.dataset.live = Math.round(performance.now());
  for (const place of document.querySelectorAll("[data-widgets]")) {
    whenDrawn(place, "input, button, select", () => place.classList.add("live"));
  }
  const first = document.querySelector('[data-card="rows"] .slot');
  if (first) whenDrawn(first, ".tabulator-row", () => article("rows").classList.add("live"));
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
function written(value, lang) { // 2025年8月31日, 31 Aug 2025
  const [year, month, date] = value.split("-").map(Number);
  if (!date) return lang === "zh" ? "不限" : "Any day";
  return lang === "zh" ? `${year}年${month}月${date}日` : `${date} ${MONTHS[month - 1]} ${year}`;
}

function day({model, el}) {
  const label = document.createElement("label"), name = document.createElement("span");
  const input = document.createElement("input"), said = document.createElement("b");
  input.type = "date";
  const show = () => {
    name.textContent = model.label;
    input.setAttribute("aria-label", model.label);
    input.value = model.value;
    said.textContent = written(model.value, model.lang);
  };
  show();
  model.on(["value", "label"], show);
  // a day typed digit by digit is complete when the field is left or Enter is pressed
  let typing = false;
  const send = () => { typing = false; if (input.value !== model.value) model.value = input.value; };
  input.addEventListener("keydown", event => { typing = event.key !== "Enter"; if (event.key === "Enter") send(); });
  input.addEventListener("change", () => { if (!typing) send(); });
  input.addEventListener("blur", send);
  label.append(name, input, said);
  el.append(label);
}

export default {Bridge: {render: bridge}, Day: {render: day}};
