"""Reads the generator's CSV, and makes the text of pasted terms."""
import csv
import random
import sys
from datetime import datetime

EXISTING_TERMS = 50_000
MISSING_TERMS = 50_000


def read(path):
    """Yields each contact as a dictionary of cells, all text, empty where there is no value."""
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def seconds(cell):
    """Returns the seconds since 1970 of an ISO 8601 instant."""
    return int(datetime.fromisoformat(cell).timestamp())


def pasted_terms(path):
    """Returns up to 50,000 e-mails of the file and 50,000 that nobody has, mixed, one a line, always the same."""
    emails = [row["email"] for row in read(path) if row["email"]]
    step = max(1, len(emails) // EXISTING_TERMS)
    terms = emails[::step][:EXISTING_TERMS]
    terms += [f"nobody.{number}@example.org" for number in range(MISSING_TERMS)]
    random.Random(20261121).shuffle(terms)
    return "\n".join(terms)


if __name__ == "__main__":
    # contacts.py contacts.csv > terms.txt
    sys.stdout.write(pasted_terms(sys.argv[1]))
