// The colours of the page as it is looked at: light or dark, and what of them is said in the styles.
import {forget} from "./shapes.js";

export const theme = {dark: false, ink: "", muted: "", ground: "", tie: "", accent: "", gold: "", font: ""};

function isDark(colour) {
  const [r, g, b] = (colour.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return 0.3 * r + 0.6 * g + 0.1 * b < 128;
}

export function readTheme() {
  const place = document.querySelector(".x-picture");
  const style = getComputedStyle(place);
  theme.ground = style.backgroundColor;
  theme.dark = isDark(theme.ground);
  theme.font = style.fontFamily;
  for (const name of ["ink", "muted", "accent", "gold"])
    theme[name] = style.getPropertyValue(`--${name}`).trim();
  theme.tie = style.getPropertyValue("--border").trim();
  forget();
}

export const colourOf = style => (theme.dark ? style.dark : style.colour);

// Paper is light: what was drawn dark is drawn anew for it, and again as it was when it is printed. The
// handler draws before it returns.
export function onPaper(handler) {
  const {dataset} = document.documentElement;
  let chosen;
  addEventListener("beforeprint", () => {
    if (!theme.dark) return;
    chosen = dataset.theme ?? "";
    dataset.theme = "light";
    readTheme();
    handler();
  });
  addEventListener("afterprint", () => {
    if (chosen === undefined) return;
    if (chosen) dataset.theme = chosen;
    else delete dataset.theme;
    chosen = undefined;
    readTheme();
    handler();
  });
}

// The handler is given whether a light page has become dark, or a dark one light.
export function onTheme(handler) {
  const look = () => {
    const {dark} = theme;
    readTheme();
    handler(theme.dark !== dark);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look);
  new MutationObserver(look).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["class", "style", "data-theme"],
  });
  readTheme();
}
