"""Settings, the roles: made, changed, removed, and what stands in the way."""
import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture

HOSTILE = "<b id=taken>Sales</b> 영업"


@pytest.fixture
def roles(opened, fresh):
    """The page of an organization with a role that nobody has."""
    fresh.send("POST", "/roles", {"name": HOSTILE, "permissions": ["contacts.see"]})
    page = opened(fresh)
    page.goto("/settings/roles")
    return page


def row(page, name):
    return page.locator("#listing > li").filter(has_text=name)


def stored(fresh, name):
    return next(role for role in fresh.send("GET", "/roles")["roles"] if role["name"] == name)["permissions"]


def test_the_keyboard_makes_one(roles, fresh):
    roles.get_by_role("link", name="New role").focus()
    roles.keyboard.press("Enter")
    expect(roles.get_by_role("heading", name="New role")).to_be_visible()
    roles.get_by_label("Name", exact=True).focus()
    roles.keyboard.type("Support")
    for _ in range(2):
        roles.keyboard.press("Tab")
    roles.keyboard.press("Space")
    roles.get_by_label("Read and answer conversations").focus()
    roles.keyboard.press("Space")
    roles.get_by_label("Name", exact=True).focus()
    roles.keyboard.press("Enter")
    expect(row(roles, "Support")).to_contain_text("2 permissions")
    expect(row(roles, "Support")).to_contain_text("0 managers")
    assert stored(fresh, "Support") == ["contacts.create", "inbox.use"]


def test_one_is_changed_and_removed(roles, fresh):
    assert roles.locator("#taken").count() == 0
    roles.get_by_role("link", name=HOSTILE).click()
    expect(roles.get_by_label("See, search and filter")).to_be_checked()
    expect(roles.get_by_label("Export contacts as a file (owners only)")).to_be_disabled()
    roles.get_by_label("Read the audit log").check()
    roles.get_by_label("Name", exact=True).fill("Auditors")
    roles.get_by_role("button", name="Save").click()
    expect(row(roles, "Auditors")).to_contain_text("2 permissions")
    assert stored(fresh, "Auditors") == ["audit.see", "contacts.see"]
    roles.get_by_role("button", name="Remove Auditors").click()
    dialog = roles.get_by_role("dialog")
    axe(roles)
    dialog.get_by_role("button", name="Remove").click()
    expect(row(roles, "Auditors")).to_have_count(0)


def test_what_is_refused_says_why(roles, fresh):
    fresh.colleague("Ben", "contacts.see")
    roles.reload()
    expect(row(roles, "Ben's role")).to_contain_text("1 manager")
    roles.get_by_role("button", name="Remove Ben's role").click()
    dialog = roles.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("1 manager has this role: give them another first.")
    expect(dialog.get_by_role("button", name="Remove")).to_have_count(0)
    roles.goto("/settings/roles/new")
    roles.get_by_label("Name", exact=True).fill("Basic")
    roles.get_by_label("Read the audit log").check()
    roles.get_by_role("button", name="Save").click()
    expect(roles.get_by_role("alert")).to_contain_text("already")
    expect(roles.get_by_label("Read the audit log")).to_be_checked()
    axe(roles)


def test_built_in_ones_are_read(roles):
    expect(row(roles, "Owner").get_by_role("button")).to_have_count(0)
    roles.get_by_role("link", name="Basic").click()
    expect(roles.get_by_text("This role is built in")).to_be_visible()
    expect(roles.get_by_label("See, search and filter")).to_be_checked()
    expect(roles.get_by_role("checkbox", disabled=False)).to_have_count(0)
    expect(roles.get_by_role("button", name="Save")).to_have_count(0)


def test_twenty_are_all(roles, fresh):
    for number in range(17):
        fresh.send("POST", "/roles", {"name": f"Role {number}", "permissions": []})
    roles.reload()
    expect(roles.get_by_text("An organization can have up to 20 roles.")).to_be_visible()
    expect(roles.get_by_role("link", name="New role")).to_have_count(0)


def test_nobody_gives_more_than_they_have(opened, fresh):
    fresh.send("POST", "/roles", {"name": "Readers", "permissions": ["audit.see"]})
    page = opened(fresh.colleague("Mia", "roles.manage", "contacts.see"))
    page.goto("/settings/roles")
    page.get_by_role("link", name="Readers").click()
    expect(page.get_by_label("Read the audit log")).to_be_disabled()
    expect(page.get_by_label("Read the audit log")).to_be_checked()
    page.get_by_label("Define roles and their permissions").check()
    page.get_by_role("button", name="Save").click()
    expect(row(page, "Readers")).to_contain_text("2 permissions")
    assert stored(fresh, "Readers") == ["audit.see", "roles.manage"]


def test_without_the_permission_there_is_no_such_area(opened, fresh):
    page = opened(fresh.colleague("Ben", "managers.manage", page="/settings"))
    assert page.goto("/settings/roles").status == 403
    assert page.goto("/settings/roles/new").status == 403


def test_every_look(roles, fresh, look):
    fresh.send("POST", "/roles", {"name": "Wolfeschlegelsteinhausenberger" * 2, "permissions": []})
    roles.reload()
    axe(roles)
    fits(roles)
    picture(roles, "roles")
    roles.get_by_role("link", name=HOSTILE).click()
    axe(roles)
    fits(roles)
    picture(roles, "role")


def test_korean(opened, fresh):
    fresh.prefer(language="ko")
    page = opened(fresh)
    page.goto("/settings/roles/new")
    expect(page.get_by_role("heading", name="새 역할")).to_be_visible()
    expect(page.get_by_label("연락처와 타임라인 보기, 검색, 필터")).to_be_visible()
    page.get_by_label("이름", exact=True).fill("Basic")
    page.get_by_role("button", name="저장").click()
    expect(page.get_by_role("alert")).to_contain_text("이미")
    page.get_by_role("link", name="취소").click()
    expect(page.get_by_role("link", name="기본", exact=True)).to_be_visible()
