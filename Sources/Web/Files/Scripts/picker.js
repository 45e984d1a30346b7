// Choosing tags: from those that exist, narrowed while one types, or a new one on the spot.

/** So many are shown at once; who looks for another types on. */
const MOST = 40;

export function preparePickers() {
  document.addEventListener("input", (event) => {
    const combo = comboOf(event.target);
    if (combo) narrow(combo);
  });
  document.addEventListener("click", clicked);
  // The field keeps the focus while a choice is clicked.
  document.addEventListener("mousedown", (event) => {
    if (/** @type {HTMLElement} */ (event.target).closest("[data-combo] [role=option]")) event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const combo = comboOf(event.target);
    if (combo) narrow(combo);
  });
  document.addEventListener("focusout", (event) => {
    const combo = comboOf(event.target);
    if (combo) hide(combo);
  });
  document.addEventListener("keydown", press);
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const target = /** @type {CustomEvent} */ (event).detail.target;
    if (target.id !== "contact-tags" || document.activeElement !== document.body) return;
    /** @type {HTMLElement | null} */ (document.querySelector("#contact-tags [role=combobox]"))?.focus();
  });
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
function comboOf(target) {
  const field = /** @type {HTMLElement} */ (target);
  return field.matches?.("[data-combo] [role=combobox]") ? field.closest("[data-combo]") : null;
}

/** @param {HTMLElement} combo */
function parts(combo) {
  return {
    field: /** @type {HTMLInputElement} */ (combo.querySelector("[role=combobox]")),
    list: /** @type {HTMLElement} */ (combo.querySelector("[role=listbox]")),
  };
}

/**
 * @param {HTMLElement} combo
 * @returns {HTMLElement[]}
 */
function shownChoices(combo) {
  return /** @type {HTMLElement[]} */ ([...combo.querySelectorAll("[role=option]:not([hidden])")]);
}

/**
 * The names that were chosen already.
 * @param {HTMLElement} combo
 */
function chosen(combo) {
  const fields = combo.closest("[data-picker]")?.querySelectorAll("[data-chosen] input") ?? [];
  return [...fields].map((field) => /** @type {HTMLInputElement} */ (field).value.toLocaleLowerCase());
}

/** @param {HTMLElement} combo */
function narrow(combo) {
  const { field, list } = parts(combo);
  const text = field.value.trim();
  const wanted = text.toLocaleLowerCase();
  const without = chosen(combo);
  list.querySelector("[data-is-new]")?.remove();
  let count = 0;
  let isKnown = false;
  for (const element of list.children) {
    const choice = /** @type {HTMLElement} */ (element);
    const name = (choice.dataset.choice ?? "").toLocaleLowerCase();
    if (name === wanted) isKnown = true;
    choice.hidden = count >= MOST || !name.includes(wanted) || without.includes(name);
    if (!choice.hidden) count += 1;
  }
  if (text && !isKnown && !without.includes(wanted)) {
    const choice = document.createElement("li");
    choice.className = "combo-choice combo-new";
    choice.setAttribute("role", "option");
    choice.dataset.choice = text;
    choice.dataset.isNew = "true";
    choice.textContent = `${combo.dataset.new} “${text}”`;
    list.append(choice);
    count += 1;
  }
  list.hidden = count === 0;
  field.setAttribute("aria-expanded", String(count > 0));
  // What one typed a part of is nearest.
  point(combo, text ? 0 : -1);
}

/** @param {HTMLElement} combo */
function hide(combo) {
  const { field, list } = parts(combo);
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

/**
 * Shows which choice Enter takes.
 * @param {HTMLElement} combo
 * @param {number} index
 */
function point(combo, index) {
  const { field, list } = parts(combo);
  const choices = shownChoices(combo);
  choices.forEach((choice, place) => {
    choice.id = `${list.id}-${place}`;
    choice.setAttribute("aria-selected", String(place === index));
  });
  if (choices[index]) {
    field.setAttribute("aria-activedescendant", choices[index].id);
    choices[index].scrollIntoView({ block: "nearest" });
  } else {
    field.removeAttribute("aria-activedescendant");
  }
}

/** @param {KeyboardEvent} event */
function press(event) {
  const combo = comboOf(event.target);
  if (!combo || event.isComposing) return;
  const { field, list } = parts(combo);
  const choices = shownChoices(combo);
  const index = choices.findIndex((choice) => choice.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.hidden) return narrow(combo);
    const next = index + (event.key === "ArrowDown" ? 1 : -1);
    point(combo, Math.min(Math.max(next, 0), choices.length - 1));
  } else if ((event.key === "Enter" || event.key === ",") && (field.value.trim() || (!list.hidden && index >= 0))) {
    event.preventDefault();
    pick(combo, choices[index]?.dataset.choice ?? field.value.trim());
  } else if (event.key === "Enter" && combo.closest("[data-picks-at-once], .new-contact")) {
    // There is nothing to add.
    event.preventDefault();
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    event.stopImmediatePropagation();
    hide(combo);
  } else if (event.key === "Backspace" && !field.value) {
    combo.closest("[data-picker]")?.querySelector("[data-chosen]")?.lastElementChild?.remove();
    narrow(combo);
  }
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const choice = /** @type {HTMLElement | null} */ (target.closest("[data-combo] [role=option]"));
  if (choice) pick(/** @type {HTMLElement} */ (choice.closest("[data-combo]")), choice.dataset.choice ?? "");
  const removed = target.closest("[data-unpick]");
  if (!removed) return;
  const combo = removed.closest("[data-picker]")?.querySelector("[data-combo]");
  if (combo) parts(/** @type {HTMLElement} */ (combo)).field.focus();
  removed.closest("li")?.remove();
}

/**
 * @param {HTMLElement} combo
 * @param {string} name
 */
function pick(combo, name) {
  const { field } = parts(combo);
  const form = /** @type {HTMLFormElement | null} */ (combo.closest("form"));
  field.value = "";
  if (form?.hasAttribute("data-picks-at-once")) {
    const added = /** @type {HTMLInputElement} */ (form.elements.namedItem("add"));
    added.value = name;
    form.requestSubmit();
    hide(combo);
    return;
  }
  combo.closest("[data-picker]")?.querySelector("[data-chosen]")?.append(chip(name, combo.dataset.remove ?? ""));
  narrow(combo);
}

/**
 * @param {string} name
 * @param {string} words
 */
function chip(name, words) {
  const item = document.createElement("li");
  item.className = "tag";
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "tag";
  field.value = name;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tag-remove";
  button.dataset.unpick = "";
  button.setAttribute("aria-label", `${words} ${name}`);
  button.textContent = "×";
  item.append(name, field, button);
  return item;
}
