"""The two languages and the two colours of pages."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.listing import expect_count

# All texts that people see or hear, without those of contacts and of the organization.
TEXTS = """
() => {
    const isStatic = (element) => !element.closest("tbody, code, kbd, time, .sidebar-head, summary, script, style");
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        if (text && isStatic(walker.currentNode.parentElement)) found.push(text);
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
        for (const name of ["aria-label", "placeholder", "title"]) {
            const text = element.getAttribute(name);
            if (text && isStatic(element) && !element.matches(".input-code")) found.push(text);
        }
    }
    return found;
}
"""
# Names that are the same in every language, and signs.
SAME = re.compile(r"Kith|English|한국어|UTM|[\d\W_]+")


@pytest.fixture
def korean(opened, fresh):
    fresh.prefer(language="ko")
    fresh.add(name="민준", email="minjun@example.kr", tags=["단골"])
    page = opened(fresh)
    page.goto("/contacts")
    return page


def english_words(page):
    texts = page.evaluate(TEXTS)
    assert len(texts) > 20
    return [text for text in texts if re.search("[A-Za-z]{2,}", SAME.sub(" ", text))]


def test_a_korean_page_has_no_english_words(korean, look):
    page = korean
    expect(page.get_by_role("heading", name="연락처")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert not set(english_words(page)) - {"Ada"}
    axe(page)
    fits(page)
    picture(page, "contacts-korean")


def test_a_korean_dialog_of_columns_and_builder_have_none_either(korean):
    page = korean
    page.get_by_role("button", name="열").click()
    expect(page.get_by_role("dialog").filter(visible=True)).to_be_visible()
    words = {text for text in english_words(page) if not re.search("OS|App|ID", text)}
    assert not words - {"Ada"}
    page.keyboard.press("Escape")
    page.get_by_role("button", name="필터", exact=True).click()
    expect(page.get_by_role("region", name="필터").get_by_role("button", name="선택")).to_be_visible()
    words = {text for text in english_words(page) if not re.search("OS|App|ID", text)}
    assert not words - {"Ada"}


def test_pages_differ_in_every_text_of_theirs(korean, fresh):
    said = korean.evaluate(TEXTS)
    fresh.prefer(language="en")
    korean.reload()
    told = korean.evaluate(TEXTS)
    assert len(said) == len(told)
    same = {one for one, other in zip(said, told) if one == other and SAME.sub("", one)}
    assert not same - {"Ada"}


def open_menu(page, organization):
    page.get_by_text(organization.email).click()


def test_the_language_is_chosen_in_the_menu_and_leads_back(opened, fresh):
    page = opened(fresh)
    page.goto("/contacts?search=ada&sort=name")
    open_menu(page, fresh)
    expect(page.get_by_role("button", name="English")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="한국어").click()
    expect(page.get_by_role("heading", name="일치하는 연락처가 없습니다")).to_be_visible()
    expect(page).to_have_url(re.compile("search=ada&sort=name"))
    open_menu(page, fresh)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Nobody matches")).to_be_visible()


@pytest.mark.parametrize("device", ["light", "dark"])
def test_the_colours_are_the_device_s_or_the_chosen_ones(opened, fresh, device):
    page = opened(fresh, color_scheme=device)
    page.goto("/contacts")

    def shown():
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return "light" if int(re.search(r"\d+", colour)[0]) > 128 else "dark"

    assert shown() == device
    for name in ("Dark", "Light"):
        open_menu(page, fresh)
        page.get_by_role("button", name=name).click()
        expect(page.locator("html")).to_have_attribute("data-scheme", name.lower())
        assert shown() == name.lower()
        axe(page)
    open_menu(page, fresh)
    page.get_by_role("button", name="Device").click()
    expect(page.locator("html[data-scheme]")).to_have_count(0)
    assert shown() == device


def test_the_menu_in_every_look(opened, fresh, look):
    page = opened(fresh)
    page.goto("/contacts")
    expect_count(page, 0)
    if look.width < 600:
        page.get_by_role("button", name="Menu").click()
    open_menu(page, fresh)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "menu")
    page.get_by_role("button", name="Keyboard").click()
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "keyboard-help")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_hidden()
