// Menus that fold out: they close when something else is done. And what copies a link or a text, or makes a file of it.
import { note } from "./notes.js";

export function prepareMenus() {
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    for (const menu of open()) {
      const isChosen = menu.contains(target) && target.closest(".menu-item") !== null;
      // What an item opens gives the focus back to what can be seen then.
      if (isChosen) menu.querySelector("summary")?.focus();
      if (isChosen || !menu.contains(target)) menu.open = false;
    }
    const copier = /** @type {HTMLElement | null} */ (target.closest("[data-copies], [data-copies-field]"));
    if (copier) copy(copier);
    const saver = /** @type {HTMLElement | null} */ (target.closest("[data-saves-field]"));
    if (saver) save(saver);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
      event.preventDefault();
    }
  });
  document.addEventListener(
    "toggle",
    (event) => {
      const menu = /** @type {HTMLDetailsElement} */ (event.target);
      if (menu.matches("details[data-menu][open]")) menu.querySelector(".menu-body")?.scrollIntoView({ block: "nearest" });
    },
    true,
  );
  document.addEventListener("focusin", (event) => {
    for (const menu of open()) if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
}

/** @returns {NodeListOf<HTMLDetailsElement>} */
function open() {
  return document.querySelectorAll("details[data-menu][open]");
}

/**
 * A path of this server becomes a whole address; the text of a field stays as it is.
 * @param {HTMLElement} copier
 */
async function copy(copier) {
  const field = document.getElementById(copier.dataset.copiesField ?? "");
  const text = field instanceof HTMLTextAreaElement ? field.value : new URL(copier.dataset.copies ?? "", location.href).href;
  try {
    await navigator.clipboard.writeText(text);
    note(copier.dataset.copied ?? "");
  } catch {
    // A browser that reached Kith without https has no clipboard for scripts: then the text is shown, ready to be copied.
    if (field instanceof HTMLTextAreaElement) field.select();
    else note(text);
  }
}

/**
 * The text of a field becomes a file, with a heading above it: what is shown once is on no address to be downloaded from.
 * @param {HTMLElement} saver
 */
function save(saver) {
  const field = document.getElementById(saver.dataset.savesField ?? "");
  if (!(field instanceof HTMLTextAreaElement)) return;
  const lines = [saver.dataset.heading ?? "", "", ...field.value.split("\n"), ""];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\n")], { type: "text/plain" }));
  link.download = saver.dataset.file ?? "";
  link.click();
  // Some browsers read it only after this returns.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
