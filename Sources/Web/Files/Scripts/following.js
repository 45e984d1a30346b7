// Parts of a page that are drawn anew when somebody, here or elsewhere, changed what they show: `data-follows` has the
// events by which each does so, and its own `hx-get` follows on "follow".

/** What somebody is at in a part, which must not be drawn away. */
const BUSY = "details[data-menu][open], [data-dragging], [data-saving]";
/** Contacts change all the time while many are imported: so many times as long as an answer took, none is asked for. */
const REST = 4;

/**
 * When parts may be asked for again because of contacts.
 * @type {Map<string, number>}
 */
const rests = new Map();
/**
 * Parts that are old: they are asked for as soon as nobody is at anything in them.
 * @type {Set<string>}
 */
const old = new Set();

export function prepareFollowing() {
  for (const name of new Set([...parts()].flatMap(events))) {
    document.body.addEventListener(name, () => {
      for (const part of parts()) if (events(part).includes(name)) become(part, name);
    });
  }
  document.addEventListener("toggle", goOn, true);
  for (const name of ["item-left", "item-saved"]) document.addEventListener(name, goOn);
  document.body.addEventListener("htmx:responseError", (event) => {
    const part = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-follows]"));
    const { verb } = /** @type {CustomEvent<HtmxDetail>} */ (event).detail.requestConfig;
    // What was refused is shown as it is.
    if (part && verb === "post") follow(part);
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const part = /** @type {HTMLElement} */ (event.target);
    if (part.dataset.follows) part.dataset.asked = String(performance.now());
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const part = /** @type {HTMLElement} */ (event.target);
    const now = performance.now();
    if (part.dataset.asked) rests.set(part.id, now + REST * (now - Number(part.dataset.asked)));
  });
}

/** @returns {NodeListOf<HTMLElement>} */
function parts() {
  return document.querySelectorAll("[data-follows]");
}

/** @param {HTMLElement} part */
function events(part) {
  return (part.dataset.follows ?? "").split(" ");
}

/**
 * Draws a part anew, now or as soon as nobody is at anything in it.
 * @param {HTMLElement} part
 */
export function follow(part) {
  old.add(part.id);
  goOn();
}

/**
 * @param {HTMLElement} part
 * @param {string} name
 */
function become(part, name) {
  const rest = (rests.get(part.id) ?? 0) - performance.now();
  if (name !== "contacts-changed" || rest <= 0) follow(part);
  else if (!old.has(part.id)) {
    old.add(part.id);
    setTimeout(goOn, rest);
  }
}

function goOn() {
  for (const id of [...old]) {
    const part = document.getElementById(id);
    if (part?.querySelector(BUSY)) continue;
    old.delete(id);
    if (part) htmx.trigger(part, "follow");
  }
}
