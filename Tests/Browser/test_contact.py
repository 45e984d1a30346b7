"""A contact: beside the list, on a page of its own, edited in place, added and deleted."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture

TABS = ["Overview", "Conversations", "Activity", "Properties", "Tags", "Social profiles"]
HOSTILE = "<img src=x onerror=alert(1)> \"quoted\" {{braces}}"


def panel(page):
    return page.get_by_role("complementary", name="Contact beside the list")


def cell(page, name, key):
    return page.get_by_role("row").filter(has_text=name).locator(f"td[data-key='{key}']")


def open_tab(page, name):
    page.get_by_role("navigation", name="Parts of the contact").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("navigation", name="Parts of the contact").locator("[aria-current=page]")).to_have_text(name)


@pytest.fixture
def people(fresh):
    """Three people in an organization of the test's own, by name."""
    fresh.send("PATCH", "/organization", {"language": "en"})
    made = {}
    for name, company in (("Ada", "Engines"), ("Ben", "Bolts"), ("Cleo", "Ciphers")):
        made[name] = fresh.add(name=name, company=company, email=f"{name.lower()}@example.com", tags=["vip"])
    return made


@pytest.fixture
def list_page(opened, fresh, people):
    page = opened(fresh)
    page.goto("/contacts?sort=name")
    return page


def test_each_part_in_every_look(opened, fresh, people, look):
    ada = people["Ada"]["id"]
    fresh.send("PATCH", f"/contacts/{ada}", {"profile": {"notes": HOSTILE, "mobileNumber": "010-1234-5678", "title": "Countess"}})
    fresh.send("PATCH", f"/contacts/{ada}", {"unsubscribeEmail": True, "profile": {"company": "A " + "long " * 30 + "name"}})
    page = opened(fresh)
    for tab in TABS:
        page.goto(f"/contacts/{ada}")
        open_tab(page, tab)
        page.mouse.move(0, 0)
        axe(page)
        fits(page)
        picture(page, f"contact-{tab.lower().replace(' ', '-')}")
    page.goto(f"/contacts?sort=name&contact={ada}")
    for tab in TABS:
        open_tab(page, tab)
        axe(page)
        fits(page)
        picture(page, f"panel-{tab.lower().replace(' ', '-')}")


def test_a_click_opens_the_panel_and_esc_closes_it(list_page, look):
    page = list_page
    page.get_by_role("link", name="Ada").click()
    expect(panel(page).get_by_role("heading", name="Ada")).to_be_visible()
    expect(page).to_have_url(re.compile("contact=0"))
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(page).not_to_have_url(re.compile("contact="))
    expect(page.get_by_role("link", name="Ada")).to_be_focused()


def test_the_panel_is_in_the_address(list_page, people):
    page = list_page
    page.goto(f"/contacts?sort=name&contact={people['Ben']['id']}")
    expect(panel(page).get_by_role("heading", name="Ben")).to_be_visible()
    panel(page).get_by_role("button", name="Close").click()
    expect(panel(page)).to_be_hidden()


def test_back_closes_the_panel(list_page):
    page = list_page
    page.get_by_role("link", name="Ada").click()
    expect(panel(page)).to_be_visible()
    page.go_back()
    expect(panel(page)).to_be_hidden()
    page.go_forward()
    expect(panel(page).get_by_role("heading", name="Ada")).to_be_visible()


def test_keys_step_through_the_list(list_page):
    page = list_page
    page.get_by_role("link", name="Ada").click()
    expect(panel(page).get_by_role("heading", name="Ada")).to_be_visible()
    open_tab(page, "Tags")
    page.keyboard.press("j")
    expect(panel(page).get_by_role("heading", name="Ben")).to_be_visible()
    # At the part that was open before.
    expect(panel(page).get_by_role("combobox", name="Add a tag")).to_be_visible()
    panel(page).get_by_role("button", name="Next contact").click()
    expect(panel(page).get_by_role("heading", name="Cleo")).to_be_visible()
    page.keyboard.press("k")
    expect(panel(page).get_by_role("heading", name="Ben")).to_be_visible()


