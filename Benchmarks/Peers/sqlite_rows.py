"""SQLite: typed columns with indexes, tags in a table of their own, text in an FTS5 table with trigrams."""
import os
import sqlite3
import tempfile

import contacts
import measure
from questions import AUGUST, OCTOBER, PAGE_SIZE

COLUMNS = {
    "id": "INTEGER PRIMARY KEY", "name": "TEXT", "email": "TEXT", "phone": "TEXT", "country": "TEXT", "city": "TEXT",
    "subscriber": "INTEGER", "lastSeenAt": "INTEGER", "createdAt": "INTEGER", "sessionsCount": "INTEGER",
    "plan": "TEXT", "industry": "TEXT", "language": "TEXT", "company": "TEXT", "jobTitle": "TEXT", "memo": "TEXT",
    "lifetimeValue": "REAL", "npsScore": "INTEGER", "cartItems": "INTEGER", "signupDate": "TEXT",
    "lastCheckoutCompletedAt": "INTEGER", "marketingConsent": "INTEGER",
}
INSTANTS = ["lastSeenAt", "createdAt", "lastCheckoutCompletedAt"]
BOOLEANS = ["subscriber", "marketingConsent"]
INDEXES = ["lastSeenAt DESC, id", "email", "plan", "subscriber", "lifetimeValue", "lastCheckoutCompletedAt"]

F1 = "plan = 'pro'"
F6 = f"""subscriber AND plan IN ('pro', 'enterprise')
    AND (lifetimeValue > 500 OR EXISTS (SELECT 1 FROM tags WHERE tag = 'vip' AND contact = id))
    AND lastSeenAt >= {int(AUGUST.timestamp())}"""
COUNTS = {
    "F1": f"SELECT count(*) FROM contacts WHERE {F1}",
    "F2": "SELECT count(*) FROM contacts WHERE lifetimeValue BETWEEN 100 AND 200",
    "F3": f"SELECT count(*) FROM contacts WHERE lastCheckoutCompletedAt >= {int(OCTOBER.timestamp())}",
    "F4": "SELECT count(*) FROM tags AS a JOIN tags AS b USING (contact) WHERE a.tag = 'vip' AND b.tag = 'newsletter'",
    "F5": """SELECT count(*) FROM texts WHERE texts MATCH 'name: "son"'""",
    # Too short for trigrams.
    "F5k": "SELECT count(*) FROM contacts WHERE name LIKE '%민준%'",
    # Each index that the planner would take leads to too many rows: a walk over the table takes a seventh of the time.
    "F6": f"SELECT count(*) FROM contacts NOT INDEXED WHERE {F6}",
    "F7": """SELECT count(*) FROM texts WHERE texts MATCH 'email: "ng@"'""",
}
FOUND = """
    SELECT count(*) FROM contacts
    WHERE email IN (SELECT value FROM json_each('["' || replace(?, char(10), '","') || '"]'))"""


def value(key, cell):
    """Returns a cell as SQLite stores it."""
    if cell == "":
        return None
    if key in INSTANTS:
        return contacts.seconds(cell)
    if key in BOOLEANS:
        return cell == "true"
    return cell


class SQLiteRows:
    NAME = "SQLite"

    def __init__(self, file):
        self.connection = sqlite3.connect(file, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = off")
        self.connection.execute("PRAGMA synchronous = off")
        # As much of the file as there is, up to 8 GiB, in SQLite's cache and mapped.
        self.connection.execute("PRAGMA cache_size = -8388608")
        self.connection.execute("PRAGMA mmap_size = 8589934592")

    def close(self):
        self.connection.close()

    def version(self):
        return f"SQLite {sqlite3.sqlite_version}"

    def load(self, csv_path):
        execute = self.connection.execute
        execute(f"CREATE TABLE contacts ({', '.join(f'{key} {type}' for key, type in COLUMNS.items())})")
        execute("CREATE TABLE tags (tag TEXT, contact INTEGER, PRIMARY KEY (tag, contact)) WITHOUT ROWID")
        execute("BEGIN")
        self.connection.executemany(
            f"INSERT INTO contacts VALUES ({', '.join('?' * len(COLUMNS))})",
            ([value(key, cells[key]) for key in COLUMNS] for cells in contacts.read(csv_path)))
        self.connection.executemany(
            "INSERT INTO tags VALUES (?, ?)",
            ((tag, int(cells["id"])) for cells in contacts.read(csv_path)
             for tag in filter(None, cells["tags"].split(","))))
        for number, index in enumerate(INDEXES):
            execute(f"CREATE INDEX contacts_{number} ON contacts ({index})")
        execute("""
            CREATE VIRTUAL TABLE texts USING fts5(
                name, email, content='contacts', content_rowid='id', tokenize='trigram')""")
        execute("INSERT INTO texts (texts) VALUES ('rebuild')")
        execute("INSERT INTO texts (texts) VALUES ('optimize')")
        execute("COMMIT")
        execute("ANALYZE")
        return self.one("SELECT count(*) FROM contacts")

    def one(self, sql, values=()):
        return self.connection.execute(sql, values).fetchone()[0]

    def count(self, sql):
        return lambda: self.one(sql)

    def page(self, count, condition):
        page = f"""SELECT id, name, email, lastSeenAt FROM contacts WHERE {condition}
            ORDER BY lastSeenAt DESC, id LIMIT {PAGE_SIZE}"""
        return lambda: (self.one(count), self.connection.execute(page).fetchall())

    def questions(self, terms):
        return {
            **{name: self.count(sql) for name, sql in COUNTS.items()},
            "F1 page": self.page(COUNTS["F1"], F1),
            "F6 page": self.page(COUNTS["F6"], F6),
            "100,000 terms": lambda: self.one(FOUND, [terms]),
        }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        measure.main(SQLiteRows(os.path.join(folder, "contacts.sqlite")))
