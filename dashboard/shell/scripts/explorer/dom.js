// Elements of a page from their parts; text is never markup.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}

export const button = (text, click, attributes = {}) =>
  make("button", {type: "button", class: "button", click, ...attributes}, text);

const SVG = "http://www.w3.org/2000/svg";

function drawnPath(d, attributes) {
  const shape = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({d, ...attributes})) shape.setAttribute(name, value);
  return shape;
}

// A sign of a kind in the legend and the lists; with a mark at its upper right where it has one.
export function sign(path, colour, marked = null) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-13 -13 26 26");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("x-sign");
  svg.append(drawnPath(path, {fill: colour}));
  if (marked) {
    const ring = "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0Z";
    const place = {transform: "translate(6 -6)"};
    svg.append(drawnPath(ring, {fill: marked.ground, stroke: colour, "stroke-width": 1.2, ...place}));
    svg.append(drawnPath(marked.mark, {fill: colour, transform: "translate(6 -6) scale(7)"}));
  }
  return svg;
}

// Whether the card lies over the picture, as on a phone.
export const cardCovers = () => getComputedStyle(document.getElementById("x-card")).position === "fixed";
