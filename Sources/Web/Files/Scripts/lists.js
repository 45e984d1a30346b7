// Lists that are put into order, by drag and by keyboard, and narrowed while one types.

/**
 * Those that can be dragged already.
 * @type {WeakSet<Element>}
 */
const sorted = new WeakSet();

export function prepareLists() {
  prepareSorting();
  document.body.addEventListener("htmx:afterSwap", prepareSorting);
  document.body.addEventListener("htmx:afterSettle", prepareSorting);
  // What was drawn anew is narrowed as it was before.
  document.body.addEventListener("htmx:afterSettle", () => {
    for (const field of document.querySelectorAll("[data-narrows]")) {
      if (/** @type {HTMLInputElement} */ (field).value) narrow(/** @type {HTMLInputElement} */ (field));
    }
  });
  document.addEventListener("keydown", moveByKey);
  document.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.matches("[data-narrows]")) narrow(field);
  });
}

function prepareSorting() {
  for (const list of document.querySelectorAll("[data-sorts]")) {
    if (sorted.has(list)) continue;
    sorted.add(list);
    Sortable.create(/** @type {HTMLElement} */ (list), {
      handle: "[data-handle]",
      draggable: "[data-sorted]",
      animation: 120,
      onStart: () => list.toggleAttribute("data-dragging", true),
      onEnd: (event) => {
        list.toggleAttribute("data-dragging", false);
        tell(event.item, event.oldIndex !== event.newIndex);
      },
    });
  }
}

/**
 * Tells that something stands elsewhere, or was put back where it was.
 * @param {Element} item
 * @param {boolean} isMoved
 */
function tell(item, isMoved) {
  item.dispatchEvent(new CustomEvent(isMoved ? "item-moved" : "item-left", { bubbles: true }));
}

/**
 * The arrow keys move what the handle belongs to, among those that are in sight.
 * @param {KeyboardEvent} event
 */
function moveByKey(event) {
  const handle = /** @type {HTMLElement} */ (event.target).closest("[data-handle]");
  const item = handle?.closest("[data-sorted]");
  if (!(handle instanceof HTMLElement) || !item || event.altKey || event.ctrlKey || event.metaKey) return;
  const items = [...(item.parentElement?.children ?? [])].filter((one) => one.matches("[data-sorted]:not([hidden])"));
  const place = items.indexOf(item);
  /** @type {Record<string, number>} */
  const places = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: items.length - 1 };
  if (!(event.key in places)) return;
  event.preventDefault();
  const wanted = Math.min(Math.max(places[event.key], 0), items.length - 1);
  if (wanted === place) return;
  if (wanted < place) items[wanted].before(item);
  else items[wanted].after(item);
  handle.focus();
  handle.scrollIntoView({ block: "nearest" });
  tell(item, true);
}

/**
 * Shows those of a list alone that have what is typed.
 * @param {HTMLInputElement} field
 */
function narrow(field) {
  const wanted = field.value.trim().toLocaleLowerCase();
  let count = 0;
  for (const id of (field.dataset.narrows ?? "").split(" ")) {
    const list = document.getElementById(id);
    if (!list) continue;
    list.classList.toggle("is-narrowed", wanted !== "");
    const areas = list.querySelectorAll("[data-narrowed]");
    const items = areas.length > 0 ? [...areas].flatMap((area) => [...area.querySelectorAll("button")]) : list.children;
    for (const item of items) {
      const text = /** @type {HTMLElement} */ (item).dataset.text ?? item.textContent ?? "";
      const isFound = text.toLocaleLowerCase().includes(wanted);
      /** @type {HTMLElement} */ (item).hidden = !isFound;
      if (isFound) count += 1;
    }
  }
  const none = document.getElementById(field.dataset.none ?? "");
  if (none) none.hidden = count > 0;
}
