// A contact beside the list, or on a page of its own: opened, stepped through, read anew and left.
import { ask, elements } from "./asking.js";
import { Grid } from "./grid.js";
import { noteAfterwards } from "./notes.js";

/** Events that a timeline has before more of it was asked for. */
const FIRST_EVENTS = 30;
const narrow = matchMedia("(max-width: 760px)");

/**
 * What had the focus before the panel was opened.
 * @type {Element | null}
 */
let opener = null;
/** What was drawn last, to see whether anything is different now. */
let drawn = "";

/** @returns {HTMLElement | null} */
function panel() {
  return document.getElementById("panel");
}

/**
 * Where a contact is shown: the panel, or the page's own place.
 * @returns {HTMLElement | null}
 */
function place() {
  return document.querySelector("[data-contact-view]:not([hidden])");
}

/** @returns {HTMLElement | null} */
function content() {
  return place()?.querySelector("[data-contact-id]") ?? null;
}

export function preparePanel() {
  document.addEventListener("click", clicked);
  document.addEventListener("rows-drawn", mark);
  document.body.addEventListener("contacts-changed", () => refresh());
  document.body.addEventListener("contact-changed", () => {
    refresh();
    refreshList();
  });
  document.body.addEventListener("open-contact", async (event) => {
    await refreshList();
    open(/** @type {CustomEvent} */ (event).detail.value);
  });
  document.body.addEventListener("contact-gone", (event) => gone(/** @type {CustomEvent} */ (event).detail.value));
  // Before htmx, which would read the whole page anew.
  addEventListener("popstate", (event) => {
    if (!panel()) return;
    event.stopImmediatePropagation();
    const id = new URLSearchParams(location.search).get("contact");
    if (id) open(id, { isInAddress: true });
    else hide();
  });
  narrow.addEventListener("change", setAside);
  setAside();
  showTab();
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const name = target.closest("a[data-contact]");
  const found = /** @type {HTMLElement | null} */ (target.closest("[data-open-contact]"));
  const step = /** @type {HTMLElement | null} */ (target.closest("[data-panel-step]"));
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest("#panel a[href]"));
  if (name && panel()) {
    event.preventDefault();
    open(/** @type {HTMLElement} */ (name.closest("[data-id]")).dataset.id ?? "");
  } else if (found && panel()) {
    event.preventDefault();
    found.closest("dialog")?.close();
    open(found.dataset.openContact ?? "");
  } else if (target.closest("[data-panel-close]")) {
    close();
  } else if (step) {
    stepContact(Number(step.dataset.panelStep));
  } else if (link && !link.hasAttribute("data-whole") && link.pathname === `/contacts/${openID()}`) {
    event.preventDefault();
    load(`${link.pathname}/panel${link.search}`);
  }
}

/** The contact that is open beside the list. */
function openID() {
  return panel()?.hidden === false ? (content()?.dataset.contactId ?? "") : "";
}

/**
 * Opens a contact beside the list, at the part that was open of the one before.
 * @param {string} id
 * @param {{ isInAddress?: boolean }} [options]
 */
async function open(id, options = {}) {
  const element = panel();
  if (!element) {
    location.assign(`/contacts/${id}`);
    return;
  }
  const before = openID();
  if (!before) opener = document.activeElement;
  const part = before ? new URL(content()?.dataset.refresh ?? "", location.href).search : "";
  await load(`/contacts/${id}/panel${part}`);
  if (!options.isInAddress) write(openID(), before !== "");
  if (!element.contains(document.activeElement)) element.focus({ preventScroll: true });
}

/** @param {string} path */
async function load(path) {
  const response = await ask(path);
  const html = await response.text();
  const element = panel();
  if (!element) return;
  element.hidden = false;
  element.scrollTop = 0;
  draw(element, html);
  setAside();
  mark();
}

/**
 * Draws content, and leaves the focus at what stands where it stood.
 * @param {HTMLElement} element
 * @param {string} html
 */
function draw(element, html) {
  const place = focusable(element).indexOf(/** @type {HTMLElement} */ (document.activeElement));
  drawn = html;
  element.replaceChildren(...elements(html));
  htmx.process(element);
  showTab();
  if (place >= 0) (focusable(element)[place] ?? element).focus({ preventScroll: true });
}

