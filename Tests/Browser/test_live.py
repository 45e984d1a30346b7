"""What others change appears by itself, and nothing of one's own is lost by it."""
import pytest
from playwright.sync_api import expect

from harness.listing import STREAM, ask, expect_count, filter_field, grid, in_sight, scroll, search_field

SOON = 2_000


def identity(contact):
    return (contact.get("contact") or contact)["id"]


@pytest.fixture
def seen(opened, fresh, tmp_path):
    """A page of 300 contacts, that says when it was left or loaded anew."""
    fresh.fill(300, tmp_path)
    fresh.ada = identity(fresh.add(name="Ada Lovelace", email="ada@example.com"))
    page = opened(fresh)
    with page.expect_request(STREAM):
        page.goto("/contacts?sort=name")
    expect_count(page, 301)
    page.evaluate("window.isSame = true")
    yield page
    assert page.evaluate("window.isSame"), "the page was loaded anew"


def rename(organization, name):
    organization.send("PATCH", f"/contacts/{organization.ada}", {"profile": {"name": name}})


def test_a_change_appears(seen, fresh):
    rename(fresh, "Ada Byron")
    expect(seen.get_by_role("link", name="Ada Byron")).to_be_visible(timeout=SOON)
    expect(seen.get_by_role("link", name="Ada Lovelace")).to_be_hidden()


def test_what_changes_before_the_page_listens_appears_too(opened, fresh):
    page = opened(fresh)
    held = []
    page.route(STREAM, lambda route: held.append(route))
    page.goto("/contacts")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    fresh.add(name="Ada Byron")
    page.wait_for_timeout(300)
    held[0].continue_()
    expect(page.get_by_role("link", name="Ada Byron")).to_be_visible(timeout=SOON)


def test_who_is_new_or_gone_is_counted(seen, fresh):
    fresh.add(name="Aaron")
    expect(seen.get_by_role("link", name="Aaron")).to_be_visible(timeout=SOON)
    expect_count(seen, 302)
    expect(grid(seen)).to_have_attribute("aria-rowcount", "303")
    fresh.send("DELETE", f"/contacts/{fresh.ada}")
    expect(seen.get_by_role("link", name="Ada Lovelace")).to_be_hidden(timeout=SOON)
    expect_count(seen, 301)


def test_who_is_scrolled_far_stays_there(seen, fresh):
    scroll(seen, 0.5)
    before = in_sight(seen)
    top = grid(seen).evaluate("table => table.closest('[data-grid]').scrollTop")
    with seen.expect_response("**/contacts/rows**"):
        rename(fresh, "Ada Byron")
    seen.wait_for_timeout(200)
    assert in_sight(seen) == before
    assert grid(seen).evaluate("table => table.closest('[data-grid]').scrollTop") == top
    scroll(seen, 0)
    expect(seen.get_by_role("link", name="Ada Byron")).to_be_visible()


def test_the_first_one_of_all_brings_the_list(opened, fresh):
    page = opened(fresh)
    with page.expect_request(STREAM):
        page.goto("/contacts")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    contact = identity(fresh.add(name="Ada"))
    expect(page.get_by_role("link", name="Ada")).to_be_visible(timeout=SOON)
    expect_count(page, 1)
    fresh.send("DELETE", f"/contacts/{contact}")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible(timeout=SOON)
    expect_count(page, 0)


def test_a_search_is_answered_anew(seen, fresh):
    ask(seen, search="byron")
    expect(seen.get_by_role("heading", name="Nobody matches")).to_be_visible()
    rename(fresh, "Ada Byron")
    expect(seen.get_by_role("link", name="Ada Byron")).to_be_visible(timeout=SOON)
    rename(fresh, "Ada Lovelace")
    expect(seen.get_by_role("heading", name="Nobody matches")).to_be_visible(timeout=SOON)


