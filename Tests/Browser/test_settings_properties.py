"""Customer profile data: what is known of contacts, as the organization looks after it."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.listing import STREAM

SOON = 4_000
HOSTILE = "<script>document.title = 'taken'</script>"
LONG = "How many times they came back to the shop in the last year 고객이 직접 입력한 아주 긴 속성 이름"


@pytest.fixture
def mine(opened, fresh):
    """The page of properties, as the owner has it."""
    fresh.send("POST", "/properties", {"key": "plan", "name": "Plan", "type": "select", "options": ["free", "pro", "max"]})
    fresh.send("POST", "/properties", {"key": "size", "name": "Shoe size", "type": "text"})
    page = opened(fresh)
    page.goto("/settings/properties")
    return page


def row(page, name):
    return page.get_by_role("row").filter(has=page.get_by_role("button", name=name, exact=True))


def names(page):
    """The names in the order of display."""
    return page.locator("#own-properties [data-sorted]").evaluate_all("rows => rows.map((row) => row.dataset.name)")


def choose(page, name, action):
    row(page, name).get_by_label(f"{name}: More").click()
    row(page, name).get_by_role("button", name=action, exact=True).click()


def said(page, text):
    expect(page.locator("#notes").get_by_text(text)).to_be_visible()


def test_from_the_menu_to_a_new_property(mine, fresh):
    mine.goto("/contacts")
    mine.get_by_role("link", name="Settings").click()
    expect(mine.get_by_role("heading", name="Settings", level=1)).to_be_visible()
    mine.get_by_role("main").get_by_role("link", name="Customer profile data").click()
    nav = mine.get_by_role("navigation", name="Settings")
    expect(nav.get_by_role("link", name="Customer profile data")).to_have_attribute("aria-current", "page")
    mine.get_by_role("button", name="Add property").click()
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_label("Name")).to_be_focused()
    dialog.get_by_label("Name").fill("Favourite colour")
    dialog.get_by_label("Type").select_option("One of several options")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_text("a select property has 1 to 500 options")).to_be_visible()
    dialog.get_by_label("Options, one on each line").fill("red\ngreen\n\nblue")
    dialog.get_by_role("textbox", name="Default value").fill("yellow")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_text("the default value does not fit")).to_be_visible()
    expect(dialog.get_by_role("textbox", name="Default value")).to_be_focused()
    dialog.get_by_role("textbox", name="Default value").fill("GREEN")
    dialog.get_by_label("Inbox").uncheck()
    dialog.get_by_role("button", name="Add").click()
    expect(dialog).to_have_count(0)
    said(mine, "“Favourite colour” is there")
    made = row(mine, "Favourite colour")
    expect(made).to_contain_text("favouriteColour")
    expect(made).to_contain_text("red, green, blue")
    expect(made).to_contain_text("Default: green")
    expect(made.get_by_label("Shown in Contacts")).to_be_checked()
    expect(made.get_by_label("Shown in the inbox")).not_to_be_checked()
    assert names(mine)[-1] == "Favourite colour"
    assert fresh.send("GET", "/properties/favouriteColour")["hiddenInInbox"]


def test_a_key_that_cannot_be_is_refused_beside_its_field(mine):
    for key, problem in [("plan", "already"), ("createdAt", "Kith itself keeps"), ("no key", "letters, digits")]:
        mine.get_by_role("button", name="Add property").click()
        dialog = mine.get_by_role("dialog")
        dialog.get_by_label("Name").fill("Another")
        dialog.get_by_label("Key").fill(key)
        dialog.get_by_role("button", name="Add").click()
        expect(dialog.get_by_text(problem)).to_be_visible()
        expect(dialog.get_by_label("Key")).to_be_focused()
        expect(dialog.get_by_label("Name")).to_have_value("Another")
        axe(mine)
        mine.keyboard.press("Escape")


def test_by_keyboard_alone(mine, fresh):
    before = names(mine)
    mine.keyboard.press("n")
    expect(mine.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    mine.keyboard.type("Age")
    mine.keyboard.press("Enter")
    said(mine, "“Age” is there")
    expect(mine.get_by_role("button", name="Add property")).to_be_focused()
    handle = mine.get_by_role("button", name="Age: Move")
    handle.focus()
    for _ in range(2):
        mine.keyboard.press("ArrowUp")
    expect(handle).to_be_focused()
    expect(mine.locator("#order-news")).to_have_text(re.compile(r"Age is number \d+ of"))
    wanted = before[:-2] + ["Age"] + before[-2:]
    assert names(mine) == wanted
    # Kept, and the handle still has the focus once the page has looked again.
    mine.wait_for_timeout(SOON / 2)
    assert [one["name"] for one in fresh.send("GET", "/properties")["properties"]] == wanted
    expect(handle).to_be_focused()
    mine.keyboard.press("Home")
    mine.wait_for_timeout(SOON / 4)
    mine.reload()
    assert names(mine)[0] == "Age"

    more = mine.get_by_label("Age: More")
    more.focus()
    mine.keyboard.press("Enter")
    mine.keyboard.press("Tab")
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("dialog").get_by_label("Name")).to_have_value("Age")
    mine.keyboard.press("Escape")
    expect(more).to_be_focused()
    switch = mine.get_by_label("Age: Shown in the inbox")
    switch.focus()
    mine.keyboard.press("Space")
    expect(switch).not_to_be_checked()
    mine.wait_for_timeout(SOON / 2)
    expect(switch).not_to_be_checked()
    expect(switch).to_be_focused()
    assert fresh.send("GET", "/properties/age")["hiddenInInbox"]


def test_a_row_is_dragged(mine, fresh):
    handle = mine.get_by_role("button", name="Shoe size: Move")
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), mine.get_by_role("button", name="Plan: Move").bounding_box()
    mine.mouse.move(start["x"] + 8, start["y"] + 8)
    mine.mouse.down()
    mine.mouse.move(end["x"] + 8, end["y"] + 4, steps=8)
    mine.mouse.up()
    assert names(mine)[-2:] == ["Shoe size", "Plan"]
    mine.wait_for_timeout(SOON / 2)
    assert [one["key"] for one in fresh.send("GET", "/properties")["properties"]][-2:] == ["size", "plan"]


def test_options_are_renamed_replaced_and_taken_away(mine, fresh):
    fresh.add(name="Ada", plan="pro")
    fresh.add(name="Ben", plan="max")
    fresh.send("POST", "/segments", {"name": "Pros", "filter": "plan = pro"})
    mine.get_by_role("button", name="Plan", exact=True).click()
    dialog = mine.get_by_role("dialog")
    dialog.get_by_label("Option pro", exact=True).fill("professional")
    dialog.get_by_label("Take the option away: max").check()
    dialog.get_by_label("New options, one on each line").fill("team\nbusiness")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("1 contact has the option “max”")).to_be_visible()
    instead = dialog.get_by_label("1 contact has it, and gets instead:")
    expect(instead).to_be_focused()
    axe(mine)
    instead.select_option("business")
    dialog.get_by_role("button", name="Save").click()
    said(mine, "“Plan” was saved.")
    assert fresh.send("GET", "/properties/plan")["options"] == ["free", "professional", "team", "business"]
    found = fresh.send("POST", "/contacts/search", {"sort": "name"})["contacts"]
    assert [one["profile"]["plan"] for one in found] == ["professional", "business"]
    assert fresh.send("GET", "/segments")["segments"][0]["text"] == "plan = professional"


def test_a_type_is_changed_once_it_was_seen_what_fits(mine, fresh):
    for name, size in [("Ada", "36"), ("Ben", "42.5"), ("Cid", "large")]:
        fresh.add(name=name, size=size)
    choose(mine, "Shoe size", "Change type")
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_label("New type")).to_be_focused()
    dialog.get_by_label("New type").select_option("Number")
    expect(dialog.get_by_text("2 values fit")).to_be_visible()
    expect(dialog.get_by_text("1 value does not fit")).to_be_visible()
    expect(dialog.get_by_role("link", name="large")).to_be_visible()
    dialog.get_by_label("New type").select_option("One of several options")
    expect(dialog.get_by_text("3 values fit")).to_be_visible()
    expect(dialog.get_by_text("Options: 36, 42.5, large")).to_be_visible()
    axe(mine)
    dialog.get_by_label("New type").select_option("Number")
    dialog.get_by_role("button", name="Change type").click()
    expect(dialog.get_by_text("1 value does not fit")).to_be_visible()
    dialog.get_by_label("Drop it").check()
    dialog.get_by_role("button", name="Change type").click()
    said(mine, "“Shoe size” has another type now.")
    expect(row(mine, "Shoe size")).to_contain_text("Number")
    found = fresh.send("POST", "/contacts/search", {"sort": "name"})["contacts"]
    assert [one["profile"].get("size") for one in found] == [36, 42.5, None]


def test_archived_it_is_greyed_and_comes_back(mine, fresh):
    fresh.add(name="Ada", size="36")
    choose(mine, "Shoe size", "Archive")
    said(mine, "“Shoe size” is archived.")
    expect(mine.get_by_role("heading", name="Archived")).to_be_visible()
    expect(mine.get_by_role("button", name="Shoe size", exact=True)).to_have_count(0)
    axe(mine)
    mine.get_by_role("button", name="Restore Shoe size").click()
    expect(mine.get_by_role("button", name="Shoe size", exact=True)).to_be_visible()
    found = fresh.send("POST", "/contacts/search", {"filter": "size = 36"})
    assert found["count"] == 1


def test_what_is_built_in_says_why_it_cannot_be_changed(mine):
    mine.get_by_label("E-mail: More").click()
    expect(row(mine, "E-mail").get_by_text("it cannot be archived")).to_be_visible()
    expect(row(mine, "E-mail").get_by_role("button", name="Archive")).to_have_count(0)
    row(mine, "E-mail").get_by_role("button", name="Edit", exact=True).click()
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_text("its key and its type cannot be changed")).to_be_visible()
    expect(dialog.get_by_role("button", name="Change type")).to_have_count(0)
    # Left as it is, it goes by the language of whoever looks at it.
    dialog.get_by_role("button", name="Save").click()
    said(mine, "“E-mail” was saved.")
    mine.get_by_text("Kept by Kith itself").click()
    expect(mine.get_by_text("lastSeenAt", exact=True)).to_be_visible()


def test_keys_that_were_seen_are_registered_or_dismissed(mine, fresh):
    collects = mine.get_by_label("Collect new keys by themselves")
    expect(mine.get_by_text("Nothing is waiting here")).to_be_visible()
    collects.uncheck()
    expect(mine.get_by_text("No other key was seen yet.")).to_be_visible()
    expect(collects).to_be_focused()
    # They appear by themselves.
    fresh.send("PUT", "/members/m1", {"profile": {"name": "Ada", "score": 12.5, "town": "Busan 7", "gone": True}})
    expect(mine.get_by_role("button", name="Register town")).to_be_visible(timeout=SOON)
    expect(mine.get_by_role("listitem").filter(has_text="town")).to_contain_text("aaaaa 9")
    expect(mine.get_by_role("listitem").filter(has_text="town")).to_contain_text("seen 1 time")
    axe(mine)
    mine.get_by_role("button", name="Dismiss gone").click()
    expect(mine.get_by_role("button", name="Dismiss gone")).to_have_count(0)
    mine.get_by_role("button", name="Register town").click()
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_text("town", exact=True)).to_be_visible()
    dialog.get_by_label("Name").fill("Home town")
    dialog.get_by_label("Type").select_option("One of several options")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_text("a select property has 1 to 500 options")).to_be_visible()
    dialog.get_by_label("Type").select_option("Text")
    dialog.get_by_role("button", name="Add").click()
    said(mine, "“Home town” is there")
    expect(row(mine, "Home town")).to_contain_text("town")
    expect(mine.get_by_role("button", name="Register town")).to_have_count(0)
    expect(mine.get_by_role("button", name="Register score")).to_be_visible()
    collects.check()
    fresh.send("PUT", "/members/m1", {"profile": {"level": 3}})
    expect(row(mine, "level")).to_be_visible(timeout=SOON)


def test_two_pages_follow_each_other(mine, opened, fresh):
    other = opened(fresh)
    with other.expect_request(STREAM):
        other.goto("/settings/properties")
    contacts = opened(fresh)
    fresh.add(name="Ada", company="Analytical")
    with contacts.expect_request(STREAM):
        contacts.goto("/contacts")
    expect(contacts.get_by_role("columnheader", name="Company")).to_be_visible()
    other.wait_for_timeout(300)
    handle = mine.get_by_role("button", name="Shoe size: Move")
    handle.focus()
    mine.keyboard.press("Home")
    expect(other.locator("#own-properties [data-sorted]").first).to_have_attribute("data-name", "Shoe size", timeout=SOON)
    mine.get_by_label("Company: Shown in Contacts").uncheck()
    expect(other.get_by_label("Company: Shown in Contacts")).not_to_be_checked(timeout=SOON)
    # A column of the open list goes at once.
    expect(contacts.get_by_role("columnheader", name="Company")).to_have_count(0, timeout=SOON)
    expect(contacts.get_by_role("link", name="Ada")).to_be_visible()
    # A menu that is open there stays open, and what changed is shown once it is closed.
    other.get_by_label("Plan: More").click()
    mine.get_by_role("button", name="Plan", exact=True).click()
    mine.get_by_role("dialog").get_by_label("Name").fill("Tariff")
    mine.get_by_role("dialog").get_by_role("button", name="Save").click()
    other.wait_for_timeout(SOON / 2)
    expect(row(other, "Plan").get_by_role("button", name="Archive")).to_be_visible()
    other.keyboard.press("Escape")
    expect(row(other, "Tariff")).to_be_visible(timeout=SOON)


def test_two_who_edit_one_are_told(mine, opened, fresh):
    other = opened(fresh)
    other.goto("/settings/properties")
    for page, name in [(mine, "Tariff"), (other, "Price list")]:
        page.get_by_role("button", name="Plan", exact=True).click()
        page.get_by_role("dialog").get_by_label("Name").fill(name)
    mine.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(mine.get_by_role("dialog")).to_have_count(0)
    dialog = other.get_by_role("dialog")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Somebody else changed it meanwhile")).to_be_visible()
    expect(dialog.get_by_text("Tariff · free, pro, max")).to_be_visible()
    expect(dialog.get_by_label("Name")).to_have_value("Price list")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    assert fresh.send("GET", "/properties/plan")["name"] == "Price list"


def test_many_contacts_follow_in_the_background(mine, fresh, tmp_path):
    file = tmp_path / "many.csv"
    rows = [f"m{number},Member {number},pro" for number in range(1, 3001)]
    file.write_text("\n".join(["memberId,name,plan", *rows]) + "\n")
    fresh.kith.run("import", file, "--organization", fresh.name, "--kind", "members")
    mine.get_by_role("button", name="Plan", exact=True).click()
    dialog = mine.get_by_role("dialog")
    dialog.get_by_label("Take the option away: pro").check()
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_label("3,000 contacts have it, and get instead:").select_option("max")
    dialog.get_by_role("button", name="Save").click()
    said(mine, "3,000 contacts follow in the background.")
    work = mine.get_by_role("region", name="Work in the background")
    expect(work.get_by_text("Contacts follow the options of Plan")).to_be_visible()
    expect(work.get_by_text("3,000 changed")).to_be_visible(timeout=30_000)
    assert fresh.send("POST", "/contacts/search", {"filter": "plan = max", "limit": 1})["count"] == 3000


def test_hostile_names_are_shown_as_they_are(mine, fresh):
    fresh.send("POST", "/properties", {"key": "evil", "name": HOSTILE, "type": "select", "options": [HOSTILE, "\"'>{{x}}"]})
    mine.reload()
    expect(row(mine, HOSTILE)).to_contain_text("\"'>{{x}}")
    mine.get_by_role("button", name=HOSTILE, exact=True).click()
    expect(mine.get_by_role("dialog").get_by_label(f"Option {HOSTILE}", exact=True)).to_have_value(HOSTILE)
    mine.keyboard.press("Escape")
    choose(mine, HOSTILE, "Archive")
    said(mine, HOSTILE)
    assert mine.title() == "Customer profile data · Kith"


def test_whoever_may_not_sees_nothing_of_it(opened, fresh):
    page = opened(fresh.colleague("Looker", "contacts.see"))
    page.goto("/contacts")
    expect(page.get_by_role("link", name="Contacts")).to_be_visible()
    page.goto("/settings")
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_text(re.compile("My account"))
    for path, status in [("/settings/properties", 403), ("/settings/properties/new", 403),
                         ("/settings/properties/email/edit", 403), ("/settings/unregistered-keys", 403)]:
        assert page.goto(path).status == status, path
    alone = opened(fresh.colleague("Definer", "properties.manage", page="/settings"))
    alone.goto("/settings")
    expect(alone.get_by_role("main").get_by_role("link")).to_have_count(2)
    alone.goto("/settings/properties")
    expect(alone.get_by_role("button", name="E-mail", exact=True)).to_be_visible()
    axe(alone)


def test_every_look(mine, fresh, look):
    fresh.send("POST", "/properties", {"key": "howOften", "name": LONG, "type": "select",
                                       "options": [f"{LONG} {number}" for number in range(6)], "defaultValue": f"{LONG} 2"})
    fresh.send("POST", "/properties", {"key": "w" * 64, "name": "Word" * 40, "type": "text"})
    fresh.send("PUT", "/properties/size/archival", {})
    if look.width < 600:
        fresh.prefer(language="ko")
    for path, name in [("/settings", "settings"), ("/settings/properties", "properties")]:
        mine.goto(path)
        axe(mine)
        fits(mine)
        picture(mine, name)
    main = mine.locator("#main")
    main.evaluate("main => { main.scrollTop = main.scrollHeight; }")
    mine.locator("#built-in > summary").click()
    axe(mine)
    fits(mine)
    picture(mine, "properties-end")
    for opener, name in [("#edit-howOften", "property-form"), ("#more-howOften", "property-menu")]:
        mine.locator(opener).click()
        mine.wait_for_timeout(200)
        axe(mine)
        fits(mine)
        picture(mine, name)
        mine.keyboard.press("Escape")
    if look.width < 600:
        mine.get_by_role("link", name="설정").first.click()
        expect(mine.get_by_role("heading", name="설정", level=1)).to_be_visible()
