"""The table of permissions, walked in the browser: what a role lacks is neither shown nor reachable."""
import re
from urllib.parse import urlsplit

import pytest

from harness.organizations import Organization
from harness.server import ROOT

# What each page and form asks of a role, written down once more: a route that is missing here fails the first test.
TABLE = {
    "contacts.see": """
        GET /live, GET /contacts, GET /contacts/results, GET /contacts/rows, GET /contacts/columns, GET /contacts/{id},
        GET /contacts/{id}/panel, GET /contacts/{id}/content, GET /contacts/{id}/activity, GET /contacts/{id}/avatar,
        GET /contacts/{id}/deletion, POST /contacts/{id}/deletion, GET /contacts/filter, POST /contacts/filter,
        GET /contacts/completions, GET /segments/list, GET /segments/new, POST /segments, POST /segments/preview,
        GET /segments/{segment}/copy, GET /segments/{segment}/edit, POST /segments/{segment},
        GET /segments/{segment}/deletion, POST /segments/{segment}/deletion, GET /segments/{segment}/history,
        GET /terms/new, POST /terms, GET /terms/{terms}/edit, GET /terms/{terms}/missing,
        GET /terms/{terms}/missing.txt, POST /bulk-changes/drafts, POST /bulk-changes/rehearsals, POST /bulk-changes,
        GET /jobs, POST /jobs/{job}/cancellation, GET /duplicates, GET /data-quality
    """,
    "contacts.create": "GET /contacts/new, POST /contacts",
    "contacts.edit": """
        GET /contacts/{id}/values/{key}, POST /contacts/{id}/values/{key}, POST /contacts/{id}/tags,
        POST /contacts/{id}/avatar, POST /contacts/{id}/avatar/removal, POST /contacts/{id}/block,
        GET /bulk-changes/value
    """,
    "contacts.merge": """
        GET /merges/new, POST /merges, POST /duplicates/dismissals, POST /duplicates/searches
    """,
    "properties.manage": """
        GET /contacts/{id}/properties, POST /contacts/{id}/properties, GET /settings/properties,
        GET /settings/properties/list, POST /settings/property-order, GET /settings/properties/new,
        POST /settings/properties, GET /settings/properties/{property}/edit, POST /settings/properties/{property},
        POST /settings/properties/{property}/visibility, POST /settings/properties/{property}/archival,
        GET /settings/properties/{property}/type, POST /settings/properties/{property}/type,
        POST /settings/properties/{property}/type-rehearsal, GET /settings/unregistered-keys,
        POST /settings/key-collection, GET /settings/unregistered-keys/{property}/registration,
        POST /settings/unregistered-keys/{property}/registration,
        POST /settings/unregistered-keys/{property}/dismissal
    """,
    "tags.manage": """
        GET /settings/tags, GET /settings/tags/list, GET /settings/tags/new, POST /settings/tags,
        GET /settings/tags/{tag}/edit, POST /settings/tags/{tag}, GET /settings/tags/{tag}/merge,
        POST /settings/tags/{tag}/merge, POST /settings/tags/{tag}/merge-rehearsal, GET /settings/tags/{tag}/deletion,
        POST /settings/tags/{tag}/deletion
    """,
    "analytics.see": """
        GET /analytics, GET /analytics/results, GET /analytics/activity, GET /analytics/charts/{chart}
    """,
    "organization.manage": """
        GET /settings/subscription, POST /settings/subscription/additions, GET /settings/operations,
        POST /settings/backups, GET /settings/backups/list, POST /settings/backups/cancellation,
        POST /settings/backups/{backup}/file, GET /settings/backups/{backup}/removal,
        POST /settings/backups/{backup}/removal
    """,
    "managers.manage": """
        GET /settings/managers, POST /settings/managers, GET /settings/managers/new, POST /settings/managers/{manager},
        GET /settings/managers/{manager}/edit, GET /settings/managers/{manager}/{action},
        POST /settings/managers/{manager}/{action}
    """,
    "roles.manage": """
        GET /settings/roles, POST /settings/roles, GET /settings/roles/new, GET /settings/roles/{role},
        POST /settings/roles/{role}, GET /settings/roles/{role}/removal, POST /settings/roles/{role}/removal
    """,
    "keys.manage": """
        GET /settings/keys, POST /settings/keys, GET /settings/keys/new, POST /settings/keys/{key},
        GET /settings/keys/{key}/edit, GET /settings/keys/{key}/revocation, POST /settings/keys/{key}/revocation
    """,
    "privacy.manage": """
        GET /settings/privacy, GET /settings/privacy/retention, POST /settings/privacy/retention,
        GET /settings/privacy/retention-preview, GET /settings/privacy/retention-off,
        POST /settings/privacy/retention-off, GET /settings/privacy/retention-runs,
        POST /settings/privacy/retention-runs, GET /settings/privacy/links/{link}/revocation,
        POST /settings/privacy/links/{link}/revocation, GET /contacts/{id}/subject-data,
        POST /contacts/{id}/subject-data, POST /contacts/{id}/subject-links
    """,
    "audit.see": "GET /settings/audit-log, POST /settings/audit-log/file",
    None: """
        GET /, GET /settings, POST /sign-out, POST /preferences, GET /settings/account, POST /settings/account/name,
        POST /settings/account/password, POST /settings/account/totp, POST /settings/account/totp/confirmation,
        GET /settings/account/totp/end, POST /settings/account/totp/end, GET /settings/account/recovery-codes,
        POST /settings/account/recovery-codes, POST /settings/account/sessions/{session}/end,
        GET /settings/account/other-sessions, POST /settings/account/other-sessions
    """,
}
ROUTES = {permission: [tuple(route.split()) for route in text.split(",")] for permission, text in TABLE.items()}
PERMISSIONS = [permission for permission in ROUTES if permission]
OWNERS_ALONE = {"contacts.export", "contacts.page"}
# They last, or sign the colleague out.
NOT_ASKED = {("GET", "/live"), ("POST", "/sign-out")}
# Deleting has a permission of its own, which the verb asks for; a picture brings its token in a header. Backups are the
# owner's.
NEED_MORE = {("GET", "/contacts/{id}/deletion"), ("POST", "/contacts/{id}/deletion"), ("POST", "/contacts/{id}/avatar")}
NOBODY = "0000000000000"
# How an element says where it leads, by its method.
LEADS = """
() => [
  ...[...document.querySelectorAll("a[href^='/']")].map((link) => ["GET", link.getAttribute("href")]),
  ...[...document.querySelectorAll("[hx-get]")].map((part) => ["GET", part.getAttribute("hx-get")]),
  ...[...document.querySelectorAll("[hx-post]")].map((part) => ["POST", part.getAttribute("hx-post")]),
  ...[...document.querySelectorAll("form[action^='/']")].map((form) => [form.method.toUpperCase(), form.getAttribute("action")]),
]
"""


