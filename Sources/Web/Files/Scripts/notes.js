// Short notes at the corner of the page: what went wrong, what was done.

const SECONDS = 8;

/**
 * @param {string} words
 * @param {{ isBad?: boolean }} [options]
 */
export function note(words, options = {}) {
  const notes = document.getElementById("notes");
  if (!notes || !words) return;
  const element = document.createElement("p");
  element.className = options.isBad ? "note note-bad" : "note";
  element.textContent = words;
  notes.append(element);
  setTimeout(() => element.remove(), SECONDS * 1000);
}

/** What is shown now is shown on the next page, too: it is the page that goes. */
export function noteAfterwards() {
  const words = document.getElementById("notes")?.lastElementChild?.textContent ?? "";
  sessionStorage.setItem("note", words);
}

export function prepareNotes() {
  note(sessionStorage.getItem("note") ?? "");
  sessionStorage.removeItem("note");
  document.addEventListener("problem", (event) => note(/** @type {CustomEvent} */ (event).detail, { isBad: true }));
  document.addEventListener("done", (event) => note(/** @type {CustomEvent} */ (event).detail));
  document.body.addEventListener("htmx:responseError", (event) => {
    const request = /** @type {CustomEvent} */ (event).detail.xhr;
    note(request.responseText, { isBad: true });
  });
  document.body.addEventListener("htmx:sendError", () => note(document.body.dataset.problem ?? "", { isBad: true }));
  // So much is another that the whole page is drawn anew.
  document.body.addEventListener("page-changed", () => {
    noteAfterwards();
    location.reload();
  });
  // The server says what was done by an event of its answer: HX-Trigger: {"done": "…"}.
  document.body.addEventListener("done", (event) => {
    event.stopPropagation();
    note(/** @type {CustomEvent} */ (event).detail?.value ?? "");
  });
}
