"""Opens the app of a measured server in a real browser, as its owner."""
import contextlib
import json
import os
import re
import subprocess
import sys
import time

from asking import KITH

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Tests/Browser"))

from harness.chromium import launch
from harness.organizations import choose_password


def signed_in(folder, playwright, address):
    """Makes a manager, and returns what their browser keeps."""
    name = f"bench{time.time_ns()}@example.com"
    made = subprocess.run([KITH, "manager", "create", name, "--organization", "bench", "--role", "owner", "--address",
                           address, "--json"], env=os.environ | {"KITH_DATA": folder}, check=True,
                          capture_output=True, text=True)
    return choose_password(playwright, json.loads(made.stdout.splitlines()[0])["link"])


@contextlib.contextmanager
def opened(playwright, folder, address):
    """A page of a signed-in owner, in English."""
    with launch(playwright) as browser:
        context = browser.new_context(storage_state=signed_in(folder, playwright, address), base_url=address,
                                      viewport={"width": 1440, "height": 900})
        token = re.search(r'name="form_token" value="([^"]+)"', context.request.get("/contacts").text())[1]
        context.request.post("/preferences", form={"form_token": token, "language": "en"}, max_redirects=0)
        yield context.new_page()
