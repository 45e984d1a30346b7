"""Signing in, and out again."""
import re

from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.organizations import PASSWORD


def fill_in(page, email, password):
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_every_look(visitor, look):
    visitor.goto("/sign-in")
    axe(visitor)
    fits(visitor)
    picture(visitor, "sign-in")


def test_whoever_is_not_signed_in_is_asked_first_and_led_on(visitor, house):
    visitor.goto("/contacts?search=Lovelace")
    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()
    fill_in(visitor, house.email, PASSWORD)
    expect(visitor).to_have_url(re.compile("/contacts.*search=Lovelace"))
    expect(visitor.get_by_role("link", name="Ada Lovelace")).to_be_visible()


def test_a_wrong_password_is_refused_and_the_address_stays(visitor, house):
    visitor.goto("/sign-in")
    fill_in(visitor, house.email, "a wrong password")
    expect(visitor.get_by_role("alert")).to_be_visible()
    expect(visitor.get_by_label("E-mail")).to_have_value(house.email)
    expect(visitor.get_by_label("Password")).to_have_value("")
    expect(visitor.get_by_label("Password")).to_be_focused()
    axe(visitor)
    visitor.goto("/contacts")
    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()


def test_by_keyboard_alone(visitor, house):
    visitor.goto("/sign-in")
    expect(visitor.get_by_label("E-mail")).to_be_focused()
    visitor.keyboard.type(house.email)
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_label("Password")).to_be_focused()
    visitor.keyboard.type(PASSWORD)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", name="Contacts")).to_be_visible()


def test_the_password_can_be_looked_at(visitor, house):
    visitor.goto("/sign-in")
    field = visitor.get_by_label("Password")
    field.fill(PASSWORD)
    visitor.get_by_role("button", name="Show what is typed").click()
    expect(field).to_have_attribute("type", "text")
    axe(visitor)
    visitor.get_by_label("E-mail").fill(house.email)
    visitor.get_by_role("button", name="Sign in").click()
    expect(visitor.get_by_role("heading", name="Contacts")).to_be_visible()


def test_out_again(opened, fresh):
    page = opened(fresh)
    page.goto("/contacts")
    page.get_by_text(fresh.email).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/contacts")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
