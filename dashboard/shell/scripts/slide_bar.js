// What stands around a slide: its title, the page, how far one is, the day and what the data is;
// the pointer's switch, and the black screen.
import {Pointer} from "./slide_pointer.js";

const words = () => JSON.parse(document.querySelector("[data-slides-words]").dataset.slidesWords);

function element(name, className, parent) {
  const one = document.createElement(name);
  one.className = className;
  parent.append(one);
  return one;
}

function button(parent, text, label, act) {
  const one = element("button", "", parent);
  Object.assign(one, {type: "button", textContent: text, onclick: act});
  one.setAttribute("aria-label", label);
  one.title = label;
  return one;
}

export class Bar {
  constructor(end, back, forward) {
    const text = words();
    this.head = element("header", "slide-head", document.body);
    this.title = element("h1", "", this.head);
    this.day = element("p", "slide-day", this.head);
    this.foot = element("footer", "slide-foot", document.body);
    this.rows = element("p", "", this.foot);
    this.place = element("p", "slide-place", this.foot);
    this.place.setAttribute("role", "status");
    const keys = element("p", "slide-keys", this.foot);
    this.switch = button(keys, "◎", text.pointer, () => this.point(!this.pointer.isOn));
    this.switch.setAttribute("aria-pressed", "false");
    button(keys, "‹", text.back, back);
    button(keys, "›", text.forward, forward);
    button(keys, "×", text.end, end);
    this.pointer = new Pointer();
    this.blackness = element("div", "slide-black", document.body);
    this.blackness.hidden = true;
    this.text = text;
  }

  get isBlack() {
    return !this.blackness.hidden;
  }

  // Switch the pointer; how it is moved is said where one looks for how far one is.
  point(on) {
    this.pointer.turn(on);
    this.switch.setAttribute("aria-pressed", String(on));
    this.place.textContent = on ? this.text.pointing : this.at;
  }

  black(on) {
    this.blackness.hidden = !on;
  }

  show(slide, {slide: at, slides, screen, screens}) {
    const heading = document.querySelector("main h1")?.textContent ?? "";
    const own = slide.matches(".numbers") ? null : slide.querySelector("h2")?.cloneNode(true);
    own?.querySelector(".what")?.remove();
    const title = own?.textContent.trim();
    this.title.replaceChildren(title || heading);
    if (title) element("small", "", this.title).textContent = heading;
    this.day.textContent = document.getElementById("page-facts")?.textContent.trim() ?? "";
    const more = slide.matches(".numbers") ? [] : [...slide.querySelectorAll(".facts > span")];
    this.rows.textContent = more.map(one => one.textContent).join(" · ");
    const fill = (sentence, number, all) => sentence.replace("{n}", number).replace("{all}", all);
    const places = [fill(this.text.place, at + 1, slides)];
    if (screens > 1) places.push(fill(this.text.screen, screen + 1, screens));
    this.at = places.join(" · ");
    this.place.textContent = this.at;
  }

  // There is no further page: said for a moment where one looks for how far one is.
  end() {
    this.place.textContent = this.text.last;
  }

  remove() {
    for (const one of [this.head, this.foot, this.pointer, this.blackness]) one.remove();
  }
}
