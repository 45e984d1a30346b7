"""Asks a server of Kith the questions of the benchmark, and says how long it took."""
import http.client
import json
import math
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
KITH = os.environ.get("KITH", os.path.join(HERE, "../../.build/release/kith"))
PORT = int(os.environ.get("PORT", "18082"))
RUNS = 300
RUNS_OF_TERMS = 30
# A question that takes longer is still answered by SQL, while the roster is being loaded.
ANSWERED_BY_ROSTER = 0.06
PATIENCE = 300

F1 = "plan = pro"
F6 = ("subscriber = true and plan in (pro, enterprise) and (tags: vip or lifetimeValue > 500) "
      "and lastSeenAt >= 2026-08-23T00:00Z")
FILTERS = {
    "F1": F1, "F2": "lifetimeValue between 100 and 200", "F3": "lastCheckoutCompletedAt >= 2026-10-22T00:00Z",
    "F4": "tags: all(vip, newsletter)", "F5": "name contains son", "F5k": 'name contains "민준"', "F6": F6,
    "F7": 'email contains "ng@"',
}


class Client:
    """One connection to the API."""

    def __init__(self, secret, port=PORT):
        self.headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def send(self, method, path, body):
        """Returns the answer and the seconds until its last byte was here."""
        text = json.dumps(body)
        start = time.perf_counter()
        self.connection.request(method, "/api/v1" + path, text, self.headers)
        answer = self.connection.getresponse().read()
        seconds = time.perf_counter() - start
        return json.loads(answer), seconds

    def search(self, **question):
        return self.send("POST", "/contacts/search", question)


def data_folder(csv_path):
    """Returns the folder with the contacts of a file, and the secret of a key."""
    found = subprocess.run([os.path.join(HERE, "data"), csv_path], check=True, capture_output=True, text=True)
    folder = found.stdout.strip()
    with open(os.path.join(folder, "key"), encoding="utf-8") as file:
        return folder, file.read().strip()


def serve(environment, port=PORT):
    """Starts a server."""
    command = [KITH, "serve", "--port", str(port), "--requests-per-minute", "10000000"]
    return subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def change(secret, per_second, port=PORT):
    """Starts to edit so many contacts a second."""
    program = os.path.join(HERE, "changer.py")
    return subprocess.Popen([sys.executable, program, str(port), secret, str(per_second)])


def stop(*processes):
    for process in filter(None, processes):
        process.terminate()
        process.wait()


def wait_until_ready(client, start):
    """Returns the seconds from a moment until the first answer, and until the first one from the roster."""
    first = None
    while time.perf_counter() - start < PATIENCE:
        try:
            _, seconds = client.search(filter=F1, limit=50)
        except OSError:
            client.connection.close()
            time.sleep(0.02)
            continue
        first = first or time.perf_counter() - start
        if seconds < ANSWERED_BY_ROSTER:
            return first, time.perf_counter() - start
    sys.exit("the roster was not ready in time")


def measure(peer, question, client, runs=RUNS, **asked):
    """Asks many times and prints the JSON line."""
    client.search(**asked)
    answers = [client.search(**asked) for _ in range(runs)]
    times = sorted(seconds * 1000 for _, seconds in answers)
    answer = answers[-1][0]
    line = {
        "peer": peer, "question": question, "count": answer["count"],
        "median_ms": round(statistics.median(times), 4), "p99_ms": round(times[math.ceil(0.99 * runs) - 1], 4),
        "runs": runs, "version": "Kith over HTTP, one connection",
    }
    if question.endswith("page"):
        line["page"] = [int(contact["memberId"]) for contact in answer["contacts"]]
    print(json.dumps(line), flush=True)


def ask_all(peer, client):
    for name, text in FILTERS.items():
        measure(peer, name, client, filter=text, limit=1)
    measure(peer, "F1 page", client, filter=F1, limit=50)
    measure(peer, "F6 page", client, filter=F6, limit=50)
    if "KITH_TERMS" in os.environ:
        with open(os.environ["KITH_TERMS"], encoding="utf-8") as file:
            terms = {"text": file.read(), "key": "email"}
        measure(peer, "100,000 terms", client, RUNS_OF_TERMS, terms=terms, limit=1)
