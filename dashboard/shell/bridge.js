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
  document.addEventListener("lianxin:moved", event => { model.went = [event.detail, Date.now()]; });
  document.addEventListener("lianxin:filled", event => still(event.detail));
  model.on("live", () => {
    for (const card of model.live) {
      const place = article(card);
      if (place) whenDrawn(place, "canvas", () => place.classList.add("live"));
    }
  });
  model.on("leads", () => { const [link] = model.leads; if (link) location.href = link; });
  for (const place of document.querySelectorAll("[data-reach]")) reachable(model, place);
  document.documentElement.dataset.live = Math.round(performance.now());
}

export default {Bridge: {render: bridge}};
