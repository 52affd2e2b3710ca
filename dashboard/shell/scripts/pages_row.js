// The row of pages: those that it has no room for stand in a menu at its end. Without this it rolls.
const nav = document.querySelector(".top nav");
const more = nav?.querySelector(".more-pages");

// The links to all pages, in their order.
export const pages = [...(nav?.querySelectorAll("a") ?? [])];

const rolls = () => nav.scrollWidth > nav.clientWidth;

// The page that is open stays in the row, the others leave it from the end on.
function arrange() {
  const focused = document.activeElement;
  more.before(...pages);
  more.hidden = true;
  more.hidden = !rolls();
  const menu = more.querySelector("div");
  for (const link of pages.filter(one => !one.matches("[aria-current]")).reverse())
    if (rolls()) menu.prepend(link);
  if (nav.contains(focused)) focused.focus();
}

function left({relatedTarget, target}) {
  if (!more.contains(relatedTarget ?? target)) more.open = false;
}

function pressed({key}) {
  if (key !== "Escape" || !more.open) return;
  more.open = false;
  more.querySelector("summary").focus();
}

export function start() {
  if (!more) return;
  nav.classList.add("fits");
  arrange();
  const sizes = new ResizeObserver(arrange);
  for (const one of [nav, ...pages.slice(0, 2)]) sizes.observe(one);
  document.addEventListener("click", left);
  more.addEventListener("focusout", left);
  more.addEventListener("keydown", pressed);
}
