// What the modules of a page tell each other: "filled" (a card's id), "moved" (the new query),
// "state" (the server's answer to where the reader went, or to what is new there, then without
// fields), "version" (that of the data and the files, as the server has told it) and "look" (what of
// it has been chosen anew).
export function on(name, handler) {
  document.addEventListener(`lianxin:${name}`, event => handler(event.detail));
}

export function emit(name, detail) {
  document.dispatchEvent(new CustomEvent(`lianxin:${name}`, {detail}));
}
