/** htmx 2, as far as scripts of pages use it. */
declare const htmx: {
    config: Record<string, unknown>;
    /** Sends a request, and puts its answer where the context says. */
    ajax(verb: string, path: string, context: Element | string | HtmxContext): Promise<void>;
    /** Makes what was put into the page by hand follow its hx-… attributes. */
    process(element: Element): void;
    trigger(element: Element | string, name: string, detail?: unknown): boolean;
};

interface HtmxContext {
    source?: Element | string;
    target?: Element | string;
    swap?: string;
    select?: string;
    values?: Record<string, unknown>;
    headers?: Record<string, string>;
}

/** What an event of htmx says about its request, such as htmx:beforeRequest and htmx:afterSwap. */
interface HtmxDetail {
    elt: Element;
    target: Element;
    xhr: XMLHttpRequest;
    requestConfig: { verb: string; path: string; headers: Record<string, string>; parameters: FormData };
    pathInfo: { requestPath: string; responsePath?: string };
    successful?: boolean;
    failed?: boolean;
    shouldSwap?: boolean;
    isError?: boolean;
}
