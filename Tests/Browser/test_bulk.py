"""What is done to many contacts at once: the bar, its dialogs, and the work in the background."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture

NAMES = ["Ada", "Ben", "Cleo", "Dora", "Emil", "Fay"]
LONG = "A rather long name of a tag that nobody would want to read to its very end"


@pytest.fixture
def people(fresh):
    """Six people in an organization of the test's own, by name."""
    fresh.send("PATCH", "/organization", {"language": "en"})
    return {name: fresh.add(name=name, email=f"{name.lower()}@example.com", tags=["old"]) for name in NAMES}


@pytest.fixture
def listed(opened, fresh, people):
    page = opened(fresh)
    page.goto("/contacts?sort=name")
    return page


def tick(page, *names):
    for name in names:
        page.get_by_role("checkbox", name=name, exact=True).click()


def bar(page):
    return page.get_by_role("region", name="What was ticked")


def jobs(page):
    return page.get_by_role("region", name="Work in the background")


def act(page, name):
    bar(page).get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog").get_by_role("heading")).to_be_visible()
    return page.get_by_role("dialog")


def rehearse(dialog):
    dialog.get_by_role("button", name="See what would change").click()


def tags(fresh, person):
    return fresh.send("GET", f"/contacts/{person['id']}")["tags"]


def test_tags_are_added_to_those_that_are_ticked(listed, fresh, people):
    page = listed
    expect(bar(page)).to_be_hidden()
    tick(page, "Ada", "Cleo")
    expect(bar(page)).to_contain_text("2 ticked")
    dialog = act(page, "Add tags")
    expect(dialog.get_by_label("Tags", exact=True)).to_be_focused()
    dialog.get_by_label("Tags", exact=True).fill("new, old")
    rehearse(dialog)
    expect(dialog).to_contain_text("2 will change")
    dialog.get_by_role("button", name="Start with 2 contacts").click()
    expect(dialog).to_be_hidden()
    expect(bar(page)).to_be_hidden()
    expect(jobs(page)).to_contain_text("Add tags: new, old")
    expect(jobs(page)).to_contain_text("2 changed")
    expect(page.get_by_role("row", name=re.compile("Cleo")).get_by_text("new", exact=True)).to_be_attached()
    assert {name for name, person in people.items() if "new" in tags(fresh, person)} == {"Ada", "Cleo"}
    # It goes along to other pages, until it is put away.
    page.goto("/duplicates")
    expect(jobs(page)).to_contain_text("2 changed")
    jobs(page).get_by_role("button", name="Put away: Add tags: new, old").click()
    expect(jobs(page).get_by_text("2 changed")).to_be_hidden()
    page.goto("/contacts")
    expect(jobs(page).get_by_text("2 changed")).to_be_hidden()


def test_the_keyboard_alone(listed, fresh, people):
    page = listed
    page.get_by_role("gridcell").nth(1).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(bar(page)).to_contain_text("2 ticked")
    bar(page).get_by_role("button", name="Remove tags").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Find a tag")).to_be_focused()
    page.keyboard.type("ol")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("heading", name="Remove tags")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(bar(page).get_by_role("button", name="Remove tags")).to_be_focused()
    page.keyboard.press("Escape")
    expect(bar(page)).to_be_hidden()
    assert all(tags(fresh, person) == ["old"] for person in people.values())


def test_all_that_match_but_one(listed, fresh, people):
    page = listed
    tick(page, "Ada")
    bar(page).get_by_role("button", name="Tick all 6 that match").click()
    expect(bar(page)).to_contain_text("All 6 matching are ticked")
    tick(page, "Ben")
    expect(bar(page)).to_contain_text("All 6 matching but 1 are ticked")
    dialog = act(page, "Marketing consent")
    dialog.get_by_role("group", name="E-mail").get_by_label("Opt out").check()
    rehearse(dialog)
    expect(dialog).to_contain_text("5 will change")
    dialog.get_by_role("button", name="Start with 5 contacts").click()
    expect(jobs(page)).to_contain_text("5 changed")
    out = {name for name, person in people.items() if fresh.send("GET", f"/contacts/{person['id']}")["unsubscribeEmail"]}
    assert out == set(NAMES) - {"Ben"}


