"""DuckDB: a typed table, two threads, prepared statements; once in a file, once in memory.

A file's columns are compressed: scans of numbers take longer than in memory, those of names and tags are shorter.
DuckDB has no cache of results: none is on by default, and there is no setting for one. Its cache of external files
is for files outside of the database, and is switched off all the same.
"""
import os
import tempfile

import duckdb

import measure
from questions import PAGE_SIZE

COLUMNS = {
    "id": "BIGINT", "name": "VARCHAR", "email": "VARCHAR", "phone": "VARCHAR", "country": "VARCHAR",
    "city": "VARCHAR", "tags": "VARCHAR", "subscriber": "BOOLEAN", "lastSeenAt": "TIMESTAMP",
    "createdAt": "TIMESTAMP", "sessionsCount": "INTEGER", "plan": "VARCHAR", "industry": "VARCHAR",
    "language": "VARCHAR", "company": "VARCHAR", "jobTitle": "VARCHAR", "memo": "VARCHAR",
    "lifetimeValue": "DOUBLE", "npsScore": "INTEGER", "cartItems": "INTEGER", "signupDate": "DATE",
    "lastCheckoutCompletedAt": "TIMESTAMP", "marketingConsent": "BOOLEAN",
}
SELECTS = ["plan", "industry", "language", "country"]

F1 = "plan = 'pro'"
F6 = ("subscriber AND plan IN ('pro', 'enterprise') AND (list_contains(tags, 'vip') OR lifetimeValue > 500) "
      "AND lastSeenAt >= TIMESTAMP '2026-08-23 00:00:00'")
FILTERS = {
    "F1": F1,
    "F2": "lifetimeValue BETWEEN 100 AND 200",
    "F3": "lastCheckoutCompletedAt >= TIMESTAMP '2026-10-22 00:00:00'",
    "F4": "list_contains(tags, 'vip') AND list_contains(tags, 'newsletter')",
    "F5": "contains(folded_name, 'son')",
    "F5k": "contains(folded_name, '민준')",
    "F6": F6,
    "F7": "contains(folded_email, 'ng@')",
}


class DuckDBColumns:
    def __init__(self, name, file):
        self.NAME = name
        self.file = file
        self.connection = duckdb.connect(file)
        self.connection.execute("SET threads = 2")
        self.connection.execute("SET enable_external_file_cache = false")
        self.connection.execute("SET TimeZone = 'UTC'")

    def close(self):
        self.connection.close()

    def version(self):
        where = "in memory" if self.file == ":memory:" else "in a file"
        return f"DuckDB {duckdb.__version__}, 2 threads, {where}"

    def load(self, csv_path):
        source = self.connection.read_csv(csv_path, header=True, columns=COLUMNS)
        for key in SELECTS:
            self.connection.execute(
                f"CREATE TYPE option_of_{key} AS ENUM (SELECT DISTINCT {key} FROM source WHERE {key} IS NOT NULL)")
        typed = ", ".join(f"{key}::option_of_{key} AS {key}" for key in SELECTS)
        self.connection.execute(f"""
            CREATE TABLE contacts AS SELECT * REPLACE (string_split(tags, ',') AS tags, {typed}),
                lower(name) AS folded_name, lower(email) AS folded_email FROM source""")
        self.connection.execute("CHECKPOINT")
        return self.one("SELECT count(*) FROM contacts")

    def one(self, sql, values=None):
        return self.connection.execute(sql, values).fetchone()[0]

    def prepare(self, name, sql):
        """Prepares a statement, and returns what runs it."""
        self.connection.execute(f"PREPARE {name} AS {sql}")
        return f"EXECUTE {name}"

    def count(self, name, condition):
        run = self.prepare(name, f"SELECT count(*) FROM contacts WHERE {condition}")
        return lambda: self.one(run)

    def page(self, name, condition):
        count = self.count(f"{name}_count", condition)
        run = self.prepare(name, f"""
            SELECT id, name, email, lastSeenAt FROM contacts WHERE {condition}
            ORDER BY lastSeenAt DESC, id LIMIT {PAGE_SIZE}""")
        return lambda: (count(), self.connection.execute(run).fetchall())

    def questions(self, terms):
        found = "SELECT count(*) FROM contacts WHERE email IN (SELECT unnest(string_split(?, chr(10))))"
        return {
            **{name: self.count(name, condition) for name, condition in FILTERS.items()},
            "F1 page": self.page("f1_page", F1),
            "F6 page": self.page("f6_page", F6),
            "100,000 terms": lambda: self.one(found, [terms]),
        }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        measure.main(DuckDBColumns("DuckDB", os.path.join(folder, "contacts.duckdb")))
    measure.main(DuckDBColumns("DuckDB in memory", ":memory:"))
