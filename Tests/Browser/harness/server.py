"""Kith as its operators have it: a data folder, commands, and a server over it."""
import http.client
import json
import os
import pathlib
import re
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = ROOT / os.environ.get("KITH", ".build/debug/kith")
PATIENCE = 60


class Kith:
    """A server on a free port, which ends with the block that it is used in."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.log = self.folder / "log"

    def __enter__(self):
        command = [PROGRAM, "serve", "--port", "0", "--requests-per-minute", "1000000"]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        try:
            self.port = int(self.said(r"listening on 127\.0\.0\.1:(\d+)"))
        except BaseException:
            self.__exit__()
            raise
        self.address = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(PATIENCE)

    @property
    def environment(self):
        return os.environ | {"KITH_DATA": str(self.folder / "data")}

    def said(self, pattern):
        """Returns what the first group of a pattern is in the log, once it is there."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if found := re.search(pattern, self.log.read_text(errors="replace")):
                return found[1]
            time.sleep(0.02)
        raise RuntimeError(f"kith serve did not say {pattern}:\n{self.log.read_text(errors='replace')}")

    def run(self, *arguments):
        """Runs a command on the same data, and returns the lines that it answers with."""
        done = subprocess.run([PROGRAM, *arguments], env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"kith {' '.join(map(str, arguments))}: {done.stderr}")
        return done.stdout.splitlines()

    def send(self, method, path, body=None, secret=None):
        """Returns the status and the JSON of an answer of the API. Bytes are sent as they are, all else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        connection.request(method, "/api/v1" + path, content, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text) if text else None
