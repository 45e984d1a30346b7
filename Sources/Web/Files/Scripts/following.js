// Parts of a page that are drawn anew when somebody, here or elsewhere, changed what they show: each says by which events.

/** What somebody is at in a part, which must not be drawn away. */
const BUSY = "details[data-menu][open], [data-dragging], [data-saving]";

/**
 * Parts that wait until nobody is at anything in them.
 * @type {Set<string>}
 */
const waiting = new Set();

export function prepareFollowing() {
  for (const name of ["catalogue-changed", "contacts-changed", "properties-changed", "tags-changed"]) {
    document.body.addEventListener(name, () => {
      for (const part of parts()) if ((part.dataset.follows ?? "").split(" ").includes(name)) follow(part);
    });
  }
  // What was refused is shown as it is.
  document.body.addEventListener("htmx:responseError", (event) => {
    const part = /** @type {HTMLElement} */ (event.target).closest("[data-follows]");
    const { verb } = /** @type {CustomEvent<HtmxDetail>} */ (event).detail.requestConfig;
    if (part && verb === "post") follow(/** @type {HTMLElement} */ (part));
  });
  document.addEventListener("toggle", goOn, true);
  for (const name of ["item-left", "item-saved", "pointerup"]) document.addEventListener(name, () => setTimeout(goOn));
}

/** @returns {NodeListOf<HTMLElement>} */
function parts() {
  return document.querySelectorAll("[data-follows]");
}

/** @param {HTMLElement} part */
export function follow(part) {
  if (part.querySelector(BUSY)) waiting.add(part.id);
  else htmx.trigger(part, "follow");
}

function goOn() {
  for (const id of [...waiting]) {
    const part = document.getElementById(id);
    if (part?.querySelector(BUSY)) continue;
    waiting.delete(id);
    if (part) htmx.trigger(part, "follow");
  }
}
