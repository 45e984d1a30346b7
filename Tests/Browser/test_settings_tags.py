"""Tags: the labels on contacts, as the organization looks after them."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.listing import STREAM, expect_count

SOON = 4_000
HOSTILE = "<script>document.title = 'taken'<|script>"


@pytest.fixture
def mine(opened, fresh):
    """The page of tags, as the owner has it."""
    fresh.add(name="Ada", tags=["vip", "product/shoes"])
    fresh.add(name="Ben", tags=["vip", "product/shoes/running"])
    fresh.add(name="Cid", tags=["product/bags"])
    page = opened(fresh)
    page.goto("/settings/tags")
    return page


def row(page, name):
    """The row of a tag, by its whole name."""
    return page.get_by_role("listitem").filter(has=page.get_by_label(f"{name}: More", exact=True))


def choose(page, name, action):
    page.get_by_label(f"{name}: More", exact=True).click()
    row(page, name).get_by_role("button", name=action, exact=True).click()


def shown(page):
    """The whole names of the rows in sight."""
    return page.locator("#tag-rows > li:not([hidden]) .tag-name").all_text_contents()


def said(page, text):
    expect(page.locator("#notes").get_by_text(text)).to_be_visible()


def names(organization):
    return [tag["name"] for tag in organization.send("GET", "/tags")["tags"]]


def test_the_tree_and_its_counts(mine):
    # A level that is no tag itself stands there, too.
    assert shown(mine) == ["product", "product/bags", "product/shoes", "product/shoes/running", "vip"]
    expect(row(mine, "vip").get_by_role("link", name="2 contacts")).to_be_visible()
    expect(row(mine, "product/shoes").get_by_role("link", name="1 contact", exact=True)).to_be_visible()
    expect(row(mine, "product/shoes").get_by_role("link", name="2 with those below")).to_be_visible()
    expect(mine.get_by_text("4 of up to 999 tags")).to_be_visible()
    mine.get_by_label("Find a tag").fill("SHOES")
    assert shown(mine) == ["product/shoes", "product/shoes/running"]
    mine.get_by_label("Find a tag").fill("nothing of it")
    expect(mine.get_by_text("No tag has that in its name.")).to_be_visible()
    mine.get_by_label("Find a tag").fill("")
    row(mine, "product/shoes").get_by_role("link", name="2 with those below").click()
    expect_count(mine, 2)
    mine.go_back()
    row(mine, "product/shoes").get_by_role("link", name="1 contact", exact=True).click()
    expect_count(mine, 1)


def test_by_keyboard_alone(mine, fresh):
    mine.keyboard.press("/")
    mine.keyboard.type("vip")
    assert shown(mine) == ["vip"]
    mine.keyboard.press("Tab")
    expect(mine.get_by_role("button", name="vip", exact=True)).to_be_focused()
    mine.keyboard.press("Enter")
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_label("Name")).to_be_focused()
    mine.keyboard.press("End")
    mine.keyboard.type("s")
    mine.keyboard.press("Tab")
    expect(dialog.get_by_label("gray")).to_be_focused()
    mine.keyboard.press("ArrowRight")
    expect(dialog.get_by_label("red")).to_be_checked()
    mine.keyboard.press("Enter")
    said(mine, "The tag “vips” was saved.")
    # What was narrowed stays so, and the focus comes back.
    expect(mine.get_by_role("button", name="vips", exact=True)).to_be_focused()
    assert shown(mine) == ["vips"]
    vips = next(tag for tag in fresh.send("GET", "/tags")["tags"] if tag["name"] == "vips")
    assert vips["colour"] == "red" and vips["count"] == 2
    mine.keyboard.press("n")
    expect(dialog.get_by_label("Name")).to_be_focused()
    mine.keyboard.type("a/b/c/d")
    mine.keyboard.press("Enter")
    expect(dialog.get_by_text("more than two levels below its first")).to_be_visible()
    expect(dialog.get_by_label("Name")).to_be_focused()
    mine.keyboard.press("Backspace")
    mine.keyboard.press("Backspace")
    mine.keyboard.press("Enter")
    said(mine, "The tag “a/b/c” was added.")

    mine.get_by_label("Find a tag").fill("")
    mine.get_by_label("vips: More").focus()
    mine.keyboard.press("Enter")
    for _ in range(2):
        mine.keyboard.press("Tab")
    mine.keyboard.press("Enter")
    expect(dialog.get_by_label("Find a tag")).to_be_focused()
    mine.keyboard.type("a/b")
    mine.keyboard.press("Tab")
    mine.keyboard.press("Space")
    expect(dialog.get_by_text("Contacts that get “a/b/c” instead of “vips”: 2")).to_be_visible()
    mine.keyboard.press("Enter")
    said(mine, "“vips” was merged into “a/b/c”.")
    expect(mine.get_by_label("vips: More")).to_have_count(0)
    mine.get_by_label("a/b/c: More").focus()
    mine.keyboard.press("Enter")
    for _ in range(3):
        mine.keyboard.press("Tab")
    mine.keyboard.press("Enter")
    expect(dialog.get_by_text("2 contacts lose it.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    mine.keyboard.press("Tab")
    mine.keyboard.press("Enter")
    said(mine, "The tag “a/b/c” was deleted.")
    assert names(fresh) == ["product/bags", "product/shoes", "product/shoes/running"]


def test_a_new_name_moves_all_below_it(mine, fresh):
    fresh.send("POST", "/segments", {"name": "Shod", "filter": "tags: \"product/shoes\""})
    mine.get_by_role("button", name="product/shoes", exact=True).click()
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_text("1 tag below it moves along.")).to_be_visible()
    dialog.get_by_label("Name").fill("Product/Bags")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("there is a tag “product/bags” already")).to_be_visible()
    expect(dialog.get_by_label("Name")).to_be_focused()
    axe(mine)
    dialog.get_by_label("Name").fill("footwear")
    dialog.get_by_role("button", name="Save").click()
    said(mine, "The tag “footwear” was saved.")
    assert shown(mine) == ["footwear", "footwear/running", "product", "product/bags", "vip"]
    assert fresh.send("GET", "/segments")["segments"][0]["text"] == "tags: footwear"
    for name, problem in [("", None), ("a,b", "so a name cannot hold one"), ("a//b", "nothing before or after a slash")]:
        mine.get_by_role("button", name="Add tag").click()
        dialog.get_by_label("Name").fill(name)
        dialog.get_by_role("button", name="Add").click()
        if problem:
            expect(dialog.get_by_text(problem)).to_be_visible()
        mine.keyboard.press("Escape")


def test_one_that_is_used_says_where_before_it_goes(mine, fresh):
    fresh.send("POST", "/segments", {"name": "Important", "filter": "tags: vip"})
    choose(mine, "vip", "Merge")
    dialog = mine.get_by_role("dialog")
    dialog.get_by_role("button", name="Merge", exact=True).click()
    expect(dialog.get_by_text("Choose another tag.")).to_be_visible()
    dialog.get_by_label("product/bags").check()
    expect(dialog.get_by_text("Contacts that get “product/bags” instead of “vip”: 2")).to_be_visible()
    expect(dialog.get_by_role("link", name="Important")).to_be_visible()
    axe(mine)
    mine.keyboard.press("Escape")
    choose(mine, "vip", "Delete")
    expect(dialog.get_by_text("2 contacts lose it.")).to_be_visible()
    expect(dialog.get_by_role("link", name="Important")).to_be_visible()
    axe(mine)
    dialog.get_by_role("button", name="Delete tag").click()
    said(mine, "The tag “vip” was deleted.")
    expect(mine.get_by_label("vip: More")).to_have_count(0)
    choose(mine, "product/shoes", "Delete")
    expect(dialog.get_by_text("1 tag below it stays.")).to_be_visible()
    dialog.get_by_role("button", name="Delete tag").click()
    expect(row(mine, "product/shoes/running")).to_be_visible()


def test_the_colour_is_shown_wherever_the_tag_is(mine, fresh):
    mine.get_by_role("button", name="vip", exact=True).click()
    mine.get_by_role("dialog").get_by_label("teal").check()
    mine.get_by_role("dialog").get_by_role("button", name="Save").click()
    said(mine, "The tag “vip” was saved.")
    mine.goto("/contacts")
    expect(mine.locator(".tag-teal").filter(has_text="vip").first).to_be_visible()
    axe(mine)


def test_two_pages_follow_each_other(mine, opened, fresh):
    other = opened(fresh)
    with other.expect_request(STREAM):
        other.goto("/settings/tags")
    other.wait_for_timeout(300)
    mine.get_by_role("button", name="vip", exact=True).click()
    mine.get_by_role("dialog").get_by_label("Name").fill("important")
    mine.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(row(other, "important")).to_be_visible(timeout=SOON)
    expect(row(other, "vip")).to_have_count(0)
    # Counts follow contacts.
    fresh.add(name="Dan", tags=["important"])
    for page in (mine, other):
        expect(row(page, "important").get_by_role("link", name="3 contacts")).to_be_visible(timeout=SOON)


def test_two_who_edit_one_are_told(mine, opened, fresh):
    other = opened(fresh)
    other.goto("/settings/tags")
    for page, name in [(mine, "best"), (other, "loved")]:
        page.get_by_role("button", name="vip", exact=True).click()
        page.get_by_role("dialog").get_by_label("Name").fill(name)
    mine.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(mine.get_by_role("dialog")).to_have_count(0)
    dialog = other.get_by_role("dialog")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("it is “best” in gray now")).to_be_visible()
    expect(dialog.get_by_label("Name")).to_have_value("loved")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    assert "loved" in names(fresh)


@pytest.mark.expects("Error Code 404")
def test_one_that_is_gone_meanwhile_says_so(mine, fresh):
    vip = next(tag for tag in fresh.send("GET", "/tags")["tags"] if tag["name"] == "vip")
    choose(mine, "vip", "Delete")
    fresh.send("DELETE", f"/tags/{vip['id']}")
    mine.get_by_role("dialog").get_by_role("button", name="Delete tag").click()
    said(mine, "There is no such tag.")
    mine.keyboard.press("Escape")
    expect(row(mine, "vip")).to_have_count(0)


def test_many_contacts_are_merged_in_the_background(mine, fresh, tmp_path):
    file = tmp_path / "many.csv"
    rows = [f"m{number},Member {number},crowd" for number in range(1, 3001)]
    file.write_text("\n".join(["memberId,name,tags", *rows]) + "\n")
    fresh.kith.run("import", file, "--organization", fresh.name, "--kind", "members")
    mine.reload()
    choose(mine, "crowd", "Merge")
    dialog = mine.get_by_role("dialog")
    dialog.get_by_label("vip").check()
    expect(dialog.get_by_text("Contacts that get “vip” instead of “crowd”: 3,000")).to_be_visible()
    dialog.get_by_role("button", name="Merge", exact=True).click()
    said(mine, "3,000 contacts follow in the background.")
    work = mine.get_by_role("region", name="Work in the background")
    expect(work.get_by_text("Merge the tag crowd into vip")).to_be_visible()
    expect(row(mine, "vip").get_by_role("link", name="3,002 contacts")).to_be_visible(timeout=30_000)
    expect(mine.get_by_text("crowd", exact=True)).to_have_count(0)


def test_hostile_names_are_shown_as_they_are(mine, fresh):
    fresh.send("POST", "/tags", {"name": HOSTILE})
    fresh.send("POST", "/tags", {"name": "{{x}} \"'&lt;"})
    mine.reload()
    assert HOSTILE in shown(mine) and "{{x}} \"'&lt;" in shown(mine)
    choose(mine, HOSTILE, "Merge")
    expect(mine.get_by_role("dialog").get_by_role("heading", name=f"Merge “{HOSTILE}”")).to_be_visible()
    mine.keyboard.press("Escape")
    choose(mine, HOSTILE, "Delete")
    mine.get_by_role("dialog").get_by_role("button", name="Delete tag").click()
    said(mine, HOSTILE)
    assert mine.title() == "Tags · Kith"


def test_whoever_may_not_sees_nothing_of_it(opened, fresh):
    tag = fresh.send("POST", "/tags", {"name": "vip"})["id"]
    paths = ["/settings/tags", "/settings/tags/list", f"/settings/tags/{tag}/edit", f"/settings/tags/{tag}/deletion"]
    looker = opened(fresh.colleague("Looker", "contacts.see", "contacts.edit"))
    for path in paths:
        assert looker.goto(path).status == 403, path
    tagger = opened(fresh.colleague("Tagger", "contacts.see", "tags.manage"))
    tagger.goto("/settings")
    main = tagger.get_by_role("main")
    expect(main.get_by_role("link", name="Tags")).to_be_visible()
    expect(main.get_by_role("link", name="Customer profile data")).to_have_count(0)
    assert tagger.goto(paths[0]).status == 200
    # Who sees no contacts is not shown how many there are.
    blind = opened(fresh.colleague("Blind", "tags.manage", "properties.manage", page="/settings"))
    blind.goto("/settings")
    expect(blind.get_by_role("main").get_by_role("link", name="Tags")).to_have_count(0)
    assert blind.goto(paths[0]).status == 403


def test_without_any_it_says_how_to_begin(opened, fresh):
    page = opened(fresh)
    page.goto("/settings/tags")
    expect(page.get_by_role("heading", name="No tags yet")).to_be_visible()
    axe(page)
    page.get_by_role("main").get_by_role("button", name="Add tag").last.click()
    page.get_by_role("dialog").get_by_label("Name").fill("first")
    page.get_by_role("dialog").get_by_role("button", name="Add").click()
    expect(row(page, "first")).to_be_visible()


def test_every_look(mine, fresh, look):
    for number in range(3):
        fresh.send("POST", "/tags", {"name": f"{number} a rather long tag that goes on and on 고객 태그/{'w' * 50}", "colour": "pink"})
    fresh.send("POST", "/segments", {"name": "Important", "filter": "tags: vip"})
    if look.width < 600:
        fresh.prefer(language="ko")
    mine.goto("/settings/tags")
    axe(mine)
    fits(mine)
    picture(mine, "tags")
    vip = mine.get_by_role("listitem").filter(has=mine.get_by_role("button", name="vip", exact=True))
    vip.locator("summary").click()
    axe(mine)
    fits(mine)
    picture(mine, "tag-menu")
    mine.keyboard.press("Escape")
    for place, name in enumerate(["tag-form", "tag-merge", "tag-deletion"]):
        vip.locator("summary").click()
        vip.locator(".menu-item").nth(place).click()
        expect(mine.get_by_role("dialog").locator("h2")).to_be_visible()
        if name == "tag-merge":
            mine.get_by_role("dialog").get_by_role("radio").first.check()
            expect(mine.locator("#merge-effect p").first).to_be_visible()
        axe(mine)
        fits(mine)
        picture(mine, name)
        mine.keyboard.press("Escape")
