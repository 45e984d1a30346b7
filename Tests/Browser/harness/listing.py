"""Reading lists that have pages."""
from playwright.sync_api import expect


def turn(page):
    """Goes on to the next page of the list, and returns whether there was one."""
    link = page.get_by_role("navigation", name="Pages of contacts").get_by_role("link", name="Next")
    if link.count() == 0:
        return False
    before = page.url
    link.click()
    expect(page).not_to_have_url(before)
    page.wait_for_load_state()
    return True