def changed(page, organization, name="Ada Byron"):
    """Brings a change about, and waits until the page has looked."""
    with page.expect_response("**/contacts/rows**"):
        rename(organization, name)
    expect(page.get_by_role("link", name=name)).to_be_visible()


def test_the_cell_with_the_focus_keeps_it(seen, fresh):
    cell = grid(seen).locator('tr[aria-rowindex="2"] > :nth-child(3)')
    grid(seen).locator('tr[aria-rowindex="2"] > :nth-child(2)').focus()
    seen.keyboard.press("ArrowRight")
    expect(cell).to_be_focused()
    changed(seen, fresh)
    expect(cell).to_be_focused()
    seen.keyboard.press("ArrowDown")
    expect(grid(seen).locator('tr[aria-rowindex="3"] > :nth-child(3)')).to_be_focused()


def test_what_is_being_typed_stays(seen, fresh):
    search_field(seen).focus()
    seen.keyboard.type("a")
    expect_count(seen, 1)
    with seen.expect_response("**/contacts/rows**"):
        rename(fresh, "Ada Byron")
    seen.keyboard.type("da", delay=30)
    expect(search_field(seen)).to_be_focused()
    expect(search_field(seen)).to_have_value("ada")
    search_field(seen).fill("")
    filter_field(seen).fill("name contains and unfinished and (")
    expect(seen.get_by_role("alert")).to_be_visible()
    rename(fresh, "Ada Lovelace")
    seen.wait_for_timeout(SOON)
    expect(filter_field(seen)).to_have_value("name contains and unfinished and (")
    expect(filter_field(seen)).to_be_focused()
    expect(seen.get_by_role("alert")).to_be_visible()


def test_an_open_dialog_and_what_is_in_it_stay(seen, fresh):
    seen.get_by_role("button", name="Columns").click()
    dialog = seen.get_by_role("dialog", name="Columns")
    dialog.get_by_role("checkbox", name="Company").uncheck()
    dialog.get_by_role("searchbox").fill("mail")
    with seen.expect_response("**/contacts/rows**"):
        rename(fresh, "Ada Byron")
    seen.wait_for_timeout(200)
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    expect(dialog.get_by_role("searchbox")).to_have_value("mail")
    dialog.get_by_role("searchbox").fill("")
    expect(dialog.get_by_role("checkbox", name="Company")).not_to_be_checked()


def test_a_filter_being_built_stays(seen, fresh):
    filter_field(seen).fill("name contains a")
    seen.get_by_role("button", name="Filter", exact=True).click()
    value = seen.get_by_role("region", name="Filter").get_by_label("Value", exact=True)
    value.focus()
    with seen.expect_response("**/contacts/rows**"):
        rename(fresh, "Ada Byron")
    seen.wait_for_timeout(200)
    expect(value).to_be_focused()


def test_the_ticks_stay(seen, fresh):
    tick = grid(seen).locator('tr[aria-rowindex="2"]').get_by_role("checkbox")
    tick.check()
    changed(seen, fresh)
    expect(tick).to_be_checked()


def test_the_sidebar_counts_anew_and_keeps_the_focus(seen, fresh):
    fresh.send("POST", "/segments", {"name": "Named", "filter": "name contains byron"})
    link = seen.get_by_role("navigation", name="Segments").get_by_role("link", name="Named")
    expect(link).to_contain_text("0", timeout=SOON)
    link.focus()
    rename(fresh, "Ada Byron")
    expect(link).to_contain_text("1", timeout=SOON)
    expect(link).to_be_focused()


def test_a_page_that_was_hidden_looks_when_it_is_seen_again(seen, fresh):
    hide = """(isHidden) => {
        Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    seen.evaluate(hide, True)
    rename(fresh, "Ada Byron")
    seen.wait_for_timeout(SOON)
    expect(seen.get_by_role("link", name="Ada Lovelace")).to_be_visible()
    seen.evaluate(hide, False)
    expect(seen.get_by_role("link", name="Ada Byron")).to_be_visible(timeout=SOON)
