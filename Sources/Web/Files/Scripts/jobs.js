// Work in the background: the server draws how far it is, again and again; its beginning and its end are read aloud.

export function prepareJobs() {
  const jobs = document.getElementById("jobs");
  if (!jobs) return;
  let known = states(jobs);
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
