// The order of properties: kept as soon as one was moved, for everybody.
import { ask } from "./asking.js";
import { follow } from "./following.js";

/** Milliseconds in which somebody who moves one with the keyboard goes on moving it. */
const PAUSE = 300;

/** @type {number | undefined} */
let waiting;

export function prepareProperties() {
  document.addEventListener("item-moved", (event) => {
    const item = /** @type {HTMLElement} */ (event.target);
    const list = /** @type {HTMLElement | null} */ (item.closest("[data-order]"));
    if (!list) return;
    list.toggleAttribute("data-saving", true);
    say(list, item);
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(list, item), PAUSE);
  });
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} item
 */
async function keep(list, item) {
  const before = /** @type {HTMLElement | null} */ (item.previousElementSibling);
  const form = new URLSearchParams({ key: item.dataset.key ?? "", after: before?.dataset.key ?? "" });
  try {
    await ask(list.dataset.order ?? "", { form });
  } catch {
    // What is kept is shown again.
    const part = list.closest("[data-follows]");
    list.removeAttribute("data-saving");
    if (part) follow(/** @type {HTMLElement} */ (part));
  }
  list.removeAttribute("data-saving");
  list.dispatchEvent(new CustomEvent("item-saved", { bubbles: true }));
}

/**
 * Says where it is now, for those who do not see it.
 * @param {HTMLElement} list
 * @param {HTMLElement} item
 */
function say(list, item) {
  const news = document.getElementById("order-news");
  if (!news) return;
  const place = [...list.children].indexOf(item) + 1;
  news.textContent = (list.dataset.moved ?? "")
    .replace("{name}", item.dataset.name ?? "")
    .replace("{n}", String(place))
    .replace("{total}", String(list.childElementCount));
}
