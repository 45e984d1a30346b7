// The list of contacts: all that match under one scroll bar, with the rows in sight alone in the page.
import { ask, elements } from "./asking.js";
import { Scroller } from "./scroller.js";
import { selection } from "./selection.js";

/** Lines beyond the edges that are drawn, too. */
const MARGIN = 8;
/** Rows that are asked for at once: so many fill most screens, and stay a small answer. The first answer has as many. */
const BLOCK = 40;
/** Rows that are remembered. */
const MOST = 1500;

export class Grid {
  /**
   * The one of the page, if it has one.
   * @type {Grid | null}
   */
  static current = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.space = /** @type {HTMLElement} */ (element.querySelector(".grid-space"));
    this.table = /** @type {HTMLTableElement} */ (element.querySelector("table"));
    this.body = /** @type {HTMLTableSectionElement} */ (this.table.tBodies[0]);
    this.link = element.dataset.rows ?? "";
    this.total = Number(element.dataset.total);
    /**
     * Rows by rank.
     * @type {Map<number, HTMLTableRowElement>}
     */
    this.rows = new Map();
    /**
     * The blocks that are on their way.
     * @type {Map<number, Promise<void>>}
     */
    this.coming = new Map();
    /** The cell that the keyboard is at. */
    this.place = { rank: 0, column: 1 };
    this.generation = 0;
    this.perLine = 1;
    this.take([...this.body.rows]);
    // Those out of sight are not worth a layout.
    this.body.replaceChildren();
    this.scroller = new Scroller(element, () => this.draw());
    this.watcher = new ResizeObserver(() => this.measure());
    this.watcher.observe(element);
    this.measure();
    // Where the focus goes when the row that had it leaves the page: the arrow keys lead back from there.
    element.tabIndex = -1;
    element.addEventListener("keydown", (event) => this.press(event));
    element.addEventListener("focusin", (event) => this.entered(event));
  }

  leave() {
    this.watcher.disconnect();
    this.scroller.leave();
  }

  get cardsPerLine() {
    const columns = getComputedStyle(this.body).gridTemplateColumns;
    return columns === "none" ? 1 : columns.split(" ").length;
  }

  /** Reads from the style sheet how high a line is, and how many rows stand on one. */
  measure() {
    const style = getComputedStyle(this.table);
    this.perLine = this.cardsPerLine;
    this.scroller.resize({
      line: parseFloat(style.getPropertyValue("--row")),
      head: parseFloat(style.getPropertyValue("--head")),
      lines: Math.ceil(this.total / this.perLine),
    });
  }

  /** Draws the rows in sight; those that are not known yet as empty ones, until they are there. */
  draw() {
    const lines = this.scroller.visible();
    const first = Math.max(0, lines.first - MARGIN) * this.perLine;
    const last = Math.min(this.total, (lines.last + MARGIN) * this.perLine);
    /** @type {HTMLTableRowElement[]} */
    const wanted = [];
    for (let rank = first; rank < last; rank += 1) wanted.push(this.rows.get(rank) ?? this.empty(rank));
    this.arrange(wanted);
    this.space.style.height = `${this.scroller.height}px`;
    this.table.style.marginTop = `${this.scroller.offset(Math.floor(first / this.perLine))}px`;
    this.table.setAttribute("aria-rowcount", String(this.total + 1));
    selection.show(this.body);
    document.dispatchEvent(new CustomEvent("rows-drawn"));
    this.pointAt();
    for (let block = Math.floor(first / BLOCK); block * BLOCK < last; block += 1) this.fetch(block);
  }

  /**
   * Puts rows in place and leaves those alone that are: what has the focus keeps it.
   * @param {HTMLTableRowElement[]} wanted
   */
  arrange(wanted) {
    const kept = new Set(wanted);
    const hadFocus = this.body.contains(document.activeElement);
    for (const row of [...this.body.rows]) if (!kept.has(row)) row.remove();
    let next = this.body.firstElementChild;
    for (const row of wanted) {
      if (row === next) next = next.nextElementSibling;
      else this.body.insertBefore(row, next);
    }
    if (!hadFocus || this.body.contains(document.activeElement)) return;
    // A row that was read anew has the focus of the former one.
    if (this.rows.get(this.place.rank)?.isConnected) this.focus();
    else this.element.focus({ preventScroll: true });
  }

  /** @param {number} rank */
  empty(rank) {
    const row = document.createElement("tr");
    row.className = "row row-coming";
    row.setAttribute("aria-rowindex", String(rank + 2));
    const columns = this.table.tHead?.rows[0].cells.length ?? 1;
    for (let column = 0; column < columns; column += 1) {
      const cell = row.insertCell();
      cell.className = column === 0 ? "cell-tick" : column === 1 ? "cell-person" : "";
    }
    return row;
  }

  /**
   * Remembers rows that came from the server.
   * @param {Element[]} rows
   */
  take(rows) {
    for (const element of rows) {
      const row = /** @type {HTMLTableRowElement} */ (element);
      const rank = Number(row.getAttribute("aria-rowindex")) - 2;
      const former = this.rows.get(rank);
      // What somebody is typing stays, whatever others changed meanwhile.
      if (former?.dataset.id === row.dataset.id && former?.querySelector("[data-editor]")) continue;
      this.rows.set(rank, row);
    }
  }

  /**
   * Asks for a block of rows, once at a time.
   * @param {number} block
   * @returns {Promise<void>}
   */
  fetch(block) {
    const known = this.coming.get(block);
    if (known) return known;
    const from = block * BLOCK;
    if (this.isKnown(from, Math.min(from + BLOCK, this.total))) return Promise.resolve();
    const generation = this.generation;
    const request = this.rest().then(async () => {
      try {
        // Who drags the scroll bar has long gone on from most places.
        if (generation !== this.generation || !this.isNear(block)) return;
        await this.load(from);
      } finally {
        this.coming.delete(block);
      }
      this.draw();
    });
    this.coming.set(block, request);
    request.catch(() => undefined);
    return request;
  }

  /** Until the eye could rest on something. */
  rest() {
    return new Promise((resolve) => setTimeout(resolve, this.scroller.isFast ? 60 : 0));
  }

  /** @param {number} block */
  isNear(block) {
    const lines = this.scroller.visible();
    const first = Math.max(0, lines.first - MARGIN) * this.perLine;
    return block * BLOCK < (lines.last + MARGIN) * this.perLine && (block + 1) * BLOCK > first;
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  isKnown(from, to) {
    for (let rank = from; rank < to; rank += 1) if (!this.rows.has(rank)) return false;
    return true;
  }

  /**
   * Loads rows from a rank on.
   * @param {number} from
   */
  async load(from) {
    const generation = this.generation;
    const mark = this.link.includes("?") ? "&" : "?";
    const response = await ask(`${this.link}${mark}from=${from}&count=${BLOCK}`);
    const rows = elements(await response.text());
    if (generation !== this.generation) return;
    if (response.headers.get("Kith-Columns") !== this.element.dataset.columns && this.renew()) return;
    this.count(Number(response.headers.get("Kith-Count")), response.headers.get("Kith-Count-Text") ?? "");
    this.take(rows);
    this.forget(from);
  }

  /**
   * Somebody changed what the columns are: the list is drawn anew, with its head, where it was scrolled to.
   * @returns {boolean} false while somebody is typing in it
   */
  renew() {
    if (this.body.querySelector("[data-editor]")) return false;
    this.generation += 1;
    const { scrollTop } = this.element;
    document.body.addEventListener("htmx:afterSettle", () => setTimeout(() => Grid.current?.element.scrollTo({ top: scrollTop })), {
      once: true,
    });
    htmx.trigger("#question", "question-changed");
    return true;
  }

  /**
   * Forgets rows that are far away from a rank, so that a day of scrolling needs no more than a minute of it.
   * @param {number} rank
   */
  forget(rank) {
    if (this.rows.size <= MOST) return;
    const far = [...this.rows.keys()].sort((one, other) => Math.abs(other - rank) - Math.abs(one - rank));
    for (const key of far.slice(0, this.rows.size - MOST / 2)) this.rows.delete(key);
  }

  /**
   * How many match now.
   * @param {number} total
   * @param {string} words the same in words, with escapes
   */
  count(total, words) {
    const shown = document.getElementById("count");
    if (shown && words && shown.textContent !== decodeURIComponent(words)) shown.textContent = decodeURIComponent(words);
    if (total === this.total) return;
    this.total = total;
    // That nobody matches is said by the server.
    if (total === 0) htmx.trigger("#question", "question-changed");
    for (const rank of [...this.rows.keys()]) if (rank >= total) this.rows.delete(rank);
    this.measure();
    if (selection.isAll) selection.changed();
  }

  /** Reads the rows in sight anew, and forgets all others: somebody changed something. */
  async refresh() {
    const lines = this.scroller.visible();
    const first = Math.floor((Math.max(0, lines.first - 2) * this.perLine) / BLOCK);
    const last = Math.floor(((lines.last + 2) * this.perLine) / BLOCK);
    const near = new Set();
    for (let block = first; block <= last; block += 1) {
      await this.load(block * BLOCK);
      for (let rank = block * BLOCK; rank < (block + 1) * BLOCK; rank += 1) near.add(rank);
    }
    for (const rank of [...this.rows.keys()]) if (!near.has(rank)) this.rows.delete(rank);
    this.draw();
  }

  /**
   * The ids of rows between two ranks, both included; those that are not known are asked for.
   * @param {number} one
   * @param {number} other
   */
  async ids(one, other) {
    const [from, to] = one < other ? [one, other] : [other, one];
    for (let start = Math.floor(from / BLOCK) * BLOCK; start <= to; start += BLOCK) {
      if (!this.isKnown(start, Math.min(start + BLOCK, this.total))) await this.load(start);
    }
    const ids = [];
    for (let rank = from; rank <= to; rank += 1) ids.push(this.rows.get(rank)?.dataset.id ?? "");
    return ids.filter((id) => id !== "");
  }

  /** @param {Element | null} row */
  rank(row) {
    return Number(row?.getAttribute("aria-rowindex") ?? 2) - 2;
  }

  // The keyboard.

  /** One cell alone is reached by Tab: the one that the keyboard is at. */
  pointAt() {
    for (const cell of this.body.querySelectorAll("td[tabindex='0']")) cell.setAttribute("tabindex", "-1");
    const row = this.rows.get(this.place.rank);
    const cell = row?.isConnected ? row.cells[this.place.column] : this.body.rows[0]?.cells[1];
    cell?.setAttribute("tabindex", "0");
  }

  /** @param {FocusEvent} event */
  entered(event) {
    const cell = /** @type {HTMLElement} */ (event.target).closest("td");
    if (!cell) return;
    this.place = { rank: this.rank(cell.parentElement), column: cell.cellIndex };
    this.pointAt();
  }

  /**
   * @param {number} rank
   * @param {number} column
   */
  async go(rank, column) {
    const columns = this.table.tHead?.rows[0].cells.length ?? 1;
    this.place = {
      rank: Math.min(Math.max(rank, 0), this.total - 1),
      column: Math.min(Math.max(column, 0), columns - 1),
    };
    this.scroller.reveal(Math.floor(this.place.rank / this.perLine));
    this.draw();
    await this.fetch(Math.floor(this.place.rank / BLOCK));
    this.draw();
    this.focus();
  }

  focus() {
    const cells = this.rows.get(this.place.rank)?.cells;
    // Cards, and rows on a telephone, leave some cells out.
    const cell = cells?.[this.isShown(this.place.rank, this.place.column) ? this.place.column : 1];
    cell?.setAttribute("tabindex", "0");
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /**
   * @param {number} rank
   * @param {number} column
   */
  isShown(rank, column) {
    return (this.rows.get(rank)?.cells[column]?.getClientRects().length ?? 0) > 0;
  }

  /**
   * The next column of a row to one side; the same one where there is none.
   * @param {number} rank
   * @param {number} column
   * @param {1 | -1} step
   */
  beside(rank, column, step) {
    const cells = this.rows.get(rank)?.cells.length ?? 0;
    for (let next = column + step; next >= 0 && next < cells; next += step) if (this.isShown(rank, next)) return next;
    return column;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("[data-editor]") || event.metaKey || event.altKey) return;
    const cell = target.closest("td");
    if (!cell && target !== this.element) return;
    const { rank, column } = this.place;
    const page = Math.max(1, this.scroller.linesPerPage - 1) * this.perLine;
    const isCards = getComputedStyle(this.body).display === "grid";
    const last = this.table.tHead?.rows[0].cells.length ?? 1;
    /** @type {Record<string, [number, number]>} */
    const moves = {
      ArrowDown: [rank + this.perLine, column],
      ArrowUp: [rank - this.perLine, column],
      ArrowRight: isCards ? [rank + 1, column] : [rank, this.beside(rank, column, 1)],
      ArrowLeft: isCards ? [rank - 1, column] : [rank, this.beside(rank, column, -1)],
      PageDown: [rank + page, column],
      PageUp: [rank - page, column],
      Home: event.ctrlKey ? [0, column] : [rank, 1],
      End: event.ctrlKey ? [this.total - 1, column] : [rank, this.beside(rank, last, -1)],
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      // What could not be loaded was said already.
      this.go(...move).catch(() => undefined);
    } else if (!cell) {
      return;
    } else if (event.key === " ") {
      event.preventDefault();
      selection.toggle(cell.parentElement, event.shiftKey, this);
    } else if (event.key === "Enter" && target === cell) {
      event.preventDefault();
      if (cell.hasAttribute("data-editable")) cell.dispatchEvent(new CustomEvent("edit", { bubbles: true }));
      else /** @type {HTMLElement | null} */ (cell.parentElement?.querySelector("[data-contact]"))?.click();
    }
  }
}

export function prepareGrids() {
  const begin = () => {
    const element = /** @type {HTMLElement | null} */ (document.querySelector("[data-grid]"));
    if (Grid.current?.element === element) return;
    Grid.current?.leave();
    Grid.current = element ? new Grid(element) : null;
    selection.begin(Grid.current);
  };
  begin();
  document.body.addEventListener("htmx:afterSettle", begin);
}
