"""What Korean pages say where something is refused, and of whom nobody knows the name."""
import re

import pytest
from playwright.sync_api import expect

from harness.accessibility import axe
from harness.layout import fits, picture

# Four words in a row: less may be a name, an example or the words of filters.
ENGLISH = re.compile(r"[A-Za-z]+(?: [A-Za-z'’]+){3,}")

FILTERS = {
    "companyy = x": "‘companyy’ 속성이 없습니다. 혹시 ‘company’ 속성인가요?",
    "createdAt = soon": "‘createdAt’에는 다음 형식의 값을 씁니다: 날짜나 시각",
    "company within last 7d": "‘company’의 유형은 텍스트이므로 ‘within last’ 비교를 쓸 수 없습니다.",
    "(company = x": "괄호가 닫히지 않았습니다.",
    "company = x y": "여기에 올 수 없는 내용입니다: ‘y’.",
    "segment: none": "‘none’ 세그먼트가 없습니다.",
    "company": "‘company’ 뒤에 비교가 없습니다.",
    'event("x") contains 3': "이벤트의 ‘count’ 항목은 숫자이므로",
}


@pytest.fixture
def korean(opened, fresh):
    fresh.prefer(language="ko")
    return opened(fresh)


@pytest.fixture
def person(fresh):
    return fresh.add(name="민준", email="minjun@example.kr", tags=["단골"])


@pytest.fixture
def visitor_contact(fresh):
    """Somebody without a name or anything else to call them by."""
    made = fresh.add(email="gone@example.kr")
    fresh.send("PATCH", f"/contacts/{made['id']}", {"profile": {"email": None}})
    return made


def no_english(page):
    said = page.locator("body").inner_text()
    assert not ENGLISH.findall(said)


def test_filters_that_cannot_be_understood(korean):
    page = korean
    for filter, words in FILTERS.items():
        page.goto("/contacts")
        page.get_by_role("combobox", name="필터", exact=True).fill(filter)
        expect(page.get_by_role("main").get_by_text(words)).to_be_visible()
        no_english(page)


def test_a_refused_filter_in_every_look(korean, look):
    page = korean
    page.goto("/contacts?filter=company+within+last+7d")
    expect(page.get_by_role("main").get_by_text(FILTERS["company within last 7d"])).to_be_visible()
    axe(page)
    fits(page)
    picture(page, "filter-refused-korean")


def test_a_value_in_a_cell(korean, person):
    page = korean
    page.goto("/contacts")
    for key, name, typed, words in [
        ("profile.email", "이메일", "minjun", "이메일 주소에 @가 없습니다."),
        ("profile.mobileNumber", "휴대전화", "12", "전화번호가 너무 짧습니다."),
    ]:
        page.get_by_role("row").filter(has_text="민준").locator(f"td[data-key='{key}']").click()
        page.get_by_label(name, exact=True).fill(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(words)
        no_english(page)
        page.keyboard.press("Escape")


def test_a_value_of_each_type(korean, fresh, person):
    page = korean
    for key, type, typed, words in [
        ("score", "number", "많이", "숫자가 아닙니다: ‘많이’."),
        ("sizes", "listOfNumber", "1, 둘", "숫자가 아닙니다: ‘둘’."),
        ("name", "text", "가" * 30_000, "텍스트가 65,536바이트를 넘습니다."),
    ]:
        if key != "name":
            fresh.send("POST", "/properties", {"key": key, "name": key, "type": type})
        page.goto(f"/contacts/{person['id']}?tab=properties")
        value = page.locator(f"dd[data-key='profile.{key}']")
        value.get_by_role("button", name="편집").click()
        value.get_by_role("textbox").fill(typed)
        value.get_by_role("button", name="저장").click()
        expect(value.get_by_role("alert")).to_contain_text(words)
        no_english(page)


def test_a_tag_that_cannot_be_one_and_one_too_many(korean, fresh, person):
    page = korean
    for number in range(19):
        fresh.send("POST", f"/contacts/{person['id']}/tags", {"names": [f"태그 {number}"]})
    page.goto(f"/contacts/{person['id']}?tab=tags")
    field = page.get_by_role("combobox", name="태그 추가")
    for typed, words in [("가//나", "이름의 빗금 앞이나 뒤가 비어 있습니다."), ("하나 더", "이 연락처의 태그가 21개가 됩니다.")]:
        field.fill(typed)
        field.press("Enter")
        expect(page.get_by_text(words)).to_be_visible()
        no_english(page)


def test_a_contact_that_nobody_could_call(korean):
    page = korean
    page.goto("/contacts")
    page.get_by_role("button", name="연락처 추가").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="추가", exact=True).click()
    expect(dialog.get_by_text("이름, 이메일, 전화번호 중 하나는 있어야 합니다.")).to_be_visible()
    no_english(page)


def test_a_job_says_why_it_refused(korean, fresh, person):
    page = korean
    tags = [f"태그 {number}" for number in range(20)]
    fresh.send("POST", "/bulk-changes", {"filter": "", "change": {"addTags": tags}})
    page.goto("/contacts")
    work = page.get_by_role("region", name="백그라운드 작업")
    work.get_by_text("이유 보기").click()
    expect(work.get_by_text("이 연락처의 태그가 21개가 됩니다.")).to_be_visible()
    no_english(page)


def test_pages_that_are_not_there(korean):
    page = korean
    for path in ["/contacts/0000000000000", "/nowhere", "/merges/new?ids="]:
        page.goto(path)
        expect(page.get_by_role("link", name="첫 페이지로")).to_be_visible()
        no_english(page)


def test_whoever_is_not_signed_in_reads_the_language_of_the_browser(opened):
    page = opened(locale="ko-KR")
    page.goto("/sign-in")
    page.get_by_label("이메일").fill("nobody@example.kr")
    page.get_by_label("비밀번호", exact=True).fill("wrong password")
    page.keyboard.press("Enter")
    expect(page.get_by_text("이메일과 비밀번호가 서로 맞지 않습니다.")).to_be_visible()
    no_english(page)


def test_the_name_of_a_visitor(korean, fresh, person, visitor_contact):
    page = korean
    signs = visitor_contact["id"][-4:]
    name = f"방문자 {signs}"
    page.goto("/contacts")
    page.get_by_role("link", name=name).click()
    panel = page.get_by_role("complementary", name="목록 옆 연락처")
    expect(panel.get_by_role("heading", name=name)).to_be_visible()
    page.goto(f"/contacts/{visitor_contact['id']}")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert name in page.title()
    page.goto(f"/merges/new?ids={visitor_contact['id']}.{person['id']}")
    expect(page.get_by_role("main").get_by_text(name).first).to_be_visible()
    for path in ["/contacts", f"/contacts/{visitor_contact['id']}", f"/merges/new?ids={visitor_contact['id']}.{person['id']}"]:
        page.goto(path)
        expect(page.get_by_role("main").get_by_text(signs).first).to_be_visible()
        assert "Visitor" not in page.content()
    fresh.prefer(contact_view="cards")
    page.goto("/contacts")
    expect(page.get_by_role("main").get_by_text(name).first).to_be_visible()
    # Programs know them as before, and so do other languages.
    assert fresh.send("GET", f"/contacts/{visitor_contact['id']}")["shownName"] == f"Visitor {signs}"
    fresh.prefer(language="en")
    page.goto("/contacts")
    expect(page.get_by_role("main").get_by_text(f"Visitor {signs}").first).to_be_visible()
