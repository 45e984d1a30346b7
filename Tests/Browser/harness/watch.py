"""What must happen on no page, whatever a test is about."""
import re
from urllib.parse import urlsplit

# The browser reports violations itself; this also has those of a policy that only reports.
REPORTS_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`violates ${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
NEEDED = {"stylesheet", "script", "image", "font", "manifest", "media"}


class Watch:
    """Collects them for all pages of a context."""

    def __init__(self, context, address):
        self.host = urlsplit(address).netloc
        self.problems = []
        context.add_init_script(REPORTS_VIOLATIONS)
        context.on("console", self.heard)
        context.on("weberror", lambda error: self.note(f"error: {error.error}"))
        context.on("dialog", self.asked)
        context.on("request", self.asked_for)
        context.on("response", self.answered)
        context.on("requestfailed", self.failed)

    def note(self, problem):
        self.problems.append(problem)

    def heard(self, message):
        # What could not be loaded is judged by its answer, below.
        # htmx tells as an error that a search was replaced by a newer one.
        if message.text.startswith(("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")):
            return
        if message.type in ("error", "warning"):
            self.note(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def asked(self, dialog):
        self.note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def asked_for(self, request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.note(f"other host: {request.url}")

    def answered(self, response):
        kind = response.request.resource_type
        if response.status >= 500 or (response.status >= 400 and kind in NEEDED):
            self.note(f"status {response.status}: {response.url}")

    def failed(self, request):
        # A page that is left, and a search that a newer one replaces, give up what they still wait for.
        if request.failure != "net::ERR_ABORTED":
            self.note(f"{request.failure}: {request.url}")

    def judge(self, expected=()):
        """Fails the test unless its problems are those that it expects."""
        unexpected = [problem for problem in self.problems if not any(re.search(one, problem) for one in expected)]
        missing = [one for one in expected if not any(re.search(one, problem) for problem in self.problems)]
        assert not unexpected, "on this page there was:\n  " + "\n  ".join(unexpected)
        assert not missing, "on this page there was to be, and was not:\n  " + "\n  ".join(missing)
