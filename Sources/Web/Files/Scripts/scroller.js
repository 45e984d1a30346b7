// One scroll bar over any number of lines.
//
// Browsers make no element higher than about 17 million pixels, which are 400,000 lines. Beyond that the bar is scaled:
// a turn of the wheel still moves by its pixels, a drag of the bar goes to its part of the whole, and once the movement
// rests, the bar is put where it belongs. Near both ends it is not scaled, so that the wheel always has room to move it.

const MOST_PIXELS = 8_000_000;
const EDGE = 100_000;
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

  /** How far the bar can go. */
  get room() {
    return Math.max(0, this.height - this.head - this.sight);
  }

  /** How far the lines can go. */
  get hidden() {
    return Math.max(0, this.whole - this.sight);
  }

  get isScaled() {
    return this.hidden > this.room;
  }

  get scale() {
    return (this.hidden - 2 * EDGE) / (this.room - 2 * EDGE);
  }

  /**
   * Where the lines are when the bar is somewhere.
   * @param {number} bar
   */
  topAt(bar) {
    if (!this.isScaled || bar <= EDGE) return bar;
    if (bar >= this.room - EDGE) return this.hidden - (this.room - bar);
    return EDGE + (bar - EDGE) * this.scale;
  }

  /**
   * Where the bar belongs when the lines are somewhere.
   * @param {number} top
   */
  barAt(top) {
    if (!this.isScaled || top <= EDGE) return Math.round(top);
    if (top >= this.hidden - EDGE) return Math.round(this.room - (this.hidden - top));
    return Math.round(EDGE + (top - EDGE) / this.scale);
  }

  /** @param {number} top */
  within(top) {
    return Math.min(Math.max(top, 0), this.hidden);
  }

  scrolled() {
    const bar = this.element.scrollTop;
    const moved = bar - this.bar;
    if (moved === 0) return;
    this.isFast = Math.abs(moved) > this.sight;
    this.bar = bar;
    if (Math.abs(moved) >= this.sight * 2) this.isDragged = true;
    this.top = this.within(this.isScaled && !this.isDragged ? this.top + moved : this.topAt(bar));
    this.draw();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  /** The movement has ended, unless there was one that the browser has not told of yet: that must not be undone. */
  rest() {
    if (this.element.scrollTop === this.bar) this.settle();
    else this.scrolled();
  }

  /** Puts the bar where it belongs. */
  settle() {
    this.isFast = false;
    this.isDragged = false;
    const bar = this.barAt(this.top);
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
    // Not beyond the end, where a browser may have scrolled by a part of a pixel.
    return Math.min(this.bar, this.room) + (line * this.line - this.top);
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
    this.element.scrollTop = this.barAt(this.top);
    this.bar = this.element.scrollTop;
  }
}
