"""Segments: saved from the list, changed, taken away, and how large they were."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.language import speak
from harness.layout import fits, picture

LONG = "Those who have been with us since the very beginning and still come back every single week 고객"


@pytest.fixture
def people(fresh):
    """An organization in which two of three are important."""
    fresh.add(name="Ada", email="ada@example.com", tags=["vip"])
    fresh.add(name="Ben", email="ben@example.com", tags=["vip"])
    fresh.add(name="Cid", email="cid@example.com")
    return fresh


@pytest.fixture
def mine(opened, people):
    """A page of the owner, in English."""
    page = opened(people)
    speak(page, "en")
    return page


def make(people, name="Important", filter="tags: vip"):
    return people.send("POST", "/segments", {"name": name, "filter": filter})["id"]


def expect_count(page, count):
    expect(page.locator("#count")).to_have_text(re.compile(rf"^{count} "))


def choose(page, action):
    page.get_by_label("More").click()
    page.get_by_role("button", name=action, exact=True).click()


def test_from_a_filter_to_a_segment_and_back(mine):
    mine.goto("/contacts?filter=tags%3A+vip&search=ada")
    expect_count(mine, 1)
    mine.get_by_role("button", name="Save as segment").click()
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_label("Name")).to_be_focused()
    expect(dialog.get_by_text("2 matches")).to_be_visible()
    expect(dialog.get_by_text("Tags has one of “vip”")).to_be_visible()
    expect(dialog.get_by_text("The words in the search box are not saved")).to_be_visible()
    dialog.get_by_text("Filter as text").click()
    dialog.get_by_label("Filter as text").fill("tags: vip and name = ada")
    expect(dialog.get_by_text("1 match")).to_be_visible()
    dialog.get_by_label("Filter as text").fill("tags: vip and nname = ada")
    expect(dialog.locator("mark")).to_have_text("nname")
    dialog.get_by_label("Filter as text").fill("tags: vip")
    dialog.get_by_label("Name").fill("Important")
    dialog.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("heading", name="Important", level=1)).to_be_visible()
    expect_count(mine, 2)
    expect(mine.get_by_role("link", name="Important 2")).to_have_attribute("aria-current", "page")

    choose(mine, "Duplicate")
    expect(dialog.get_by_label("Name")).to_have_value("Important (copy)")
    dialog.get_by_label("Name").fill("Important")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("There is one of this name already.")).to_be_visible()
    expect(dialog.get_by_label("Name")).to_be_focused()
    dialog.get_by_label("For me, as a saved filter").check()
    dialog.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("heading", name="Saved filters")).to_be_visible()

    choose(mine, "Delete")
    expect(dialog.get_by_text("Its contacts stay as they are")).to_be_visible()
    dialog.get_by_role("button", name="Delete").click()
    expect(mine.get_by_role("heading", name="Contacts", level=1)).to_be_visible()
    expect(mine.get_by_role("heading", name="Saved filters")).to_have_count(0)
    expect_count(mine, 3)


def test_one_that_is_used_says_where(mine, people):
    make(people)
    make(people, "All of them", "segment: Important")
    mine.goto("/contacts")
    mine.get_by_role("link", name="Important").click()
    choose(mine, "Delete")
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_role("link", name="All of them")).to_be_visible()
    expect(dialog.get_by_role("button", name="Delete")).to_have_count(0)
    axe(mine)


def test_by_keyboard_alone(mine):
    mine.keyboard.press("f")
    mine.keyboard.type("tags: vip")
    mine.keyboard.press("Enter")
    expect_count(mine, 2)
    mine.get_by_role("button", name="Save filter").focus()
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    mine.keyboard.press("Escape")
    expect(mine.get_by_role("dialog")).to_have_count(0)
    expect(mine.get_by_role("button", name="Save filter")).to_be_focused()
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    mine.keyboard.type("Mine")
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("heading", name="Mine", level=1)).to_be_visible()
    mine.get_by_label("More").focus()
    mine.keyboard.press("Enter")
    mine.keyboard.press("Escape")
    expect(mine.get_by_role("button", name="Edit", exact=True)).to_be_hidden()
    expect(mine.get_by_label("More")).to_be_focused()
    mine.keyboard.press("Enter")
    mine.keyboard.press("Tab")
    expect(mine.get_by_role("button", name="Edit", exact=True)).to_be_focused()
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("dialog").get_by_label("Name")).to_have_value("Mine")
    mine.keyboard.press("Escape")
    expect(mine.get_by_label("More")).to_be_focused()


def test_a_broken_one_can_be_mended(mine, people):
    people.send("POST", "/properties", {"key": "plan", "name": "Plan", "type": "text"})
    segment = make(people, "Pros", "plan = pro and tags: vip")
    people.send("PUT", "/properties/plan/archival", {})
    mine.goto(f"/contacts?segment={segment}")
    expect(mine.locator("#filter-problem mark")).to_have_text("plan")
    mine.get_by_role("button", name="Mend the filter").click()
    mine.get_by_label("Filter as text").fill("tags: vip")
    mine.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect_count(mine, 2)


def test_counts_in_the_sidebar_follow(mine, people):
    make(people)
    mine.goto("/contacts")
    expect(mine.get_by_role("link", name="Important 2")).to_be_visible()
    mine.get_by_role("link", name="Important 2").focus()
    people.add(name="Dan", email="dan@example.com", tags=["vip"])
    expect(mine.get_by_role("link", name="Important 3")).to_be_focused()


def test_size_over_time(mine, people):
    segment = make(people)
    mine.goto(f"/contacts?segment={segment}")
    mine.get_by_role("link", name="Size over time").click()
    # The watcher notes the first size within a second or two.
    for _ in range(20):
        if mine.get_by_role("slider").count():
            break
        mine.wait_for_timeout(500)
        mine.reload()
    slider = mine.get_by_role("slider", name="Contacts over time")
    slider.focus()
    mine.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"· 2$"))
    mine.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", "1")
    box = slider.bounding_box()
    mine.mouse.move(box["x"] + 80, box["y"] + 100)
    expect(slider).to_have_attribute("aria-valuenow", "0")
    mine.get_by_text("As a table").click()
    expect(mine.get_by_role("row")).to_have_count(3)
    mine.get_by_role("link", name="90 days").click()
    expect(mine.get_by_role("link", name="90 days")).to_have_attribute("aria-current", "true")
    people.add(name="Eve", email="eve@example.com", tags=["vip"])
    for _ in range(20):
        if mine.get_by_role("link", name="Eve").count():
            break
        mine.wait_for_timeout(500)
        mine.reload()
    expect(mine.get_by_role("listitem").filter(has_text="Eve")).to_contain_text("entered")


def test_every_look(opened, people, look):
    segment = people.send(
        "POST", "/segments", {"name": LONG, "description": LONG * 3, "filter": "tags: vip and name is not empty"}
    )["id"]
    page = opened(people)
    speak(page, "ko" if look.width < 600 else "en")
    page.goto(f"/contacts?segment={segment}&filter=email+is+not+empty")
    axe(page)
    fits(page)
    picture(page, "segment")
    if look.width > 760:
        link = page.get_by_role("navigation", name="Segments").get_by_role("link")
        assert link.evaluate("link => link.getBoundingClientRect().right < link.closest('header').clientWidth")
    page.locator("[data-menu] summary").click()
    axe(page)
    picture(page, "segment-menu")
    page.locator(".menu-item").first.click()
    expect(page.locator("#dialog")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "segment-form")
    page.keyboard.press("Escape")
    page.wait_for_timeout(2_500)
    page.goto(f"/segments/{segment}/history")
    expect(page.get_by_role("slider")).to_be_visible()
    page.locator("details.more summary").click()
    axe(page)
    fits(page)
    picture(page, "segment-history")
