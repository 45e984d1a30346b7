// What others change appears by itself, and nothing that somebody is typing is lost by it.
import { Grid } from "./grid.js";

/** Seconds between two looks, however much changes. */
const PAUSE = 1;

/** @type {EventSource | undefined} */
let source;
/** @type {number | undefined} */
let waiting;

export function prepareLiveNews() {
  if (!document.body.dataset.live) return;
  // The address says how much the page knows.
  follow(document.body.dataset.live);
  // A page that nobody sees holds no connection: a browser has six for each server, for all of its pages together.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) source?.close();
    else if (source?.readyState === EventSource.CLOSED) follow("/live");
  });
  addEventListener("pagehide", () => source?.close());
}

/** @param {string} address */
function follow(address) {
  source = new EventSource(address);
  // Something may have come before a stream that begins with now.
  if (!address.includes("?")) source.addEventListener("open", look, { once: true });
  source.addEventListener("change", () => {
    if (waiting === undefined) waiting = setTimeout(look, PAUSE * 1000);
  });
}

async function look() {
  waiting = undefined;
  document.body.dispatchEvent(new CustomEvent("contacts-changed"));
  if (Grid.current) await Grid.current.refresh().catch(() => undefined);
  // Where nobody was found, the first one brings the list with them.
  else if (document.getElementById("filter-problem")?.childElementCount === 0) {
    htmx.trigger("#question", "question-changed");
  }
}
