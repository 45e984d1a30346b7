"""The browser of tests and pictures: Debian's, without a window."""
import os

PROGRAM = os.environ.get("KITH_CHROMIUM", "/usr/bin/chromium-headless-shell")


def launch(playwright):
    return playwright.chromium.launch(executable_path=PROGRAM)
