"""The harness itself sees what must happen on no page."""
import pytest

from harness.accessibility import axe
from harness.layout import fits


def show(page, html, status=200):
    """Opens a page of a test's own, which has no policy."""
    page.route("**/own", lambda route: route.fulfill(status=status, content_type="text/html", body=html))
    page.goto("/own")


@pytest.mark.expects("console error: said", "console warning: warned")
def test_what_scripts_complain_of(visitor):
    show(visitor, "<script>console.error('said'); console.warn('warned'); console.info('told')</script>")


@pytest.mark.expects("^error: .*thrown")
def test_what_scripts_throw(visitor):
    show(visitor, "<script>throw new Error('thrown')</script>")


@pytest.mark.expects("other host: http://127.0.0.2:9/picture.png", "ERR_")
def test_requests_to_another_host(visitor):
    show(visitor, "<img alt='' src='http://127.0.0.2:9/picture.png'>")


@pytest.mark.expects("status 404: .*/assets/nothing.js", "Refused to execute")
def test_files_that_are_missing(visitor):
    show(visitor, "<script src='/assets/nothing.js'></script>")


@pytest.mark.expects("status 503: .*/own")
def test_faults_of_the_server(visitor):
    show(visitor, "<h1>Sorry</h1>", status=503)


@pytest.mark.expects("dialog: Hello")
def test_dialogs(visitor):
    show(visitor, "<script>alert('Hello')</script>")


def test_pages_that_shut_somebody_out(visitor):
    show(visitor, "<html lang=en><title>Own</title><main><h1>Own</h1><button></button></main>")
    with pytest.raises(AssertionError, match="button-name"):
        axe(visitor)


def test_pages_that_are_too_wide(visitor):
    show(visitor, "<div style='width: 3000px'>Wide</div>")
    with pytest.raises(AssertionError, match="is 30.. wide"):
        fits(visitor)
