// What lies folded on a page: which folds stand open is kept in the address; on paper all are open.

const named = () => document.querySelectorAll("main [data-card] details[data-fold]");

function keep() {
  const values = new URLSearchParams(location.search);
  const open = [...named()].filter(one => one.open).map(one => one.dataset.fold);
  if (open.length) values.set("open", open.join(","));
  else values.delete("open");
  const query = values.toString().replaceAll("%2C", ",");
  if (location.search.slice(1) !== query) history.replaceState(null, "", `?${query}${location.hash}`);
}

let closed = [];

export function start() {
  document.addEventListener(
    "toggle",
    ({target}) => {
      if (target.matches?.("main [data-card] details[data-fold]") && !closed.length) keep();
    },
    true
  );
  addEventListener("beforeprint", () => {
    closed = [...named()].filter(one => !one.open);
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    setTimeout(() => (closed = []));
  });
}
