// From the records that a card shows to a walk that begins with them.

const ID = /^[A-Z]{1,6}-[\w.-]+$/;

// The ids of the records that a part of the page leads to, in their order.
export function idsIn(place) {
  const ids = new Set();
  for (const one of place.querySelectorAll("a[href], [data-id]")) {
    const {id} = one.dataset;
    if (id && ID.test(id)) ids.add(id);
    const href = one.getAttribute("href");
    const address = href ? new URL(href, location.href) : null;
    if (address?.pathname.endsWith("/record")) ids.add(address.searchParams.get("id") ?? "");
  }
  ids.delete("");
  return [...ids];
}

// The address of a walk that begins with some records, on the day and in the language of the page.
export function explorerLink(ids) {
  const here = new URLSearchParams(location.search);
  const query = new URLSearchParams({ids: ids.join()});
  if (here.get("as_of")) query.set("as_of", here.get("as_of"));
  query.set("lang", document.documentElement.lang.slice(0, 2));
  const {root = ""} = document.documentElement.dataset;
  return `${root}explore?${query}`.replaceAll("%2C", ",");
}

export function start() {
  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-explore]");
    const card = button?.closest("[data-card]");
    const ids = card ? idsIn(card.querySelector(".drawn") ?? card) : [];
    if (ids.length) location.assign(explorerLink(ids));
  });
}
