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

    def colleague(self, name, *permissions):
        """Makes a manager whose role has these permissions alone, and returns what their browser keeps once signed in."""
        role = self.send("POST", "/roles", {"name": f"{name}'s role", "permissions": list(permissions)})
        email = f"{name.lower()}@{self.name}.example"
        made = self.send("POST", "/managers", {"email": email, "name": name, "role": role["name"]})
        return choose_password(self.playwright, self.kith.address + made["link"]["path"])

    def prefer(self, **choices):
        """Sets what the owner chooses about pages: language, scheme, contact_view, column."""
        owner = self.playwright.request.new_context(base_url=self.kith.address, storage_state=self.cookies)
        token = re.search(r'name="form_token" value="([^"]+)"', owner.get("/contacts").text())[1]
        answer = owner.post("/preferences", form={"form_token": token} | choices, max_redirects=0)
        owner.dispose()
        if answer.status != 303:
            raise RuntimeError(f"/preferences {choices}: {answer.status}")

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
