// Keys that work anywhere on a page, unless somebody is typing.
import { show } from "./dialogs.js";
import { close, stepContact } from "./panel.js";
import { selection } from "./selection.js";

export function prepareKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("dialog[open]")) return;
    if (event.key === "Escape" && !target.closest("[data-editor]")) {
      if (target.matches("input:not([type=checkbox]), textarea, select")) target.blur();
      else if (!close()) selection.clear();
      return;
    }
    if (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    /** @type {Record<string, () => void>} */
    const actions = {
      "/": () => document.getElementById("search")?.focus(),
      f: () => document.getElementById("filter")?.focus(),
      n: add,
      j: () => stepContact(1),
      k: () => stepContact(-1),
      "?": () => show("keyboard-help"),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** Opens the form of a new one. Who came from nowhere is at the button afterwards. */
function add() {
  const button = /** @type {HTMLElement | null} */ (document.querySelector("#new-contact, [data-adds]"));
  if (document.activeElement === document.body) button?.focus();
  button?.click();
}
