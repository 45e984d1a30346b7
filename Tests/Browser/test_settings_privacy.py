"""Settings, privacy: how long contacts are kept, what people opted out of, and their data for those who ask."""
import json
import re
import sqlite3

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture

HOSTILE = "<b id=taken>Cleo</b> 김"
LONG_AGO = 1_500_000_000_000


@pytest.fixture
def aged(fresh):
    """An organization with three contacts who came long ago, one of them a customer, and one who has just come."""
    old = [fresh.add(name="Ada Old", email="ada@example.com", tags=["customers"]), fresh.add(name="Ben Old"),
           fresh.add(name=HOSTILE)]
    forget(fresh, old)
    fresh.add(name="Dan New")
    return fresh


def forget(organization, contacts):
    """Lets contacts have come long ago."""
    base = sqlite3.connect(organization.kith.folder / "data" / "kith.sqlite", timeout=30)
    with base:
        for contact in contacts:
            base.execute("UPDATE contacts SET entered_at = ? WHERE properties LIKE ?",
                         (LONG_AGO, f'%{json.dumps(contact["profile"]["name"], ensure_ascii=False)[1:-1]}%'))
    base.close()


@pytest.fixture
def privacy(opened, aged):
    page = opened(aged)
    page.goto("/settings/privacy")
    return page


def preview(page):
    return page.locator("#retention-preview")


def dialog(page):
    return page.get_by_role("dialog")


def switch_on(page, days):
    page.get_by_label("Days without a sign of them").fill(str(days))
    page.get_by_role("button", name="Save and switch on").click()
    dialog(page).get_by_role("button", name="Switch on").click()
    expect(page.locator("#retention-state")).to_contain_text("On")


def test_a_rule_is_previewed_while_one_types_and_switched_on_by_keyboard(privacy):
    expect(privacy.locator("#retention-state")).to_contain_text("Off")
    expect(preview(privacy)).to_contain_text("3 contacts would be deleted today")
    expect(preview(privacy).get_by_role("listitem")).to_have_count(3)
    expect(preview(privacy)).to_contain_text(HOSTILE)
    assert privacy.locator("#taken").count() == 0
    privacy.get_by_label("Days without a sign of them").focus()
    privacy.keyboard.press("Control+a")
    privacy.keyboard.type("9999")
    expect(preview(privacy)).to_contain_text("0 contacts would be deleted today")
    privacy.keyboard.press("Control+a")
    privacy.keyboard.type("365")
    expect(preview(privacy)).to_contain_text("3 contacts would be deleted today")
    privacy.get_by_text("Keep contacts with certain tags").focus()
    privacy.keyboard.press("Enter")
    privacy.get_by_label("customers").focus()
    privacy.keyboard.press("Space")
    expect(preview(privacy)).to_contain_text("2 contacts would be deleted today")
    privacy.get_by_label("Make anonymous").focus()
    privacy.keyboard.press("Space")
    expect(preview(privacy)).to_contain_text("2 contacts would be made anonymous today")
    privacy.get_by_role("button", name="Save and switch on").focus()
    privacy.keyboard.press("Enter")
    expect(dialog(privacy)).to_contain_text("Contacts not heard of for 365 days are made anonymous")
    expect(dialog(privacy)).to_contain_text("The first run is tomorrow")
    axe(privacy)
    dialog(privacy).get_by_role("button", name="Switch on").focus()
    privacy.keyboard.press("Enter")
    expect(privacy.locator("#retention-state")).to_contain_text("On")
    privacy.reload()
    expect(privacy.get_by_label("customers")).to_be_checked()
    expect(privacy.get_by_label("Days without a sign of them")).to_have_value("365")


def test_it_runs_now_on_those_who_were_confirmed_and_the_log_says_so(privacy, aged):
    switch_on(privacy, 365)
    privacy.get_by_role("button", name="Run now").click()
    expect(dialog(privacy)).to_contain_text("3 contacts are deleted")
    # Meanwhile one of them is there again.
    ben = aged.send("POST", "/contacts/search", {"q": "name = \"Ben Old\""})["contacts"][0]
    aged.send("POST", f"/contacts/{ben['id']}/touches", {"platform": "web"})
    dialog(privacy).get_by_role("button", name="Delete 3 contacts").click()
    expect(dialog(privacy).get_by_role("alert")).to_contain_text("Meanwhile 2 contacts match instead of 3")
    dialog(privacy).get_by_role("button", name="Delete 2 contacts").click()
    expect(privacy.locator("#retention-state")).to_contain_text("Last run")
    expect(privacy.get_by_text("2 deleted", exact=True)).to_be_visible()
    names = [contact["shownName"] for contact in aged.send("POST", "/contacts/search", {})["contacts"]]
    assert sorted(names) == ["Ben Old", "Dan New"]
    privacy.goto("/settings/audit-log")
    main = privacy.get_by_role("main")
    expect(main).to_contain_text("Kith ended a run of the retention rule")
    expect(main).to_contain_text("Ada began a run of the retention rule")
    expect(main).to_contain_text("Ada changed the retention rule")
    expect(main).not_to_contain_text("Ada Old")


