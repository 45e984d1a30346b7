// What can come next in the line of a filter, while one writes it.
import { ask } from "./asking.js";

export function prepareCompletion() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-completes]"));
  const list = document.getElementById("completions");
  if (field && list) new Completion(field, list);
}

class Completion {
  /**
   * @param {HTMLInputElement} field
   * @param {HTMLElement} list
   */
  constructor(field, list) {
    this.field = field;
    this.list = list;
    this.chosen = -1;
    /** Where the word begins that a choice replaces. */
    this.start = 0;
    /** @type {AbortController | undefined} */
    this.asking = undefined;
    field.addEventListener("input", () => this.look());
    field.addEventListener("focus", () => this.look());
    field.addEventListener("blur", () => this.hide());
    field.addEventListener("keydown", (event) => this.press(event));
    // Before the field loses its focus.
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[role=option]"));
      if (option) this.take(option);
    });
  }

  async look() {
    this.asking?.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const at = this.field.selectionStart ?? this.field.value.length;
    const query = new URLSearchParams({ filter: this.field.value.slice(0, at) });
    try {
      const response = await ask(`${this.field.dataset.completes}?${query}`, { signal });
      const html = await response.text();
      if (document.activeElement !== this.field) return;
      this.start = Number(response.headers.get("Kith-Start"));
      this.list.innerHTML = html;
      this.chosen = -1;
      this.list.hidden = this.list.childElementCount === 0;
      this.field.setAttribute("aria-expanded", String(!this.list.hidden));
      this.field.removeAttribute("aria-activedescendant");
    } catch {
      // The next one is already asked for.
      if (!signal.aborted) this.hide();
    }
  }

  hide() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.chosen = -1;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const options = [...this.list.children];
    if (this.list.hidden || options.length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const isDown = event.key === "ArrowDown";
      const from = this.chosen < 0 && !isDown ? options.length : this.chosen;
      this.choose((from + (isDown ? 1 : -1) + options.length) % options.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && this.chosen >= 0) {
      this.take(/** @type {HTMLElement} */ (options[this.chosen]));
    } else if (event.key === "Escape") {
      this.hide();
      event.stopPropagation();
    } else {
      // Who asks without choosing is done with writing.
      if (event.key === "Enter") this.hide();
      return;
    }
    event.preventDefault();
  }

  /** @param {number} index */
  choose(index) {
    this.chosen = index;
    for (const [each, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(each === index));
      if (each !== index) continue;
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  /**
   * Puts a choice in place of what was begun.
   * @param {HTMLElement} option
   */
  take(option) {
    const at = this.field.selectionStart ?? this.field.value.length;
    const rest = this.field.value.slice(at);
    const chosen = option.dataset.text ?? "";
    const text = chosen + (rest.startsWith(" ") || chosen.endsWith("(") ? "" : " ");
    const begun = [...this.field.value].slice(0, this.start).join("");
    // As people write it: `tags: vip`, `(a, b)`.
    const before = /^[:,)]/.test(chosen) ? begun.trimEnd() : begun;
    this.field.value = before + text + rest;
    const end = before.length + text.length;
    this.field.setSelectionRange(end, end);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
