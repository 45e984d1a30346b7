// A line over time, drawn from the table beside it: by pointer and by keyboard each point can be read.

const HEIGHT = 260;

export function prepareChart() {
  const figure = /** @type {HTMLElement | null} */ (document.querySelector("[data-chart]"));
  if (figure && typeof uPlot !== "undefined") new Chart(figure);
}

/** @typedef {{ at: number, value: number, time: string, shown: string }} Point */

class Chart {
  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.figure = figure;
    this.place = /** @type {HTMLElement} */ (figure.querySelector("[data-plot]"));
    this.readout = /** @type {HTMLElement} */ (figure.querySelector("[data-readout]"));
    this.points = points();
    this.at = this.points.length - 1;
    const { language, zone } = figure.dataset;
    this.number = new Intl.NumberFormat(language, { notation: "compact" });
    this.day = new Intl.DateTimeFormat(language, { month: "short", day: "numeric", timeZone: zone });
    this.plot = new uPlot(this.options(zone), this.data(), this.place);
    this.become();
    new ResizeObserver(() => this.plot.setSize({ width: this.place.clientWidth, height: HEIGHT })).observe(this.place);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.plot.redraw());
  }

  /** @returns {uPlot.Data} */
  data() {
    return [this.points.map((point) => point.at / 1000), this.points.map((point) => point.value)];
  }

  /**
   * @param {string | undefined} zone
   * @returns {uPlot.Options}
   */
  options(zone) {
    const [ink, line, area, grid] = ["ink", "line", "area", "grid"].map((name) => paint(this.figure, name));
    const axis = { stroke: ink, font: "12px Inter, sans-serif", grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
    return {
      width: this.place.clientWidth,
      height: HEIGHT,
      padding: [12, 12, null, null],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone ?? "UTC"),
      series: [{}, { stroke: line, fill: area, width: 2, points: { show: this.points.length < 30 } }],
      axes: [
        { ...axis, values: (_, splits) => withoutRepeats(splits.map((split) => this.day.format(split * 1000))) },
        { ...axis, size: 56, values: (_, splits) => splits.map((split) => (Number.isInteger(split) ? this.number.format(split) : "")) },
      ],
      scales: { y: { range: (_, low, high) => range(low, high) } },
      cursor: { y: false, drag: { x: false, y: false } },
      legend: { show: false },
      hooks: { setCursor: [(plot) => this.show(plot.cursor.idx ?? this.points.length - 1)] },
    };
  }

  /** Makes the picture a slider over its points, which the arrow keys move. */
  become() {
    this.place.tabIndex = 0;
    const says = { role: "slider", "aria-label": this.figure.dataset.label ?? "", "aria-valuemin": "0", "aria-valuemax": String(this.points.length - 1) };
    for (const [name, value] of Object.entries(says)) this.place.setAttribute(name, value);
    this.place.addEventListener("keydown", (event) => this.press(event));
    this.show(this.at);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const last = this.points.length - 1;
    const step = Math.max(1, Math.round(last / 10));
    /** @type {Record<string, number>} */
    const moves = { ArrowLeft: this.at - 1, ArrowDown: this.at - 1, ArrowRight: this.at + 1, ArrowUp: this.at + 1, PageDown: this.at - step, PageUp: this.at + step, Home: 0, End: last };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const at = Math.min(Math.max(moves[event.key], 0), last);
    const left = this.plot.valToPos(this.points[at].at / 1000, "x");
    this.plot.setCursor({ left, top: this.plot.valToPos(this.points[at].value, "y") });
    this.show(at);
  }

  /**
   * Says one of the points.
   * @param {number} at
   */
  show(at) {
    const point = this.points[at];
    if (!point) return;
    this.at = at;
    const words = `${point.time} · ${point.shown}`;
    this.readout.textContent = words;
    this.place.setAttribute("aria-valuenow", String(at));
    this.place.setAttribute("aria-valuetext", words);
  }
}

/** @returns {Point[]} */
function points() {
  const rows = /** @type {NodeListOf<HTMLTableRowElement>} */ (document.querySelectorAll("[data-points] tbody tr"));
  return [...rows].map((row) => {
    const [time, value] = row.cells;
    return { at: Number(time.dataset.at), value: Number(value.dataset.value), time: time.textContent ?? "", shown: value.textContent ?? "" };
  });
}

/**
 * A colour of the style sheet, as it is at the moment of drawing.
 * @param {HTMLElement} figure
 * @param {string} name
 */
function paint(figure, name) {
  const probe = document.createElement("span");
  probe.className = `chart-${name}`;
  figure.append(probe);
  return () => getComputedStyle(probe).color;
}

/**
 * From zero, unless that would make a flat line of what changes.
 * @param {number} low
 * @param {number} high
 * @returns {[number, number]}
 */
function range(low, high) {
  const room = Math.max(1, (high - low) * 0.15);
  return [low - room < high / 2 ? 0 : Math.floor(low - room), Math.ceil(high + room)];
}

/** @param {string[]} texts */
function withoutRepeats(texts) {
  return texts.map((text, index) => (text === texts[index - 1] ? "" : text));
}
