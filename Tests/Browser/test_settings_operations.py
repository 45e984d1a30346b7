"""Settings, operations: how the installation is, and its backups."""
import sqlite3

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.organizations import Organization
from harness.server import Kith


@pytest.fixture
def alone(playwright, tmp_path):
    """The only organization of an installation of its own, with a contact."""
    with Kith(tmp_path) as running:
        organization = Organization(running, playwright, "alone")
        organization.add(name="Ada")
        yield organization


@pytest.fixture
def kith(alone):
    return alone.kith


def rows(page):
    return page.locator("#backups").get_by_role("listitem")


def test_the_owner_makes_takes_and_removes_a_backup_by_keyboard(opened, alone, tmp_path):
    page = opened(alone)
    page.goto("/settings")
    page.get_by_role("main").get_by_role("link", name="Operations").press("Enter")
    expect(page.get_by_text("No backup has been made here yet.")).to_be_visible()
    page.get_by_role("button", name="Make a backup").press("Enter")
    expect(rows(page)).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download backup").press("Enter")
    copy = tmp_path / "copy.sqlite"
    download.value.save_as(copy)
    with sqlite3.connect(copy) as database:
        assert database.execute("SELECT COUNT(*) FROM contacts").fetchone() == (1,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    page.get_by_role("button", name="Remove backup").press("Enter")
    axe(page)
    page.get_by_role("dialog").get_by_role("button", name="Remove backup").click()
    expect(page.get_by_text("No backup has been made here yet.")).to_be_visible()
    page.goto("/settings/audit-log")
    for action in ("removed a backup", "downloaded a backup", "began a backup"):
        expect(page.locator(".audit-entry").get_by_text(action).first).to_be_visible()


def test_how_the_installation_is(opened, alone, look):
    page = opened(alone)
    page.goto("/settings/operations")
    page.get_by_role("button", name="Make a backup").click()
    expect(rows(page)).to_have_count(1)
    page.get_by_text("How to restore a backup").click()
    for name in ("Version of Kith", "Runs since", "Database", "On disk", "Contacts in memory"):
        expect(page.locator("dl.facts").get_by_text(name, exact=True)).to_be_visible()
    expect(page.locator("dl.facts")).to_contain_text("SQLite")
    axe(page)
    fits(page)
    picture(page, "operations")


def test_no_backups_where_there_are_several_organizations(opened, alone, playwright):
    Organization(alone.kith, playwright, "second")
    page = opened(alone)
    page.goto("/settings/operations")
    expect(page.get_by_text("use kith backup on its machine")).to_be_visible()
    expect(page.get_by_role("button", name="Make a backup")).to_have_count(0)


def test_who_is_no_owner_sees_how_it_is_and_no_backups(opened, alone):
    page = opened(alone.colleague("Ben", "organization.manage", page="/settings"))
    page.goto("/settings/operations")
    expect(page.get_by_text("Only an owner may do this")).to_be_visible()
    expect(page.get_by_role("button", name="Make a backup")).to_have_count(0)
    answer = page.request.get("/settings/backups/list")
    assert answer.status == 403
