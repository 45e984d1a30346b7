"""The questions that every peer answers, and the check that they answer the same."""
from datetime import datetime, timezone

# Instants of F3 and F6.
OCTOBER = datetime(2026, 10, 22, tzinfo=timezone.utc)
AUGUST = datetime(2026, 8, 23, tzinfo=timezone.utc)

PAGE_SIZE = 50

# Name, and what is asked. Pages are ordered by lastSeenAt descending, then by id ascending.
QUESTIONS = {
    "load": "rows loaded; the time is that of one load with its indexes",
    "F1": "plan = pro",
    "F2": "lifetimeValue between 100 and 200",
    "F3": "lastCheckoutCompletedAt since 2026-10-22T00:00Z",
    "F4": "tags vip and newsletter",
    "F5": 'name contains "son"',
    "F5k": 'name contains "민준"',
    "F6": "subscriber, plan pro or enterprise, tag vip or lifetimeValue > 500, lastSeenAt since 2026-08-23T00:00Z",
    "F7": 'e-mail contains "ng@"',
    "F1 page": "count of F1 and its first page of 50 by lastSeenAt descending",
    "F6 page": "count of F6 and its first page of 50 by lastSeenAt descending",
    "100,000 terms": "a pasted text of e-mails, one a line: how many contacts have one of them",
    "100 segments": "how many are in each of a hundred saved filters, which Kith keeps current",
    "100 segments after a change": "the same right after a contact was changed",
}

# What the first million contacts of the generator must give.
ROWS_OF_EXPECTED = 1_000_000
EXPECTED = {
    "F1": 134_784, "F2": 116_801, "F3": 95_566, "F4": 12_125, "F5": 54_750, "F5k": 10_130, "F6": 11_987, "F7": 697,
    "F1 page": 134_784, "F6 page": 11_987, "100,000 terms": 50_000,
}


def disagreements(lines):
    """Returns a sentence for each result that differs from the expected one or from another peer's."""
    found = []
    rows = {line["count"] for line in lines if line["question"] == "load"}
    if rows == {ROWS_OF_EXPECTED}:
        found += [
            f"{line['question']}: {line['peer']} counted {line['count']}, expected {EXPECTED[line['question']]}"
            for line in lines
            if line["question"] in EXPECTED and line["count"] != EXPECTED[line["question"]]
        ]
    first = {}
    for line in lines:
        earlier = first.setdefault(line["question"], line)
        if line["count"] != earlier["count"]:
            found.append(
                f"{line['question']}: {earlier['peer']} counted {earlier['count']}, "
                f"{line['peer']} counted {line['count']}"
            )
    first = {}
    for line in lines:
        if "page" not in line:
            continue
        earlier = first.setdefault(line["question"], line)
        if line["page"] != earlier["page"]:
            found.append(
                f"{line['question']}: {earlier['peer']} shows {earlier['page']}, {line['peer']} shows {line['page']}"
            )
    return found
