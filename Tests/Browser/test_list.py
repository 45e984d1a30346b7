"""The list of contacts under one scroll bar: scrolling, keyboard, cards, sorting, ticking, what its address says."""
import re

import pytest
from playwright.sync_api import expect

from harness import people
from harness.accessibility import axe
from harness.layout import fits, picture
from harness.listing import ask, expect_count, filter_field, grid, in_sight, names, scroll, search_field, walk

BY_NAME = "/contacts?sort=name"
COUNT = 3_000


def having(digits):
    """The contacts whose number has some digits in it, which a search for them finds."""
    found = (f"Member {number:04}" for number in range(1, COUNT + 1))
    return [name for name in found if digits in name]


def cell(page, rank, column=1):
    return grid(page).locator(f'tr[aria-rowindex="{rank + 2}"] > :nth-child({column + 1})')


def are_numbered(seen):
    """Whether each contact stands at the rank of its number, with none left out between them."""
    ranks = sorted(seen)
    assert ranks == list(range(ranks[0], ranks[-1] + 1))
    return all(name == f"Member {rank + 1:04}" for rank, name in seen.items())


@pytest.fixture
def listed(opened, crowd):
    page = opened(crowd)
    page.goto(BY_NAME)
    expect_count(page, COUNT)
    return page


@pytest.fixture
def by_keyboard(listed):
    cell(listed, 0).focus()
    return listed


