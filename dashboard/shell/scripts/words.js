// The sentences that the report desk says, in the reader's language.
const holder = document.getElementById("desk-words");

export const words = holder ? JSON.parse(holder.textContent) : {};
export const desk = document.querySelector(".desk");