def test_it_is_switched_off_and_nobody_is_left_to_go(privacy):
    switch_on(privacy, 9000)
    privacy.get_by_role("button", name="Run now").click()
    expect(dialog(privacy).get_by_role("alert")).to_contain_text("There is nobody whom the retention rule is about")
    privacy.keyboard.press("Escape")
    privacy.get_by_role("button", name="Switch off").click()
    dialog(privacy).get_by_role("button", name="Switch off").click()
    expect(privacy.locator("#retention-state")).to_contain_text("Off")
    expect(privacy.get_by_role("button", name="Run now")).to_be_hidden()


def test_days_that_cannot_be_are_explained(privacy):
    expect(preview(privacy)).to_contain_text("would be deleted")
    privacy.get_by_label("Days without a sign of them").fill("0")
    expect(preview(privacy)).to_contain_text("Days are a whole number from 1 to 10,000")


def test_somebody_else_was_faster(privacy, aged):
    expect(preview(privacy)).to_contain_text("would be deleted")
    aged.send("PUT", "/privacy/retention-rule", {"action": "anonymise", "days": 800})
    privacy.get_by_role("button", name="Save and switch on").click()
    dialog(privacy).get_by_role("button", name="Switch on").click()
    expect(dialog(privacy).get_by_role("alert")).to_contain_text("Somebody else changed the retention rule")


def test_opt_outs_are_counted_and_lead_to_the_list(opened, fresh):
    contact = fresh.add(name="Ada")
    fresh.send("PATCH", f"/contacts/{contact['id']}", {"unsubscribeEmail": True})
    page = opened(fresh)
    page.goto("/settings/privacy")
    figure = page.locator(".figure").filter(has=page.get_by_text("E-mail", exact=True))
    expect(figure.locator("dd").first).to_have_text("1")
    figure.get_by_role("link").click()
    expect(page.locator("#count")).to_contain_text("1")


def test_a_consent_is_recorded_with_its_source(opened, fresh):
    contact = fresh.add(name="Ada")
    page = opened(fresh)
    page.goto(f"/contacts/{contact['id']}")
    consent = page.locator("[data-key=unsubscribeTexting]").first
    consent.hover()
    consent.get_by_role("button", name="Edit").click()
    page.locator("form[data-editor] select").select_option("true")
    page.get_by_label("From where").fill("paper form")
    page.keyboard.press("Enter")
    expect(consent).to_contain_text("Opted out")
    expect(consent).to_contain_text("paper form")


def test_a_managers_file_has_everything(opened, fresh):
    contact = fresh.add(name=HOSTILE, email="cleo@example.com", tags=["vip"])
    page = opened(fresh)
    page.goto(f"/contacts/{contact['id']}")
    page.get_by_label("More", exact=True).click()
    page.get_by_role("button", name="Data of this person").click()
    expect(dialog(page)).to_contain_text(HOSTILE)
    axe(page)
    with page.expect_download() as download:
        dialog(page).get_by_role("button", name="JSON").click()
    data = json.load(open(download.value.path(), encoding="utf-8"))
    assert data["about"]["contact"] == contact["id"] and data["tags"] == ["vip"]
    assert data["timeline"][0]["kind"] == "created"
    with page.expect_download() as download:
        dialog(page).get_by_role("button", name="To read and print").click()
    document = open(download.value.path(), encoding="utf-8").read()
    assert "cleo@example.com" in document and "<b id=taken>" not in document
    assert not re.search(r"(src|href)=", document)
    page.goto("/settings/audit-log")
    expect(page.get_by_role("main")).to_contain_text("Ada took all data of a contact")


def test_the_person_takes_it_by_a_link(opened, fresh, visitor):
    contact = fresh.add(name="Ada", email="ada@example.com")
    page = opened(fresh)
    page.goto(f"/contacts/{contact['id']}")
    page.get_by_label("More", exact=True).click()
    page.get_by_role("button", name="Data of this person").click()
    dialog(page).get_by_role("button", name="Make a link").click()
    link = dialog(page).get_by_label("The link").input_value()
    answer = visitor.goto(link)
    assert answer.headers["x-robots-tag"].startswith("noindex")
    assert visitor.context.cookies() == []
    expect(visitor.get_by_role("heading", name="Your data")).to_be_visible()
    axe(visitor)
    for _ in range(3):
        with visitor.expect_download() as download:
            visitor.get_by_role("button", name="Download as JSON").click()
        assert json.load(open(download.value.path(), encoding="utf-8"))["about"]["contact"] == contact["id"]
    assert visitor.goto(link).status == 404
    expect(visitor.get_by_role("heading", name="This link does not work any more")).to_be_visible()
    axe(visitor)
    page.goto("/settings/audit-log")
    expect(page.get_by_role("main")).to_contain_text("The person took their own data by a link")
    expect(page.get_by_role("main")).to_contain_text("Ada made a link to a contact's data")


