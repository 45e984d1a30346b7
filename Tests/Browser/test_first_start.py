"""The first start of an installation: its link, and the password that the owner chooses."""
import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.organizations import PASSWORD
from harness.server import Kith


@pytest.fixture
def new_kith(tmp_path):
    with Kith(tmp_path) as running:
        yield running


@pytest.fixture
def kith(new_kith):
    """The pages of these tests are of the new installation."""
    return new_kith


def test_the_printed_link_leads_to_a_password_and_in(visitor, kith):
    link = kith.said(r"(/welcome/\S+)")
    visitor.goto(link)
    axe(visitor)
    fits(visitor)
    picture(visitor, "welcome")
    visitor.get_by_label("Password").fill(PASSWORD)
    visitor.get_by_label("The same again").fill(PASSWORD)
    visitor.get_by_role("button", name="Save and sign in").click()
    expect(visitor.get_by_role("heading", name="No contacts yet")).to_be_visible()
    visitor.goto(link)
    expect(visitor.get_by_role("heading", name="This link does not work")).to_be_visible()


def test_two_passwords_that_differ_are_refused(visitor, kith):
    visitor.goto(kith.said(r"(/welcome/\S+)"))
    visitor.get_by_label("Password").fill(PASSWORD)
    visitor.get_by_label("The same again").fill("something else entirely")
    visitor.get_by_role("button", name="Save and sign in").click()
    expect(visitor.get_by_role("alert")).to_be_visible()
    axe(visitor)
