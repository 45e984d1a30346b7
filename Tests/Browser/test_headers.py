"""What the answers of pages let a browser do."""
import pytest


def policy(response):
    """The directives of a page's policy, each with its sources."""
    directives = [directive.split() for directive in response.headers["content-security-policy"].split(";")]
    return {directive[0]: set(directive[1:]) for directive in directives if directive}


@pytest.mark.parametrize("path", ["/contacts", "/sign-in", "/nothing-here"])
def test_pages_run_nothing_that_is_written_into_them(page, path):
    directives = policy(page.goto(path))
    assert directives["default-src"] == {"'none'"}
    assert directives["base-uri"] == {"'none'"}
    assert directives["frame-ancestors"] == {"'none'"}
    assert directives["form-action"] == {"'self'"}
    for sources in directives.values():
        assert sources <= {"'none'", "'self'", "data:", "blob:"}
    for name in ("default-src", "script-src"):
        assert directives.get(name, set()) <= {"'none'", "'self'"}


@pytest.mark.expects("Content Security Policy", "violates script-src")
def test_a_script_that_got_into_a_page_does_not_run(page):
    page.goto("/contacts")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<div onclick=\"document.title = 1\">Click</div>')")
    page.get_by_text("Click", exact=True).dispatch_event("click")
    assert page.title() != "1"


@pytest.mark.parametrize("path", ["/contacts", "/sign-in"])
def test_pages_are_kept_by_nobody_and_framed_by_nobody(page, path):
    headers = page.goto(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
