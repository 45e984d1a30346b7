"""Texts that try to be something else are shown as texts."""
from urllib.parse import urlencode

from harness.listing import turn
from harness.naughty import NAUGHTY


def test_as_names(page):
    page.goto("/contacts?" + urlencode({"filter": "tags: naughty"}))
    cells = page.get_by_role("cell").all_text_contents()
    while turn(page):
        cells += page.get_by_role("cell").all_text_contents()
    missing = [name for name in NAUGHTY if not any(name in cell for cell in cells)]
    assert not missing
    is_untouched(page)


def test_as_searches(page):
    for text in NAUGHTY:
        page.goto("/contacts?" + urlencode({"search": text}))
        assert page.get_by_role("searchbox").input_value() == text
        is_untouched(page)


def test_as_filters(page):
    for text in NAUGHTY:
        page.goto("/contacts?" + urlencode({"filter": text}))
        assert page.get_by_label("Filter").input_value() == text
        is_untouched(page)


def test_as_addresses_to_sign_in_with(visitor):
    for text in NAUGHTY[:30]:
        visitor.goto("/sign-in?" + urlencode({"next": text}))
        is_untouched(visitor)


def is_untouched(page):
    """Fails where a text became part of the page. What a script of it did is seen by the watch on each page."""
    assert page.title() != "taken"
    assert page.locator("#taken").count() == 0
