// Editing a value in its cell: the server draws the form for its type, and the cell when it is saved.
import { ask, elements } from "./asking.js";

export function prepareEditing() {
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const cell = /** @type {HTMLElement | null} */ (target.closest("td[data-editable]"));
    if (cell && !cell.querySelector("[data-editor]")) edit(cell);
  });
  document.addEventListener("edit", (event) => edit(/** @type {HTMLElement} */ (event.target)));
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-editor]")) return;
    event.preventDefault();
    save(form, /** @type {SubmitEvent} */ (event).submitter);
  });
  document.addEventListener("keydown", (event) => {
    const form = /** @type {HTMLElement} */ (event.target).closest("[data-editor]");
    if (form && event.key === "Escape") leave(/** @type {HTMLFormElement} */ (form));
  });
  document.addEventListener("focusout", (event) => {
    const form = /** @type {HTMLElement} */ (event.target).closest("[data-editor]");
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (!(form instanceof HTMLFormElement) || form.contains(next) || form.dataset.isLeft) return;
    // Who clicks elsewhere has finished; who looks at another window has not.
    if (next || document.hasFocus()) save(form, null);
  });
}

/**
 * The cells as they were, by their forms.
 * @type {WeakMap<Element, Node[]>}
 */
const former = new WeakMap();

/** @param {HTMLElement} cell */
async function edit(cell) {
  const id = cell.closest("tr")?.dataset.id;
  const response = await ask(`/contacts/${id}/values/${encodeURIComponent(cell.dataset.key ?? "")}`);
  const [form] = elements(await response.text());
  if (!cell.isConnected || cell.querySelector("[data-editor]")) return;
  former.set(form, [...cell.childNodes]);
  cell.replaceChildren(form);
  begin(form);
}

/** @param {HTMLElement} form */
function begin(form) {
  const field = /** @type {HTMLElement | null} */ (form.querySelector("[autofocus], input:not([type=hidden]), select, textarea"));
  field?.focus();
  if (field instanceof HTMLInputElement && field.type === "text") field.select();
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function save(form, submitter) {
  if (form.dataset.isLeft) return;
  const cell = /** @type {HTMLElement | null} */ (form.closest("td"));
  const fields = new FormData(form);
  if (submitter instanceof HTMLButtonElement && submitter.name) fields.set(submitter.name, submitter.value);
  form.dataset.isLeft = "true";
  const wasInside = form.contains(document.activeElement);
  try {
    const response = await ask(form.action, { form: fields, taken: [409, 422] });
    const [element] = elements(await response.text());
    if (response.ok) {
      cell?.replaceWith(element);
      if (wasInside) focus(element);
    } else {
      former.set(element, former.get(form) ?? []);
      form.replaceWith(element);
      begin(element);
    }
  } catch (error) {
    delete form.dataset.isLeft;
  }
}

/** @param {HTMLFormElement} form */
function leave(form) {
  form.dataset.isLeft = "true";
  const cell = /** @type {HTMLElement | null} */ (form.closest("td"));
  cell?.replaceChildren(...(former.get(form) ?? []));
  if (cell) focus(cell);
}

/** @param {HTMLElement} cell */
function focus(cell) {
  cell.setAttribute("tabindex", "0");
  cell.focus({ preventScroll: true });
}
