// Which contacts are ticked: some of them by name, or all that match but a few.

/** The most that can be ticked one by one or as a range. */
const MOST = 1000;

class Selection {
  constructor() {
    /**
     * Ticked ones; where all are ticked, those left out.
     * @type {Set<string>}
     */
    this.ids = new Set();
    this.isAll = false;
    /** Whether more was to be ticked than can be. */
    this.isFull = false;
    /**
     * Where a range begins.
     * @type {number | null}
     */
    this.anchor = null;
    /** @type {import("./grid.js").Grid | null} */
    this.grid = null;
  }

  /** @param {import("./grid.js").Grid | null} grid */
  begin(grid) {
    this.grid = grid;
    this.clear();
    if (!grid) return;
    grid.element.addEventListener("click", (event) => this.clicked(event));
  }

  clear() {
    this.ids.clear();
    this.isAll = false;
    this.anchor = null;
    this.changed();
  }

  /** Ticks all that match. */
  tickAll() {
    this.ids.clear();
    this.isAll = true;
    this.changed();
  }

  get count() {
    return this.isAll ? (this.grid?.total ?? 0) - this.ids.size : this.ids.size;
  }

  /** @param {string} id */
  has(id) {
    return this.ids.has(id) !== this.isAll;
  }

  /**
   * @param {string} id
   * @param {boolean} isTicked
   */
  set(id, isTicked) {
    if (isTicked === this.isAll) this.ids.delete(id);
    else if (this.ids.size < MOST) this.ids.add(id);
    else this.isFull = true;
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches("[data-tick-all]")) {
      const isAll = /** @type {HTMLInputElement} */ (target).checked;
      this.clear();
      this.isAll = isAll;
      this.changed();
    } else if (target.matches("[data-tick]")) {
      this.toggle(target.closest("tr"), event.shiftKey, this.grid);
    }
  }

  /**
   * @param {Element | null} row
   * @param {boolean} isRange from the last one that was ticked up to here
   * @param {import("./grid.js").Grid | null} grid
   */
  async toggle(row, isRange, grid) {
    const id = /** @type {HTMLElement | null} */ (row)?.dataset.id;
    if (!id || !grid) return;
    const isTicked = !this.has(id);
    const rank = grid.rank(row);
    if (isRange && this.anchor !== null && Math.abs(rank - this.anchor) < MOST) {
      for (const each of await grid.ids(this.anchor, rank)) this.set(each, isTicked);
    } else {
      this.set(id, isTicked);
    }
    this.anchor = rank;
    this.changed();
  }

  changed() {
    if (this.grid) this.show(this.grid.body);
    document.dispatchEvent(new CustomEvent("selection-changed", { detail: { isFull: this.isFull } }));
    this.isFull = false;
  }

  /** @param {HTMLTableSectionElement} body */
  show(body) {
    for (const row of body.rows) {
      const isTicked = row.dataset.id !== undefined && this.has(row.dataset.id);
      row.setAttribute("aria-selected", String(isTicked));
      const tick = /** @type {HTMLInputElement | null} */ (row.querySelector("[data-tick]"));
      if (tick) tick.checked = isTicked;
    }
    const all = /** @type {HTMLInputElement | null} */ (this.grid?.element.querySelector("[data-tick-all]") ?? null);
    if (!all) return;
    all.checked = this.isAll && this.ids.size === 0;
    all.indeterminate = this.count > 0 && !all.checked;
  }
}

export const selection = new Selection();
