#!/usr/bin/env python3
"""Reads a file of gen_contacts.py plainly, and prints how many rows each filter of the benchmarks matches.

    expected_counts.py contacts.csv

One line a filter: its name, the count, and the filter as `kith count` takes it, separated by tabs.
"""
import csv
import sys
from datetime import datetime, timezone


def number(cell):
    return float(cell) if cell else None


def since(cell, instant):
    return bool(cell) and datetime.strptime(cell, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc) >= instant


OCTOBER = datetime(2026, 10, 22, tzinfo=timezone.utc)
AUGUST = datetime(2026, 8, 23, tzinfo=timezone.utc)

FILTERS = [
    ("F1", "plan = pro", lambda row, tags, value: row["plan"] == "pro"),
    ("F2", "lifetimeValue between 100 and 200", lambda row, tags, value: value is not None and 100 <= value <= 200),
    ("F3", "lastCheckoutCompletedAt >= 2026-10-22T00:00Z",
     lambda row, tags, value: since(row["lastCheckoutCompletedAt"], OCTOBER)),
    ("F4", "tags: all(vip, newsletter)", lambda row, tags, value: {"vip", "newsletter"} <= tags),
    ("F5", "name contains son", lambda row, tags, value: "son" in row["name"].casefold()),
    ("F5k", 'name contains "민준"', lambda row, tags, value: "민준" in row["name"]),
    ("F6", "subscriber = true and plan in (pro, enterprise) and (tags: vip or lifetimeValue > 500) "
           "and lastSeenAt >= 2026-08-23T00:00Z",
     lambda row, tags, value: row["subscriber"] == "true" and row["plan"] in ("pro", "enterprise")
     and ("vip" in tags or (value is not None and value > 500)) and since(row["lastSeenAt"], AUGUST)),
    ("F7", 'email contains "ng@"', lambda row, tags, value: "ng@" in row["email"].casefold()),
]


def main():
    counts = [0] * len(FILTERS)
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tags = set(row["tags"].split(","))
            value = number(row["lifetimeValue"])
            for index, (_, _, matches) in enumerate(FILTERS):
                counts[index] += matches(row, tags, value)
    for (name, text, _), count in zip(FILTERS, counts):
        print(name, count, text, sep="\t")


if __name__ == "__main__":
    main()
