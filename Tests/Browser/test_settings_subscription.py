"""Settings, the subscription: how many managed users there may be, are, and were."""
import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture


@pytest.fixture
def limited(fresh):
    """An organization with two contacts, of which three are included."""
    fresh.kith.run("organization", "capacity", fresh.name, "--included", "3")
    for name in ("Ada", "Ben"):
        fresh.add(name=name)
    return fresh


def figure(page, name):
    return page.locator("dl > div").filter(has=page.get_by_text(name, exact=True)).locator("dd")


def test_the_owner_adds_capacity_by_keyboard(opened, limited):
    page = opened(limited)
    page.goto("/settings")
    page.get_by_role("main").get_by_role("link", name="Subscription").press("Enter")
    for name, value in (("Included", "3"), ("Added", "0"), ("Used", "2"), ("Free", "1")):
        expect(figure(page, name)).to_have_text(value)
    expect(page.get_by_text("2 of 3 managed users")).to_be_visible()
    page.get_by_label("Managed users to add").focus()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(figure(page, "Added")).to_have_text("10")
    expect(figure(page, "Free")).to_have_text("11")


def test_what_cannot_be_added_is_explained(opened, limited):
    limited.kith.run("organization", "capacity", limited.name, "--included", "9999990")
    page = opened(limited)
    page.goto("/settings/subscription")
    page.get_by_label("Managed users to add").fill("100")
    with page.expect_response(lambda answer: answer.status == 422):
        page.get_by_role("button", name="Add capacity").click()
    expect(page.get_by_role("alert")).to_contain_text("at most that many")
    expect(page.get_by_label("Managed users to add")).to_have_value("100")


def test_that_it_is_full_is_said(opened, limited, look):
    limited.add(name="Cleo")
    page = opened(limited)
    page.goto("/settings/subscription")
    expect(page.get_by_text("There is no room left")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "subscription")


def test_without_a_limit_there_is_nothing_to_add_to(opened, fresh):
    page = opened(fresh)
    page.goto("/settings/subscription")
    expect(figure(page, "Free")).to_have_text("No limit")
    expect(page.get_by_role("button", name="Add capacity")).to_be_hidden()


def test_only_whose_role_allows_it(opened, limited):
    seer = opened(limited.colleague("Ben", "contacts.see"))
    assert seer.goto("/settings/subscription").status == 403
    # Whoever looks after the organization sees it, and owners alone add to it.
    keeper = opened(limited.colleague("Cleo", "organization.manage", page="/settings"))
    keeper.goto("/settings/subscription")
    expect(figure(keeper, "Used")).to_have_text("2")
    expect(keeper.get_by_role("button", name="Add capacity")).to_be_hidden()
