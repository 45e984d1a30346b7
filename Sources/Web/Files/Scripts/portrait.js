// The picture of a contact that is open, or of the organization: chosen or dropped, sent, replaced, taken away.
import { ask, elements } from "./asking.js";
import { note, noteAfterwards } from "./notes.js";

/** What the server refuses with the portrait as it is, and why. */
const REFUSED = [422];

/** What opens the window of files. No portrait holds it: one may be drawn anew while somebody looks for a file. */
const chooser = document.createElement("input");
/** Where the file that is being chosen goes. */
let destination = "";

export function preparePortraits() {
  chooser.type = "file";
  chooser.hidden = true;
  chooser.addEventListener("change", chosen);
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const portrait = holder(target);
    if (!portrait || isBusy(portrait)) return;
    if (target.closest("[data-portrait-choose]")) choose(portrait);
    if (target.closest("[data-portrait-remove]")) {
      change(portrait, portrait.dataset.removal ?? "", { form: new URLSearchParams() });
    }
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => drag(/** @type {DragEvent} */ (event)));
  }
}

/**
 * @param {Element} element
 * @returns {HTMLElement | null}
 */
function holder(element) {
  return element.closest("[data-portrait]");
}

/** @param {HTMLElement} portrait */
function choose(portrait) {
  destination = portrait.dataset.upload ?? "";
  chooser.accept = portrait.dataset.accept ?? "";
  // So that the same file can be chosen again.
  chooser.value = "";
  document.body.append(chooser);
  chooser.click();
}

function chosen() {
  const portrait = /** @type {HTMLElement | null} */ (document.querySelector(`[data-portrait][data-upload="${destination}"]`));
  const file = chooser.files?.[0];
  if (portrait && file && !isBusy(portrait)) send(portrait, file);
}

/** @param {HTMLElement} portrait */
function isBusy(portrait) {
  return portrait.getAttribute("aria-busy") === "true";
}

/**
 * A file may be dropped on what the portrait stands in.
 * @param {DragEvent} event
 */
function drag(event) {
  const head = /** @type {HTMLElement} */ (event.target).closest?.("[data-takes-file]");
  const portrait = /** @type {HTMLElement | null | undefined} */ (head?.querySelector("[data-portrait]"));
  if (!head || !portrait || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  head.classList.toggle("takes-file", event.type === "dragover");
  const file = event.type === "drop" ? event.dataTransfer.files[0] : undefined;
  if (file && !isBusy(portrait)) send(portrait, file);
}

/**
 * @param {HTMLElement} portrait
 * @param {File} file
 */
function send(portrait, file) {
  // The server says the same, but a browser that is still sending does not hear it.
  if (file.size > Number(portrait.dataset.mostBytes)) {
    say(portrait, "problem", portrait.dataset.tooLarge ?? "");
  } else {
    change(portrait, portrait.dataset.upload ?? "", { file });
  }
}

/**
 * @param {HTMLElement} portrait
 * @param {string} path
 * @param {{ file?: File, form?: URLSearchParams }} what
 */
async function change(portrait, path, what) {
  portrait.setAttribute("aria-busy", "true");
  say(portrait, "problem", "");
  say(portrait, "state", what.file ? (portrait.dataset.sending ?? "") : "");
  try {
    const response = await ask(path, { ...what, taken: REFUSED });
    draw(portrait, await response.text());
    if (response.ok && portrait.dataset.reloads !== undefined) {
      // It stands elsewhere on the page, too.
      noteAfterwards();
      location.reload();
    } else if (response.ok) {
      document.body.dispatchEvent(new CustomEvent("contact-changed", { detail: { value: "" } }));
    }
  } catch {
    // It was told already.
    portrait.removeAttribute("aria-busy");
    say(portrait, "state", "");
  }
}

/**
 * Puts the new portrait in the place of the one before, and leaves the focus at it.
 * @param {HTMLElement} portrait
 * @param {string} html
 */
function draw(portrait, html) {
  const [drawn] = elements(html);
  note(drawn.dataset.done ?? "");
  if (!portrait.isConnected) return;
  const hadFocus = portrait.contains(document.activeElement);
  const problem = drawn.querySelector("[data-portrait-problem]");
  const words = problem?.textContent ?? "";
  // What is there already is not read out: the words come after the element.
  problem?.replaceChildren();
  portrait.replaceWith(drawn);
  say(drawn, "problem", words);
  if (hadFocus) /** @type {HTMLElement | null} */ (drawn.querySelector("[data-portrait-button]"))?.focus();
}

/**
 * @param {HTMLElement} portrait
 * @param {"problem" | "state"} where
 * @param {string} words
 */
function say(portrait, where, words) {
  const element = portrait.querySelector(`[data-portrait-${where}]`);
  if (element) element.textContent = words;
}