def test_enter_opens_and_saves_a_cell(list_page):
    page = list_page
    cell(page, "Ada", "profile.company").click()
    field = page.get_by_label("Company", exact=True)
    expect(field).to_be_focused()
    field.fill("Analytical Engines")
    page.keyboard.press("Enter")
    expect(cell(page, "Ada", "profile.company")).to_contain_text("Analytical Engines")
    expect(cell(page, "Ada", "profile.company")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Company", exact=True)).to_have_value("Bolts")
    page.keyboard.press("Escape")
    expect(cell(page, "Ben", "profile.company")).to_contain_text("Bolts")
    expect(cell(page, "Ben", "profile.company")).to_be_focused()


def test_tab_saves_and_goes_on(list_page, fresh, people):
    page = list_page
    cell(page, "Ada", "profile.email").click()
    page.get_by_label("E-mail", exact=True).fill("lovelace@example.com")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Mobile number")).to_be_focused()
    page.keyboard.type("010-1234-5678")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("E-mail", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell(page, "Ada", "profile.mobileNumber")).to_contain_text("+82")
    assert fresh.send("GET", f"/contacts/{people['Ada']['id']}")["profile"]["email"] == "lovelace@example.com"


def test_a_bad_value_says_why(list_page):
    page = list_page
    cell(page, "Ada", "profile.email").click()
    page.get_by_label("E-mail", exact=True).fill("nothing")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("has no @")
    expect(page.get_by_label("E-mail", exact=True)).to_have_value("nothing")
    axe(page)
    page.keyboard.press("Escape")
    expect(cell(page, "Ada", "profile.email")).to_contain_text("ada@example.com")


def test_a_conflict_in_a_cell_is_asked_about(list_page, fresh, people):
    page = list_page
    for answer, result in (("Keep theirs", "Theirs"), ("Save mine anyway", "Mine")):
        cell(page, "Ada", "profile.company").click()
        field = page.get_by_label("Company", exact=True)
        field.fill("Mine")
        fresh.send("PATCH", f"/contacts/{people['Ada']['id']}", {"profile": {"company": "Theirs " + answer[0]}})
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Theirs")
        axe(page)
        page.get_by_role("button", name=answer).click()
        expect(cell(page, "Ada", "profile.company")).to_contain_text(result)


def test_tags_of_a_cell(list_page):
    page = list_page
    cell(page, "Ada", "tags").click()
    field = page.get_by_role("combobox", name="Add a tag")
    expect(field).to_be_focused()
    field.press_sequentially("brand new")
    expect(page.get_by_role("option", name="New tag “brand new”")).to_be_visible()
    axe(page)
    page.keyboard.press("Enter")
    expect(field).to_have_value("")
    page.keyboard.press("Enter")
    expect(cell(page, "Ada", "tags")).to_contain_text("brand new")
    expect(cell(page, "Ada", "tags")).to_contain_text("vip")


def test_a_value_on_the_page(opened, fresh, people):
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']['id']}?tab=properties")
    company = page.locator("dd[data-key='profile.company']")
    company.get_by_role("button", name="Edit").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Company", exact=True)).to_be_focused()
    page.get_by_label("Company", exact=True).fill("Own page")
    page.keyboard.press("Enter")
    expect(company).to_contain_text("Own page")
    expect(company.get_by_role("button", name="Edit")).to_be_focused()
    notes = page.locator("dd[data-key='profile.notes']")
    notes.click()
    page.get_by_label("Notes", exact=True).fill("one\ntwo")
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(notes).to_contain_text("one\ntwo")


def test_a_property_is_added_on_the_page(opened, fresh, people, look):
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']['id']}?tab=properties")
    page.get_by_role("button", name="Add property").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("Plan")
    dialog.get_by_role("combobox", name="Type").select_option(label="One of several options")
    dialog.get_by_label("Options, one on each line").fill("free\npro")
    dialog.get_by_label("Value of this contact").fill("wrong")
    axe(page)
    fits(page)
    picture(page, "new-property")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("options")
    expect(dialog.get_by_label("Name", exact=True)).to_be_focused()
    dialog.get_by_label("Value of this contact").fill("pro")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(page.locator("dd[data-key='profile.plan']")).to_contain_text("pro")


def test_tags_are_saved_at_once(opened, fresh, people):
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']['id']}?tab=tags")
    field = page.get_by_role("combobox", name="Add a tag")
    field.fill("fresh")
    page.keyboard.press("Enter")
    expect(page.locator(".tag-list")).to_contain_text("fresh")
    expect(page.get_by_role("combobox", name="Add a tag")).to_be_focused()
    axe(page)
    page.get_by_role("button", name="Remove the tag vip").click()
    expect(page.locator(".tag-list")).not_to_contain_text("vip")
    assert fresh.send("GET", f"/contacts/{people['Ada']['id']}")["tags"] == ["fresh"]


def test_a_contact_is_added(list_page, look):
    page = list_page
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="Add contact")
    dialog.get_by_label("Name", exact=True).fill("Dora")
    dialog.get_by_label("E-mail", exact=True).fill("dora")
    axe(page)
    fits(page)
    picture(page, "new-contact")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("has no @")
    dialog.get_by_label("E-mail", exact=True).fill("dora@example.com")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(panel(page).get_by_role("heading", name="Dora")).to_be_visible()
    expect(page.locator("#count")).to_have_text("4 contacts")
    expect(page.locator("#notes")).to_contain_text("Dora was added")


