"""The filter as a form beside its line of text."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.listing import expect_count, filter_field
from harness.organizations import Organization

PROPERTIES = [
    ("plan", "Plan", {"type": "select", "options": ["free", "pro", "Größe XL"]}),
    ("ltv", "Lifetime value", {"type": "number"}),
    ("subscriber", "Subscriber", {"type": "boolean"}),
    ("birthday", "Birthday", {"type": "date"}),
    ("renewsAt", "Renews at", {"type": "datetime"}),
    ("colors", "Colors", {"type": "list"}),
    ("scores", "Scores", {"type": "listOfNumber"}),
    ("longName", "A property whose name somebody made rather long, as people do when nobody stops them", {"type": "text"}),
]


@pytest.fixture(scope="session")
def shop(kith, playwright):
    """An organization with a property of each type, which no test changes."""
    organization = Organization(kith, playwright, "shop")
    for key, name, more in PROPERTIES:
        organization.send("POST", "/properties", {"key": key, "name": name} | more)
    organization.add(name="Ada", email="ada@example.com", plan="pro", ltv=120, subscriber=True, birthday="1990-05-17",
                     renewsAt="2026-03-01T10:00:00Z", colors=["red", "blue"], scores=[1, 2], tags=["vip", "shop/shoes"])
    organization.add(name="Ben", email="ben@example.com", plan="free", ltv=7.5, subscriber=False, tags=["shop"])
    organization.add(name="Cleo", plan="Größe XL", birthday="2001-01-01", colors=["red"], tags=["vip"])
    organization.add(email="d@example.com")
    organization.send("POST", "/segments", {"name": "Big spenders", "filter": "ltv > 100"})
    return organization


@pytest.fixture
def contacts(opened, shop):
    page = opened(shop)
    page.goto("/contacts")
    expect_count(page, 4)
    return page


def begin(page):
    page.get_by_role("button", name="Filter", exact=True).click()
    shown = builder(page)
    expect(rows(page).first).to_be_visible()
    return shown


def builder(page):
    return page.get_by_role("region", name="Filter", exact=True)


def rows(page):
    """The conditions, each of which is a group named by its key, with a button that chooses another one."""
    return builder(page).locator('[role="group"]:has(> [aria-haspopup="dialog"])')


def choose(page, row, key, search=None):
    """Picks the key of a row."""
    row.get_by_role("button").first.click()
    picker = page.get_by_role("dialog", name="Choose")
    picker.get_by_role("searchbox").fill(search or key)
    picker.get_by_role("button", name=re.compile(rf"^{re.escape(key)}")).first.click()
    expect(picker).to_be_hidden()
    expect(rows(page).filter(has=page.get_by_role("button", name=key)).last).to_be_visible()


def compare(page, comparison, row=-1):
    field = rows(page).nth(row).get_by_role("combobox", name="Comparison")
    with page.expect_response(lambda response: response.url.endswith("/contacts/filter")):
        field.select_option(comparison)
    # The form is drawn anew.
    expect(field).to_have_value(re.compile(r"^\$"))


def expect_text(page, text):
    expect(filter_field(page)).to_have_value(text)


# For each type: its key, the comparison, what is filled in, the text and the number of matches.
TYPES = [
    ("Name", "contains", ["da"], "name contains da", 1),
    ("Plan", "is", "pro", "plan = pro", 1),
    ("Lifetime value", "is at least", ["7.5"], "ltv >= 7.5", 2),
    ("Lifetime value", "is between", ["1", "100"], "ltv between 1 and 100", 1),
    ("Subscriber", "is", "Yes", "subscriber = true", 1),
    ("Birthday", "on", ["1990-05-17"], "birthday on 1990-05-17", 1),
    ("Birthday", "within the last", ["100"], "birthday within last 100y", 2),
    ("Renews at", "is before", ["2026-12-31"], "renewsAt < 2026-12-31", 1),
    ("Colors", "has any of", ["red"], "colors: any(red)", 2),
    ("Scores", "has all of", ["2"], "scores: all(2)", 1),
    ("Email", "has no value", [], "email is empty", 1),
    ("Tags", "has the tag, or one below it", "shop", "tags: shop", 2),
    ("Country", "is not", "South Korea", "country != KR", 4),
]


@pytest.mark.parametrize("key, comparison, values, text, count", TYPES, ids=[text for _, _, _, text, _ in TYPES])
def test_each_type_of_value(contacts, key, comparison, values, text, count):
    page = contacts
    begin(page)
    choose(page, rows(page).first, {"Email": "E-mail"}.get(key, key))
    row = rows(page).first
    if row.get_by_role("combobox", name="Comparison").locator("option:checked").inner_text() != comparison:
        compare(page, comparison)
    if "100y" in text:
        row.get_by_role("combobox", name="Unit").select_option("years")
        expect(row.get_by_role("combobox", name="Unit")).to_have_value("year")
    if isinstance(values, str):
        row.get_by_role("combobox", name="Value").select_option(values)
    else:
        for index, value in enumerate(values):
            row.get_by_label("Value", exact=True).nth(index).fill(value)
    expect_text(page, text)
    expect_count(page, count)
    # The text makes the same form again.
    page.reload()
    begin(page)
    expect(row.get_by_role("combobox", name="Comparison").locator("option:checked")).to_have_text(comparison)
    expect_text(page, text)


def test_several_are_ticked(contacts):
    page = contacts
    begin(page)
    choose(page, rows(page).first, "Plan")
    compare(page, "is one of")
    summary = rows(page).first.locator("summary")
    summary.click()
    # The list of choices stays open while one ticks.
    for name in ("free", "Größe XL"):
        rows(page).first.get_by_role("checkbox", name=name).check()
    expect_text(page, 'plan in (free, "Größe XL")')
    expect_count(page, 2)
    expect(summary).to_have_text("free, Größe XL")
    page.keyboard.press("Escape")
    expect(rows(page).first.get_by_role("checkbox", name="pro")).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    builder(page).get_by_role("group", name="Conditions").first.click(position={"x": 5, "y": 5})
    expect(rows(page).first.get_by_role("checkbox", name="pro")).to_be_hidden()


def test_segments_and_events(contacts):
    page = contacts
    begin(page)
    choose(page, rows(page).first, "Segment")
    rows(page).first.get_by_role("combobox", name="Value").select_option("Big spenders")
    expect_count(page, 1)
    choose(page, rows(page).first, "Event")
    row = rows(page).first
    row.get_by_label("Name of the event").fill("Order Completed")
    compare(page, "is at least")
    offered = row.get_by_role("combobox", name="Comparison").get_by_role("option").all_inner_texts()
    assert "has a value" not in offered
    row.get_by_role("spinbutton", name="Value").fill("2")
    row.get_by_label("within the last").fill("30")
    expect_text(page, 'event("Order Completed") >= 2 within last 30d')
    expect_count(page, 0)


def test_groups_in_groups_and_their_joints(contacts):
    page = contacts
    page.goto("/contacts?filter=plan+is+not+empty+and+(subscriber+%3D+true+or+tags:+vip)")
    begin(page)
    expect(rows(page)).to_have_count(3)
    groups = builder(page).get_by_role("group", name="Conditions")
    expect(groups).to_have_count(2)
    joints = builder(page).get_by_role("combobox", name="How they are joined")
    expect(joints.first).to_have_value("all")
    expect(joints.last).to_have_value("any")
    for joint, text, count in [
        ("none", "plan is not empty and not (subscriber = true or tags: vip)", 1),
        ("notAll", "plan is not empty and not (subscriber = true and tags: vip)", 2),
        ("all", "plan is not empty and (subscriber = true and tags: vip)", 1),
        ("any", "plan is not empty and (subscriber = true or tags: vip)", 2),
    ]:
        joints.last.select_option(joint)
        expect(filter_field(page)).to_have_value(re.compile(re.escape(text).replace(r"\(", r"\(?").replace(r"\)", r"\)?")))
        expect_count(page, count)
    joints.first.select_option("none")
    expect_count(page, 1)
    groups.last.get_by_role("button", name="Group", exact=True).click()
    expect(groups).to_have_count(3)
    expect(rows(page)).to_have_count(4)
    choose(page, rows(page).last, "Lifetime value")
    rows(page).last.get_by_label("Value", exact=True).fill("7.5")
    expect(filter_field(page)).to_have_value(re.compile(r"ltv = 7\.5"))
    # Who removes the last row of a group removes the group.
    rows(page).last.get_by_role("button", name="Remove the condition").click()
    expect(groups).to_have_count(2)
    groups.last.get_by_role("button", name="Remove the group").click()
    expect_text(page, "not plan is not empty")
    expect(groups).to_have_count(1)
    builder(page).get_by_role("button", name="Clear").click()
    expect_text(page, "")
    expect_count(page, 4)


def test_the_text_and_the_form_follow_each_other(contacts):
    page = contacts
    begin(page)
    filter_field(page).fill("ltv > 5 and plan = free")
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first.get_by_label("Value", exact=True)).to_have_value("5")
    expect_count(page, 1)
    rows(page).first.get_by_label("Value", exact=True).fill("500")
    expect_text(page, "ltv > 500 and plan = free")
    expect_count(page, 0)
    # A text that cannot be read yet leaves the form as it is.
    filter_field(page).fill("ltv > 500 and pl")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(rows(page)).to_have_count(2)
    filter_field(page).fill("")
    expect_count(page, 4)
    expect(rows(page)).to_have_count(1)


def test_what_is_typed_in_the_form_keeps_its_focus_and_place(contacts):
    page = contacts
    begin(page)
    choose(page, rows(page).first, "Name")
    field = rows(page).first.get_by_label("Value", exact=True)
    field.focus()
    page.keyboard.type("Beda", delay=60)
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect_text(page, "name contains Beda")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect_text(page, "name contains da")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == 0


def test_by_keyboard_alone(contacts):
    page = contacts
    press = page.keyboard.press
    page.get_by_role("button", name="Filter", exact=True).focus()
    press("Enter")
    expect(rows(page)).to_have_count(1)
    builder(page).get_by_role("combobox", name="How they are joined").focus()
    press("Tab")
    expect(rows(page).first.get_by_role("button").first).to_be_focused()
    press("Enter")
    picker = page.get_by_role("dialog", name="Choose")
    expect(picker.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("lifetime")
    press("Enter")
    expect(picker).to_be_hidden()
    expect(rows(page).first.get_by_role("button", name="Lifetime value")).to_be_focused()
    press("Tab")
    expect(rows(page).first.get_by_role("combobox", name="Comparison")).to_be_focused()
    page.keyboard.type("is more")
    expect(rows(page).first.get_by_role("combobox", name="Comparison")).to_have_value("$gt")
    # The form is drawn anew once the name is written.
    with page.expect_response(lambda response: response.url.endswith("/contacts/filter")):
        press("Tab")
    page.wait_for_timeout(150)
    expect(rows(page).first.get_by_label("Value", exact=True)).to_be_focused()
    page.keyboard.type("100")
    expect_text(page, "ltv > 100")
    expect_count(page, 1)
    # Enter in a value changes nothing and removes nothing.
    press("Enter")
    page.wait_for_timeout(200)
    expect(rows(page)).to_have_count(1)
    expect_text(page, "ltv > 100")
    builder(page).get_by_role("button", name="Condition", exact=True).focus()
    press("Enter")
    expect(rows(page)).to_have_count(2)
    expect(rows(page).last.get_by_role("button", name="Choose")).to_be_focused()
    press("Enter")
    expect(picker).to_be_visible()
    page.keyboard.type("plan")
    press("ArrowDown")
    expect(picker.get_by_role("button", name="Plan")).to_be_focused()
    press("Escape")
    expect(picker).to_be_hidden()
    rows(page).last.get_by_role("button", name="Remove the condition").focus()
    press("Enter")
    expect(rows(page)).to_have_count(1)
    expect(builder(page).get_by_role("button", name="Condition", exact=True)).to_be_focused()


# What a browser empties, or a form does not offer, is still there after another part was changed.
KEPT = [
    "renewsAt > 2026-01-01T10:30:00Z", "birthday = 1990-05-17", "birthday in (1990-05-17, 2001-01-01)", "colors != (red, blue)",
    "subscriber in (true)", "colors = red", "former = \"a b\"", "ltv > much", "not ()", 'event("a") in (1, 2)',
    "birthday within last 3d", "tags: any(vip, nobody)", "plan = gone", "segment: nobody", "country in (KR, US)",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_change_elsewhere_keeps_each_condition(contacts, text):
    page = contacts
    filter_field(page).fill(f"{text} and name contains a")
    begin(page)
    last = rows(page).last
    expect(last.get_by_label("Value", exact=True)).to_have_value("a")
    with page.expect_response(lambda response: response.url.endswith("/contacts/filter")):
        last.get_by_role("combobox", name="Comparison").select_option("does not contain")
    expect_text(page, f"{text} and name not contains a")


def test_an_unknown_key_is_shown_as_such(contacts, look):
    page = contacts
    filter_field(page).fill("emial is empty and plan = pro")
    expect(page.get_by_role("alert")).to_contain_text("email")
    begin(page)
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first.get_by_role("button", name="emial")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "builder-unknown-key")
    choose(page, rows(page).first, "E-mail")
    compare(page, "has no value", row=0)
    expect_text(page, "email is empty and plan = pro")
    expect_count(page, 0)


def test_a_filter_too_large_for_the_form_says_so(contacts):
    page = contacts
    text = "(" * 1 + " or ".join(f"name = n{number}" for number in range(250)) + ")"
    filter_field(page).fill(text)
    expect_count(page, 0)
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(builder(page)).to_contain_text("Change its text")
    expect_text(page, text)
    filter_field(page).fill("plan = pro")
    expect(rows(page)).to_have_count(1)


def test_every_look(contacts, look):
    page = contacts
    filter_field(page).fill(
        'plan in (free, pro, "Größe XL") and longName contains "a rather long value that goes on and on" and '
        '(ltv between 1 and 100 or event("Order Completed").sum(total) >= 2 within last 30d or '
        'not (tags: any(vip, shop) and lastSeenAt not within last 7d))')
    begin(page)
    expect(rows(page)).to_have_count(6)
    axe(page)
    fits(page)
    picture(page, "builder")
    for row in rows(page).all():
        row.scroll_into_view_if_needed()
        for field in row.locator("button:visible, input:visible, select:visible, summary:visible").all():
            box = field.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= look.width, field
    rows(page).first.locator("summary").click()
    axe(page)
    fits(page)
    picture(page, "builder-several")
    page.keyboard.press("Escape")
    rows(page).last.get_by_role("button").first.click()
    expect(page.get_by_role("dialog", name="Choose")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "builder-picker")
