"""PostgreSQL with a typed column a property: btree, GIN over tags, trigrams over text; vacuumed and analysed.

Text is searched in folded columns, as ILIKE would fold each value again.
"""
import measure
from postgres import Postgres


class PostgresTyped(Postgres):
    NAME = "PostgreSQL typed"
    TABLE = "typed"
    FILTERS = {
        "F1": "plan = 'pro'",
        "F2": "lifetime_value BETWEEN 100 AND 200",
        "F3": "last_checkout_completed_at >= '2026-10-22 00:00Z'",
        "F4": "tags @> '{vip,newsletter}'",
        "F5": "folded_name LIKE '%son%'",
        # Two syllables make no trigram: the planner would read the whole index, which takes twice as long as the table.
        "F5k": "folded_name || '' LIKE '%민준%'",
        "F6": "subscriber AND plan IN ('pro', 'enterprise') AND (tags @> '{vip}' OR lifetime_value > 500) "
              "AND last_seen_at >= '2026-08-23 00:00Z'",
        "F7": "folded_email LIKE '%ng@%'",
    }
    INDEXES = [
        "(last_seen_at DESC, id)", "(email)", "(plan)", "(subscriber)", "(lifetime_value)",
        "(last_checkout_completed_at)", "USING gin (tags)", "USING gin (folded_name gin_trgm_ops)",
        "USING gin (folded_email gin_trgm_ops)",
    ]

    def load(self, csv_path):
        self.copy_csv(csv_path)
        self.connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        self.connection.execute("DROP TABLE IF EXISTS typed")
        self.connection.execute("""
            CREATE UNLOGGED TABLE typed AS SELECT id, name, email, phone, country, city,
                string_to_array(tags, ',') AS tags, subscriber, last_seen_at::timestamptz, created_at::timestamptz,
                sessions_count, plan, industry, language, company, job_title, memo, lifetime_value, nps_score,
                cart_items, signup_date::date, last_checkout_completed_at::timestamptz, marketing_consent,
                lower(name) AS folded_name, lower(email) AS folded_email
            FROM source""")
        self.connection.execute("ALTER TABLE typed ADD PRIMARY KEY (id)")
        for index in self.INDEXES:
            self.connection.execute(f"CREATE INDEX ON typed {index}")
        self.connection.execute("VACUUM (FREEZE, ANALYZE) typed")
        return self.one("SELECT count(*) FROM typed")


if __name__ == "__main__":
    measure.main(PostgresTyped())
