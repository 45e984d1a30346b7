"""Takes the pictures of the README from a server with sample contacts: see Scripts/pictures."""
import json
import sys
import tempfile

from playwright.sync_api import sync_playwright

from harness.chromium import launch
from harness.language import speak
from harness.looks import Look
from harness.organizations import choose_password
from harness.server import ROOT, Kith

FOLDER = ROOT / "Docs/Pictures"
CONTACTS = 10_000


def open_contact(page):
    page.locator("[data-contact]").nth(3).click()
    page.locator("#panel .contact-content").wait_for()


def open_builder(page):
    page.get_by_role("button", name="Filter", exact=True).click()
    page.locator("#builder-form").wait_for()


FILTER = "/contacts?filter=tags: vip and (country in (KR, DE) or sessionsCount > 10) and lastSeenAt within last 90d"
# What it is called, where it is, how it is looked at, and what is done there first.
PICTURES = [
    ("contacts", "/contacts", Look(1440, "light"), open_contact),
    ("contacts", "/contacts", Look(1440, "dark"), open_contact),
    ("contacts", "/contacts", Look(360, "light"), None),
    ("filter", FILTER, Look(1440, "light"), open_builder),
    ("data-quality", "/data-quality", Look(1440, "light"), None),
]


def main(wanted):
    with tempfile.TemporaryDirectory() as folder, Kith(folder) as kith, sync_playwright() as playwright:
        made = kith.run("demo", "--contacts", str(CONTACTS), "--address", kith.address, "--json")
        cookies = choose_password(playwright, json.loads(made[-1])["link"])
        with launch(playwright) as browser:
            speak(browser.new_context(base_url=kith.address, storage_state=cookies).new_page(), "en")
            for name, path, look, prepare in PICTURES:
                if not wanted or name in wanted:
                    context = browser.new_context(base_url=kith.address, storage_state=cookies, **look.options)
                    take(context, name, path, look, prepare)


def take(context, name, path, look, prepare):
    page = context.new_page()
    page.goto(path)
    page.get_by_role("heading", level=1).wait_for()
    if prepare:
        prepare(page)
    # Pictures and fonts of their own come after what they belong to.
    page.wait_for_timeout(600)
    file = FOLDER / f"{name}-{look}.png"
    page.screenshot(path=file)
    context.close()
    print(file.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