def test_the_table_has_all_routes():
    source = (ROOT / "Sources/Server/Serve/Routes.swift").read_text()
    found = re.findall(r'managers\.(get|post)\(\s*"([^"]+)"', source)
    written = [route for routes in ROUTES.values() for route in routes]
    assert sorted(written) == sorted((method.upper(), path) for method, path in found)


@pytest.fixture(scope="module")
def place(kith, playwright):
    """An organization with a contact, and a colleague whose role each test makes another one."""
    organization = Organization(kith, playwright, "permissions")
    organization.contact = organization.add(name="Cleo", email="cleo@example.com")["id"]
    organization.send("POST", "/segments", {"name": "Known", "filter": "name is not empty"})
    organization.ben = organization.colleague("Ben", "contacts.see")
    roles = {role["name"]: role for role in organization.send("GET", "/roles")["roles"]}
    organization.all, organization.role = roles["Owner"]["permissions"], roles["Ben's role"]["id"]
    return organization


def page_of_one_who_may(place, opened, permissions):
    """A page of the colleague, once these permissions are all that there are, and the token of its forms."""
    place.send("PATCH", f"/roles/{place.role}", {"permissions": sorted(set(permissions) - OWNERS_ALONE)})
    page = opened(place.ben)
    page.goto("/settings/account")
    return page, page.locator('input[name="form_token"]').first.get_attribute("value")


def ask(place, page, token, method, pattern):
    """Returns the status of a request for a route, of a contact that there is and of other things that are not."""
    path = re.sub(r"\{\w+\}", NOBODY, pattern.replace("/contacts/{id}", f"/contacts/{place.contact}"))
    if method == "GET":
        return page.request.get(path, max_redirects=0).status
    return page.request.post(path, form={"form_token": token}, max_redirects=0).status


def route_of(method, address):
    """The route that an address leads to: where several fit, the one with the fewest places."""
    path = urlsplit(address).path
    fitting = [
        (pattern.count("{"), permission, pattern)
        for permission, routes in ROUTES.items()
        for of, pattern in routes
        if of == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path)
    ]
    return min(fitting, key=lambda found: found[0], default=None)


def shown(place, page):
    """All that the pages show which may be shown at all, as routes with the page that shows each."""
    found = {}
    addresses = ["/settings", f"/contacts/{place.contact}", "/contacts", "/analytics", "/duplicates", "/data-quality"]
    seen = set()
    while addresses:
        address = addresses.pop(0)
        if address in seen or page.goto(address).status == 403:
            continue
        seen.add(address)
        for method, lead in page.evaluate(LEADS):
            route = route_of(method, lead)
            if route is None:
                continue
            found.setdefault((route[1], method, route[2]), address)
            if method == "GET" and lead.startswith("/settings/") and "{" not in route[2] and lead.count("/") == 2:
                addresses.append(lead)
    return found


@pytest.mark.parametrize("lacking", PERMISSIONS)
def test_what_a_role_lacks_is_neither_shown_nor_reachable(opened, place, lacking):
    page, token = page_of_one_who_may(place, opened, set(place.all) - {lacking})
    for route in ROUTES[lacking]:
        if route not in NOT_ASKED:
            assert ask(place, page, token, *route) == 403, route
    assert {route: where for route, where in shown(place, page).items() if route[0] == lacking} == {}


@pytest.mark.parametrize("having", PERMISSIONS)
def test_what_a_role_has_is_reachable_with_nothing_more_than_seeing_contacts(opened, place, having):
    page, token = page_of_one_who_may(place, opened, {having, "contacts.see"})
    for route in ROUTES[having]:
        if route not in NOT_ASKED | NEED_MORE and "/backups" not in route[1]:
            status = ask(place, page, token, *route)
            assert status != 403 and status < 500, f"{route}: {status}"
    assert {route[0] for route in shown(place, page)} <= {None, having, "contacts.see"}
