"""The list of contacts under its one scroll bar, as tests ask and read it."""
import re

from playwright.sync_api import expect

# Where a page hears of what others change.
STREAM = re.compile(r"/live(\?|$)")

# The rows in sight, each with its rank, as soon as none is on its way.
ROWS = """
async (table) => {
    const seen = table.closest("[data-grid]").getBoundingClientRect();
    const rest = () => new Promise((done) => setTimeout(done, 20));
    for (let tries = 0; tries < 200; tries += 1) {
        const inSight = [...table.tBodies[0].rows].filter((row) => {
            const place = row.getBoundingClientRect();
            return place.bottom > seen.top + 1 && place.top < seen.bottom - 1;
        });
        if (inSight.length > 0 && inSight.every((row) => row.dataset.id)) {
            return inSight.map((row) => [
                Number(row.getAttribute("aria-rowindex")) - 2, row.querySelector("[data-contact]").textContent,
            ]);
        }
        await rest();
    }
    throw new Error("rows in sight did not come");
}
"""


def ask(page, search=None, filter=None):
    """Types into the fields above the list; answers come while one types."""
    if search is not None:
        search_field(page).fill(search)
    if filter is not None:
        filter_field(page).fill(filter)


def search_field(page):
    return page.get_by_role("searchbox", name="Search", exact=True)


def filter_field(page):
    return page.get_by_role("combobox", name="Filter", exact=True)


def expect_count(page, count):
    status = page.get_by_role("main").get_by_role("status").first
    expect(status).to_have_text(re.compile(rf"^\s*{count:,}\b"))


def grid(page):
    return page.get_by_role("grid", name="Contacts")


def in_sight(page):
    """The names of contacts in sight by their rank."""
    return dict(map(tuple, grid(page).evaluate(ROWS)))


def names(page):
    """The names of contacts in sight, in their order."""
    return [name for _, name in sorted(in_sight(page).items())]


def scroll(page, part):
    """Drags the scroll bar to a part of the whole: 0 is the first contact, 1 the last."""
    grid(page).evaluate(
        """(table, part) => {
            const list = table.closest("[data-grid]");
            list.scrollTop = part * (list.scrollHeight - list.clientHeight);
        }""", part)
    # The bar is put where it belongs once it rests.
    page.wait_for_timeout(250)


def walk(page):
    """Scrolls from the first to the last contact, and returns all names by rank."""
    seen = {}
    for _ in range(2_000):
        seen |= in_sight(page)
        moved = grid(page).evaluate(
            """async (table) => {
                const list = table.closest("[data-grid]");
                const before = list.scrollTop;
                list.scrollTop += list.clientHeight - 100;
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                return list.scrollTop !== before;
            }""")
        if not moved:
            return seen | in_sight(page)
    raise AssertionError("the list does not end")
