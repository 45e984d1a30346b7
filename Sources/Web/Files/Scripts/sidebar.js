// The sidebar: on a telephone it is folded away.

export function prepareSidebar() {
  for (const toggle of document.querySelectorAll("[data-opens]")) {
    toggle.addEventListener("click", () => {
      toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
    });
  }
  // A form that leads back to where one is.
  for (const field of document.querySelectorAll("[data-here]")) {
    field.closest("form")?.addEventListener("submit", () => {
      /** @type {HTMLInputElement} */ (field).value = location.pathname + location.search;
    });
  }
}
