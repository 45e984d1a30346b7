"""Settings, the organization: what it says about itself, its logo, and how its site speaks to Kith."""
import hashlib
import hmac
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.images import drop, expect_colour, png, upload
from harness.layout import fits, picture

HOSTILE = "<b id=taken>Shop</b> 상점"


@pytest.fixture
def organization(opened, fresh):
    page = opened(fresh)
    page.goto("/settings/organization")
    return page


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def test_settings_are_saved_and_seen_everywhere_at_once(organization, fresh):
    organization.get_by_label("Name", exact=True).fill(HOSTILE)
    organization.get_by_label("Country").select_option(label="Germany")
    organization.get_by_label("Time zone").select_option(value="Europe/Berlin")
    organization.get_by_label("Currency").select_option(value="EUR")
    organization.get_by_label("Purchase window").fill("30")
    axe(organization)
    organization.get_by_label("Purchase window").press("Enter")
    expect(organization.get_by_text("The settings were saved.")).to_be_visible()
    expect(organization.locator(".sidebar-name")).to_have_text(HOSTILE)
    assert organization.locator("#taken").count() == 0
    stored = fresh.send("GET", "/organization")
    assert [stored[key] for key in ("name", "country", "timeZone", "currency", "purchaseWindowDays", "language")] == [
        HOSTILE, "DE", "Europe/Berlin", "EUR", 30, "ko"]


