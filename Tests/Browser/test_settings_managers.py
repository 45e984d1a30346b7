"""Settings, the managers: invited, changed, signed out, removed."""
import contextlib
import re
import sqlite3

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.organizations import PASSWORD

HOSTILE = "<b id=taken>Eve</b> 이브"
LONG = "Wolfeschlegelsteinhausenbergerdorff " * 5


@pytest.fixture
def managers(opened, fresh):
    """The page of an organization with its owner Ada, and Ben, who has signed in."""
    fresh.colleague("Ben", "contacts.see")
    page = opened(fresh)
    page.goto("/settings/managers")
    return page


def row(page, name):
    return page.locator("#listing > li").filter(has_text=name)


def choose(page, name, action):
    row(page, name).get_by_label("What to do about").click()
    page.get_by_role("button", name=action, exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return page.get_by_role("dialog")


def test_whoever_is_invited_signs_in_by_the_link(managers, opened):
    managers.get_by_role("button", name="Invite a manager").click()
    dialog = managers.get_by_role("dialog")
    expect(dialog).to_contain_text("Kith cannot send e-mail yet")
    dialog.get_by_label("E-mail").fill("eve@example.com")
    dialog.get_by_label("Name").fill(HOSTILE)
    axe(managers)
    dialog.get_by_role("button", name="Make the link").click()
    link = dialog.get_by_label("One-time link").input_value()
    assert "://" in link and "/welcome/" in link
    expect(dialog.get_by_role("button", name="Copy the link")).to_be_focused()
    axe(managers)
    managers.keyboard.press("Escape")
    expect(row(managers, HOSTILE)).to_contain_text("Has not signed in yet")
    assert managers.locator("#taken").count() == 0
    visitor = opened()
    visitor.goto(link)
    visitor.get_by_label("Password").fill(PASSWORD)
    visitor.get_by_label("The same again").fill(PASSWORD)
    visitor.get_by_role("button", name="Save and sign in").click()
    expect(visitor).to_have_url(re.compile("/contacts"))
    managers.reload()
    expect(row(managers, HOSTILE)).to_contain_text("Has signed in")
    expect(row(managers, HOSTILE)).to_contain_text("Basic")


def test_the_keyboard_invites_and_renames(managers):
    managers.get_by_role("button", name="Invite a manager").focus()
    managers.keyboard.press("Enter")
    expect(managers.get_by_label("E-mail")).to_be_focused()
    managers.keyboard.type("cid@example.com")
    managers.keyboard.press("Enter")
    expect(managers.get_by_role("button", name="Copy the link")).to_be_focused()
    managers.keyboard.press("Escape")
    expect(managers.get_by_role("button", name="Invite a manager")).to_be_focused()
    menu = row(managers, "cid@example.com").get_by_label("What to do about")
    menu.focus()
    managers.keyboard.press("Enter")
    managers.keyboard.press("Tab")
    managers.keyboard.press("Enter")
    expect(managers.get_by_label("Name")).to_be_focused()
    managers.get_by_label("Name").press("ControlOrMeta+a")
    managers.keyboard.type("Cid")
    managers.keyboard.press("Enter")
    expect(row(managers, "cid@example.com").locator(".listing-name")).to_have_text("Cid")
    expect(menu).to_be_focused()


def test_another_role_and_a_new_link(managers):
    dialog = choose(managers, "Ben", "Name and role")
    expect(dialog.get_by_label("Role")).to_have_value("Ben's role")
    dialog.get_by_label("Role").select_option(label="Owner")
    dialog.get_by_role("button", name="Save").click()
    expect(row(managers, "Ben")).to_contain_text("Owner")
    dialog = choose(managers, "Ben", "New link")
    axe(managers)
    dialog.get_by_role("button", name="Make the link").click()
    expect(dialog.get_by_label("One-time link")).to_have_value(re.compile("/welcome/"))


def test_sessions_end_and_a_manager_is_removed(managers):
    dialog = choose(managers, "Ben", "End all sessions")
    dialog.get_by_role("button", name="End them").click()
    expect(managers.get_by_text("1 session was ended.")).to_be_visible()
    dialog = choose(managers, "Ben", "Remove")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    dialog.get_by_role("button", name="Remove").click()
    expect(row(managers, "Ben")).to_have_count(0)
    expect(managers.get_by_text("Ben was removed.")).to_be_visible()


def test_an_owner_switches_two_step_off_for_somebody(managers, kith):
    with contextlib.closing(sqlite3.connect(kith.folder / "data/kith.sqlite")) as database, database:
        database.execute("UPDATE managers SET totp_since = 1 WHERE name = 'Ben'")
    managers.reload()
    expect(row(managers, "Ben")).to_contain_text("Two-step on")
    dialog = choose(managers, "Ben", "Switch two-step off")
    dialog.get_by_role("button", name="Switch it off").click()
    expect(row(managers, "Ben")).to_contain_text("Two-step off")


def test_what_is_refused_says_why(managers, fresh):
    dialog = choose(managers, "Ada", "Remove")
    dialog.get_by_role("button", name="Remove").click()
    expect(dialog.get_by_role("alert")).to_contain_text("An organization keeps at least one owner")
    axe(managers)
    managers.keyboard.press("Escape")
    expect(row(managers, "Ada")).to_be_visible()
    managers.get_by_role("button", name="Invite a manager").click()
    dialog.get_by_label("E-mail").fill(fresh.email)
    dialog.get_by_role("button", name="Make the link").click()
    expect(dialog.get_by_role("alert")).to_contain_text("already")
    expect(dialog.get_by_label("E-mail")).to_have_value(fresh.email)


def test_an_owner_is_out_of_reach_for_others(opened, fresh):
    roles = "managers.manage", "contacts.see"
    page = opened(fresh.colleague("Mia", *roles))
    page.goto("/settings/managers")
    row(page, "Ada").get_by_label("What to do about").click()
    expect(row(page, "Ada").get_by_role("button")).to_have_text(["Name and role"])
    ada = row(page, "Ada").get_by_role("button", name="Name and role").get_attribute("hx-get").removesuffix("/edit")
    for action in ("link", "sessions", "two-step", "removal"):
        assert page.goto(f"{ada}/{action}").status == 403
    page.goto("/settings/managers")
    page.get_by_role("button", name="Invite a manager").click()
    expect(page.get_by_label("Role").get_by_role("option")).to_have_text(["Mia's role"])


def test_without_the_permission_there_is_no_such_area(opened, fresh):
    page = opened(fresh.colleague("Ben", "roles.manage", page="/settings"))
    assert page.goto("/settings/managers").status == 403
    assert page.goto("/settings/managers/new").status == 403


def test_every_look(managers, fresh, look):
    fresh.send("POST", "/managers", {"email": f"{'long' * 15}@example.com", "name": LONG, "role": "basic"})
    managers.reload()
    axe(managers)
    fits(managers)
    picture(managers, "managers")
    row(managers, "Ben").get_by_label("What to do about").click()
    # It lies over the buttons below while it is open.
    axe(managers, without=["target-size"])
    picture(managers, "managers-menu")
    managers.get_by_role("button", name="New link", exact=True).click()
    managers.get_by_role("dialog").get_by_role("button", name="Make the link").click()
    expect(managers.get_by_label("One-time link")).to_be_visible()
    axe(managers)
    fits(managers)
    picture(managers, "managers-link")


def test_korean(opened, fresh):
    fresh.prefer(language="ko")
    page = opened(fresh)
    page.goto("/settings/managers")
    expect(page.get_by_role("heading", name="매니저")).to_be_visible()
    page.locator("summary[id^=menu-]").click()
    page.get_by_role("button", name="삭제", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="삭제", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("소유자")
