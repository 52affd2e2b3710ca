// How large a slide is drawn, and the screens that it takes: no letter is smaller than can be read
// from the back of a room, nothing rolls, no row is cut in two.
const SMALLEST = 18; // px
const ZOOMS = [1, 1.15, 1.3, 1.5, 1.75, 2, 2.4, 2.8, 3.3, 4];
const ATOMS = "tr, li, dt, dd, p, h3, h4, img, svg, .numbers > .card";
const WORDED = ".text > .note";
const PICTURE = ".drawn:not(.number, .table) svg:not(.path-told *)";

const isShown = one => one.checkVisibility?.({visibilityProperty: true}) ?? true;

// The size on the screen of the smallest letter, in px.
function smallest(slide, zoom) {
  let least = Infinity;
  const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  const scales = new Map();
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !isShown(parent) || parent.closest("title, desc, .spoken")) continue;
    const svg = parent.closest("svg");
    if (svg && !scales.has(svg)) scales.set(svg, scaleOf(svg));
    least = Math.min(least, parseFloat(getComputedStyle(parent).fontSize) * (svg ? scales.get(svg) : zoom));
  }
  return least;
}

function scaleOf(svg) {
  const {width, height} = svg.getBoundingClientRect();
  const box = svg.viewBox.baseVal;
  return box?.width ? Math.min(width / box.width, height / box.height) : 1;
}

// A picture gets the height that what stands above and below it leaves.
function lay(slide, box, zoom) {
  slide.style.zoom = zoom;
  slide.style.width = `${box.width / zoom}px`;
  slide.style.setProperty("--slide-height", "0px");
  const beside = slide.querySelector(PICTURE) ? slide.scrollHeight : 0;
  slide.style.setProperty("--slide-height", `${Math.max(box.height / zoom - beside, 0)}px`);
  const {scrollHeight, scrollWidth} = slide;
  return {zoom, height: scrollHeight * zoom, wide: scrollWidth * zoom};
}

function measure(slide, box, zoom) {
  return {...lay(slide, box, zoom), letter: smallest(slide, zoom)};
}

// The largest that is whole and can be read, from the top: most slides need not be laid out in every
// size, nor their letters looked at. A table is not so large that its names and heads are broken; and
// words above a picture take no more of its room than they need to be read.
function wholeAt(slide, box) {
  const fits = one => one.height <= box.height + 1 && one.wide <= box.width + 2;
  const small = lay(slide, box, ZOOMS[0]);
  if (!fits(small)) return null;
  const breaks = slide.querySelector("table")
    ? one => one.height / one.zoom > 1.02 * (small.height / small.zoom)
    : () => false;
  let broken = null;
  const growing = slide.querySelector(WORDED) && slide.querySelector(PICTURE);
  for (const zoom of growing ? ZOOMS : ZOOMS.toReversed()) {
    const one = lay(slide, box, zoom);
    if (!fits(one)) continue;
    const letter = smallest(slide, zoom);
    if (letter < SMALLEST && growing) continue;
    if (letter < SMALLEST) break;
    if (!breaks(one)) return {...one, letter};
    broken ??= {...one, letter};
  }
  return broken;
}

// The largest that fits whole and can be read; a picture stays whole also where it is small; else
// the one that can be read on the fewest screens; else the one with the largest letters.
function choose(slide, box) {
  const found = wholeAt(slide, box);
  if (found) return found;
  const tries = ZOOMS.map(zoom => measure(slide, box, zoom)).filter(
    one => one.wide <= box.width + 2,
  );
  const legible = tries.filter(one => one.letter >= SMALLEST);
  const pictured = slide.querySelector(PICTURE) ? tries.filter(one => one.height <= box.height + 1) : [];
  const least = Math.min(...legible.map(one => Math.ceil(one.height / box.height)));
  return (
    pictured.toSorted((a, b) => b.letter - a.letter)[0] ??
    legible.findLast(one => Math.ceil(one.height / box.height) === least) ??
    tries.toSorted((a, b) => b.letter - a.letter)[0] ??
    {zoom: 1}
  );
}

// The lower edge of what must not be cut: the heading of a group is not left without its first row.
function lowest(one) {
  const under = one.closest("tbody.sub")?.nextElementSibling?.rows?.[0] ?? one;
  return under.getBoundingClientRect().bottom;
}

// Where the screens of a slide begin and how high they are: between its rows.
function screensOf(main, slide, height) {
  const top = slide.getBoundingClientRect().top;
  const whole = slide.getBoundingClientRect().height;
  if (whole <= height + 1) return [{top: 0, height}];
  const atoms = [...slide.querySelectorAll(ATOMS)]
    .filter(isShown)
    .map(one => [one.getBoundingClientRect().top - top, lowest(one) - top]);
  const head = (slide.querySelector("thead")?.getBoundingClientRect().height ?? 0);
  const found = [];
  for (let from = 0; from < whole - 1; ) {
    const room = height - (found.length ? head : 0);
    const to = from + room >= whole ? whole : cut(atoms, from, from + room);
    found.push({top: from - (found.length ? head : 0), height: to - from + (found.length ? head : 0)});
    from = to;
  }
  return found;
}

function cut(atoms, from, most) {
  let at = most;
  for (;;) {
    const crossed = atoms.filter(([top, bottom]) => top > from + 1 && top < at - 0.5 && bottom > at + 0.5);
    if (!crossed.length) return at > from + 1 ? at : most;
    at = Math.min(...crossed.map(([top]) => top));
  }
}

// Size a slide for the room that ``main`` has, and give its screens: ``[{top, height}]`` in px. A
// picture whose letters would be too small gives way to the one that is drawn for a wall.
export function fit(main, slide) {
  main.style.height = "";
  main.scrollTop = 0;
  const box = {width: main.clientWidth, height: main.clientHeight};
  slide.classList.remove("walled");
  let chosen = choose(slide, box);
  if (chosen.letter < SMALLEST && slide.querySelector(".wall")) {
    slide.classList.add("walled");
    chosen = choose(slide, box);
  }
  const {zoom} = chosen;
  lay(slide, box, zoom);
  return screensOf(main, slide, box.height);
}
