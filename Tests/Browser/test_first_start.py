"""The first start of an installation: its link, and what is set up by it."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.organizations import PASSWORD
from harness.server import Kith

LINK = r"(/set-up/\S+)"


@pytest.fixture
def new_kith(tmp_path):
    with Kith(tmp_path) as running:
        yield running


@pytest.fixture
def kith(new_kith):
    """The pages of these tests are of the new installation."""
    return new_kith


def fill(page, name="Ada", email="ada@example.com", password=PASSWORD, repeated=PASSWORD, organization="Hanbit Labs"):
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_label("The same again").fill(repeated)
    page.get_by_label("Its name").fill(organization)


def test_the_printed_link_leads_to_an_organization_and_in(visitor, kith, look):
    link = kith.said(LINK)
    visitor.goto(link)
    axe(visitor)
    fits(visitor)
    picture(visitor, "set-up")
    fill(visitor)
    visitor.get_by_label("Country").select_option("South Korea")
    expect(visitor.get_by_label("Time zone")).not_to_have_value("")
    visitor.get_by_label("Time zone").select_option("Asia/Seoul")
    visitor.get_by_role("button", name="Set up and sign in").click()
    expect(visitor.get_by_role("heading", name="No contacts yet")).to_be_visible()
    assert kith.run("organization", "list")[0].startswith("hanbit-labs")
    visitor.goto(link)
    expect(visitor.get_by_text("This link does not set Kith up")).to_be_visible()


def test_by_keyboard_with_samples_that_a_filter_finds(visitor, kith):
    visitor.goto(kith.said(LINK))
    expect(visitor.get_by_label("Your name")).to_be_focused()
    for text in ("Ada", "ada@example.com", PASSWORD, PASSWORD, "Hanbit Labs"):
        visitor.keyboard.type(text)
        visitor.keyboard.press("Tab")
        if text == PASSWORD:
            # Past the button that shows it.
            visitor.keyboard.press("Tab")
    visitor.keyboard.type("Germany")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("ArrowDown")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("grid")).to_have_attribute("aria-rowcount", "1001")
    visitor.goto('/contacts?filter=userImportTags: sample')
    expect(visitor.get_by_role("grid")).to_have_attribute("aria-rowcount", "1001")


def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(visitor, kith):
    visitor.goto(kith.said(LINK))
    fill(visitor, repeated="something else entirely")
    visitor.get_by_role("button", name="Set up and sign in").click()
    expect(visitor.get_by_role("alert")).to_have_text("The two passwords differ.")
    axe(visitor)
    expect(visitor.get_by_label("Its name")).to_have_value("Hanbit Labs")
    fill(visitor, organization="  ")
    visitor.get_by_role("button", name="Set up and sign in").click()
    expect(visitor.get_by_role("alert")).to_contain_text("An organization's name has 1 to 200 characters")
    assert kith.run("organization", "list") == []


def test_who_has_no_link_sets_nothing_up(visitor, kith):
    kith.said(LINK)
    for address in ("/set-up/x", "/set-up/" + "a" * 43):
        visitor.goto(address)
        expect(visitor.get_by_text("This link does not set Kith up")).to_be_visible()
    visitor.goto("/contacts")
    expect(visitor).to_have_url(re.compile("/sign-in"))
    expect(visitor.get_by_text("Kith is not set up yet")).to_be_visible()
    axe(visitor)
