#!/usr/bin/env python3
"""Measures the peers one after the other, each in a process of its own, and prints their results as JSON lines.

    peers.py contacts.csv terms.txt [--peers numpy,duckdb,postgres-typed,postgres-jsonb,sqlite]

The PostgreSQL peers need POSTGRES_URL. Ends with 1 where two peers disagree, after all have been measured.
"""
import argparse
import json
import os
import signal
import subprocess
import sys

import machine
from questions import disagreements

PEERS = {
    "numpy": "numpy_bitmasks.py",
    "duckdb": "duckdb_columns.py",
    "postgres-typed": "postgres_typed.py",
    "postgres-jsonb": "postgres_jsonb.py",
    "sqlite": "sqlite_rows.py",
}


def lines_of(program, csv_path, terms_path):
    """Runs a peer's program, prints its lines as they come, and returns them."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), program)
    lines = []
    with subprocess.Popen([sys.executable, path, csv_path, terms_path], stdout=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stdout:
                print(line, end="", flush=True)
                lines.append(json.loads(line))
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        sys.exit(f"{program} ended with {process.returncode}")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv")
    parser.add_argument("terms")
    parser.add_argument("--peers", default=",".join(PEERS))
    options = parser.parse_args()
    # So that the peer's process ends, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    programs = [PEERS[name] for name in options.peers.split(",")]
    print(json.dumps({"machine": machine.describe()}), flush=True)
    lines = [line for program in programs for line in lines_of(program, options.csv, options.terms)]
    found = disagreements(lines)
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
