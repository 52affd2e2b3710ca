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

// A sign of a kind in the legend and the lists.
export function sign(path, colour) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-13 -13 26 26");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("x-sign");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  shape.setAttribute("fill", colour);
  svg.append(shape);
  return svg;
}
