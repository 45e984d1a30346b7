"""What the PostgreSQL peers share: a connection, a copy of the CSV as it is, and questions as prepared statements."""
import os

import psycopg

from questions import PAGE_SIZE

PIECE = 1 << 20


class Postgres:
    """A peer on the server that POSTGRES_URL names; its subclass has NAME, TABLE, FILTERS, F1, F6 and load."""

    def __init__(self):
        self.connection = psycopg.connect(os.environ["POSTGRES_URL"], autocommit=True)

    def close(self):
        self.connection.close()

    def version(self):
        return f"PostgreSQL {self.one('SHOW server_version').split()[0]}, psycopg {psycopg.__version__}"

    def execute(self, sql, values=None):
        """Runs a statement that the server keeps prepared: its plan is made once."""
        return self.connection.execute(sql, values, prepare=True)

    def one(self, sql, values=None):
        return self.execute(sql, values).fetchone()[0]

    def copy_csv(self, csv_path):
        """Copies the file to the table "source"; instants stay text."""
        self.connection.execute("DROP TABLE IF EXISTS source")
        self.connection.execute("""
            CREATE UNLOGGED TABLE source (id bigint, name text, email text, phone text, country text, city text,
                tags text, subscriber boolean, last_seen_at text, created_at text, sessions_count int, plan text,
                industry text, language text, company text, job_title text, memo text, lifetime_value float8,
                nps_score int, cart_items int, signup_date text, last_checkout_completed_at text,
                marketing_consent boolean)""")
        with open(csv_path, "rb") as file, self.connection.cursor() as cursor:
            with cursor.copy("COPY source FROM STDIN (FORMAT csv, HEADER)") as copy:
                while piece := file.read(PIECE):
                    copy.write(piece)

    def count(self, condition):
        sql = f"SELECT count(*) FROM {self.TABLE} contacts WHERE {condition}"
        return lambda: self.one(sql)

    def page(self, condition):
        count = self.count(condition)
        sql = f"""SELECT id, name, email, last_seen_at FROM {self.TABLE} contacts WHERE {condition}
            ORDER BY last_seen_at DESC, id LIMIT {PAGE_SIZE}"""
        return lambda: (count(), self.execute(sql).fetchall())

    def questions(self, terms):
        found = f"SELECT count(*) FROM {self.TABLE} WHERE email IN (SELECT unnest(string_to_array(%s, E'\\n')))"
        return {
            **{name: self.count(condition) for name, condition in self.FILTERS.items()},
            "F1 page": self.page(self.FILTERS["F1"]),
            "F6 page": self.page(self.FILTERS["F6"]),
            "100,000 terms": lambda: self.one(found, [terms]),
        }
