// How scripts ask the server: like a page of its own, with the token of the page's forms.

/**
 * Asks for a part of a page. A problem is shown and thrown.
 * @param {string} path
 * @param {{ form?: FormData | URLSearchParams, file?: Blob, signal?: AbortSignal, taken?: number[] }} [options]
 *   `form` and `file` are sent by POST; answers of a status in `taken` are returned instead of thrown.
 * @returns {Promise<Response>}
 */
export async function ask(path, options = {}) {
  const { form, file, signal, taken = [] } = options;
  const headers = { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") };
  // In forms of ours are never files, so they can always be sent as text; a file is a body of its own.
  const body = file ?? (form && new URLSearchParams(/** @type {any} */ (form)));
  let response;
  try {
    response = await fetch(path, { method: body ? "POST" : "GET", headers, body, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw tell(document.body.dataset.problem ?? "", error);
  }
  if (response.ok || taken.includes(response.status)) return response;
  if (response.status === 401) location.reload();
  throw tell(await response.text());
}

/**
 * Shows a problem, and makes an error of it.
 * @param {string} words
 * @param {unknown} [cause]
 */
function tell(words, cause) {
  document.dispatchEvent(new CustomEvent("problem", { detail: words }));
  return new Error(words, { cause });
}

/**
 * The elements that a piece of HTML from the server has. Rows of tables need a table around them while they are read.
 * @param {string} html
 * @returns {HTMLElement[]}
 */
export function elements(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return /** @type {HTMLElement[]} */ ([...template.content.children]);
}
