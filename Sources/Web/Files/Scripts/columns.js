// Columns of the list: what their dialog says is kept, and their width is dragged at the head's edge.
import { ask } from "./asking.js";
import { Grid } from "./grid.js";

const NARROWEST = 60;
const WIDEST = 800;

export function prepareColumns() {
  document.addEventListener("submit", save);
  document.addEventListener("pointerdown", resize);
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

/** @param {PointerEvent} event */
function resize(event) {
  const resizer = /** @type {HTMLElement} */ (event.target).closest("[data-resizer]");
  const head = resizer?.closest("th");
  const table = head?.closest("table");
  if (!resizer || !head || !table) return;
  event.preventDefault();
  const column = /** @type {HTMLTableColElement} */ (table.querySelectorAll("col")[head.cellIndex]);
  const [start, width, whole] = [event.clientX, Number(column.width), Number(table.getAttribute("width"))];
  resizer.classList.add("is-held");
  resizer.setPointerCapture(event.pointerId);
  /** @param {PointerEvent} moved */
  const follow = (moved) => {
    const wanted = Math.min(Math.max(width + moved.clientX - start, NARROWEST), WIDEST);
    column.width = String(Math.round(wanted));
    table.setAttribute("width", String(Math.round(whole + wanted - width)));
  };
  const end = () => {
    resizer.classList.remove("is-held");
    resizer.removeEventListener("pointermove", /** @type {EventListener} */ (follow));
    keepWidths(table);
  };
  resizer.addEventListener("pointermove", /** @type {EventListener} */ (follow));
  resizer.addEventListener("lostpointercapture", end, { once: true });
}

/** @param {HTMLTableElement} table */
function keepWidths(table) {
  const fields = new URLSearchParams();
  const columns = table.querySelectorAll("col");
  for (const head of table.tHead?.rows[0].cells ?? []) {
    if (head.dataset.key) fields.append("column", `${head.dataset.key} ${columns[head.cellIndex].width}`);
  }
  ask("/preferences", { form: fields }).catch(() => undefined);
  Grid.current?.measure();
}
