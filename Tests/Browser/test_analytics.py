"""Analytics: figures in charts that can be read by pointer and keyboard, as tables and as files."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.language import speak
from harness.layout import fits, picture
from harness.people import LONG_NAME


@pytest.fixture
def people(fresh):
    fresh.add(tags=["vip"], name="Ada Lovelace", email="ada@example.com")
    fresh.add(tags=["vip", "=cmd()"], name=LONG_NAME)
    fresh.add(name="Grace Hopper", member="g1")
    fresh.send("POST", "/segments", {"name": "Very important", "filter": "tags: vip", "visibility": "shared"})


def tile(page, name):
    return page.get_by_role("region", name=name, exact=True)


def number(page, name):
    return page.locator("dl > div").filter(has=page.get_by_text(name, exact=True)).locator("dd")


def test_figures_follow_the_form_and_stand_in_the_address(opened, fresh, people):
    page = opened(fresh)
    page.goto("/contacts")
    page.get_by_role("link", name="Analytics").press("Enter")
    expect(page.get_by_role("heading", name="Analytics", level=1)).to_be_visible()
    expect(number(page, "Contacts")).to_contain_text("3")
    expect(tile(page, "Tags")).to_contain_text("vip")
    expect(number(page, "Events")).to_contain_text("3")
    page.get_by_role("radio", name="7 days").check(force=True)
    expect(page).to_have_url(re.compile("range=7d"))
    page.get_by_role("combobox", name="Filter", exact=True).fill("name contains ada")
    expect(number(page, "Contacts")).to_contain_text("1")
    expect(page).to_have_url(re.compile("filter=name"))
    page.get_by_role("combobox", name="Filter", exact=True).fill("nmae = x")
    expect(page.get_by_role("alert")).to_contain_text("name")
    expect(number(page, "Contacts")).to_contain_text("1")
    page.get_by_role("combobox", name="Filter", exact=True).fill("")
    page.get_by_role("combobox", name="Segment").select_option(label="Very important")
    expect(number(page, "Contacts")).to_contain_text("2")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.reload()
    expect(number(page, "Contacts")).to_contain_text("2")
    expect(page.get_by_role("radio", name="7 days")).to_be_checked()


def test_days_of_ones_own_are_compared_with_as_many_before(opened, fresh, people):
    page = opened(fresh)
    page.goto("/analytics?range=custom&from=2020-01-01&to=2020-01-31&period=week")
    expect(number(page, "New")).to_contain_text("0")
    page.get_by_label("From").fill("2020-02-01")
    page.get_by_label("From").blur()
    expect(page.get_by_role("alert")).to_contain_text("ends on its first day or later")


def test_a_chart_is_read_by_keyboard_and_by_pointer(opened, fresh, people):
    page = opened(fresh)
    page.goto("/analytics?range=7d")
    chart = tile(page, "New contacts").get_by_role("slider")
    chart.focus()
    expect(chart).to_have_attribute("aria-valuetext", re.compile("New 3"))
    page.keyboard.press("ArrowLeft")
    expect(chart).to_have_attribute("aria-valuetext", re.compile("New 0"))
    page.keyboard.press("End")
    expect(tile(page, "New contacts")).to_contain_text("New 3")
    hours = tile(page, "Events by weekday and hour").get_by_role("slider")
    hours.focus()
    page.keyboard.press("ArrowDown")
    expect(hours).to_have_attribute("aria-valuenow", "24")
    hours.hover(position={"x": 60, "y": 20})
    expect(hours).to_have_attribute("aria-valuetext", re.compile("Events"))


def test_a_chart_is_a_table_a_file_and_a_picture(opened, fresh, people):
    page = opened(fresh)
    page.goto("/analytics?range=7d")
    tile(page, "New contacts").get_by_text("As a table").click()
    expect(tile(page, "New contacts").get_by_role("table")).to_contain_text("3")
    with page.expect_download() as found:
        tile(page, "Tags").get_by_role("link", name="Download as CSV").click()
    text = found.value.path().read_bytes()
    assert text.startswith(b"\xef\xbb\xbf"), "Excel would not take it for UTF-8"
    lines = text.decode("utf-8-sig").splitlines()
    assert lines[0] == '"Tags","Contacts","New"'
    assert '"vip","2","2"' in lines
    assert "\"'=cmd()\",\"1\",\"1\"" in lines, "a spreadsheet would run it"
    with page.expect_download() as found:
        tile(page, "New contacts").get_by_role("button", name="Download as a picture").click()
    assert found.value.path().read_text().startswith("<svg")
    tile(page, "Tags").get_by_role("link", name="vip").click()
    expect(page.locator("#count")).to_contain_text("2")


def test_analytics_in_every_look(opened, fresh, people, look):
    page = opened(fresh)
    page.goto("/analytics")
    expect(tile(page, "Who came back")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "analytics")


def test_analytics_of_nobody(opened, nobody, look):
    page = opened(nobody)
    page.goto("/analytics")
    expect(page.get_by_text("There is nobody to count.")).to_be_visible()
    axe(page)
    fits(page)


def test_analytics_in_korean(opened, fresh, people):
    page = opened(fresh)
    speak(page, "ko")
    page.goto("/analytics")
    expect(page.get_by_role("heading", name="분석", level=1)).to_be_visible()
    expect(tile(page, "유입 경로")).to_contain_text("API")
    axe(page)
    picture(page, "analytics-ko")
