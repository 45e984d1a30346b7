// Editing a value where it stands, in a cell of the list or on the page of a contact: the server draws the form for its
// type, and what stands in its place once it is saved.
import { ask, elements } from "./asking.js";
import { Grid } from "./grid.js";

const FIELDS = "input:not([type=hidden]), select, textarea";
const narrow = matchMedia("(max-width: 760px)");

/**
 * What stood there before, by the form in its place.
 * @type {WeakMap<Element, Node[]>}
 */
const former = new WeakMap();
/**
 * What a form held when it was drawn.
 * @type {WeakMap<Element, string>}
 */
const begun = new WeakMap();

export function prepareEditing() {
  document.addEventListener("click", clicked);
  document.addEventListener("edit", (event) => edit(/** @type {HTMLElement} */ (event.target)));
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-editor]")) return;
    event.preventDefault();
    save(form, /** @type {SubmitEvent} */ (event).submitter);
  });
  document.addEventListener("keydown", press);
  document.addEventListener("mousedown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    // A click beside the field but within the form is not a click elsewhere.
    if (target.closest("[data-editor]") && !target.closest(`${FIELDS}, button`)) event.preventDefault();
  });
  document.addEventListener("focusout", left);
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const leaving = target.closest("[data-leave]");
  if (leaving) {
    leave(/** @type {HTMLFormElement} */ (leaving.closest("[data-editor]")));
    return;
  }
  const cell = /** @type {HTMLElement | null} */ (target.closest("[data-editable]"));
  if (!cell || cell.querySelector("[data-editor]") || target.closest("a[href]")) return;
  // Who marks a text wants to copy it.
  if (getSelection()?.toString() && !target.closest("[data-edit]")) return;
  // On a telephone a row is touched to open it.
  if (narrow.matches && cell.matches("td")) {
    /** @type {HTMLElement | null} */ (cell.closest("tr")?.querySelector("[data-contact]"))?.click();
  } else {
    edit(cell);
  }
}

/** @param {HTMLElement} cell */
async function edit(cell) {
  const row = /** @type {HTMLElement | null} */ (cell.closest("[data-id], [data-contact-id]"));
  const id = row?.dataset.id ?? row?.dataset.contactId;
  const place = cell.dataset.editable === "page" ? "?in=page" : "";
  const response = await ask(`/contacts/${id}/values/${encodeURIComponent(cell.dataset.key ?? "")}${place}`);
  const [form] = elements(await response.text());
  if (!cell.isConnected || cell.querySelector("[data-editor]")) return;
  former.set(form, [...cell.childNodes]);
  cell.replaceChildren(form);
  begin(/** @type {HTMLFormElement} */ (form));
}

/** @param {HTMLFormElement} form */
function begin(form) {
  begun.set(form, written(form));
  const field = /** @type {HTMLElement | null} */ (form.querySelector(FIELDS));
  field?.focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (field instanceof HTMLInputElement && field.type === "text") field.select();
}

/** @param {HTMLFormElement} form */
function written(form) {
  return new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
}

/** @param {HTMLFormElement} form */
function isUnchanged(form) {
  return begun.get(form) === written(form);
}

/** @param {KeyboardEvent} event */
function press(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const form = /** @type {HTMLFormElement | null} */ (target.closest("[data-editor]"));
  if (!form || event.defaultPrevented || event.isComposing) return;
  delete form.dataset.goesOn;
  if (event.key === "Escape") {
    event.preventDefault();
    leave(form);
  } else if (event.key === "Enter" && (target.matches("select") || (target.matches("textarea") && (event.ctrlKey || event.metaKey)))) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "Tab" && form.closest("td") && !("conflict" in form.dataset)) {
    const step = event.shiftKey ? -1 : 1;
    // Within a date, Tab goes from the day to the month first: only its leaving says that it went on.
    if (target.matches("[type=date], [type=datetime-local]")) {
      form.dataset.goesOn = String(step);
    } else if (isAtEnd(form, target, step)) {
      event.preventDefault();
      goOn(form, step);
    }
  }
}

/**
 * @param {HTMLElement} form
 * @param {HTMLElement} target
 * @param {number} step
 */
