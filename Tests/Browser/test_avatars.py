"""Pictures of contacts: uploaded, shown, replaced and removed; refused in words."""
import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.images import claiming, drop, expect_colour, png, upload
from harness.language import speak
from harness.layout import fits, picture
from harness.listing import STREAM

RED, BLUE = png(255, 0, 0), png(0, 0, 255)
SOON = 4_000


@pytest.fixture
def people(fresh):
    """Ada and Ben, in an organization of the test's own."""
    fresh.send("PATCH", "/organization", {"language": "en"})
    return {name: fresh.add(name=name, email=f"{name.lower()}@example.com")["id"] for name in ("Ada", "Ben")}


def portrait(page):
    """The picture of the contact that is open."""
    return page.locator(".contact-head img")


def button(page, name="Upload a picture"):
    return page.get_by_role("button", name=name, exact=True)


def change_button(page):
    # A summary has no role in every browser.
    return page.locator("summary[aria-label='Change the picture']")


def choose(page, open_chooser, content):
    """Does what opens a window of files, and chooses one there."""
    with page.expect_file_chooser() as chooser:
        # Once this is answered the browser knows that somebody waits for the window.
        page.evaluate("0")
        open_chooser()
    chooser.value.set_files(upload("ada.png", content))


def in_list(page, name):
    return page.get_by_role("row").filter(has_text=name).locator("img")


def put(fresh, contact, content):
    """Uploads by the API, as another program."""
    fresh.send("PUT", f"/contacts/{contact}/avatar", content)


def test_a_picture_is_uploaded_replaced_and_removed(opened, fresh, people, look):
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']}")
    expect(portrait(page)).to_have_count(0)
    axe(page)
    fits(page)
    choose(page, button(page).click, RED)
    expect_colour(portrait(page), (1, 0, 0))
    expect(page.get_by_text("The picture of Ada was saved.")).to_be_visible()
    expect(change_button(page)).to_be_visible()
    page.mouse.move(0, 0)
    axe(page)
    fits(page)
    picture(page, "avatar-page")
    change_button(page).click()
    axe(page)
    fits(page)
    picture(page, "avatar-menu")
    choose(page, button(page, "Upload another picture").click, BLUE)
    expect_colour(portrait(page), (0, 0, 1))
    change_button(page).click()
    button(page, "Remove the picture").click()
    expect(portrait(page)).to_have_count(0)
    expect(page.get_by_text("The picture of Ada was removed.")).to_be_visible()
    expect(button(page)).to_be_visible()
    # It was never loaded anew.
    page.reload()
    expect(button(page)).to_be_visible()
    expect(portrait(page)).to_have_count(0)


def test_it_shows_in_rows_and_cards(opened, fresh, people, look):
    put(fresh, people["Ada"], RED)
    page = opened(fresh)
    page.goto("/contacts?sort=name")
    expect(in_list(page, "Ada")).to_be_visible()
    expect_colour(in_list(page, "Ada"), (1, 0, 0))
    expect(in_list(page, "Ben")).to_have_count(0)
    axe(page)
    fits(page)
    picture(page, "avatar-rows")
    fresh.prefer(contact_view="cards")
    page.reload()
    expect(in_list(page, "Ada")).to_be_visible()
    axe(page)
    picture(page, "avatar-cards")


def test_the_list_beside_follows_at_once(opened, fresh, people):
    page = opened(fresh)
    page.goto(f"/contacts?sort=name&contact={people['Ada']}")
    choose(page, button(page).click, RED)
    expect(portrait(page)).to_be_visible()
    expect(in_list(page, "Ada")).to_be_visible(timeout=SOON)


def test_others_see_it_by_themselves(opened, fresh, people):
    page = opened(fresh)
    with page.expect_request(STREAM):
        page.goto(f"/contacts?sort=name&contact={people['Ada']}")
    page.wait_for_timeout(300)
    put(fresh, people["Ada"], RED)
    expect(portrait(page)).to_be_visible(timeout=SOON)
    expect(in_list(page, "Ada")).to_be_visible(timeout=SOON)
    put(fresh, people["Ada"], BLUE)
    expect_colour(portrait(page), (0, 0, 1))
    expect_colour(in_list(page, "Ada"), (0, 0, 1))
    fresh.send("DELETE", f"/contacts/{people['Ada']}/avatar")
    expect(portrait(page)).to_have_count(0, timeout=SOON)
    expect(in_list(page, "Ada")).to_have_count(0, timeout=SOON)


