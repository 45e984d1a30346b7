"""What wants mending: contacts that may be one person, and the quality of what is known."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.people import LONG_NAME


@pytest.fixture
def pairs(fresh):
    fresh.send("PATCH", "/organization", {"language": "en"})
    fresh.add(name="Min-jun Kim", company="Acme Corp.", email="minjun@example.com")
    fresh.add(name="Kim, Min Jun", company="ACME CORP.", mobileNumber="010-2222-3333")
    fresh.add(name=LONG_NAME, company="Bolt & Sons")
    fresh.add(name=LONG_NAME + "s", company="Bolt & Sons")
    fresh.add(email="nameless@example.com", company="Acme, Inc")
    fresh.send("POST", "/duplicate-searches", {})


def pair(page, name):
    return page.get_by_role("article", name=re.compile(name))


def test_two_people_are_told_apart_and_that_is_taken_back(opened, fresh, pairs):
    page = opened(fresh)
    page.goto("/duplicates")
    expect(pair(page, "Min-jun Kim")).to_contain_text("Near-same name, same company")
    expect(pair(page, "Min-jun Kim")).to_contain_text("minjun@example.com")
    expect(page.get_by_role("article")).to_have_count(2)
    pair(page, "Min-jun Kim").get_by_role("button", name="Not the same").press("Enter")
    expect(pair(page, "Min-jun Kim")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(pair(page, "Min-jun Kim")).to_be_visible()
    pair(page, "Min-jun Kim").get_by_role("button", name="Not the same").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.get_by_role("button", name="Search now").click()
    expect(page.get_by_role("article")).to_have_count(1)


def test_a_pair_is_merged(opened, fresh, pairs):
    page = opened(fresh)
    page.goto("/duplicates")
    pair(page, "Min-jun Kim").get_by_role("link", name="Merge").click()
    page.get_by_role("button", name="Merge into Min-jun Kim").click()
    expect(page.get_by_role("heading", name="Min-jun Kim")).to_be_visible()
    page.goto("/duplicates")
    expect(page.get_by_role("article")).to_have_count(1)


def test_duplicates_in_every_look(opened, fresh, pairs, look):
    page = opened(fresh)
    page.goto("/duplicates")
    axe(page)
    fits(page)
    picture(page, "duplicates")
    pair(page, "Min-jun Kim").get_by_role("button", name="Not the same").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    axe(page)


def test_no_duplicates_in_every_look(opened, fresh, look):
    fresh.send("PATCH", "/organization", {"language": "en"})
    page = opened(fresh)
    page.goto("/duplicates")
    expect(page.get_by_role("heading", name="No duplicates")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "duplicates-none")


def test_data_quality_leads_to_whom_it_counts(opened, fresh, pairs):
    page = opened(fresh)
    page.goto("/data-quality")
    page.get_by_role("link", name="Show all Without a name").click()
    expect(page.locator("#count")).to_have_text("1 match")
    page.goto("/data-quality")
    page.get_by_role("link", name="Show all ACME CORP.").click()
    expect(page.locator("#count")).to_have_text("3 matches")


def test_data_quality_in_every_look(opened, fresh, pairs, look):
    page = opened(fresh)
    page.goto("/data-quality")
    axe(page)
    fits(page)
    picture(page, "data-quality")
