"""Organizations of a server: each has an owner who is signed in, and a key for the API."""
import json
import re
import time

PASSWORD = "a few good words"


class Organization:
    def __init__(self, kith, playwright, name):
        self.kith = kith
        self.name = name
        self.email = f"owner@{name}.example"
        kith.run("organization", "create", name, "--name", name.capitalize(), "--country", "KR",
                 "--time-zone", "Asia/Seoul")
        made = kith.run("manager", "create", self.email, "--organization", name, "--role", "owner", "--name", "Ada",
                        "--address", kith.address, "--json")
        key = kith.run("key", "create", "--organization", name, "--name", "tests", "--scopes", "all", "--json")
        self.secret = json.loads(key[0])["secret"]
        # What the browser of its signed-in owner keeps, as Playwright takes it.
        self.cookies = choose_password(playwright, json.loads(made[0])["link"])
        self.playwright = playwright
        self.prefer(language="en")

    def send(self, method, path, body=None):
        """Sends a request to the API, and returns the JSON of its answer."""
        status, answer = self.kith.send(method, path, body, self.secret)
        if status >= 400:
            raise RuntimeError(f"{method} {path}: {status} {answer}")
        return answer

    def add(self, tags=(), member=None, **profile):
        """Makes a contact, and returns it as the API does."""
        identity = {"memberId": member} if member else {}
        return self.send("POST", "/contacts", identity | {"profile": profile, "tags": list(tags)})

    def prefer(self, **choices):
        """Sets what the owner chooses about pages: language, scheme, contact_view, column."""
        prefer(self, self.cookies, "/contacts", choices)

    def colleague(self, name, *permissions, page="/contacts"):
        """Makes a manager who may do these things alone, for `opened`. `page` is one that they may see."""
        role = f"{name}'s role"
        self.send("POST", "/roles", {"name": role, "permissions": list(permissions)})
        made = self.kith.run("manager", "create", f"{name.lower()}@{self.name}.example", "--organization", self.name,
                             "--role", role, "--name", name, "--address", self.kith.address, "--json")
        colleague = Colleague(choose_password(self.playwright, json.loads(made[0])["link"]))
        prefer(self, colleague.cookies, page, {"language": "en"})
        return colleague

    def fill(self, count, folder):
        """Takes in members with numbers for names: Member 0001 and so on."""
        file = folder / "members.csv"
        digits = len(str(count))
        rows = [f"m{number},Member {number:0{digits}}" for number in range(1, count + 1)]
        file.write_text("\n".join(["memberId,name", *rows]) + "\n")
        self.kith.run("import", file, "--organization", self.name, "--kind", "members")
        # Another program made them: the server notices it a little later.
        end = time.monotonic() + 30
        while self.send("POST", "/contacts/search", {"limit": 1})["count"] != count and time.monotonic() < end:
            time.sleep(0.05)


class Colleague:
    """A manager of an organization, beside its owner."""

    def __init__(self, cookies):
        self.cookies = cookies


def prefer(organization, cookies, page, choices):
    """Sets what somebody chooses about pages."""
    manager = organization.playwright.request.new_context(base_url=organization.kith.address, storage_state=cookies)
    token = re.search(r'name="form_token" value="([^"]+)"', manager.get(page).text())[1]
    answer = manager.post("/preferences", form={"form_token": token} | choices, max_redirects=0)
    manager.dispose()
    if answer.status != 303:
        raise RuntimeError(f"/preferences {choices}: {answer.status}")


def choose_password(playwright, link):
    """Opens a one-time link without a browser, and returns the cookies of whom it signs in."""
    visitor = playwright.request.new_context()
    page = visitor.get(link).text()
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    form = {"form_token": token, "password": PASSWORD, "repeated": PASSWORD}
    answer = visitor.post(link, form=form, max_redirects=0)
    if answer.status != 303:
        raise RuntimeError(f"{link}: {answer.status} {answer.text()}")
    cookies = visitor.storage_state()
    visitor.dispose()
    return cookies