def test_a_link_is_revoked(opened, fresh, visitor):
    contact = fresh.add(name="Ada", email="ada@example.com")
    made = fresh.send("POST", f"/contacts/{contact['id']}/subject-links", {})
    page = opened(fresh)
    page.goto("/settings/privacy")
    page.get_by_role("button", name="Revoke the link of Ada").click()
    dialog(page).get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("There is none.")).to_be_visible()
    assert visitor.goto(made["path"]).status == 404


def test_without_a_verified_address_there_is_no_link(opened, fresh):
    contact = fresh.add(name="Ada")
    page = opened(fresh)
    page.goto(f"/contacts/{contact['id']}")
    page.get_by_label("More", exact=True).click()
    page.get_by_role("button", name="Data of this person").click()
    expect(dialog(page)).to_contain_text("A link needs a verified e-mail address")
    expect(dialog(page).get_by_role("button", name="Make a link")).to_be_hidden()


def test_only_whose_role_allows_it(opened, aged):
    seer = opened(aged.colleague("Ben", "contacts.see", "contacts.edit"))
    assert seer.goto("/settings/privacy").status == 403
    contact = aged.send("POST", "/contacts/search", {})["contacts"][0]
    assert seer.goto(f"/contacts/{contact['id']}/subject-data").status == 403
    seer.goto(f"/contacts/{contact['id']}")
    seer.get_by_label("More", exact=True).click()
    expect(seer.get_by_role("button", name="Data of this person")).to_be_hidden()
    # Who may not see contacts sees numbers alone.
    keeper = opened(aged.colleague("Cleo", "privacy.manage", page="/settings"))
    keeper.goto("/settings/privacy")
    expect(preview(keeper)).to_contain_text("3 contacts would be deleted today")
    expect(preview(keeper)).not_to_contain_text("Ada Old")
    expect(keeper.get_by_role("link", name="Show")).to_have_count(0)


def test_every_look(opened, aged, look):
    contact = aged.send("POST", "/contacts/search", {"q": "name = \"Ada Old\""})["contacts"][0]
    made = aged.send("POST", f"/contacts/{contact['id']}/subject-links", {})
    page = opened(aged)
    page.goto("/settings/privacy")
    expect(preview(page)).to_contain_text("would be deleted")
    axe(page)
    fits(page)
    picture(page, "privacy-off")
    switch_on(page, 365)
    page.reload()
    expect(preview(page)).to_contain_text("would be deleted")
    axe(page)
    fits(page)
    picture(page, "privacy")
    page.get_by_role("heading", name="What goes, and what stays").scroll_into_view_if_needed()
    picture(page, "privacy-below")
    page.get_by_role("button", name="Run now").click()
    expect(dialog(page)).to_contain_text("are deleted")
    axe(page)
    picture(page, "privacy-run")
    page.goto(f"/contacts/{contact['id']}")
    page.get_by_label("More", exact=True).click()
    page.get_by_role("button", name="Data of this person").click()
    expect(dialog(page)).to_contain_text("A link works until")
    axe(page)
    fits(page)
    picture(page, "subject-data")
    page.goto(made["path"])
    axe(page)
    fits(page)
    picture(page, "my-data")


def test_korean(opened, aged, visitor):
    aged.prefer(language="ko")
    page = opened(aged)
    page.goto("/settings/privacy")
    expect(page.get_by_role("heading", name="개인정보", exact=True)).to_be_visible()
    expect(preview(page)).to_contain_text("3명이 삭제됩니다")
    fits(page)
    picture(page, "privacy-ko")
    # The person reads it in the language that is known of them.
    contact = aged.add(name="Kim", email="kim@example.com")
    aged.send("POST", f"/contacts/{contact['id']}/touches", {"platform": "web", "language": "ko-KR"})
    made = aged.send("POST", f"/contacts/{contact['id']}/subject-links", {})
    visitor.goto(made["path"])
    expect(visitor.get_by_role("heading", name="내 데이터")).to_be_visible()


def test_a_tag_that_spares_is_not_deleted(privacy, aged):
    privacy.get_by_text("Keep contacts with certain tags").click()
    privacy.get_by_label("customers").check()
    switch_on(privacy, 365)
    privacy.goto("/settings/tags")
    privacy.get_by_label("customers:").click()
    privacy.get_by_role("button", name="Delete", exact=True).click()
    dialog(privacy).get_by_role("button", name="Delete tag").click()
    expect(dialog(privacy).get_by_role("alert")).to_contain_text("The tag “customers” spares contacts")
