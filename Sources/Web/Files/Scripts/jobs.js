// Work in the background: the server draws how far it is, again and again; its beginning and its end are read aloud.
// What has ended can be put away, for this browser.

const AWAY = "kith.jobs-away";
/** Jobs that are remembered as put away: the server shows no more that ended. */
const MOST_AWAY = 100;

export function prepareJobs() {
  const jobs = document.getElementById("jobs");
  if (!jobs) return;
  let known = states(jobs);
  hideAway(jobs);
  jobs.addEventListener("htmx:afterSwap", () => hideAway(jobs));
  jobs.addEventListener("click", (event) => {
    const job = /** @type {HTMLElement} */ (event.target).closest("[data-put-away]")?.closest("[data-job]");
    if (!(job instanceof HTMLElement)) return;
    localStorage.setItem(AWAY, JSON.stringify([job.dataset.job, ...away()].slice(0, MOST_AWAY)));
    hideAway(jobs);
    // The button that had the focus is gone.
    document.querySelector("main")?.focus({ preventScroll: true });
  });
  jobs.addEventListener("htmx:afterSettle", () => {
    const now = states(jobs);
    const news = [...now].filter(([id, job]) => known.get(id)?.state !== job.state).map(([, job]) => job.words);
    known = now;
    const place = document.getElementById("jobs-news");
    if (place && news.length > 0) place.textContent = news.join(" ");
  });
  // While the server is away, a look each second would leave a note each second.
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    jobs.addEventListener(name, (event) => {
      const verb = /** @type {CustomEvent} */ (event).detail.requestConfig.verb;
      if (verb === "get") event.stopPropagation();
    });
  }
}

/** @returns {string[]} */
function away() {
  return JSON.parse(localStorage.getItem(AWAY) ?? "[]");
}

/** @param {HTMLElement} jobs */
function hideAway(jobs) {
  const ids = new Set(away());
  for (const element of jobs.querySelectorAll("[data-job]")) {
    const job = /** @type {HTMLElement} */ (element);
    job.hidden = ids.has(job.dataset.job ?? "");
  }
}

/** @param {HTMLElement} jobs */
function states(jobs) {
  /** @type {Map<string, { state: string, words: string }>} */
  const states = new Map();
  for (const element of jobs.querySelectorAll("[data-job]")) {
    const { job = "", state = "", news = "" } = /** @type {HTMLElement} */ (element).dataset;
    states.set(job, { state, words: news });
  }
  return states;
}