def test_who_is_known_is_shown(list_page):
    page = list_page
    for way in ("Open", "Add anyway"):
        page.get_by_role("button", name="Add contact").click()
        dialog = page.get_by_role("dialog", name="Add contact")
        dialog.get_by_text("Lead", exact=True).click()
        dialog.get_by_label("E-mail", exact=True).fill("ada@example.com")
        expect(dialog.get_by_label("Name", exact=True)).to_be_hidden()
        dialog.get_by_role("button", name="Add", exact=True).click()
        expect(dialog.get_by_role("alert")).to_contain_text("belongs to Ada")
        axe(page)
        dialog.get_by_role("button", name=way).or_(dialog.get_by_role("link", name=way)).click()
        expect(dialog).to_be_hidden()
        expect(panel(page).get_by_role("heading", name="Ada" if way == "Open" else "ada@example.com")).to_be_visible()
        page.keyboard.press("Escape")
    expect(page.locator("#count")).to_have_text("4 contacts")


def test_a_contact_is_blocked_and_deleted(list_page, look):
    page = list_page
    page.get_by_role("link", name="Ada").click()
    panel(page).get_by_label("More", exact=True).click()
    axe(page)
    panel(page).get_by_role("button", name="Block", exact=True).click()
    expect(panel(page).locator(".badge-bad")).to_have_text("Blocked")
    panel(page).get_by_label("More", exact=True).click()
    panel(page).get_by_role("button", name="Delete…").click()
    dialog = page.get_by_role("dialog", name="Delete this contact?")
    expect(dialog).to_contain_text("cannot be undone")
    axe(page)
    picture(page, "contact-deletion")
    dialog.get_by_role("button", name="Delete", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(panel(page)).to_be_hidden()
    expect(page.locator("#count")).to_have_text("2 contacts")
    expect(page.locator("#notes")).to_contain_text("Ada was deleted")


def test_a_page_whose_contact_is_deleted_leads_to_the_list(opened, fresh, people):
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']['id']}")
    page.get_by_label("More", exact=True).click()
    page.get_by_role("button", name="Erase…").click()
    page.get_by_role("dialog").get_by_role("button", name="Erase", exact=True).click()
    expect(page).to_have_url(re.compile("/contacts$"))
    expect(page.locator("#notes")).to_contain_text("Ada was erased")


def test_the_timeline_goes_on_by_itself(opened, fresh, people):
    ada = people["Ada"]["id"]
    for number in range(45):
        fresh.send("PATCH", f"/contacts/{ada}", {"profile": {"company": f"Company {number}"}})
    page = opened(fresh)
    page.goto(f"/contacts/{ada}?tab=activity")
    expect(page.get_by_text("Company 44").first).to_be_visible()
    expect(page.get_by_text("Key “tests”").first).to_be_visible()
    page.get_by_role("button", name="Show earlier").scroll_into_view_if_needed()
    expect(page.get_by_role("list").get_by_text("Added", exact=True)).to_be_visible()
    page.get_by_role("navigation", name="Kinds of activity").get_by_role("link", name="Added").click()
    expect(page.get_by_text("Company 44")).to_have_count(0)


def test_what_others_change_appears_in_the_panel(list_page, fresh, people):
    page = list_page
    page.get_by_role("link", name="Ada").click()
    expect(panel(page)).to_contain_text("Engines")
    fresh.send("PATCH", f"/contacts/{people['Ada']['id']}", {"profile": {"company": "Elsewhere"}})
    expect(panel(page)).to_contain_text("Elsewhere")
