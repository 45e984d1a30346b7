// What others change appears by itself, and nothing that somebody is typing is lost by it.
import { Grid } from "./grid.js";

/** Seconds between two looks, however much changes. */
const PAUSE = 1;

/** @type {EventSource | undefined} */
let source;
/** @type {number | undefined} */
let waiting;
/** Whether something was changed that the organization has defined, such as a property or a tag. */
let isDefined = false;

export function prepareLiveNews() {
  if (!document.body.dataset.live) return;
  // The address says how much the page knows.
  follow(document.body.dataset.live);
  // A page that nobody sees holds no connection: a browser has six for each server, for all of its pages together.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) source?.close();
    else if (source?.readyState === EventSource.CLOSED) {
      isDefined = true;
      follow("/live");
    }
  });
  addEventListener("pagehide", () => source?.close());
}

/** @param {string} address */
function follow(address) {
  source = new EventSource(address);
  // Something may have come before a stream that begins with now.
  if (!address.includes("?")) source.addEventListener("open", look, { once: true });
  source.addEventListener("change", (event) => {
    if (JSON.parse(event.data).catalogue) isDefined = true;
    if (waiting === undefined) waiting = setTimeout(look, PAUSE * 1000);
  });
}

async function look() {
  waiting = undefined;
  document.body.dispatchEvent(new CustomEvent("contacts-changed"));
  if (isDefined) document.body.dispatchEvent(new CustomEvent("catalogue-changed"));
  isDefined = false;
  if (Grid.current) await Grid.current.refresh().catch(() => undefined);
  // Where nobody was found, the first one brings the list with them.
  else if (document.getElementById("filter-problem")?.childElementCount === 0) {
    htmx.trigger("#question", "question-changed");
  }
}
