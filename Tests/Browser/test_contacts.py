"""The page of contacts: search, filter, and what it says where there is nothing."""
import re

import pytest
from playwright.sync_api import expect

from harness import people
from harness.accessibility import axe
from harness.layout import fits, picture
from harness.listing import ask, expect_count, filter_field, names, search_field


def test_every_look(page, look):
    page.goto("/contacts")
    expect_count(page, people.COUNT)
    axe(page)
    fits(page)
    picture(page, "contacts")


def test_search_finds_by_part_of_a_name_in_any_script(page):
    page.goto("/contacts")
    for text, name in {"lovelace": "Ada Lovelace", "김민": "김민준", "محمد": "محمد بن عبد الله", "太郎": "山田太郎"}.items():
        ask(page, search=text)
        expect_count(page, 1)
        expect(page.get_by_role("link", name=name)).to_be_visible()
        expect(search_field(page)).to_have_value(text)


def test_a_filter_counts_exactly(page):
    page.goto("/contacts")
    ask(page, filter="member = true")
    expect_count(page, people.MEMBERS + 1)
    ask(page, filter="tags: vip")
    expect_count(page, 2)
    for name in ("Ada Lovelace", "김민준"):
        expect(page.get_by_role("link", name=name)).to_be_visible()


def test_a_filter_and_a_search_are_in_the_address(page, opened, house):
    page.goto("/contacts")
    ask(page, search="member", filter="email ends with \"@example.org\"")
    expect_count(page, people.MEMBERS)
    expect(page).to_have_url(re.compile("search=member.*filter=email"))
    colleague = opened(house)
    colleague.goto(page.url)
    assert names(colleague) == names(page)


def test_a_wrong_filter_is_marked_at_its_place(page, look):
    page.goto("/contacts")
    ask(page, filter="name = Ada and emial is empty")
    expect(page.get_by_role("alert")).to_contain_text("emial")
    expect(filter_field(page)).to_have_value("name = Ada and emial is empty")
    # What was found before stays while somebody is still writing.
    expect_count(page, people.COUNT)
    axe(page)
    fits(page)
    picture(page, "contacts-wrong-filter")


@pytest.mark.parametrize("search", ["nobody at all is called this", "🦖" * 20])
def test_no_match_leads_back_to_all(page, search):
    page.goto("/contacts")
    ask(page, search=search)
    expect(page.get_by_role("heading", name="Nobody matches")).to_be_visible()
    page.get_by_role("link", name="Show all").click()
    expect_count(page, people.COUNT)


def test_no_match_in_every_look(page, look):
    page.goto("/contacts?search=nobody+at+all")
    axe(page)
    fits(page)
    picture(page, "contacts-no-match")


def test_no_contacts_yet_in_every_look(opened, nobody, look):
    page = opened(nobody)
    page.goto("/contacts")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "contacts-none-yet")


def test_what_is_not_there_says_so_in_every_look(page, look):
    page.goto("/nothing-here")
    expect(page.get_by_role("heading", name="Nothing is here")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "nothing-here")


def test_the_first_key_leads_past_the_navigation(page):
    page.goto("/contacts")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
