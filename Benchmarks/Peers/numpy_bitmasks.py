"""NumPy as somebody would write it by hand: a column an array, one thread, no index but an order by lastSeenAt.

Select options are dictionary codes, tags and booleans are packed bits, text is one arena of folded UTF-8.
"""
from array import array

import numpy as np

import contacts
import measure
from questions import AUGUST, OCTOBER, PAGE_SIZE

# Bytes of an arena looked at together: with their masks they stay in the second cache.
BLOCK = 1 << 17
# Rows of the order looked at together for a page.
CHUNK = 4096
LINE_FEED = 10


class Arena:
    """Text of all rows, folded, each value closed by a line feed."""

    def __init__(self, values):
        self.bytes = np.frombuffer(("\n".join(values) + "\n").casefold().encode(), dtype=np.uint8)
        self.ends = np.flatnonzero(self.bytes == LINE_FEED)
        self.mask = np.empty(BLOCK, dtype=bool)
        self.equal = np.empty(BLOCK, dtype=bool)

    def value(self, row):
        """Returns a row's text."""
        start = self.ends[row - 1] + 1 if row else 0
        return self.bytes[start:self.ends[row]].tobytes().decode()

    def hits_of_block(self, start, stop, needle):
        """Returns where the needle begins between two places."""
        mask, equal = self.mask[:stop - start], self.equal[:stop - start]
        np.equal(self.bytes[start:stop], needle[0], out=mask)
        for offset in range(1, len(needle)):
            np.equal(self.bytes[start + offset:stop + offset], needle[offset], out=equal)
            np.logical_and(mask, equal, out=mask)
        return np.flatnonzero(mask) + start

    def count_containing(self, text):
        """Returns how many rows contain the text; a row counts once however often it does."""
        needle = text.casefold().encode()
        last = len(self.bytes) - len(needle) + 1
        hits = np.concatenate([
            self.hits_of_block(start, min(start + BLOCK, last), needle) for start in range(0, last, BLOCK)
        ])
        if len(hits) == 0:
            return 0
        rows = np.searchsorted(self.ends, hits)
        return 1 + int(np.count_nonzero(rows[1:] != rows[:-1]))


def packed(mask):
    """Returns a boolean array as 64-bit words."""
    return np.packbits(mask if len(mask) % 64 == 0 else np.pad(mask, (0, -len(mask) % 64))).view(np.uint64)


def ones(words):
    """Returns how many bits are set."""
    return int(np.bitwise_count(words).sum())


class NumPyBitmasks:
    NAME = "NumPy bitmasks"

    def version(self):
        return f"NumPy {np.__version__}, one thread"

    def close(self):
        pass

    def load(self, csv_path):
        ids, last_seen, checkout = array("q"), array("q"), array("q")
        lifetime_value, plan, subscriber = array("d"), bytearray(), bytearray()
        tagged, names, emails, codes = {}, [], [], {"": 0}
        for row, cells in enumerate(contacts.read(csv_path)):
            ids.append(int(cells["id"]))
            last_seen.append(contacts.seconds(cells["lastSeenAt"]))
            checkout.append(contacts.seconds(cells["lastCheckoutCompletedAt"] or "0001-01-01T00:00:00Z"))
            lifetime_value.append(float(cells["lifetimeValue"] or "nan"))
            plan.append(codes.setdefault(cells["plan"], len(codes)))
            subscriber.append(cells["subscriber"] == "true")
            names.append(cells["name"])
            emails.append(cells["email"])
            for tag in filter(None, cells["tags"].split(",")):
                tagged.setdefault(tag, array("q")).append(row)
        self.ids, self.last_seen, self.checkout = (np.array(column) for column in (ids, last_seen, checkout))
        self.lifetime_value = np.array(lifetime_value)
        self.plan, self.codes = np.array(plan), codes
        self.subscriber = packed(np.array(subscriber, dtype=bool))
        self.tags = {tag: self.tag_bits(rows) for tag, rows in tagged.items()}
        self.names, self.emails = Arena(names), Arena(emails)
        self.row_of_email = {email: row for row, email in enumerate(emails) if email}
        self.order = np.lexsort((self.ids, -self.last_seen))
        return len(self.ids)

    def tag_bits(self, rows):
        mask = np.zeros(len(self.ids), dtype=bool)
        mask[np.array(rows)] = True
        return packed(mask)

    def questions(self, terms):
        return {
            "F1": lambda: int(np.count_nonzero(self.f1())),
            "F2": lambda: int(np.count_nonzero((self.lifetime_value >= 100) & (self.lifetime_value <= 200))),
            "F3": lambda: int(np.count_nonzero(self.checkout >= int(OCTOBER.timestamp()))),
            "F4": lambda: ones(self.tags["vip"] & self.tags["newsletter"]),
            "F5": lambda: self.names.count_containing("son"),
            "F5k": lambda: self.names.count_containing("민준"),
            "F6": lambda: ones(self.f6()),
            "F7": lambda: self.emails.count_containing("ng@"),
            "F1 page": self.f1_page,
            "F6 page": self.f6_page,
            "100,000 terms": lambda: self.count_of(terms),
        }

    def f1(self):
        return self.plan == self.codes["pro"]

    def f6(self):
        plans = (self.plan == self.codes["pro"]) | (self.plan == self.codes["enterprise"])
        bits = self.subscriber & packed(plans)
        bits &= self.tags["vip"] | packed(self.lifetime_value > 500)
        bits &= packed(self.last_seen >= int(AUGUST.timestamp()))
        return bits

    def f1_page(self):
        mask = self.f1()
        return int(np.count_nonzero(mask)), self.page(mask)

    def f6_page(self):
        bits = self.f6()
        return ones(bits), self.page(np.unpackbits(bits.view(np.uint8)))

    def page(self, mask):
        """Returns the first rows of the order that the mask has."""
        rows = []
        for start in range(0, len(self.order), CHUNK):
            chunk = self.order[start:start + CHUNK]
            rows += chunk[mask[chunk] != 0][:PAGE_SIZE - len(rows)].tolist()
            if len(rows) == PAGE_SIZE:
                break
        return [
            (int(self.ids[row]), self.names.value(row), self.emails.value(row), int(self.last_seen[row]))
            for row in rows
        ]

    def count_of(self, terms):
        rows = set(map(self.row_of_email.get, terms.split("\n")))
        rows.discard(None)
        return len(rows)


if __name__ == "__main__":
    measure.main(NumPyBitmasks())
