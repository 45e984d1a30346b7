"""Takes the pictures of the README from a server with sample contacts: see Scripts/pictures."""
import json
import sys
import tempfile

from playwright.sync_api import sync_playwright

from harness.chromium import launch
from harness.looks import Look
from harness.organizations import choose_password
from harness.server import ROOT, Kith

FOLDER = ROOT / "Docs/Pictures"
CONTACTS = 10_000
PICTURES = [
    ("contacts", "/contacts", Look(1440, "light")),
    ("contacts", "/contacts", Look(1440, "dark")),
    ("contacts", "/contacts", Look(360, "light")),
    ("contacts", "/contacts", Look(360, "dark")),
]


def main(wanted):
    with tempfile.TemporaryDirectory() as folder, Kith(folder) as kith, sync_playwright() as playwright:
        made = kith.run("demo", "--contacts", str(CONTACTS), "--address", kith.address, "--json")
        cookies = choose_password(playwright, json.loads(made[-1])["link"])
        with launch(playwright) as browser:
            for name, path, look in PICTURES:
                if not wanted or name in wanted:
                    context = browser.new_context(base_url=kith.address, storage_state=cookies, **look.options)
                    take(context, name, path, look)


def take(context, name, path, look):
    page = context.new_page()
    page.goto(path, wait_until="networkidle")
    file = FOLDER / f"{name}-{look}.png"
    page.screenshot(path=file)
    context.close()
    print(file.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