def test_a_property_is_set_by_its_type_and_taken_away(listed, fresh, people):
    page = listed
    fresh.send("POST", "/properties", {"key": "size", "name": "Size", "type": "select", "options": ["S", "M"]})
    tick(page, "Ada", "Ben")
    dialog = act(page, "Set a property")
    dialog.get_by_label("Find a property").fill("size")
    expect(dialog.get_by_role("radio", name="Company")).to_be_hidden()
    dialog.get_by_role("radio", name="Size").check()
    rehearse(dialog)
    expect(dialog.get_by_role("alert")).to_have_text("Say first what is to be changed.")
    dialog.get_by_role("combobox", name="Size").select_option("M")
    rehearse(dialog)
    expect(dialog).to_contain_text("Size: M")
    dialog.get_by_role("button", name="Back").click()
    expect(dialog.get_by_role("combobox", name="Size")).to_have_value("M")
    rehearse(dialog)
    dialog.get_by_role("button", name="Start with 2 contacts").click()
    expect(jobs(page)).to_contain_text("Set: Size")
    expect(jobs(page)).to_contain_text("2 changed")
    tick(page, "Ada", "Cleo")
    dialog = act(page, "Set a property")
    dialog.get_by_role("radio", name="Size").check()
    dialog.get_by_label("Take the value away").check()
    rehearse(dialog)
    expect(dialog).to_contain_text("1 will change")
    expect(dialog).to_contain_text("1 will stay as it is")


def test_deleting_asks_for_the_number(listed, fresh, people):
    page = listed
    tick(page, "Ada", "Ben", "Cleo")
    dialog = act(page, "Delete")
    expect(dialog).to_contain_text("3 will be deleted")
    dialog.get_by_label("To go on, type their number: 3").fill("2")
    dialog.get_by_role("button", name="Delete 3 contacts").click()
    expect(dialog.get_by_text("That is not the number of contacts.")).to_be_visible()
    dialog.get_by_label("To go on, type their number: 3").fill("3")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(jobs(page)).to_contain_text("3 deleted")
    expect(page.get_by_role("status").filter(has_text="3 contacts").first).to_be_visible()
    assert fresh.send("POST", "/contacts/search", {"filter": ""})["count"] == 3


def test_who_came_meanwhile_is_asked_about(listed, fresh):
    page = listed
    page.get_by_role("checkbox", name="Tick all that match").check()
    dialog = act(page, "Add tags")
    dialog.get_by_label("Tags", exact=True).fill("new")
    rehearse(dialog)
    expect(dialog).to_contain_text("6 will change")
    late = fresh.add(name="Zoe", email="zoe@example.com")
    dialog.get_by_role("button", name="Start with 6 contacts").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Meanwhile 7 contacts match instead of 6.")
    assert tags(fresh, late) == []
    dialog.get_by_role("button", name="Start with 7 contacts").click()
    expect(jobs(page)).to_contain_text("7 changed")
    assert tags(fresh, late) == ["new"]


def test_every_look(listed, fresh, look):
    page = listed
    fresh.send("POST", "/bulk-changes", {"filter": "", "change": {"addTags": [LONG]}})
    tick(page, "Ada", "Ben", "Cleo")
    axe(page)
    fits(page)
    picture(page, "bulk-bar")
    for number, action in enumerate(["Add tags", "Remove tags", "Marketing consent", "Set a property", "Delete"]):
        dialog = act(page, action)
        if action == "Set a property":
            dialog.get_by_role("radio", name="Notes").check()
            expect(dialog.get_by_label("Take the value away")).to_be_visible()
        axe(page)
        fits(page)
        picture(page, f"bulk-dialog-{number}")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    dialog = act(page, "Add tags")
    dialog.get_by_label("Tags", exact=True).fill(",".join(f"t{number}" for number in range(20)))
    rehearse(dialog)
    expect(dialog).to_contain_text("3 cannot be changed:")
    axe(page)
    fits(page)
    picture(page, "bulk-confirmation")
