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


def test_as_properties_and_their_names(opened, fresh):
    keys = {f"t{number}": text for number, text in enumerate(NAUGHTY)}
    names = {key: text if is_name(text) else key for key, text in keys.items()}
    for key, name in names.items():
        fresh.send("POST", "/properties", {"key": key, "name": name, "type": "text"})
    contact = fresh.add(name="Ada", **keys)
    assert {key: fresh.send("GET", f"/contacts/{contact['id']}")["profile"][key] for key in keys} == keys
    page = opened(fresh)
    page.goto(f"/contacts/{contact['id']}?tab=properties")
    for key, text in keys.items():
        value = page.locator(f"[data-key='profile.{key}']")
        assert value.locator(".fact-text").text_content().strip() == text.strip()
        assert value.locator("xpath=preceding-sibling::dt").text_content().strip() == names[key].strip()
    is_untouched(page)
    # As it is edited, and as nobody changed anything.
    for key in ("t0", "t7", "t24", "t30"):
        page.locator(f"[data-key='profile.{key}'] [data-edit]").click()
        field = page.locator(f"[data-key='profile.{key}'] [name=value]")
        assert field.input_value() == keys[key]
        field.press("Escape")
    is_untouched(page)


def test_as_tags(opened, fresh):
    allowed = [text for text in NAUGHTY if is_tag(text)]
    assert len(allowed) > 50
    # In sight of one list: at most 20 a contact.
    for number in range(0, len(allowed), 20):
        tags = allowed[number:number + 20]
        contact = fresh.add(name=f"Contact {number}", tags=tags)
        assert sorted(fresh.send("GET", f"/contacts/{contact['id']}")["tags"]) == sorted(tags)
    page = opened(fresh)
    page.goto("/contacts?sort=name")
    shown = [label.strip() for label in page.locator("tbody .tag").all_text_contents()]
    assert sorted(shown) == sorted(text.strip() for text in allowed)
    is_untouched(page)
    for text in set(NAUGHTY) - set(allowed):
        status, _ = fresh.kith.send("POST", "/contacts", {"profile": {"name": "Refused"}, "tags": [text]}, fresh.secret)
        assert status == 422


def is_name(text):
    """What is shown as a name has no signs that turn what stands around it."""
    return not any("\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069" for sign in text)


def is_tag(text):
    """By the rules of tags: a slash makes a level, and there are three at most; a comma stands between two of them."""
    levels = [level.strip() for level in text.split("/")]
    return "," not in text and len(levels) <= 3 and all(levels) and len(text) <= 100


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
