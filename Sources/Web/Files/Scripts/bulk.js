// The bar of what can be done with all that is ticked. What each action asks is drawn by the server, in dialogs.
import { Grid } from "./grid.js";
import { note } from "./notes.js";
import { selection } from "./selection.js";

export function prepareBulkBar() {
  document.addEventListener("selection-changed", show);
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("[data-bulk-all]")) selection.tickAll();
    if (target.closest("[data-bulk-clear]")) leave();
  });
  document.addEventListener("submit", merge);
  document.body.addEventListener("bulk-started", () => {
    selection.clear();
    // The dialog gives the focus back to a bar that is gone.
    document.getElementById("dialog")?.addEventListener("close", () => setTimeout(leave), { once: true });
  });
}

/** @returns {HTMLElement | null} */
function bar() {
  return document.querySelector("[data-bulk]");
}

function leave() {
  selection.clear();
  Grid.current?.focus();
}

/** @param {number} number */
function shown(number) {
  return number.toLocaleString(document.documentElement.lang);
}

/** @param {Event} event */
function show(event) {
  const element = bar();
  if (!element) return;
  const { count, isAll, ids } = selection;
  const total = selection.grid?.total ?? 0;
  element.hidden = count <= 0;
  if (/** @type {CustomEvent} */ (event).detail?.isFull) note(element.dataset.full ?? "", { isBad: true });
  if (element.hidden) return;
  const words = isAll ? (ids.size > 0 ? element.dataset.allBut : element.dataset.all) : element.dataset.ticked;
  const text = (words ?? "").replace("{n}", shown(isAll ? total : count)).replace("{m}", shown(ids.size));
  const counter = element.querySelector("[data-bulk-count]");
  // The same words once more would be read aloud once more.
  if (counter && counter.textContent !== text) counter.textContent = text;
  const all = /** @type {HTMLButtonElement | null} */ (element.querySelector("[data-bulk-all]"));
  if (all) {
    all.hidden = isAll && ids.size === 0;
    all.textContent = (element.dataset.tickAll ?? "").replace("{n}", shown(total));
  }
  const link = selection.grid?.link ?? "";
  fill(element, "question", link.includes("?") ? link.slice(link.indexOf("?") + 1) : "");
  fill(element, "all", isAll ? "1" : "");
  fill(element, "ids", [...ids].join(" "));
  const merging = /** @type {HTMLButtonElement | null} */ (element.querySelector("[data-bulk-merge] button"));
  if (merging) merging.disabled = count < 2 || count > Number(element.dataset.mostMerged);
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string} value
 */
function fill(element, name, value) {
  const field = /** @type {HTMLInputElement | null} */ (element.querySelector(`#bulk-choice [name=${name}]`));
  if (field) field.value = value;
}

/** @param {SubmitEvent} event */
async function merge(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-bulk-merge]")) return;
  event.preventDefault();
  const { isAll, ids, grid } = selection;
  const all = isAll && grid ? await grid.ids(0, grid.total - 1) : [...ids];
  const chosen = all.filter((id) => selection.has(id));
  location.assign(`${form.action}?ids=${chosen.join(".")}`);
}
