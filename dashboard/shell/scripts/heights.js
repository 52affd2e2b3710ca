// How high a card was when it was last there in full, so that a page does not jump while it comes.
const STORE = "lianxin.heights";
const MOST = 200;

const keyOf = card => `${document.documentElement.dataset.page}/${card.dataset.card}/${card.offsetWidth}`;

function known() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? [];
  } catch {
    return [];
  }
}

// A card that is still to come has the room that it took before.
export function reserve(card) {
  const height = new Map(known()).get(keyOf(card));
  if (height) card.style.minHeight = `${height}px`;
}

// A card that has come takes the room it needs, which is kept.
export function release(card) {
  card.style.minHeight = "";
  requestAnimationFrame(() => {
    const key = keyOf(card);
    const others = known().filter(([one]) => one !== key);
    try {
      localStorage.setItem(STORE, JSON.stringify([[key, card.offsetHeight], ...others].slice(0, MOST)));
    } catch {
      // nothing is kept where the browser keeps nothing
    }
  });
}
