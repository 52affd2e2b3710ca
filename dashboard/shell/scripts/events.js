// What the modules of a page tell each other: "filled" (a card's id), "moved" (the new query)
// and "state" (the server's answer to where the reader went).
export function on(name, handler) {
  document.addEventListener(`lianxin:${name}`, event => handler(event.detail));
}

export function emit(name, detail) {
  document.dispatchEvent(new CustomEvent(`lianxin:${name}`, {detail}));
}
