"""Settings, one's own account: name, password, codes of an app, where one is signed in, language and appearance."""
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.codes import code
from harness.layout import fits, picture
from harness.organizations import PASSWORD

HOSTILE = "<b id=taken>Ada</b> 에이다"
OTHER = "another good word"


@pytest.fixture
def account(opened, fresh):
    page = opened(fresh)
    page.goto("/settings/account")
    return page


def part(page, title):
    return page.get_by_role("region", name=title, exact=True)


def sign_in(page, email, password=PASSWORD):
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def switch_on(page):
    """Sets codes up, and returns the secret and the recovery codes."""
    page.get_by_role("button", name="Set up two-step sign-in").click()
    secret = page.get_by_label("Or type this secret into it").input_value()
    page.get_by_label("Code of six digits").fill(code(secret))
    page.get_by_role("button", name="Switch on").click()
    codes = page.get_by_role("textbox", name="Your recovery codes").input_value().split("\n")
    return secret, codes


def test_the_name_is_another_one_everywhere_at_once(account, opened, fresh):
    field = account.get_by_label("How others see you")
    field.fill(HOSTILE)
    field.press("Enter")
    expect(account.get_by_text("Your name was saved.")).to_be_visible()
    expect(account.locator("#own-name")).to_have_text(HOSTILE)
    expect(field).to_be_focused()
    assert account.locator("#taken").count() == 0
    field.evaluate("field => field.required = false")
    field.fill("")
    field.press("Enter")
    expect(part(account, "Name").get_by_role("alert")).to_contain_text("1 to 200 characters")
    axe(account)
    account.reload()
    expect(account.get_by_label("How others see you")).to_have_value(HOSTILE)


