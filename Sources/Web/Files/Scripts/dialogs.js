// Dialogs: the server draws what is in them, the browser keeps the focus inside.

/** @returns {HTMLDialogElement | null} */
function dialog() {
  return /** @type {HTMLDialogElement | null} */ (document.getElementById("dialog"));
}

export function prepareDialogs() {
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const shown = dialog();
    if (shown && target === shown && shown.childElementCount > 0 && !shown.open) shown.showModal();
  });
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const opener = /** @type {HTMLElement | null} */ (target.closest("[data-shows]"));
    if (opener) show(opener.dataset.shows ?? "");
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
  });
  // The server closes it by an event of its answer: HX-Trigger: close-dialog.
  document.body.addEventListener("close-dialog", () => dialog()?.close());
  dialog()?.addEventListener("close", () => dialog()?.replaceChildren());
}

/** @param {string} id */
export function show(id) {
  const shown = document.getElementById(id);
  if (shown instanceof HTMLDialogElement && !shown.open) shown.showModal();
}
