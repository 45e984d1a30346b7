"""Many terms at once, pasted at the list."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.language import speak
from harness.layout import fits, picture

MANY = 100_000


@pytest.fixture
def mine(opened, fresh):
    """A page of the owner of two contacts, in English."""
    fresh.add(name="Ada Lovelace", email="ada@example.com", tags=["vip"])
    fresh.add(name="Ben Bolt", email="ben@example.com")
    page = opened(fresh)
    speak(page, "en")
    return page


def expect_count(page, count):
    expect(page.locator("#count")).to_have_text(re.compile(rf"^{count} "))


def find(page, text, **choices):
    page.get_by_role("button", name="Find many at once").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Terms").fill(text)
    for choice in choices.get("choose", ()):
        dialog.get_by_label(choice).check()
    if "key" in choices:
        dialog.get_by_label("Look in").select_option(label=choices["key"])
    dialog.get_by_role("button", name="Find").click()


def test_found_and_not_found(mine):
    mine.get_by_role("combobox", name="Filter").fill("tags: vip")
    mine.keyboard.press("Enter")
    expect_count(mine, 1)
    find(mine, 'ada@example.com, BEN@example.com\nnobody@example.com "two words"')
    expect(mine.get_by_text("4 terms")).to_be_visible()
    # What was typed before stays.
    expect(mine.get_by_role("combobox", name="Filter")).to_have_value("tags: vip")
    expect_count(mine, 1)
    mine.get_by_role("button", name="2 found nobody").click()
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_role("textbox")).to_have_value("nobody@example.com\ntwo words")
    axe(mine)
    with mine.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()
    assert download.value.path().read_text() == "nobody@example.com\ntwo words\n"
    mine.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog.get_by_role("button", name="Copy").click()
    expect(mine.get_by_text("The terms were copied.")).to_be_attached()
    assert mine.evaluate("navigator.clipboard.readText()") == "nobody@example.com\ntwo words"
    dialog.get_by_role("button", name="Close").click()

    mine.get_by_role("button", name="Change the terms").click()
    expect(dialog.get_by_role("textbox", name="Terms")).to_have_value(re.compile('"two words"'))
    dialog.get_by_role("textbox", name="Terms").fill("ada@")
    dialog.get_by_label("Contain the term").check()
    dialog.get_by_role("button", name="Find").click()
    expect(mine.get_by_text("1 term")).to_be_visible()
    expect_count(mine, 1)
    mine.get_by_role("link", name="Take the terms away").click()
    expect(mine.get_by_text("1 term")).to_have_count(0)
    expect(mine.get_by_role("combobox", name="Filter")).to_have_value("tags: vip")


def test_as_a_phrase_under_a_key(mine):
    find(mine, "ada lovelace", choose=["One phrase"], key="Name")
    expect_count(mine, 1)
    expect(mine.get_by_text("1 term")).to_be_visible()


def test_what_cannot_be_looked_for_keeps_what_was_typed(mine):
    find(mine, " , ,")
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_have_text("Paste at least one term.")
    expect(dialog.get_by_role("textbox", name="Terms")).to_have_value(" , ,")
    axe(mine)


def test_by_keyboard_alone(mine):
    button = mine.get_by_role("button", name="Find many at once")
    mine.keyboard.press("/")
    mine.keyboard.press("Tab")
    expect(button).to_be_focused()
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("textbox", name="Terms")).to_be_focused()
    mine.keyboard.press("Escape")
    expect(button).to_be_focused()
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("textbox", name="Terms")).to_be_focused()
    mine.keyboard.type("ben@example.com x@example.com")
    mine.get_by_role("dialog").get_by_role("button", name="Find").focus()
    mine.keyboard.press("Enter")
    expect_count(mine, 1)
    mine.get_by_role("button", name="1 found nobody").focus()
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("dialog").get_by_role("textbox")).to_be_focused()


def test_a_hundred_thousand(mine):
    mine.set_default_timeout(60_000)
    mine.get_by_role("button", name="Find many at once").click()
    dialog = mine.get_by_role("dialog")
    text = "\n".join(["ada@example.com", *(f"nobody{number}@example.org" for number in range(1, MANY))])
    # Playwright types; this is pasted.
    dialog.get_by_role("textbox", name="Terms").evaluate("(field, text) => { field.value = text; }", text)
    dialog.get_by_role("button", name="Find").click()
    expect(mine.get_by_text("100,000 terms")).to_be_visible(timeout=60_000)
    expect_count(mine, 1)
    mine.get_by_role("button", name="99,999 found nobody").click()
    expect(dialog.get_by_role("textbox")).to_have_value(re.compile("^nobody1@"), timeout=60_000)


def test_every_look(opened, fresh, look):
    fresh.add(name="Ada Lovelace", email="ada@example.com")
    page = opened(fresh)
    speak(page, "ko" if look.width < 600 else "en")
    page.goto("/contacts?filter=name+is+not+empty")
    page.locator(".toolbar-terms").click()
    expect(page.locator("#dialog")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "terms-form")
    page.locator("[name=text]").fill("ada@example.com " + " ".join(f"nobody{number}@example.org" for number in range(40)))
    page.locator("#dialog button[type=submit]").click()
    expect(page.locator(".chip")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "terms")
    page.locator(".chip-bad").click()
    expect(page.locator("#missing-terms")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "terms-missing")
