"""What the line of the filter offers while one writes it."""
import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.listing import expect_count, filter_field


def offered(page):
    return page.get_by_role("listbox", name="Filter").get_by_role("option")


@pytest.fixture
def field(page):
    page.goto("/contacts")
    return filter_field(page)


def write(page, text):
    """Types a text, and waits until it is answered."""
    with page.expect_response(lambda response: "/contacts/completions" in response.url):
        page.keyboard.insert_text(text)
    # The focus was answered, too, and maybe after it.
    page.wait_for_timeout(150)


def test_a_filter_is_written_by_choosing(page, field):
    field.click()
    write(page, "tag")
    expect(offered(page).first).to_contain_text("tags")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("tags ")
    expect(offered(page).first).to_have_text(":")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(field).to_have_value("tags: ")
    expect(field).to_be_focused()
    write(page, "vi")
    expect(offered(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("tags: vip ")
    expect_count(page, 2)
    expect(offered(page).first).to_have_text("and")
    page.wait_for_timeout(150)
    page.keyboard.press("ArrowUp")
    expect(offered(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("tags: vip and ")


def test_a_list_is_written_by_choosing(page, field):
    field.click()
    write(page, "country in ")
    offered(page).filter(has_text="(").first.click()
    expect(field).to_have_value("country in (")
    write(page, "kr")
    expect(offered(page).first).to_contain_text("South Korea")
    offered(page).first.click()
    expect(field).to_have_value("country in (KR ")
    offered(page).filter(has_text=")").click()
    expect(field).to_have_value("country in (KR) ")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_in_the_middle_of_a_text(page, field):
    field.fill("tags: vip and em is empty")
    for _ in range(len(" is empty")):
        page.keyboard.press("ArrowLeft")
    write(page, "a")
    expect(offered(page).first).to_contain_text("email")
    offered(page).first.click()
    expect(field).to_have_value("tags: vip and email is empty")
    assert field.evaluate("field => field.selectionStart") <= len("tags: vip and email ")


def test_signs_of_two_halves_do_not_shift_what_is_replaced(page, field):
    field.click()
    write(page, 'name = "🎉🎉" and tags: 단')
    expect(offered(page).first).to_contain_text("단골")
    offered(page).first.click()
    expect(field).to_have_value('name = "🎉🎉" and tags: 단골 ')


def test_readers_are_told_of_the_choice(page, field):
    field.click()
    write(page, "last")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(offered(page).first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", offered(page).first.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()
    expect(field).to_have_value("last")


def test_enter_without_a_choice_asks(page, field):
    field.click()
    write(page, "tags: vip")
    page.keyboard.press("Enter")
    expect_count(page, 2)
    expect(page.get_by_role("listbox", name="Filter")).to_be_hidden()


def test_it_goes_when_the_focus_goes(page, field):
    field.click()
    expect(offered(page).first).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("listbox", name="Filter")).to_be_hidden()


def test_every_look(page, field, look):
    field.click()
    write(page, "e")
    expect(offered(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    axe(page)
    fits(page)
    picture(page, "completion")
