// What is typed as a password can be looked at, by the button beside it.

export function preparePasswords() {
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-reveals]");
    const field = button?.parentElement?.querySelector("input");
    if (!button || !field) return;
    const wasHidden = field.type === "password";
    field.type = wasHidden ? "text" : "password";
    button.setAttribute("aria-pressed", String(wasHidden));
  });
  // Browsers offer to complete what was sent as text.
  document.addEventListener(
    "submit",
    (event) => {
      for (const button of /** @type {HTMLElement} */ (event.target).querySelectorAll("[data-reveals][aria-pressed=true]")) {
        const field = button.parentElement?.querySelector("input");
        if (field) field.type = "password";
        button.setAttribute("aria-pressed", "false");
      }
    },
    true,
  );
}
