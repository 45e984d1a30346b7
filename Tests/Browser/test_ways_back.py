"""Signing in where it is not so easy: with a code, too late, too often, by a link that is gone."""
import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.codes import code
from harness.layout import fits, picture
from harness.organizations import PASSWORD, Organization
from harness.server import Kith


@pytest.fixture
def kith(tmp_path):
    """A server of the test's own: attempts are counted by address, too."""
    with Kith(tmp_path) as running:
        yield running


@pytest.fixture
def owner(kith, playwright):
    return Organization(kith, playwright, "locked")


@pytest.fixture
def with_codes(owner, kith):
    """An owner who signs in with codes, too: their secret and their recovery codes."""
    _, session = kith.send("POST", "/sessions", {"email": owner.email, "password": PASSWORD})
    _, begun = kith.send("POST", "/me/totp", {}, session["token"])
    # The code before this one: each works once, and none that is older than one that was used.
    _, made = kith.send("PUT", "/me/totp", {"code": code(begun["secret"], -1)}, session["token"])
    return begun["secret"], made["recoveryCodes"]


def fill_in(page, email, password=PASSWORD):
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_with_a_code_one_gets_where_one_wanted(visitor, owner, with_codes):
    secret, _ = with_codes
    visitor.goto("/settings/account")
    fill_in(visitor, owner.email)
    field = visitor.get_by_label("Code", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("autocomplete", "one-time-code")
    axe(visitor)
    visitor.keyboard.type("000000")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("alert")).to_contain_text("This code is not valid")
    expect(field).to_be_focused()
    visitor.keyboard.type(code(secret))
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", name="My account", level=1)).to_be_visible()


def test_a_recovery_code_lets_in_once(visitor, opened, owner, with_codes):
    _, codes = with_codes
    for page, is_let_in in ((visitor, True), (opened(), False)):
        page.goto("/sign-in")
        fill_in(page, owner.email)
        page.get_by_text("Use a recovery code").click()
        page.get_by_label("Recovery code", exact=True).fill(codes[0])
        page.get_by_role("button", name="Sign in").click()
        if is_let_in:
            expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
        else:
            expect(page.get_by_role("alert")).to_contain_text("This code is not valid")


def test_whoever_takes_too_long_begins_again(visitor, owner, with_codes):
    visitor.goto("/sign-in")
    fill_in(visitor, owner.email)
    # As it is once it is too old, or another browser's.
    visitor.locator("[name=pending]").evaluate("field => { field.value = 'x' + field.value.slice(1) }")
    visitor.get_by_label("Code", exact=True).fill("123456")
    visitor.get_by_role("button", name="Sign in").click()
    expect(visitor.get_by_role("alert")).to_contain_text("begin again")
    expect(visitor.get_by_label("E-mail")).to_have_value(owner.email)
    expect(visitor.get_by_label("Password")).to_be_focused()


def test_whoever_is_locked_out_is_told_for_how_long(visitor, owner):
    visitor.goto("/sign-in")
    for _ in range(11):
        fill_in(visitor, owner.email, "a wrong password")
        expect(visitor.get_by_role("alert")).to_be_visible()
    expect(visitor.get_by_role("alert")).to_have_text("There were too many attempts. Try again in 15 minutes.")
    axe(visitor)
    picture(visitor, "sign-in-locked")
    visitor.get_by_role("link", name="Cannot sign in?").click()
    expect(visitor.get_by_role("heading", name="There were too many attempts")).to_be_visible()
    visitor.get_by_role("link", name="Back to signing in").click()
    expect(visitor.get_by_label("E-mail")).to_be_focused()


def test_a_link_works_once_and_says_so_afterwards(visitor, opened, owner, kith):
    made = owner.send("POST", "/managers", {"email": "ben@locked.example", "role": "basic"})
    path = made["link"]["path"]
    visitor.goto(path)
    expect(visitor.get_by_text("At least 10 characters")).to_be_visible()
    expect(visitor.get_by_label("Password")).to_have_attribute("autocomplete", "new-password")
    axe(visitor)
    visitor.get_by_label("Password").fill(PASSWORD)
    visitor.get_by_label("The same again").fill(PASSWORD)
    visitor.get_by_role("button", name="Save and sign in").click()
    expect(visitor.get_by_text("ben@locked.example")).to_be_attached()
    other = opened()
    other.goto(path)
    expect(other.get_by_role("heading", name="This link does not work")).to_be_visible()
    axe(other)
    other.get_by_role("link", name="Sign in", exact=True).click()
    expect(other.get_by_label("E-mail")).to_be_focused()


def test_every_look(visitor, look, owner, with_codes):
    for path, name in (("/sign-in/help", "sign-in-help"), ("/welcome/gone", "link-gone")):
        visitor.goto(path)
        axe(visitor)
        fits(visitor)
        picture(visitor, name)
    visitor.goto("/sign-in")
    fill_in(visitor, owner.email)
    expect(visitor.get_by_label("Code", exact=True)).to_be_visible()
    axe(visitor)
    fits(visitor)
    picture(visitor, "sign-in-code")


def test_korean(opened, owner):
    page = opened(locale="ko-KR")
    page.goto("/sign-in")
    page.get_by_role("link", name="로그인할 수 없나요?").click()
    expect(page.get_by_role("heading", name="다시 로그인하는 방법")).to_be_visible()
    axe(page)
    picture(page, "sign-in-help-korean")
    page.goto("/welcome/gone")
    expect(page.get_by_role("heading", name="사용할 수 없는 링크입니다")).to_be_visible()
    axe(page)