def test_by_keyboard_alone(opened, fresh, people):
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']}")
    button(page).focus()
    choose(page, lambda: page.keyboard.press("Enter"), RED)
    expect(change_button(page)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(button(page, "Upload another picture")).to_be_focused()
    page.keyboard.press("Escape")
    expect(change_button(page)).to_be_focused()
    expect(button(page, "Upload another picture")).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(button(page, "Remove the picture")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(page)).to_be_focused()
    expect(portrait(page)).to_have_count(0)


@pytest.mark.parametrize("content, words", [
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no picture that Kith can read"),
    (RED[:90], "The picture is damaged or not all there"),
    (claiming(50_000, 50_000), "it may have 40 million pixels"),
    (RED + bytes(5 << 20), "a picture may have 5 MB"),
], ids=["text", "damaged", "pixels", "bytes"])
def test_what_is_refused_is_said_beside_it(opened, fresh, people, content, words, look):
    put(fresh, people["Ada"], BLUE)
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']}")
    change_button(page).click()
    choose(page, button(page, "Upload another picture").click, content)
    expect(page.get_by_role("alert")).to_contain_text(words)
    # The one before stays, and the next one is taken.
    expect_colour(portrait(page), (0, 0, 1))
    page.mouse.move(0, 0)
    axe(page)
    fits(page)
    picture(page, "avatar-refused")
    change_button(page).click()
    choose(page, button(page, "Upload another picture").click, RED)
    expect(page.get_by_text("The picture of Ada was saved.")).to_be_visible()
    expect(page.locator("[role=alert]:not(:empty)")).to_have_count(0)
    expect_colour(portrait(page), (1, 0, 0))


def test_it_says_that_it_is_on_its_way(opened, fresh, people):
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']}")
    held = []
    page.route("**/avatar", lambda route: held.append(route))
    choose(page, button(page).click, RED)
    expect(page.get_by_text("Uploading the picture…")).to_be_visible()
    axe(page)
    # Somebody else's change meanwhile does not take the words away, nor is a second one begun.
    fresh.send("PATCH", f"/contacts/{people['Ada']}", {"profile": {"company": "Engines"}})
    button(page).click()
    page.wait_for_timeout(1_500)
    expect(page.get_by_text("Uploading the picture…")).to_be_visible()
    assert len(held) == 1
    held[0].continue_()
    expect(portrait(page)).to_be_visible()
    expect(page.get_by_text("Uploading the picture…")).to_have_count(0)
    expect(page.get_by_text("Engines")).to_be_visible(timeout=SOON)


def test_a_page_drawn_anew_while_one_looks_for_a_file_takes_it_still(opened, fresh, people):
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']}")
    with page.expect_file_chooser() as chooser:
        page.evaluate("0")
        button(page).click()
    fresh.send("PATCH", f"/contacts/{people['Ada']}", {"profile": {"company": "Engines"}})
    expect(page.get_by_text("Engines")).to_be_visible(timeout=SOON)
    chooser.value.set_files(upload("ada.png", RED))
    expect_colour(portrait(page), (1, 0, 0))


@pytest.mark.expects("ERR_FAILED")
def test_a_broken_connection_is_told_and_can_be_tried_again(opened, fresh, people):
    page = opened(fresh)
    page.goto(f"/contacts/{people['Ada']}")
    page.route("**/avatar", lambda route: route.abort())
    choose(page, button(page).click, RED)
    expect(page.get_by_role("status").filter(has_text="Kith did not answer.")).to_be_visible()
    page.unroute("**/avatar")
    choose(page, button(page).click, RED)
    expect(portrait(page)).to_be_visible()


def test_a_file_can_be_dropped_on_the_head(opened, fresh, people):
    page = opened(fresh)
    page.goto(f"/contacts?contact={people['Ada']}")
    drop(page, page.get_by_role("heading", name="Ada"), BLUE)
    expect_colour(portrait(page), (0, 0, 1))


def test_a_picture_elsewhere_is_not_loaded(opened, fresh):
    """The watch fails the test where a page asks another host."""
    ada = fresh.add(name="Ada", avatarUrl="https://example.com/ada.png")["id"]
    page = opened(fresh)
    page.goto("/contacts")
    expect(page.get_by_role("link", name="Ada")).to_be_visible()
    page.goto(f"/contacts/{ada}")
    expect(portrait(page)).to_have_count(0)


@pytest.mark.expects("404")
def test_the_initial_shows_where_a_picture_does_not_come(opened, fresh):
    ada = fresh.add(name="Ada")["id"]
    fresh.send("PATCH", f"/contacts/{ada}", {"profile": {"avatarUrl": f"/contacts/{ada}/avatar?v={'0' * 32}"}})
    page = opened(fresh)
    for path in ("/contacts", f"/contacts/{ada}"):
        with page.expect_response(f"**/contacts/{ada}/avatar*"):
            page.goto(path)
        expect(page.locator("img.avatar-picture")).to_have_count(0)
        expect(page.get_by_text("A", exact=True).first).to_be_visible()


def test_in_korean(opened, fresh, people, look):
    page = opened(fresh)
    speak(page, "ko")
    page.goto(f"/contacts/{people['Ada']}")
    choose(page, button(page, "사진 올리기").click, RED)
    expect(page.get_by_text("Ada 님의 사진을 저장했습니다.")).to_be_visible()
    page.locator("summary[aria-label='사진 변경']").click()
    expect(button(page, "사진 삭제")).to_be_visible()
    fits(page)
    picture(page, "avatar-korean")
