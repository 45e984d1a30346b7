// Charts that the server drew: each of their parts can be read by pointer and by keyboard, and kept as a picture.

const ATTRIBUTE = "data-ready";

export function preparePlots() {
  prepare();
  document.addEventListener("htmx:afterSettle", prepare);
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-picture]"));
    if (button) keepPicture(button.dataset.picture ?? "");
  });
}

function prepare() {
  for (const figure of document.querySelectorAll(`[data-plotted]:not([${ATTRIBUTE}])`)) {
    figure.setAttribute(ATTRIBUTE, "");
    new Plot(/** @type {HTMLElement} */ (figure));
  }
  for (const button of document.querySelectorAll("[data-picture][hidden]")) button.removeAttribute("hidden");
}

class Plot {
  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.says = /** @type {HTMLElement} */ (figure.querySelector("[data-says]"));
    this.place = /** @type {HTMLElement} */ (figure.querySelector(".plot-body"));
    this.slots = /** @type {SVGElement[]} */ ([...figure.querySelectorAll("[data-slot]")]);
    this.columns = Number(figure.dataset.columns ?? 1);
    this.at = this.columns > 1 ? 0 : this.slots.length - 1;
    // What the browser would show a while later is said at once.
    for (const title of figure.querySelectorAll("svg title")) title.remove();
    figure.querySelector("svg")?.setAttribute("aria-hidden", "true");
    this.place.tabIndex = 0;
    const says = { role: "slider", "aria-label": figure.dataset.label ?? "", "aria-valuemin": "0", "aria-valuemax": String(this.slots.length - 1) };
    for (const [name, value] of Object.entries(says)) this.place.setAttribute(name, value);
    this.place.addEventListener("keydown", (event) => this.press(event));
    this.place.addEventListener("focus", () => this.show(this.at));
    this.place.addEventListener("pointermove", (event) => {
      const slot = /** @type {Element} */ (event.target).closest("[data-slot]");
      if (slot) this.show(this.slots.indexOf(/** @type {SVGElement} */ (slot)));
    });
    this.show(this.at);
    this.mark(-1);
    this.place.addEventListener("pointerleave", () => this.mark(-1));
    this.place.addEventListener("blur", () => this.mark(-1));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const last = this.slots.length - 1;
    const line = this.columns > 1 ? this.columns : 1;
    const page = Math.max(1, Math.round(last / 10));
    /** @type {Record<string, number>} */
    const moves = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1, ArrowUp: this.at - line, ArrowDown: this.at + line, PageUp: this.at + page, PageDown: this.at - page, Home: 0, End: last };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const at = moves[event.key];
    if (at >= 0 && at <= last) this.show(at);
  }

  /**
   * Says one of the parts.
   * @param {number} at
   */
  show(at) {
    const words = this.slots[at]?.dataset.slot;
    if (words === undefined) return;
    this.at = at;
    this.mark(at);
    this.says.textContent = words;
    this.place.setAttribute("aria-valuenow", String(at));
    this.place.setAttribute("aria-valuetext", words);
  }

  /** @param {number} at */
  mark(at) {
    for (const [index, slot] of this.slots.entries()) slot.classList.toggle("is-read", index === at);
  }
}

const PAINTS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-linejoin"];
const SVG = "http://www.w3.org/2000/svg";

/**
 * Saves a drawing as it looks now, with its name above it and its axes beside it.
 * @param {string} name
 */
function keepPicture(name) {
  const drawing = /** @type {SVGSVGElement | null} */ (document.querySelector(`[data-drawing="${name}"]`));
  const figure = drawing?.closest("[data-plotted]");
  if (!drawing || !figure) return;
  const { width, height } = drawing.getBoundingClientRect();
  const [left, above, below] = [64, 40, 28];
  const ink = getComputedStyle(figure).color;
  const picture = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ width: width + left + 16, height: height + above + below, xmlns: SVG, "font-family": "sans-serif", "font-size": 12 })) {
    picture.setAttribute(key, String(value));
  }
  const ground = document.createElementNS(SVG, "rect");
  for (const [key, value] of Object.entries({ width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor })) ground.setAttribute(key, value);
  const copy = painted(drawing);
  for (const [key, value] of Object.entries({ x: left, y: above, width, height })) copy.setAttribute(key, String(value));
  picture.append(ground, write(/** @type {HTMLElement} */ (figure).dataset.label ?? "", 16, 24, "start", ink, 15), copy);
  const heights = [...figure.querySelectorAll(".plot-heights span")];
  const isGrid = figure.querySelector(".plot-weekdays") !== null;
  for (const [index, label] of heights.entries()) {
    const share = isGrid ? (index + 0.5) / heights.length : index / Math.max(1, heights.length - 1);
    picture.append(write(label.textContent ?? "", left - 8, above + 4 + height * share, "end", ink, 12));
  }
  const days = [...figure.querySelectorAll(".plot-days span")];
  for (const [index, label] of days.entries()) {
    const anchor = index === 0 ? "start" : index === days.length - 1 ? "end" : "middle";
    picture.append(write(label.textContent ?? "", left + (width * index) / Math.max(1, days.length - 1), above + height + 20, anchor, ink, 12));
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" }));
  link.download = `${name}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/**
 * A copy of a drawing that needs no style sheet.
 * @param {SVGSVGElement} drawing
 */
function painted(drawing) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  const shapes = copy.querySelectorAll("*");
  for (const [index, shape] of [...drawing.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(shape);
    for (const paint of PAINTS) shapes[index]?.setAttribute(paint, style.getPropertyValue(paint));
    shapes[index]?.setAttribute("vector-effect", "non-scaling-stroke");
  }
  return copy;
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 * @param {string} ink
 * @param {number} size
 */
function write(text, x, y, anchor, ink, size) {
  const line = document.createElementNS(SVG, "text");
  for (const [key, value] of Object.entries({ x, y, "text-anchor": anchor, fill: ink, "font-size": size })) line.setAttribute(key, String(value));
  line.textContent = text;
  return line;
}
