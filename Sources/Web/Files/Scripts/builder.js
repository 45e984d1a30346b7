// The filter as a form: the server draws it, and says after each change which text it makes.

export function prepareBuilder() {
  const toggle = document.getElementById("builder-toggle");
  toggle?.addEventListener("click", () => open(toggle, toggle.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("change", changed);
  document.addEventListener("input", typed);
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", picked);
  document.addEventListener("submit", noteAction);
  document.body.addEventListener("htmx:afterSettle", followAction);
  document.body.addEventListener("filter-written", (event) => {
    write(/** @type {CustomEvent} */ (event).detail.text);
  });
  document.addEventListener("focusout", () => {
    if (rebuilding !== undefined) rebuild();
  });
  // The line of text and the form say the same.
  filter()?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 350);
  });
}

/**
 * Until the form follows the line of text.
 * @type {number | undefined}
 */
let waiting;

/** @returns {HTMLInputElement | null} */
function filter() {
  return /** @type {HTMLInputElement | null} */ (document.getElementById("filter"));
}

/**
 * @param {HTMLElement} toggle
 * @param {boolean} isOpen
 */
function open(toggle, isOpen) {
  toggle.setAttribute("aria-expanded", String(isOpen));
  const builder = document.getElementById("builder");
  if (builder) builder.hidden = !isOpen;
  if (isOpen) draw();
}

/** Draws the form of the text, where it is open. */
function draw() {
  const builder = document.getElementById("builder");
  const source = document.getElementById("builder-toggle")?.dataset.source;
  if (!builder || builder.hidden || !source) return;
  const query = new URLSearchParams({ filter: filter()?.value ?? "" });
  htmx.ajax("GET", `${source}?${query}`, { target: "#builder", swap: "innerHTML" });
}

/** What the button did that the form was sent by, such as `add-row f.1`. */
let action = "";

/** @param {SubmitEvent} event */
function noteAction(event) {
  const form = /** @type {HTMLElement} */ (event.target);
  if (form.matches("[data-builder]")) action = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value ?? "";
}

/** The form is drawn anew, so the focus is brought to where one goes on: to the row that was added, or near what was removed. */
function followAction() {
  const [verb, path = "f"] = action.split(" ");
  if (verb === "") return;
  action = "";
  /** @param {string} group */
  const of = (group) => document.getElementById(`${group}.joint`)?.closest("fieldset");
  const pickers = of(path)?.querySelectorAll("[data-picks]");
  const group = verb.startsWith("add") ? null : (of(path.replace(/\.\d+$/, "")) ?? of("f"));
  /** @type {HTMLElement | null | undefined} */
  const next = group ? group.querySelector(":scope > .builder-foot > button") : /** @type {any} */ (pickers?.[pickers.length - 1]);
  next?.focus();
}

/** @param {string} text */
function write(text) {
  const field = filter();
  const question = document.getElementById("question");
  if (!field || !question || field.value === text) return;
  field.value = text;
  htmx.trigger(question, "question-changed");
}

/** @param {Event} event */
function changed(event) {
  const field = /** @type {HTMLElement} */ (event.target);
  const form = field.closest("[data-builder]");
  if (!(form instanceof HTMLFormElement)) return;
  const list = field.closest("details");
  if (list) {
    summarize(list);
    send(form);
  } else if (field.matches("select")) {
    clearTimeout(waiting);
    clearTimeout(rebuilding);
    rebuilding = undefined;
    // One that is chosen by writing its name changes with each letter, and must still be there for the next.
    if (performance.now() - lettered < LETTERS) rebuilding = setTimeout(rebuild, LETTERS);
    else htmx.trigger(form, "rebuild");
  }
}

/** Milliseconds between two letters of a name, at most. */
const LETTERS = 800;
/** When a letter was pressed in a select. */
let lettered = -LETTERS;
/** @type {number | undefined} */
let rebuilding;

function rebuild() {
  clearTimeout(rebuilding);
  rebuilding = undefined;
  htmx.trigger("#builder-form", "rebuild");
}

/**
 * Says above a list which of it are ticked.
 * @param {HTMLDetailsElement} list
 */
function summarize(list) {
  const names = [...list.querySelectorAll("input:checked")].map((input) => input.parentElement?.textContent?.trim());
  const summary = list.querySelector("summary span");
  if (summary) summary.textContent = names.join(", ") || (list.dataset.none ?? "");
}

/**
 * While one types, the text follows and the form stays as it is.
 * @param {Event} event
 */
function typed(event) {
  const field = /** @type {HTMLElement} */ (event.target);
  const form = /** @type {HTMLFormElement | null} */ (field.closest("[data-builder]"));
  if (form && field.matches("[data-typed]")) send(form);
}

/**
 * Asks for the text of the form, and leaves the form as it is.
 * @param {HTMLFormElement} form
 */
function send(form) {
  clearTimeout(waiting);
  clearTimeout(Number(form.dataset.waiting));
  form.dataset.waiting = String(
    setTimeout(() => {
      const values = { ...fields(form), typing: "1" };
      htmx.ajax("POST", form.getAttribute("action") ?? "", { source: form, values, swap: "none" });
    }, 150),
  );
}

/** @param {HTMLFormElement} form */
function fields(form) {
  /** @type {Record<string, string[]>} */
  const values = {};
  for (const [name, value] of new FormData(form)) (values[name] ??= []).push(String(value));
  return values;
}

/**
 * The picker of keys: one for all rows. A click elsewhere closes a list of choices.
 * @param {MouseEvent} event
 */
function clicked(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  for (const list of document.querySelectorAll("[data-builder] details[open]")) {
    if (!list.contains(target)) list.removeAttribute("open");
  }
  const picker = /** @type {HTMLDialogElement | null} */ (document.getElementById("key-picker"));
  const opener = /** @type {HTMLElement | null} */ (target.closest("[data-picks]"));
  if (opener && picker) {
    picker.dataset.field = opener.dataset.picks;
    picker.dataset.opener = opener.id;
    picker.showModal();
  }
  const choice = /** @type {HTMLElement | null} */ (target.closest("#key-picker [data-key]"));
  if (!choice || !picker) return;
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById(picker.dataset.field ?? ""));
  const form = picker.closest("form");
  picker.close();
  if (!field || !form) return;
  field.value = choice.dataset.key ?? "";
  document.getElementById(picker.dataset.opener ?? "")?.focus();
  htmx.trigger(form, "rebuild");
}

/**
 * The keyboard: Escape closes a list of choices. In the picker, Enter takes the first key that is left, the arrows go from one to the next.
 * @param {KeyboardEvent} event
 */
function picked(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.matches("[data-builder] select") && event.key.length === 1) lettered = performance.now();
  const list = target.closest("[data-builder] details[open]");
  if (list instanceof HTMLDetailsElement && event.key === "Escape") {
    event.preventDefault();
    list.open = false;
    list.querySelector("summary")?.focus();
  }
  const picker = target.closest("#key-picker");
  if (!picker || !["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) return;
  const isSearch = target.matches("[data-narrows]");
  if (event.key === "Enter" && !isSearch) return;
  event.preventDefault();
  const keys = /** @type {HTMLElement[]} */ ([...picker.querySelectorAll("[data-key]:not([hidden])")]);
  if (event.key === "Enter") return keys[0]?.click();
  const index = keys.indexOf(target) + (event.key === "ArrowDown" ? 1 : -1);
  const next = keys[index] ?? picker.querySelector("[data-narrows]");
  /** @type {HTMLElement | null} */ (next)?.focus();
}