function isAtEnd(form, target, step) {
  const fields = [...form.querySelectorAll(`${FIELDS}, button`)].filter((field) => field.getClientRects().length > 0);
  return target === (step > 0 ? fields.at(-1) : fields[0]);
}

/**
 * Who clicks elsewhere has finished; who looks at another window has not.
 * @param {FocusEvent} event
 */
function left(event) {
  const form = /** @type {HTMLElement} */ (event.target).closest("[data-editor]");
  const next = /** @type {Node | null} */ (event.relatedTarget);
  if (!(form instanceof HTMLFormElement) || form.contains(next) || form.dataset.isLeft) return;
  if (!next && !document.hasFocus()) return;
  if (form.dataset.goesOn) {
    goOn(form, Number(form.dataset.goesOn));
    return;
  }
  // What was refused, or what somebody else set meanwhile, waits for an answer.
  if ("conflict" in form.dataset) return;
  const isRefused = form.querySelector("[aria-invalid]") !== null;
  if (!isUnchanged(form)) save(form, null);
  else if (!isRefused) leave(form, { returnsFocus: false });
}

/**
 * Saves, and edits the next cell of the row or of the next row.
 * @param {HTMLFormElement} form
 * @param {number} step
 */
async function goOn(form, step) {
  const cell = /** @type {HTMLTableCellElement | null} */ (form.closest("td"));
  const id = cell?.closest("tr")?.dataset.id;
  const key = cell?.dataset.key;
  if (!cell || !id) return;
  if (isUnchanged(form)) leave(form);
  else if (!(await save(form, null))) return;
  const cells = [...document.querySelectorAll("tr[data-id] > td[data-editable]")].filter((one) => one.getClientRects().length > 0);
  const place = cells.findIndex((one) => {
    const found = /** @type {HTMLElement} */ (one);
    return found.dataset.key === key && found.closest("tr")?.dataset.id === id;
  });
  const next = /** @type {HTMLElement | undefined} */ (cells[place + step]);
  if (place >= 0 && next) await edit(next);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 * @returns {Promise<boolean>} whether it was saved
 */
async function save(form, submitter) {
  if (form.dataset.isLeft) return false;
  const isAnswer = submitter instanceof HTMLButtonElement && submitter.name !== "";
  if (isUnchanged(form) && !isAnswer && !("conflict" in form.dataset) && !form.querySelector("[aria-invalid]")) {
    leave(form);
    return true;
  }
  const cell = form.parentElement;
  const fields = new FormData(form);
  if (isAnswer) fields.set(submitter.name, submitter.value);
  form.dataset.isLeft = "true";
  try {
    const response = await ask(form.action, { form: fields, taken: [409, 422] });
    const wasInside = form.contains(document.activeElement) || document.activeElement === document.body;
    const [element] = elements(await response.text());
    if (response.ok) {
      cell?.replaceWith(element);
      if (wasInside) focus(element);
      return true;
    }
    former.set(element, former.get(form) ?? []);
    form.replaceWith(element);
    begin(/** @type {HTMLFormElement} */ (element));
  } catch {
    delete form.dataset.isLeft;
  }
  return false;
}

/**
 * @param {HTMLFormElement} form
 * @param {{ returnsFocus?: boolean }} [options]
 */
function leave(form, options = {}) {
  // What was there is known to be old.
  if ("conflict" in form.dataset) {
    save(form, form.querySelector("[name=keep]"));
    return;
  }
  form.dataset.isLeft = "true";
  const cell = form.parentElement;
  cell?.replaceChildren(...(former.get(form) ?? []));
  if (cell && options.returnsFocus !== false) focus(cell);
  // A row with a form in it was left alone when others changed it.
  if (cell?.matches("td")) Grid.current?.refresh().catch(() => undefined);
}

/** @param {HTMLElement} cell */
function focus(cell) {
  const button = /** @type {HTMLElement | null} */ (cell.querySelector("[data-edit]"));
  if (!button) cell.setAttribute("tabindex", "0");
  (button ?? cell).focus({ preventScroll: true });
}
