"""Settings, the audit log: who did what, narrowed, and as a file."""
import csv
import io
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture

HOSTILE = "<b id=taken>=1+1</b>"


@pytest.fixture
def log(opened, fresh):
    """The page of an organization in which a key has made a tag, and deleted somebody."""
    fresh.send("POST", "/tags", {"name": HOSTILE})
    contact = fresh.add(name="Ada", email="ada@example.com")
    fresh.send("DELETE", f"/contacts/{contact['id']}")
    page = opened(fresh)
    page.goto("/settings/audit-log")
    return page


def entries(page):
    return page.get_by_role("list").filter(has=page.locator(".audit-entry")).get_by_role("listitem")


def test_entries_are_there_newest_first_and_hold_no_values(log):
    expect(entries(log).first).to_contain_text("Key “tests” deleted a contact")
    expect(entries(log).nth(1)).to_contain_text("created a tag")
    expect(entries(log).nth(1)).to_contain_text(HOSTILE)
    expect(entries(log).nth(1)).to_contain_text("127.0.0.1")
    assert log.locator("#taken").count() == 0
    assert "ada@example.com" not in log.get_by_role("main").inner_text()


def test_the_keyboard_narrows_them(log):
    log.get_by_label("What").focus()
    log.keyboard.type("created a tag")
    log.keyboard.press("Tab")
    log.get_by_role("button", name="Show", exact=True).focus()
    log.keyboard.press("Enter")
    expect(entries(log)).to_have_count(1)
    expect(log).to_have_url(re.compile("action=tag.created"))
    log.get_by_role("link", name="Show all").click()
    log.get_by_label("Who").select_option(label="Command line")
    log.get_by_role("button", name="Show", exact=True).click()
    assert all("Command line" in text for text in entries(log).all_inner_texts())
    log.get_by_label("To", exact=True).fill("2020-01-01")
    log.get_by_role("button", name="Show", exact=True).click()
    expect(log.get_by_role("heading", name="No entries")).to_be_visible()


def test_older_ones_are_a_page_away(opened, fresh):
    for number in range(60):
        fresh.send("POST", "/tags", {"name": f"tag {number}"})
    page = opened(fresh)
    page.goto("/settings/audit-log?action=tag.created")
    expect(entries(page)).to_have_count(50)
    page.get_by_role("link", name="Older").click()
    expect(entries(page)).to_have_count(10)
    expect(entries(page).last).to_contain_text("tag 0")


def test_the_file_has_all_that_is_shown_and_is_noted(log):
    log.goto("/settings/audit-log?action=tag.created")
    with log.expect_download() as download:
        log.get_by_role("button", name="Download CSV").click()
    text = open(download.value.path(), encoding="utf-8-sig", newline="").read()
    head, *lines = csv.reader(io.StringIO(text))
    assert head == ["Time", "Who", "Address", "What", "About", "Details"]
    assert [(line[1], line[3], line[4]) for line in lines] == [("Key “tests”", "created a tag", f"Tag: {HOSTILE}")]
    log.goto("/settings/audit-log")
    expect(entries(log).first).to_contain_text("Ada downloaded the audit log")
    expect(entries(log).first).to_contain_text("tag.created")


def test_without_the_permission_there_is_no_such_area(opened, fresh):
    page = opened(fresh.colleague("Ben", "contacts.see"))
    page.goto("/settings")
    expect(page.get_by_role("main").get_by_role("link", name="Audit log")).to_have_count(0)
    assert page.goto("/settings/audit-log").status == 403


def test_every_look(log, look):
    axe(log)
    fits(log)
    picture(log, "audit-log")


def test_korean(opened, fresh):
    fresh.prefer(language="ko")
    page = opened(fresh)
    page.goto("/settings/audit-log")
    expect(page.get_by_role("heading", name="감사 로그")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("조직을 만듦")
