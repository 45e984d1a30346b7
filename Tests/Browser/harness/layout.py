"""What a page looks like: whether it fits, and a picture of it."""
import os

from harness.looks import Look
from harness.server import ROOT

PICTURES = ROOT / ".build/pictures"


def fits(page):
    """Fails where the whole page has to be scrolled sideways, or one that fills the window is higher than it."""
    width, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= shown, f"{page.url} is {width} wide, of which {shown} can be seen"
    height, shown = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.clientHeight]")
    fills = page.evaluate("getComputedStyle(document.body).overflowY === 'hidden'")
    assert not fills or height <= shown, f"{page.url} is {height} high, of which {shown} can be seen"


def picture(page, name):
    """Keeps a picture of the whole page in .build/pictures, where KITH_PICTURES is set."""
    if os.environ.get("KITH_PICTURES"):
        page.screenshot(path=PICTURES / f"{name}-{Look.of(page)}.png", full_page=True)
