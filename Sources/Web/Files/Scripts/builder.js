// The filter as a form: the server draws it, and says after each change which text it makes.

export function prepareBuilder() {
  const toggle = document.getElementById("builder-toggle");
  toggle?.addEventListener("click", () => open(toggle, toggle.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("change", changed);
  document.addEventListener("input", typed);
  document.addEventListener("click", clicked);
  document.body.addEventListener("filter-written", (event) => {
    write(/** @type {CustomEvent} */ (event).detail.text);
  });
  // The line of text and the form say the same.
  /** @type {number | undefined} */
  let waiting;
  filter()?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 350);
  });
}

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
  if (form && field.matches("select, input[type=checkbox]")) htmx.trigger(form, "rebuild");
}

/**
 * While one types, the text follows and the form stays as it is.
 * @param {Event} event
 */
function typed(event) {
  const field = /** @type {HTMLElement} */ (event.target);
  const form = /** @type {HTMLFormElement | null} */ (field.closest("[data-builder]"));
  if (!form || !field.matches("[data-typed]")) return;
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
 * The picker of keys: one for all rows.
 * @param {MouseEvent} event
 */
function clicked(event) {
  const target = /** @type {HTMLElement} */ (event.target);
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
