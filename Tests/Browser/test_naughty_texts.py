"""Texts that try to be something else are shown as texts."""
from urllib.parse import urlencode

from harness.listing import filter_field, search_field, walk
from harness.naughty import NAUGHTY


def test_as_names(page):
    page.goto("/contacts?" + urlencode({"filter": "tags: naughty"}))
    names = walk(page).values()
    missing = [name for name in NAUGHTY if not any(name in shown for shown in names)]
    assert not missing
    is_untouched(page)


def test_as_searches(page):
    for text in NAUGHTY:
        page.goto("/contacts?" + urlencode({"search": text}))
        assert search_field(page).input_value() == text
        is_untouched(page)


def test_as_filters(page):
    for text in NAUGHTY:
        page.goto("/contacts?" + urlencode({"filter": text}))
        assert filter_field(page).input_value() == text
        is_untouched(page)


def test_as_addresses_to_sign_in_with(visitor):
    for text in NAUGHTY[:30]:
        visitor.goto("/sign-in?" + urlencode({"next": text}))
        is_untouched(visitor)


def is_untouched(page):
    """Fails where a text became part of the page. What a script of it did is seen by the watch on each page."""
    assert page.title() != "taken"
    assert page.locator("#taken").count() == 0