/** Where not all parts have room side by side, the one that is open is in sight. */
function showTab() {
  document.querySelector(".tab[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

/**
 * @param {HTMLElement} element
 * @returns {HTMLElement[]}
 */
function focusable(element) {
  return [...element.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")].map(
    (found) => /** @type {HTMLElement} */ (found),
  );
}

/**
 * Puts the contact into the address, so that it can be sent to a colleague.
 * @param {string} id
 * @param {boolean} isNext
 */
function write(id, isNext) {
  const address = new URL(location.href);
  if (id) address.searchParams.set("contact", id);
  else address.searchParams.delete("contact");
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("open-contact"));
  if (field) field.value = id;
  if (isNext) history.replaceState(history.state, "", address);
  else history.pushState({ isPanel: true }, "", address);
}

/** Whether a panel was there to be closed. */
export function close() {
  const id = openID();
  if (!id) return false;
  hide();
  if (history.state?.isPanel) history.back();
  else write("", true);
  const row = Grid.current?.body.querySelector(`tr[data-id="${id}"] [data-contact]`);
  const back = opener?.isConnected && opener !== document.body && opener.closest("tr")?.dataset.id === id ? opener : row;
  /** @type {HTMLElement | null} */ (back ?? (opener?.isConnected ? opener : null))?.focus({ preventScroll: true });
  return true;
}

function hide() {
  const element = panel();
  if (!element) return;
  element.hidden = true;
  element.replaceChildren();
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("open-contact"));
  if (field) field.value = "";
  setAside();
  mark();
}

/** On a telephone the panel lies over everything, which then cannot be reached. */
function setAside() {
  const isCovered = narrow.matches && panel()?.hidden === false;
  for (const element of document.querySelectorAll(".contacts, .sidebar")) element.toggleAttribute("inert", isCovered);
}

/**
 * Goes on to the contact that stands so many rows further in the list.
 * @param {number} rows
 */
export async function stepContact(rows) {
  const grid = Grid.current;
  const id = openID();
  if (!grid || !id) return;
  const rank = [...grid.rows].find(([, row]) => row.dataset.id === id)?.[0];
  const next = rank === undefined ? 0 : rank + rows;
  if (next < 0 || next >= grid.total) return;
  const [other] = await grid.ids(next, next);
  if (!other) return;
  grid.scroller.reveal(Math.floor(next / (grid.perLine ?? 1)));
  grid.draw();
  await open(other);
}

/** Shows in the list who is open. */
function mark() {
  const id = openID();
  for (const row of Grid.current?.body.rows ?? []) row.classList.toggle("is-open", id !== "" && row.dataset.id === id);
}

/** Reads the contact anew, unless somebody is typing there. */
async function refresh() {
  const element = place();
  const shown = content();
  if (!element || !shown || isBusy(element)) return;
  const response = await ask(shown.dataset.refresh ?? "", { taken: [404] });
  if (response.status === 404) {
    if (panel()) close();
    return;
  }
  const html = await response.text();
  if (html === drawn || content() !== shown || isBusy(element)) return;
  draw(element, html);
}

/** @param {HTMLElement} element */
function isBusy(element) {
  const active = document.activeElement;
  const isTyping = element.contains(active) && active?.matches("input, select, textarea");
  const search = /** @type {HTMLInputElement | null} */ (element.querySelector("input[type=search]"));
  return (
    isTyping ||
    element.querySelector("[data-editor], details[data-menu][open], [aria-busy=true]") !== null ||
    element.querySelectorAll(".event").length > FIRST_EVENTS ||
    (search?.value ?? "") !== ""
  );
}

/** Reads the list anew, with how many match now. */
async function refreshList() {
  const grid = Grid.current;
  if (grid) await grid.refresh();
  // Where there was nobody, or is nobody any more, the list is not there or says so.
  const question = document.getElementById("question");
  if (question && (!grid || grid.total === 0)) htmx.trigger(question, "question-changed");
}

/** @param {string} id */
async function gone(id) {
  if (!panel()) {
    noteAfterwards();
    return location.assign("/contacts");
  }
  if (openID() === id) close();
  await refreshList();
  Grid.current?.focus();
}
