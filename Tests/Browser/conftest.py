"""What tests ask for: a server with contacts, a browser, and pages of it that are watched."""
import itertools

import pytest
from playwright.sync_api import expect, sync_playwright

from harness.chromium import launch
from harness.looks import LOOKS, USUAL
from harness.organizations import Organization
from harness.people import fill
from harness.server import ROOT, Kith
from harness.watch import Watch

FAILURES = ROOT / ".build/pictures/failures"
MILLISECONDS = 10_000
NUMBERS = itertools.count(1)

expect.set_options(timeout=MILLISECONDS)


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright):
    with launch(playwright) as running:
        yield running


@pytest.fixture(scope="session")
def kith(tmp_path_factory):
    """A server."""
    with Kith(tmp_path_factory.mktemp("kith")) as running:
        yield running


@pytest.fixture(scope="session")
def house(kith, playwright, tmp_path_factory):
    """An organization with the sample contacts, which no test changes."""
    organization = Organization(kith, playwright, "house")
    fill(organization, tmp_path_factory.mktemp("house"))
    return organization


@pytest.fixture(scope="session")
def nobody(kith, playwright):
    """An organization without contacts, which no test changes."""
    return Organization(kith, playwright, "nobody")


@pytest.fixture(scope="session")
def crowd(kith, playwright, tmp_path_factory):
    """An organization with 3,000 contacts, Member 0001 to Member 3000, which no test changes."""
    organization = Organization(kith, playwright, "crowd")
    organization.fill(3_000, tmp_path_factory.mktemp("crowd"))
    return organization


@pytest.fixture
def fresh(kith, playwright):
    """An organization of the test's own, to be changed at will."""
    return Organization(kith, playwright, f"fresh-{next(NUMBERS)}")


@pytest.fixture(params=LOOKS, ids=str)
def look(request):
    """Makes a test run in each look, as its pages then are."""
    return request.param


@pytest.fixture
def opened(browser, kith, request):
    """Opens pages: opened() as a visitor, opened(organization) as its signed-in owner. All are watched."""
    look = request.getfixturevalue("look") if "look" in request.fixturenames else USUAL
    contexts = []

    def open_page(organization=None, **options):
        context = browser.new_context(
            base_url=kith.address,
            storage_state=organization.cookies if organization else None,
            **look.options | options,
        )
        context.set_default_timeout(MILLISECONDS)
        contexts.append((context, Watch(context, kith.address)))
        return context.new_page()

    yield open_page
    if getattr(request.node, "has_failed", False):
        keep_pictures(contexts, request.node.name)
    for context, _ in contexts:
        context.close()
    marker = request.node.get_closest_marker("expects")
    for _, watch in contexts:
        watch.judge(marker.args if marker else ())


@pytest.fixture
def page(opened, house):
    """A page of the owner of the organization with sample contacts."""
    return opened(house)


@pytest.fixture
def visitor(opened):
    """A page of somebody who is not signed in."""
    return opened()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    item.has_failed = getattr(item, "has_failed", False) or report.failed
    return report


def keep_pictures(contexts, name):
    """Keeps what the pages of a failed test showed at its end."""
    pages = [page for context, _ in contexts for page in context.pages]
    for number, page in enumerate(pages, 1):
        page.screenshot(path=FAILURES / f"{name}-{number}.png")
