// What who presents points with: a large ring that the room sees, by mouse, finger or arrow keys. It is
// off until it is asked for, and pales while it rests.
const RESTING = 3000;
const STEP = 0.02; // of the window's width
const FINE = 0.25; // of a step
const MOST = 4; // steps, where a key is held
const WAYS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

const within = (value, most) => Math.min(Math.max(value, 0), most);

export class Pointer {
  constructor() {
    this.ring = document.body.appendChild(document.createElement("i"));
    this.ring.className = "slide-pointer";
    this.ring.hidden = true;
    [this.x, this.y, this.held] = [innerWidth / 2, innerHeight / 2, 0];
    addEventListener("pointermove", this.follow);
    addEventListener("pointerdown", this.follow);
  }

  get isOn() {
    return !this.ring.hidden;
  }

  turn(on) {
    this.ring.hidden = !on;
    document.documentElement.classList.toggle("pointing", on);
    this.put(this.x, this.y);
  }

  put(x, y) {
    [this.x, this.y] = [within(x, innerWidth), within(y, innerHeight)];
    this.ring.style.translate = `${this.x}px ${this.y}px`;
    this.ring.classList.remove("resting");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.ring.classList.add("resting"), RESTING);
  }

  follow = ({clientX, clientY}) => this.put(clientX, clientY);

  moves({key}) {
    return this.isOn && key in WAYS;
  }

  // By an arrow: far where it is held, little with Shift.
  move({key, shiftKey, repeat}) {
    this.held = repeat ? this.held + 1 : 0;
    const steps = shiftKey ? FINE : Math.min(1 + this.held / 5, MOST);
    const [dx, dy] = WAYS[key].map(way => way * steps * STEP * innerWidth);
    this.put(this.x + dx, this.y + dy);
  }

  remove() {
    this.turn(false);
    clearTimeout(this.rest);
    removeEventListener("pointermove", this.follow);
    removeEventListener("pointerdown", this.follow);
    this.ring.remove();
  }
}
