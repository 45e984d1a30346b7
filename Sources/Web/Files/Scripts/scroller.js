// One scroll bar over any number of lines.
//
// Browsers make no element higher than about 17 million pixels, which are 400,000 lines. Beyond that the bar is scaled:
// a turn of the wheel still moves by its pixels, a drag of the bar goes to its part of the whole, and once the movement
// rests, the bar is put where it belongs.

const MOST_PIXELS = 8_000_000;
const REST = 150;

export class Scroller {
  /**
   * @param {HTMLElement} element what scrolls
   * @param {() => void} draw
   */
  constructor(element, draw) {
    this.element = element;
    this.draw = draw;
    this.line = 40;
    this.head = 0;
    this.lines = 0;
    /** Pixels of lines above the sight, unscaled. */
    this.top = 0;
    this.bar = element.scrollTop;
    this.isFast = false;
    /** Whether the bar has been dragged, or jumped, since it last rested. */
    this.isDragged = false;
    /** @type {number | undefined} */
    this.resting = undefined;
    this.listener = () => this.scrolled();
    element.addEventListener("scroll", this.listener, { passive: true });
  }

  leave() {
    clearTimeout(this.resting);
    this.element.removeEventListener("scroll", this.listener);
  }

  /** @param {{ line: number, head: number, lines: number }} sizes */
  resize({ line, head, lines }) {
    const first = this.top / this.line;
    this.line = line;
    this.head = head;
    this.lines = lines;
    this.top = this.within(first * line);
    this.draw();
    this.settle();
  }

  get sight() {
    return Math.max(this.line, this.element.clientHeight - this.head);
  }

  get linesPerPage() {
    return Math.max(1, Math.floor(this.sight / this.line));
  }

  get whole() {
    return this.lines * this.line;
  }

  /** Of the scrolled element. */
  get height() {
    return Math.min(this.whole, MOST_PIXELS) + this.head;
  }

  get scale() {
    const room = this.height - this.head - this.sight;
    return room > 0 ? (this.whole - this.sight) / room : 1;
  }

  /** @param {number} top */
  within(top) {
    return Math.min(Math.max(top, 0), Math.max(0, this.whole - this.sight));
  }

  scrolled() {
    const bar = this.element.scrollTop;
    const moved = bar - this.bar;
    if (moved === 0) return;
    this.isFast = Math.abs(moved) > this.sight;
    this.bar = bar;
    if (Math.abs(moved) >= this.sight * 2) this.isDragged = true;
    const atEnd = bar >= this.height - this.element.clientHeight - 1;
    // By its pixels even where a scaled bar is at its edge: that is not yet the edge of the lines.
    if (this.scale > 1 && !this.isDragged) this.top = this.within(this.top + moved);
    else this.top = bar <= 0 ? 0 : this.within(atEnd ? Infinity : bar * this.scale);
    this.draw();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.settle(), REST);
  }

  /** Puts the bar where it belongs. */
  settle() {
    this.isFast = false;
    this.isDragged = false;
    const bar = Math.round(this.top / this.scale);
    if (Math.abs(bar - this.element.scrollTop) <= 1) return;
    this.element.scrollTop = bar;
    this.bar = this.element.scrollTop;
    this.draw();
  }

  /** The lines in sight: from the first to before the last. */
  visible() {
    return {
      first: Math.floor(this.top / this.line),
      last: Math.min(this.lines, Math.ceil((this.top + this.sight) / this.line)),
    };
  }

  /**
   * Where a line stands in the scrolled element, below its head.
   * @param {number} line
   */
  offset(line) {
    return this.bar + (line * this.line - this.top);
  }

  /**
   * Scrolls as little as brings a line into sight.
   * @param {number} line
   */
  reveal(line) {
    const start = line * this.line;
    if (start < this.top) this.top = this.within(start);
    else if (start + this.line > this.top + this.sight) this.top = this.within(start + this.line - this.sight);
    else return;
    this.element.scrollTop = Math.round(this.top / this.scale);
    this.bar = this.element.scrollTop;
  }
}