def test_another_password_ends_what_is_open_elsewhere(account, opened, fresh):
    elsewhere = opened()
    sign_in(elsewhere, fresh.email)
    expect(elsewhere.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()
    account.reload()
    expect(part(account, "Where you are signed in").get_by_role("listitem")).to_have_count(2)
    form = part(account, "Password")
    form.get_by_label("Your password now").fill("a wrong password")
    form.get_by_label("New password").fill(OTHER)
    form.get_by_label("The same again").fill(OTHER)
    form.get_by_role("button", name="Change the password").click()
    expect(form.get_by_role("alert")).to_have_text("This is not your password.")
    expect(form.get_by_label("Your password now")).to_have_attribute("aria-invalid", "true")
    axe(account)
    form.get_by_label("Your password now").fill(PASSWORD)
    form.get_by_label("New password").fill(OTHER)
    form.get_by_label("The same again").fill(OTHER + "!")
    form.get_by_role("button", name="Change the password").click()
    expect(form.get_by_role("alert")).to_have_text("The two passwords differ.")
    form.get_by_label("Your password now").fill(PASSWORD)
    form.get_by_label("New password").fill(OTHER)
    form.get_by_label("The same again").fill(OTHER)
    form.get_by_label("The same again").press("Enter")
    expect(account.get_by_text("you were signed out everywhere else")).to_be_visible()
    expect(part(account, "Where you are signed in").get_by_role("listitem")).to_have_count(1)
    elsewhere.goto("/contacts")
    expect(elsewhere.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(elsewhere, fresh.email, OTHER)
    expect(elsewhere.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()


def test_a_password_can_be_looked_at(account):
    field = account.get_by_label("New password")
    field.fill("words to see")
    expect(field).to_have_attribute("type", "password")
    button = field.locator("xpath=following-sibling::button")
    button.focus()
    account.keyboard.press("Enter")
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    account.keyboard.press("Space")
    expect(field).to_have_attribute("type", "password")


def test_codes_from_the_picture_to_signing_in_and_off_again(account, opened, fresh):
    account.get_by_role("button", name="Set up two-step sign-in").click()
    dialog = account.get_by_role("dialog")
    expect(dialog.get_by_role("img", name=f"QR code with the secret for {fresh.email}")).to_be_visible()
    secret = dialog.get_by_label("Or type this secret into it").input_value()
    link = urlsplit(dialog.get_by_role("link", name="Open in an app").get_attribute("href"))
    assert (link.scheme, parse_qs(link.query)["secret"]) == ("otpauth", [secret])
    axe(account)
    field = dialog.get_by_label("Code of six digits")
    expect(field).to_be_focused()
    field.fill("000000")
    field.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("This code is not valid")
    expect(dialog.get_by_label("Or type this secret into it")).to_have_value(secret)
    field.fill(code(secret))
    field.press("Enter")
    shown = dialog.get_by_role("textbox", name="Your recovery codes")
    codes = shown.input_value().split("\n")
    assert len(set(codes)) == 10 and all(re.fullmatch("[A-Z2-7]{5}-[A-Z2-7]{5}", one) for one in codes)
    expect(dialog.get_by_role("button", name="Copy the codes")).to_be_focused()
    axe(account)
    with account.expect_download() as download:
        dialog.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "kith-recovery-codes.txt"
    lines = open(download.value.path(), encoding="utf-8").read().split("\n")
    assert fresh.email in lines[0] and lines[2:12] == codes
    account.keyboard.press("Escape")
    expect(part(account, "Two-step sign-in")).to_contain_text("10 recovery codes are left")
    expect(account.locator("#dialog")).to_be_empty()
    assert codes[0] not in account.content()

    elsewhere = opened()
    sign_in(elsewhere, fresh.email)
    elsewhere.get_by_text("Use a recovery code").click()
    elsewhere.get_by_label("Recovery code", exact=True).fill(codes[0].lower())
    elsewhere.get_by_role("button", name="Sign in").click()
    expect(elsewhere.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()
    account.reload()
    expect(part(account, "Two-step sign-in")).to_contain_text("9 recovery codes are left")

    account.get_by_role("button", name="New recovery codes").click()
    dialog.get_by_label("Your password now").fill("a wrong password")
    dialog.get_by_role("button", name="Make the codes").click()
    expect(dialog.get_by_role("alert")).to_have_text("This is not your password.")
    dialog.get_by_label("Your password now").fill(PASSWORD)
    dialog.get_by_role("button", name="Make the codes").click()
    newer = dialog.get_by_role("textbox", name="Your recovery codes").input_value().split("\n")
    assert not set(newer) & set(codes)
    account.keyboard.press("Escape")

    account.get_by_role("button", name="Switch off").click()
    dialog.get_by_label("Your password now").fill(PASSWORD)
    dialog.get_by_label("Code of the app, or a recovery code").fill(codes[1])
    dialog.get_by_role("button", name="Switch off").click()
    expect(dialog.get_by_role("alert")).to_contain_text("This code is not valid")
    axe(account)
    dialog.get_by_label("Your password now").fill(PASSWORD)
    dialog.get_by_label("Code of the app, or a recovery code").fill(newer[0])
    dialog.get_by_role("button", name="Switch off").click()
    expect(account.get_by_role("button", name="Set up two-step sign-in")).to_be_visible()


def test_places_are_told_apart_and_signed_out(account, opened, fresh, kith):
    sessions = part(account, "Where you are signed in")
    status, _ = kith.send("POST", "/sessions", {"email": fresh.email, "password": PASSWORD})
    assert status == 201
    telephone = opened(user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
                                  "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1")
    sign_in(telephone, fresh.email)
    expect(telephone.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()
    account.reload()
    expect(sessions.get_by_role("listitem")).to_have_count(3)
    here = sessions.get_by_role("listitem").filter(has_text="This browser")
    expect(here.get_by_role("button")).to_have_count(0)
    expect(here).to_contain_text("from 127.0.0.1")
    phone = sessions.get_by_role("button", name="Sign out: Safari on iPhone")
    phone.focus()
    account.keyboard.press("Enter")
    expect(sessions.get_by_role("listitem")).to_have_count(2)
    telephone.goto("/contacts")
    expect(telephone.get_by_role("heading", name="Sign in")).to_be_visible()
    sessions.get_by_role("button", name="Sign out everywhere else").click()
    dialog = account.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    axe(account)
    dialog.get_by_role("button", name="Sign out everywhere else").click()
    expect(account.get_by_text("1 place was signed out.")).to_be_visible()
    expect(sessions.get_by_role("listitem")).to_have_count(1)
    expect(sessions.get_by_role("button", name="Sign out everywhere else")).to_have_count(0)


def test_language_and_appearance_are_ones_own(account):
    part(account, "Language and appearance").get_by_role("button", name="Dark").click()
    expect(account.locator("html")).to_have_attribute("data-scheme", "dark")
    part(account, "Language and appearance").get_by_role("button", name="한국어").click()
    expect(account).to_have_url(re.compile("/settings/account$"))
    expect(account.get_by_role("heading", name="내 계정", level=1)).to_be_visible()


def test_everybody_has_one_whatever_they_may(opened, fresh):
    page = opened(fresh.colleague("Ben", page="/settings/account"))
    page.goto("/")
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_count(1)
    page.get_by_role("main").get_by_role("link", name="My account").click()
    expect(page.get_by_role("main")).to_contain_text("Your role: Ben's role")
    axe(page)


def test_every_look(account, look):
    account.get_by_label("How others see you").fill("Wolfeschlegelsteinhausenberger" * 5)
    account.get_by_label("How others see you").press("Enter")
    expect(account.get_by_text("Your name was saved.")).to_be_visible()
    axe(account)
    fits(account)
    picture(account, "account")
    account.get_by_role("button", name="Set up two-step sign-in").click()
    expect(account.get_by_label("Code of six digits")).to_be_focused()
    axe(account)
    fits(account)
    picture(account, "account-codes")
    secret = account.get_by_label("Or type this secret into it").input_value()
    account.get_by_label("Code of six digits").fill(code(secret))
    account.get_by_role("button", name="Switch on").click()
    expect(account.get_by_role("button", name="Copy the codes")).to_be_focused()
    axe(account)
    fits(account)
    picture(account, "account-recovery")
    account.keyboard.press("Escape")
    expect(part(account, "Two-step sign-in")).to_contain_text("Switched on")
    fits(account)
    account.get_by_role("button", name="Switch off").click()
    expect(account.get_by_label("Your password now").last).to_be_focused()
    picture(account, "account-end")


def test_korean(opened, fresh):
    fresh.prefer(language="ko")
    page = opened(fresh)
    page.goto("/settings/account")
    page.get_by_role("button", name="2단계 인증 설정").click()
    page.get_by_label("여섯 자리 코드").fill("123")
    page.get_by_role("button", name="사용 시작").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("코드")
    axe(page)
    picture(page, "account-codes-korean")
    page.keyboard.press("Escape")
    axe(page)
    picture(page, "account-korean")