def test_what_is_refused_stands_at_its_field(organization, fresh):
    organization.get_by_label("Name", exact=True).evaluate("field => field.required = false")
    organization.get_by_label("Name", exact=True).fill(" ")
    organization.get_by_label("Purchase window").evaluate("field => field.removeAttribute('max')")
    organization.get_by_label("Purchase window").fill("4000")
    save(organization)
    expect(organization.get_by_role("alert").filter(has_text="1 to 200 characters")).to_be_visible()
    expect(organization.get_by_role("alert").filter(has_text="use 1 to 3650")).to_be_visible()
    expect(organization.get_by_label("Name", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(organization.get_by_label("Purchase window")).to_have_value("4000")
    axe(organization)
    assert fresh.send("GET", "/organization")["purchaseWindowDays"] == 90


def test_two_who_edit_at_once_overwrite_nothing_unseen(organization, fresh):
    fresh.send("PATCH", "/organization", {"name": "Theirs", "currency": "USD"})
    organization.get_by_label("Name", exact=True).fill("Mine")
    organization.get_by_label("Time zone").select_option(value="UTC")
    save(organization)
    alert = organization.get_by_role("alert").filter(has_text="Theirs")
    expect(alert).to_contain_text("Save again to have yours instead")
    expect(organization.get_by_label("Name", exact=True)).to_have_value("Mine")
    axe(organization)
    assert fresh.send("GET", "/organization")["name"] == "Theirs"
    save(organization)
    expect(organization.get_by_text("The settings were saved.")).to_be_visible()
    stored = fresh.send("GET", "/organization")
    assert (stored["name"], stored["timeZone"], stored["currency"]) == ("Mine", "UTC", "USD")


def test_the_logo_is_shown_beside_the_name(organization):
    mark = organization.get_by_role("banner").locator(".mark img")
    expect(mark).to_have_count(0)
    with organization.expect_file_chooser() as chooser:
        organization.get_by_role("button", name="Upload a logo").click()
    chooser.value.set_files(upload("logo.png", png(255, 0, 0)))
    expect(organization.get_by_text("The logo was saved.")).to_be_visible()
    expect(mark).to_be_visible()
    expect_colour(mark, (1, 0, 0))
    axe(organization)
    before = mark.get_attribute("src")
    drop(organization, organization.get_by_role("region", name="Logo"), png(0, 0, 255))
    # The page is drawn anew with it.
    expect(mark).not_to_have_attribute("src", before)
    expect(organization.get_by_text("The logo was saved.")).to_be_visible()
    expect_colour(mark, (0, 0, 1))
    drop(organization, organization.get_by_role("region", name="Logo"), b"no picture")
    expect(organization.get_by_role("alert").filter(has_text="no picture")).to_be_visible()
    organization.get_by_role("button", name="Take it away").click()
    expect(organization.get_by_text("The logo was taken away.")).to_be_visible()
    expect(mark).to_have_count(0)


def test_the_plugin_key_is_made_copied_and_made_anew(organization, fresh):
    organization.get_by_role("button", name="Make the plugin key").press("Enter")
    field = organization.get_by_role("textbox", name="Plugin key")
    expect(field).to_have_value(re.compile("^[a-z2-7]{26}$"))
    first = field.input_value()
    assert fresh.send("GET", "/organization/site")["pluginKey"] == first
    organization.context.grant_permissions(["clipboard-read", "clipboard-write"])
    organization.get_by_role("button", name="Copy the key").click()
    expect(organization.get_by_text("The key was copied.")).to_be_visible()
    assert organization.evaluate("navigator.clipboard.readText()") == first
    organization.get_by_role("button", name="Make another key").click()
    dialog = organization.get_by_role("dialog")
    expect(dialog).to_contain_text("The present one ends at once")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    axe(organization)
    dialog.get_by_role("button", name="Cancel").click()
    expect(field).to_have_value(first)
    organization.get_by_role("button", name="Make another key").click()
    dialog.get_by_role("button", name="Make another key").click()
    expect(field).not_to_have_value(first)


def test_the_secret_is_shown_on_demand_and_enforced(organization, fresh):
    switch = organization.get_by_role("switch", name="Enforce member hashes")
    expect(switch).to_be_disabled()
    organization.get_by_role("button", name="Make the secret").click()
    dialog = organization.get_by_role("dialog")
    secret = dialog.get_by_role("textbox", name="Secret for member hashes").input_value()
    assert re.fullmatch("[0-9a-f]{64}", secret)
    assert len(hmac.new(bytes.fromhex(secret), b"m1", hashlib.sha256).hexdigest()) == 64
    axe(organization)
    organization.keyboard.press("Escape")
    expect(organization.locator("#dialog")).to_be_empty()
    assert secret not in organization.content()
    organization.get_by_role("button", name="Show the secret").click()
    expect(dialog.get_by_role("textbox", name="Secret for member hashes")).to_have_value(secret)
    organization.keyboard.press("Escape")
    switch.focus()
    organization.keyboard.press("Space")
    expect(organization.get_by_text("Member hashes are enforced.")).to_be_visible()
    expect(switch).to_be_checked()
    expect(switch).to_be_focused()
    assert fresh.send("GET", "/organization/site")["enforcesMemberHash"] is True
    organization.get_by_role("button", name="Make another secret").click()
    expect(dialog).to_contain_text("prove nothing any more")
    dialog.get_by_role("button", name="Make another secret").click()
    expect(dialog.get_by_role("textbox", name="Secret for member hashes")).not_to_have_value(secret)
    organization.goto("/settings/audit-log?action=site.secretShown")
    expect(organization.get_by_role("main")).to_contain_text("Ada looked at the secret for member hashes")


def test_without_the_permission_there_is_no_such_area(opened, fresh):
    page = opened(fresh.colleague("Ben", "contacts.see", "managers.manage"))
    page.goto("/settings")
    expect(page.get_by_role("main").get_by_role("link", name="Managers")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Name, logo")).to_have_count(0)
    for path in ("", "/plugin-key", "/member-secret/new"):
        assert page.goto(f"/settings/organization{path}").status == 403


def test_every_look(organization, fresh, look):
    fresh.send("PATCH", "/organization", {"name": "Wolfeschlegelsteinhausenberger" * 5})
    organization.reload()
    axe(organization)
    fits(organization)
    picture(organization, "organization-empty")
    fresh.send("POST", "/organization/plugin-keys", {})
    fresh.send("POST", "/organization/member-secrets", {})
    organization.reload()
    drop(organization, organization.get_by_role("region", name="Logo"), png(255, 0, 0))
    expect(organization.get_by_role("banner").locator(".mark img")).to_be_visible()
    axe(organization)
    fits(organization)
    picture(organization, "organization")
    organization.get_by_role("button", name="Show the secret").click()
    expect(organization.get_by_role("button", name="Copy the secret")).to_be_focused()
    axe(organization)
    fits(organization)
    picture(organization, "organization-secret")


def test_korean(opened, fresh):
    fresh.prefer(language="ko")
    page = opened(fresh)
    page.goto("/settings/organization")
    expect(page.get_by_label("국가")).to_contain_text("대한민국")
    page.get_by_role("button", name="플러그인 키 만들기").click()
    expect(page.get_by_text("새 플러그인 키를 만들었습니다.")).to_be_visible()
    axe(page)
    picture(page, "organization-korean")
