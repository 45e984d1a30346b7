"""Settings, the keys: made, with the secret shown once, renamed and revoked."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture

HOSTILE = "<b id=taken>Shop</b> 상점"


@pytest.fixture
def keys(opened, fresh):
    """The page of an organization with the key of its tests."""
    page = opened(fresh)
    page.goto("/settings/keys")
    return page


def row(page, name):
    return page.locator("#listing li.listing-row").filter(has_text=name)


def choose(page, name, action):
    row(page, name).get_by_label("What to do about").click()
    page.get_by_role("button", name=action, exact=True).click()
    return page.get_by_role("dialog")


def test_the_secret_is_shown_once_and_opens_what_its_scopes_say(keys, kith):
    keys.get_by_role("button", name="New key").click()
    dialog = keys.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill(HOSTILE)
    dialog.get_by_label("Find and read contacts").check()
    axe(keys)
    dialog.get_by_role("button", name="Make the key").click()
    secret = dialog.get_by_label("Secret of the key").input_value()
    expect(dialog.get_by_role("button", name="Copy the secret")).to_be_focused()
    axe(keys)
    keys.keyboard.press("Escape")
    expect(row(keys, HOSTILE)).to_contain_text("contacts:read")
    expect(row(keys, HOSTILE)).to_contain_text("Made by Ada on")
    expect(row(keys, HOSTILE)).to_contain_text("Never used")
    assert keys.locator("#taken").count() == 0
    assert kith.send("POST", "/contacts/search", {"limit": 1}, secret)[0] == 200
    assert kith.send("POST", "/contacts", {"profile": {"name": "Eve"}}, secret)[0] == 403
    keys.reload()
    assert secret not in keys.content()


def test_the_keyboard_makes_renames_and_revokes(keys, kith):
    keys.get_by_role("button", name="New key").focus()
    keys.keyboard.press("Enter")
    expect(keys.get_by_label("Name", exact=True)).to_be_focused()
    keys.keyboard.type("Shop")
    keys.keyboard.press("Tab")
    keys.keyboard.press("Space")
    keys.keyboard.press("Enter")
    secret = keys.get_by_label("Secret of the key").input_value()
    keys.keyboard.press("Escape")
    menu = row(keys, "Shop").get_by_label("What to do about")
    menu.focus()
    keys.keyboard.press("Enter")
    keys.keyboard.press("Tab")
    keys.keyboard.press("Enter")
    expect(keys.get_by_label("Name", exact=True)).to_be_focused()
    keys.keyboard.press("End")
    keys.keyboard.type(" of Ada")
    keys.keyboard.press("Enter")
    expect(row(keys, "Shop of Ada")).to_be_visible()
    expect(menu).to_be_focused()
    keys.keyboard.press("Enter")
    for _ in range(2):
        keys.keyboard.press("Tab")
    keys.keyboard.press("Enter")
    expect(keys.get_by_role("button", name="Cancel")).to_be_focused()
    keys.keyboard.press("Tab")
    keys.keyboard.press("Enter")
    expect(row(keys, "Shop of Ada")).to_contain_text("Revoked: just now")
    expect(row(keys, "Shop of Ada").locator("summary")).to_have_count(0)
    assert kith.send("POST", "/contacts/search", {"limit": 1}, secret)[0] == 401


def test_what_is_refused_says_why(keys):
    keys.get_by_role("button", name="New key").click()
    keys.get_by_label("Name", exact=True).fill("Shop")
    keys.get_by_role("button", name="Make the key").click()
    expect(keys.get_by_role("alert")).to_contain_text("A key needs at least one scope")
    expect(keys.get_by_label("Name", exact=True)).to_have_value("Shop")
    axe(keys)


def test_nobody_opens_more_than_they_may(opened, fresh):
    page = opened(fresh.colleague("Mia", "keys.manage", "contacts.see"))
    page.goto("/settings/keys")
    page.get_by_role("button", name="New key").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox", disabled=False)).to_have_count(1)
    expect(page.get_by_label("Everything (granted by owners only)")).to_be_disabled()


def test_without_the_permission_there_is_no_such_area(opened, fresh):
    page = opened(fresh.colleague("Ben", "contacts.see"))
    assert page.goto("/settings/keys").status == 403
    assert page.goto("/settings/keys/new").status == 403


def test_every_look(keys, fresh, look):
    scopes = ["contacts:read", "contacts:write", "segments", "conversations", "campaigns", "workflows", "settings"]
    gone = fresh.send("POST", "/keys", {"name": "Wolfeschlegelsteinhausenberger" * 4, "scopes": scopes})
    fresh.send("DELETE", f"/keys/{gone['id']}")
    keys.reload()
    axe(keys)
    fits(keys)
    picture(keys, "keys")
    keys.get_by_role("button", name="New key").click()
    expect(keys.get_by_label("Name", exact=True)).to_be_focused()
    axe(keys)
    fits(keys)
    picture(keys, "keys-new")


def test_korean(opened, fresh):
    fresh.prefer(language="ko")
    page = opened(fresh)
    page.goto("/settings/keys")
    page.get_by_role("button", name="새 키").click()
    page.get_by_label("이름").fill("상점")
    page.get_by_role("button", name="키 만들기").click()
    expect(page.get_by_role("alert")).to_contain_text("범위")
    page.get_by_label("타임라인에 이벤트 기록").check()
    page.get_by_role("button", name="키 만들기").click()
    expect(page.get_by_label("키의 비밀 값")).to_have_value(re.compile("^kith_"))
