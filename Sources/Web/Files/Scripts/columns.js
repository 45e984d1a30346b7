// Columns of the list: order by drag and by keyboard in their dialog, width by drag of the head's edge and, with Alt, by
// the arrow keys.
import { ask } from "./asking.js";
import { Grid } from "./grid.js";

const NARROWEST = 60;
const WIDEST = 800;
/** Pixels of a press of an arrow key. */
const STEP = 16;

export function prepareColumns() {
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const list = /** @type {HTMLElement | null} */ (target.querySelector("[data-sorts]"));
    if (list) Sortable.create(list, { handle: "[data-handle]", draggable: "[data-sorted]", animation: 120 });
  });
  document.addEventListener("keydown", moveByKey);
  document.addEventListener("keydown", widenByKey);
  document.addEventListener("input", narrow);
  document.addEventListener("submit", save);
  document.addEventListener("pointerdown", resize);
}

/**
 * The arrow keys move what the handle belongs to.
 * @param {KeyboardEvent} event
 */
function moveByKey(event) {
  const handle = /** @type {HTMLElement} */ (event.target).closest("[data-handle]");
  if (!(handle instanceof HTMLElement) || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  const item = handle.closest("[data-sorted]");
  const other = event.key === "ArrowUp" ? item?.previousElementSibling : item?.nextElementSibling;
  if (!item || !other?.matches("[data-sorted]")) return;
  event.preventDefault();
  if (event.key === "ArrowUp") other.before(item);
  else other.after(item);
  handle.focus();
}

/**
 * Shows those of a list alone that have what is typed.
 * @param {Event} event
 */
function narrow(event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const wanted = field.value.trim().toLocaleLowerCase();
  for (const id of (field.dataset?.narrows ?? "").split(" ")) {
    const list = document.getElementById(id);
    if (!list) continue;
    const areas = list.querySelectorAll("[data-narrowed]");
    const items = areas.length > 0 ? [...areas].flatMap((area) => [...area.querySelectorAll("button")]) : list.children;
    for (const item of items) {
      /** @type {HTMLElement} */ (item).hidden = !(item.textContent ?? "").toLocaleLowerCase().includes(wanted);
    }
  }
}

/** @param {SubmitEvent} event */
async function save(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-columns]")) return;
  event.preventDefault();
  const fields = new FormData(form);
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (button?.name) fields.set(button.name, button.value);
  // Back to the usual columns, those that are ticked do not count.
  if (button?.name === "usual_columns") fields.delete("column");
  await ask(form.action, { form: fields });
  location.reload();
}

/** @param {KeyboardEvent} event */
function widenByKey(event) {
  if (!event.altKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
  const head = /** @type {HTMLElement} */ (event.target).closest("th");
  if (!head?.querySelector("[data-resizer]")) return;
  event.preventDefault();
  const column = new Column(head);
  column.widen(event.key === "ArrowLeft" ? -STEP : STEP);
  column.keep();
}

/** A column of a table whose width can be changed. */
class Column {
  /** @param {HTMLTableCellElement} head */
  constructor(head) {
    this.table = /** @type {HTMLTableElement} */ (head.closest("table"));
    this.column = /** @type {HTMLTableColElement} */ (this.table.querySelectorAll("col")[head.cellIndex]);
    this.width = Number(this.column.width);
    this.whole = Number(this.table.getAttribute("width"));
  }

  /**
   * By so many pixels, counted from the width that it had at first.
   * @param {number} pixels
   */
  widen(pixels) {
    const wanted = Math.min(Math.max(this.width + pixels, NARROWEST), WIDEST);
    this.column.width = String(Math.round(wanted));
    this.table.setAttribute("width", String(Math.round(this.whole + wanted - this.width)));
  }

  /** Keeps the widths of all columns of the table. */
  keep() {
    const fields = new URLSearchParams();
    const columns = this.table.querySelectorAll("col");
    for (const head of this.table.tHead?.rows[0].cells ?? []) {
      if (head.dataset.key) fields.append("column", `${head.dataset.key} ${columns[head.cellIndex].width}`);
    }
    ask("/preferences", { form: fields }).catch(() => undefined);
    Grid.current?.measure();
  }
}

/** @param {PointerEvent} event */
function resize(event) {
  const resizer = /** @type {HTMLElement} */ (event.target).closest("[data-resizer]");
  const head = resizer?.closest("th");
  if (!resizer || !head) return;
  event.preventDefault();
  const column = new Column(head);
  const start = event.clientX;
  resizer.classList.add("is-held");
  resizer.setPointerCapture(event.pointerId);
  /** @param {PointerEvent} moved */
  const follow = (moved) => column.widen(moved.clientX - start);
  const end = () => {
    resizer.classList.remove("is-held");
    resizer.removeEventListener("pointermove", /** @type {EventListener} */ (follow));
    column.keep();
  };
  resizer.addEventListener("pointermove", /** @type {EventListener} */ (follow));
  resizer.addEventListener("lostpointercapture", end, { once: true });
}
