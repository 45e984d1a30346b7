"""Several contacts made one."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture
from harness.people import LONG_EMAIL, LONG_NAME


@pytest.fixture
def people(fresh):
    fresh.send("PATCH", "/organization", {"language": "en"})
    return {
        "Ada": fresh.add(name="Ada", company="Engines", tags=["a"]),
        "Ben": fresh.add(name="Ben", company="Bolts", title="Smith", tags=["b"]),
        "Cleo": fresh.add(name=LONG_NAME, email=LONG_EMAIL, notes="word " * 80, tags=[f"tag-{n:02}" for n in range(15)]),
    }


def test_the_primary_is_chosen_and_the_others_go_into_it(opened, fresh, people):
    page = opened(fresh)
    page.goto("/contacts?sort=name")
    bar = page.get_by_role("region", name="What was ticked")
    page.get_by_role("checkbox", name="Ada").click()
    expect(bar.get_by_role("button", name="Merge")).to_be_disabled()
    page.get_by_role("checkbox", name="Ben").click()
    bar.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("heading", name="Merge 2 contacts")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^Company"))).to_have_text(re.compile("Engines.*stays.*Bolts.*timeline only.*Engines", re.S))
    page.get_by_role("button", name="Make primary Ben").click()
    expect(page.get_by_role("row", name=re.compile("^Company"))).to_have_text(re.compile("Engines.*timeline only.*Bolts.*stays.*Bolts", re.S))
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    page.get_by_role("button", name="Merge into Ben").click()
    expect(page).to_have_url(re.compile(f"/contacts/{people['Ben']['id']}"))
    expect(page.get_by_role("heading", name="Ben")).to_be_visible()
    merged = fresh.send("GET", f"/contacts/{people['Ada']['id']}")
    assert merged["id"] == people["Ben"]["id"] and merged["tags"] == ["a", "b"]


def test_all_that_are_ticked_by_one_click(opened, fresh, people):
    page = opened(fresh)
    page.goto("/contacts?sort=name")
    page.get_by_role("checkbox", name="Tick all that match").check()
    page.get_by_role("region", name="What was ticked").get_by_role("button", name="Merge").press("Enter")
    expect(page.get_by_role("heading", name="Merge 3 contacts")).to_be_visible()
    page.get_by_role("link", name="Cancel").press("Enter")
    expect(page.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()
    assert fresh.send("POST", "/contacts/search", {"filter": ""})["count"] == 3


def test_every_look(opened, fresh, people, look):
    page = opened(fresh)
    ids = ".".join(person["id"] for person in people.values())
    page.goto(f"/merges/new?ids={ids}")
    axe(page)
    fits(page)
    picture(page, "merge")


def test_twenty_fit_beside_each_other(opened, fresh, look):
    fresh.send("PATCH", "/organization", {"language": "en"})
    made = [fresh.add(name=f"Person {number}", email=f"p{number}@example.com") for number in range(20)]
    page = opened(fresh)
    page.goto(f"/merges/new?ids={'.'.join(person['id'] for person in made)}")
    expect(page.get_by_role("heading", name="Merge 20 contacts")).to_be_visible()
    fits(page)
    picture(page, "merge-twenty")


@pytest.mark.parametrize("ids", ["", "0000000000001", "0000000000001.0000000000002"])
def test_what_cannot_be_merged_says_why(opened, fresh, people, ids):
    page = opened(fresh)
    answer = page.goto(f"/merges/new?ids={ids}")
    assert answer.status in (404, 422)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