def test_the_scroll_bar_leads_anywhere_in_every_look(listed, look):
    assert are_numbered(in_sight(listed)) and 0 in in_sight(listed)
    axe(listed)
    for part, rank in (0.5, COUNT // 2), (0.9, COUNT * 9 // 10), (1, COUNT - 1), (0.25, COUNT // 4), (0, 0):
        scroll(listed, part)
        seen = in_sight(listed)
        assert are_numbered(seen)
        assert min(seen) - 12 <= rank <= max(seen) + 12
        if part in (0, 1):
            assert rank in seen
        if part == 0.5:
            axe(listed)
            fits(listed)
            picture(listed, "contacts-middle")


def test_each_contact_is_there_once(listed):
    seen = walk(listed)
    assert are_numbered(seen) and len(seen) == COUNT


def test_each_contact_is_there_once_in_the_usual_order(page):
    page.goto("/contacts")
    expect_count(page, people.COUNT)
    seen = walk(page)
    assert sorted(seen) == list(range(people.COUNT))
    assert sum(name.startswith("Member ") for name in seen.values()) == people.MEMBERS


def test_a_drag_of_the_bar_asks_for_nothing_twice(listed):
    asked = []
    listed.on("request", lambda request: asked.append(request.url) if "/contacts/rows" in request.url else None)
    grid(listed).evaluate(
        """async (table) => {
            const list = table.closest("[data-grid]");
            for (let step = 0; step <= 100; step += 1) {
                list.scrollTop = list.scrollHeight * step / 100;
                await new Promise((done) => requestAnimationFrame(done));
            }
        }""")
    assert COUNT - 1 in in_sight(listed)
    # How many there are depends on how fast the machine is: rows that are passed quickly are not asked for at all.
    assert len(asked) == len(set(asked))


def test_readers_are_told_how_long_it_is(listed):
    expect(grid(listed)).to_have_attribute("aria-rowcount", str(COUNT + 1))
    scroll(listed, 1)
    last = grid(listed).get_by_role("row", name=f"Member {COUNT}")
    expect(last).to_have_attribute("aria-rowindex", str(COUNT + 1))
    # Few of them are in the page, however many there are.
    assert grid(listed).get_by_role("row").count() < 80


def test_the_keys_go_from_cell_to_cell(by_keyboard):
    page = by_keyboard
    press = page.keyboard.press
    for key, rank, column in [
        ("ArrowDown", 1, 1), ("ArrowRight", 1, 2), ("ArrowRight", 1, 3), ("ArrowUp", 0, 3), ("ArrowUp", 0, 3),
        ("Home", 0, 1), ("ArrowLeft", 0, 0), ("ArrowLeft", 0, 0), ("ArrowRight", 0, 1), ("Control+End", COUNT - 1, 1),
        ("ArrowDown", COUNT - 1, 1), ("ArrowUp", COUNT - 2, 1), ("Control+Home", 0, 1),
    ]:
        press(key)
        expect(cell(page, rank, column)).to_be_focused()
        assert rank in in_sight(page)
    press("End")
    expect(cell(page, 0, 9)).to_be_focused()
    expect(cell(page, 0, 9)).to_be_in_viewport(ratio=0.9)


def test_page_down_and_up_go_by_what_is_in_sight(by_keyboard):
    page = by_keyboard
    whole = len(in_sight(page))
    rank = 0
    for _ in range(10):
        page.keyboard.press("PageDown")
        expect(page.locator("td:focus")).to_have_count(1)
        now = place(page, since=rank)
        assert whole - 4 <= now - rank <= whole
        rank = now
    page.keyboard.press("PageUp")
    assert place(page, since=rank) < rank


def place(page, since):
    """The rank of the row with the focus, once it is another one than before."""
    expect(cell(page, since)).not_to_be_focused()
    return int(page.locator("tr:has(td:focus)").get_attribute("aria-rowindex")) - 2


def test_held_down_keys_arrive_where_they_should(by_keyboard):
    for _ in range(150):
        by_keyboard.keyboard.press("ArrowDown")
    expect(cell(by_keyboard, 150)).to_be_focused()


def test_who_scrolls_away_comes_back_by_a_key(by_keyboard):
    by_keyboard.keyboard.press("ArrowDown")
    expect(cell(by_keyboard, 1)).to_be_focused()
    scroll(by_keyboard, 0.5)
    assert 1 not in in_sight(by_keyboard)
    by_keyboard.keyboard.press("ArrowDown")
    expect(cell(by_keyboard, 2)).to_be_focused()
    assert 2 in in_sight(by_keyboard)


def test_tab_reaches_one_cell_of_the_list_alone(by_keyboard):
    by_keyboard.keyboard.press("ArrowDown")
    expect(cell(by_keyboard, 1)).to_be_focused()
    by_keyboard.keyboard.press("Tab")
    assert by_keyboard.evaluate("document.activeElement.closest('tbody')") is None
    by_keyboard.keyboard.press("Shift+Tab")
    expect(cell(by_keyboard, 1)).to_be_focused()


def test_enter_opens_the_contact(by_keyboard):
    by_keyboard.route(re.compile("/contacts/[^/?]+$"), lambda route: route.fulfill(body="opened"))
    by_keyboard.keyboard.press("Enter")
    expect(by_keyboard).not_to_have_url(re.compile("sort=name$"))


def test_sorting_by_name_and_back(page):
    page.goto("/contacts?filter=member+%3D+true+and+name+is+not+empty")
    head = page.get_by_role("columnheader", name="Name", exact=True)
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert names(page)[0] == "Member 001"
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert names(page)[0] == f"Member {people.MEMBERS}"


def test_the_address_says_it_all_and_the_way_back_works(opened, crowd):
    page = opened(crowd)
    page.goto("/contacts")
    ask(page, search="member 00")
    expect_count(page, len(having("00")))
    page.get_by_role("columnheader", name="Name", exact=True).get_by_role("link").click()
    expect(page).to_have_url(re.compile("search=member%2000&sort=name"))
    ask(page, filter="name ends with 007")
    expect_count(page, 3)
    page.reload()
    expect_count(page, 3)
    assert names(page) == ["Member 0007", "Member 1007", "Member 2007"]
    page.go_back()
    expect(page).to_have_url(re.compile("search=member%2000$"))
    expect_count(page, len(having("00")))
    expect(search_field(page)).to_have_value("member 00")
    expect(filter_field(page)).to_have_value("")
    page.go_forward()
    expect_count(page, 3)
    expect(filter_field(page)).to_have_value("name ends with 007")
    colleague = opened(crowd)
    colleague.goto(page.url)
    assert names(colleague) == names(page)


def test_a_search_begins_at_the_top_again(listed):
    scroll(listed, 1)
    ask(listed, search="member 1")
    expect_count(listed, len(having("1")))
    assert min(in_sight(listed)) == 0


# Ticking.

def tick(page, rank):
    return cell(page, rank, 0).get_by_role("checkbox")


def tick_all(page):
    return page.get_by_role("checkbox", name="Tick all that match")


def ticked(page):
    """The ranks of those in the page that are ticked, which is said to readers, too."""
    rows = grid(page).get_by_role("row", selected=True)
    ranks = [int(index) - 2 for index in rows.evaluate_all("rows => rows.map((row) => row.ariaRowIndex ?? row.getAttribute('aria-rowindex'))")]
    for rank in ranks:
        expect(tick(page, rank)).to_be_checked()
    return ranks


def test_ticking_one_and_a_range(listed):
    tick(listed, 1).click()
    assert ticked(listed) == [1]
    tick(listed, 6).click(modifiers=["Shift"])
    expect(tick(listed, 4)).to_be_checked()
    assert ticked(listed) == [1, 2, 3, 4, 5, 6]
    tick(listed, 3).click()
    assert ticked(listed) == [1, 2, 4, 5, 6]
    listed.keyboard.press("Escape")
    assert ticked(listed) == []


def test_ticking_by_keyboard_over_rows_that_were_not_loaded(by_keyboard):
    by_keyboard.keyboard.press("Space")
    assert ticked(by_keyboard) == [0]
    for _ in range(20):
        by_keyboard.keyboard.press("PageDown")
    by_keyboard.wait_for_timeout(300)
    by_keyboard.keyboard.press("Shift+Space")
    last = int(by_keyboard.locator("tr:has(td:focus)").get_attribute("aria-rowindex")) - 2
    assert last > 200
    expect(tick(by_keyboard, last - 1)).to_be_checked()
    scroll(by_keyboard, last / 2 / COUNT)
    assert set(in_sight(by_keyboard)) <= set(ticked(by_keyboard))
    expect(tick_all(by_keyboard)).to_be_checked(indeterminate=True)


def test_ticking_all_and_leaving_one_out(listed):
    tick_all(listed).click()
    expect(tick(listed, 0)).to_be_checked()
    scroll(listed, 1)
    assert set(in_sight(listed)) <= set(ticked(listed))
    tick(listed, COUNT - 1).click()
    expect(tick_all(listed)).to_be_checked(indeterminate=True)
    scroll(listed, 0.5)
    assert set(in_sight(listed)) <= set(ticked(listed))
    tick_all(listed).click()
    expect(tick_all(listed)).to_be_checked()
    tick_all(listed).click()
    assert ticked(listed) == []


# Columns.

def heads(page):
    return page.get_by_role("columnheader").all_inner_texts()[1:]


def dialog(page):
    page.get_by_role("button", name="Columns").click()
    shown = page.get_by_role("dialog", name="Columns")
    expect(shown).to_be_visible()
    return shown


@pytest.fixture
def own(opened, fresh, tmp_path):
    """A list whose columns may be changed."""
    fresh.fill(300, tmp_path)
    page = opened(fresh)
    page.goto(BY_NAME)
    expect_count(page, 300)
    return page


def test_the_dialog_of_columns_in_every_look(listed, look):
    shown = dialog(listed)
    axe(listed)
    fits(listed)
    picture(listed, "columns")
    shown.get_by_role("searchbox").fill("last se")
    expect(shown.get_by_role("checkbox", name="Last seen", exact=True)).to_be_visible()
    expect(shown.get_by_role("checkbox", name="Company")).to_be_hidden()
    # The first one empties the field.
    listed.keyboard.press("Escape")
    listed.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(listed.get_by_role("button", name="Columns")).to_be_focused()


def test_columns_are_chosen_and_moved_by_keyboard_and_kept(own):
    shown = dialog(own)
    shown.get_by_role("checkbox", name="Company").uncheck()
    shown.get_by_role("checkbox", name="Website").check()
    handle = shown.get_by_role("button", name="E-mail: Move")
    handle.focus()
    own.keyboard.press("ArrowDown")
    expect(handle).to_be_focused()
    own.keyboard.press("ArrowDown")
    with own.expect_navigation():
        shown.get_by_role("button", name="Save").click()
    expect(own.get_by_role("columnheader", name="Website")).to_be_visible()
    chosen = heads(own)
    assert chosen[:4] == ["Name", "Mobile number", "Last conversation", "E-mail"]
    assert "Company" not in chosen
    own.goto("/contacts")
    assert heads(own) == chosen
    with own.expect_navigation():
        dialog(own).get_by_role("button", name="Usual columns").click()
    expect(own.get_by_role("columnheader", name="Company")).to_be_visible()
    expect(own.get_by_role("columnheader", name="Website")).to_be_hidden()


def test_columns_are_moved_by_drag(own):
    shown = dialog(own)
    first = shown.get_by_role("button", name="E-mail: Move").bounding_box()
    third = shown.get_by_role("button", name="Last conversation: Move").bounding_box()
    own.mouse.move(first["x"] + 8, first["y"] + 8)
    own.mouse.down()
    own.mouse.move(first["x"] + 8, first["y"] + 30, steps=5)
    own.mouse.move(third["x"] + 8, third["y"] + 20, steps=10)
    own.mouse.up()
    shown.get_by_role("button", name="Save").click()
    expect(own.get_by_role("columnheader").nth(2)).to_have_text("Mobile number")
    assert heads(own).index("E-mail") > 1


def test_a_column_is_made_wider_by_its_edge_and_stays_so(own):
    head = own.get_by_role("columnheader", name="E-mail")
    before = head.bounding_box()
    edge = before["x"] + before["width"] - 3
    own.mouse.move(edge, before["y"] + 10)
    own.mouse.down()
    own.mouse.move(edge + 120, before["y"] + 10, steps=6)
    with own.expect_response("**/preferences"):
        own.mouse.up()
    assert abs(head.bounding_box()["width"] - before["width"] - 120) < 3
    expect(own).to_have_url(re.compile("sort=name$"))
    own.reload()
    assert abs(head.bounding_box()["width"] - before["width"] - 120) < 3


def test_the_keyboard_makes_columns_wider_and_narrower(own):
    head = own.get_by_role("columnheader", name="E-mail")
    before = head.bounding_box()["width"]
    head.get_by_role("link").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        with own.expect_response("**/preferences"):
            own.keyboard.press("Alt+" + key)
    assert abs(head.bounding_box()["width"] - before - 32) < 3
    own.reload()
    assert abs(head.bounding_box()["width"] - before - 32) < 3
    # One by which nobody can sort has its head reached by Tab, too.
    own.get_by_role("columnheader", name="Tags").get_by_text("Tags").focus()
    expect(own.get_by_role("columnheader", name="Tags").get_by_text("Tags")).to_be_focused()



def test_enter_in_the_search_for_a_column_changes_nothing_of_the_view(own, fresh):
    fresh.prefer(contact_view="cards")
    own.reload()
    dialog(own).get_by_role("searchbox").fill("web")
    with own.expect_navigation():
        own.keyboard.press("Enter")
    expect(dialog(own).get_by_role("button", name="Cards")).to_have_attribute("aria-pressed", "true")


# Cards.

def test_cards_in_every_look(opened, fresh, tmp_path, look):
    fresh.fill(300, tmp_path)
    fresh.add(name=people.LONG_NAME, email=people.LONG_EMAIL, tags=["one", "two"], company="A " * 60)
    page = opened(fresh)
    page.goto(BY_NAME)
    with page.expect_navigation():
        dialog(page).get_by_role("button", name="Cards").click()
    expect_count(page, 301)
    axe(page)
    fits(page)
    picture(page, "cards")
    seen = walk(page)
    assert sorted(seen) == list(range(301)) and len(set(seen.values())) == 301
    scroll(page, 0)
    cell(page, 0).focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, 1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    below = place(page, since=1)
    assert below == 2 if look.width < 600 else below > 3
    page.keyboard.press("Control+End")
    expect(cell(page, 300)).to_be_focused()
    with page.expect_navigation():
        dialog(page).get_by_role("button", name="List", exact=True).click()
    assert len(in_sight(page)) > 5


# A million of them: the bar is scaled there, as no element is that high.

MILLION = 1_000_000


@pytest.fixture
def million(opened, crowd):
    page = opened(crowd)
    columns = []

    def whole(route):
        answer = route.fetch()
        columns.append(re.search(r'data-columns="([^"]*)"', answer.text())[1])
        route.fulfill(response=answer, body=answer.text().replace('data-total="3000"', f'data-total="{MILLION}"'))

    def rows(route):
        first = int(re.search(r"from=(\d+)", route.request.url)[1])
        body = "".join(
            f'<tr class="row" data-id="c{rank}" aria-rowindex="{rank + 2}"><td class="cell-tick"></td>'
            f'<td class="cell-person"><a href="/contacts/{rank}" tabindex="-1" data-contact>Row {rank}</a></td></tr>'
            for rank in range(first, min(first + 50, MILLION)))
        route.fulfill(body=body, headers={"Kith-Count": str(MILLION), "Kith-Count-Text": "many",
                                          "Kith-Columns": columns[-1]})

    page.route(re.compile(r"/contacts\?"), whole)
    page.route("**/contacts/rows**", rows)
    page.goto(BY_NAME)
    return page


def top_of(page, rank):
    return cell(page, rank).evaluate("cell => cell.getBoundingClientRect().top")


def test_of_a_million_the_bar_reaches_the_middle_and_both_ends(million):
    scroll(million, 0.5)
    seen = in_sight(million)
    assert all(name == f"Row {rank}" for rank, name in seen.items())
    assert abs(min(seen) - MILLION / 2) < 100
    scroll(million, 1)
    assert max(in_sight(million)) == MILLION - 1
    expect(cell(million, MILLION - 1)).to_be_in_viewport(ratio=0.9)
    scroll(million, 0)
    assert min(in_sight(million)) == 0


@pytest.mark.parametrize("part", [0, 0.5, 1])
def test_of_a_million_the_wheel_moves_by_its_own_pixels(million, part):
    scroll(million, part)
    seen = sorted(in_sight(million))
    rank = seen[len(seen) // 2]
    sign = -1 if part == 1 else 1
    before = top_of(million, rank)
    million.mouse.move(700, 500)
    million.mouse.wheel(0, 120 * sign)
    million.wait_for_timeout(60)
    million.mouse.wheel(0, 120 * sign)
    million.wait_for_timeout(400)
    assert abs(before - top_of(million, rank) - 240 * sign) <= 2
    # And back: near an edge that is the edge of the bar, too.
    for _ in range(2):
        million.mouse.wheel(0, -120 * sign)
        million.wait_for_timeout(60)
    million.wait_for_timeout(400)
    assert abs(before - top_of(million, rank)) <= 2


def test_of_a_million_the_keys_reach_each_row(million):
    cell(million, 0).focus()
    million.keyboard.press("Control+End")
    expect(cell(million, MILLION - 1)).to_be_focused()
    assert MILLION - 1 in in_sight(million)
    for rank in range(MILLION - 2, MILLION - 60, -1):
        million.keyboard.press("ArrowUp")
    expect(cell(million, MILLION - 59)).to_be_focused()
    million.wait_for_timeout(300)
    assert MILLION - 59 in in_sight(million)
    million.keyboard.press("Control+Home")
    expect(cell(million, 0)).to_be_focused()
    assert min(in_sight(million)) == 0
