"""PostgreSQL with custom properties as one JSONB object, measured with two ways of asking.

The first asks by containment wherever it can, which the GIN index answers. The second asks as applications do whose
filters are built from one cast a property, the way of Chatwoot: the value is taken out of each row as text, folded or
cast, and compared; tags are rows of another table. Both search text by ILIKE, with a trigram index.
"""
import measure
from postgres import Postgres


class PostgresJSONB(Postgres):
    NAME = "PostgreSQL JSONB + GIN"
    TABLE = "documents"
    FILTERS = {
        "F1": """custom @> '{"plan": "pro"}'""",
        "F2": "(custom ->> 'lifetimeValue')::numeric BETWEEN 100 AND 200",
        # Instants of one spelling compare as text.
        "F3": "(custom ->> 'lastCheckoutCompletedAt') COLLATE \"C\" >= '2026-10-22T00:00:00Z'",
        "F4": """custom @> '{"tags": ["vip", "newsletter"]}'""",
        "F5": "name ILIKE '%son%'",
        "F5k": "name ILIKE '%민준%'",
        "F6": """custom @> '{"subscriber": true}'
            AND (custom @> '{"plan": "pro"}' OR custom @> '{"plan": "enterprise"}')
            AND (custom @> '{"tags": ["vip"]}' OR (custom ->> 'lifetimeValue')::numeric > 500)
            AND last_seen_at >= '2026-08-23 00:00Z'""",
        "F7": "email ILIKE '%ng@%'",
    }
    INDEXES = [
        "(last_seen_at DESC, id)", "(email)", "USING gin (custom jsonb_path_ops)", "USING gin (name gin_trgm_ops)",
        "USING gin (email gin_trgm_ops)",
    ]

    def load(self, csv_path):
        self.copy_csv(csv_path)
        self.connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        self.connection.execute("DROP TABLE IF EXISTS documents")
        self.connection.execute("""
            CREATE UNLOGGED TABLE documents AS SELECT id, name, email, phone, country, city,
                last_seen_at::timestamptz, created_at::timestamptz, sessions_count,
                jsonb_strip_nulls(jsonb_build_object('tags', string_to_array(tags, ','), 'subscriber', subscriber,
                    'plan', plan, 'industry', industry, 'language', language, 'company', company,
                    'jobTitle', job_title, 'memo', memo, 'lifetimeValue', lifetime_value, 'npsScore', nps_score,
                    'cartItems', cart_items, 'signupDate', signup_date,
                    'lastCheckoutCompletedAt', last_checkout_completed_at,
                    'marketingConsent', marketing_consent)) AS custom
            FROM source""")
        self.connection.execute("ALTER TABLE documents ADD PRIMARY KEY (id)")
        for index in self.INDEXES:
            self.connection.execute(f"CREATE INDEX ON documents {index}")
        self.connection.execute("VACUUM (FREEZE, ANALYZE) documents")
        return self.one("SELECT count(*) FROM documents")


def tagged(tag):
    """Returns the condition that a contact has a tag."""
    return ("EXISTS (SELECT FROM taggings WHERE taggings.contact_id = contacts.id "
            f"AND taggings.tag_id IN (SELECT tags.id FROM tags WHERE tags.name = '{tag}'))")


class PostgresCasts(PostgresJSONB):
    """Loads nothing but the tags: it asks the table that PostgresJSONB loaded."""

    NAME = "PostgreSQL JSONB, casts"
    FILTERS = {
        "F1": "lower(custom ->> 'plan')::text = 'pro'",
        "F2": "(custom ->> 'lifetimeValue')::numeric >= 100 AND (custom ->> 'lifetimeValue')::numeric <= 200",
        "F3": "(custom ->> 'lastCheckoutCompletedAt')::date > '2026-10-21'::date",
        "F4": f"{tagged('vip')} AND {tagged('newsletter')}",
        "F5": "name ILIKE ANY (ARRAY['%son%'])",
        "F5k": "name ILIKE ANY (ARRAY['%민준%'])",
        "F6": f"""(custom ->> 'subscriber')::boolean = true
            AND (lower(custom ->> 'plan')::text = 'pro' OR lower(custom ->> 'plan')::text = 'enterprise')
            AND ({tagged('vip')} OR (custom ->> 'lifetimeValue')::numeric > 500::numeric)
            AND last_seen_at >= '2026-08-23 00:00Z'""",
        "F7": "email ILIKE ANY (ARRAY['%ng@%'])",
    }

    def load(self, csv_path):
        self.connection.execute("DROP TABLE IF EXISTS tags, taggings")
        self.connection.execute("CREATE UNLOGGED TABLE tags (id serial PRIMARY KEY, name text UNIQUE)")
        self.connection.execute("""
            INSERT INTO tags (name) SELECT DISTINCT jsonb_array_elements_text(custom -> 'tags') FROM documents""")
        self.connection.execute("""
            CREATE UNLOGGED TABLE taggings AS SELECT tags.id AS tag_id, contacts.id AS contact_id
            FROM documents contacts, jsonb_array_elements_text(custom -> 'tags') label
            JOIN tags ON tags.name = label""")
        self.connection.execute("CREATE INDEX ON taggings (tag_id, contact_id)")
        self.connection.execute("CREATE INDEX ON taggings (contact_id)")
        self.connection.execute("VACUUM (FREEZE, ANALYZE) tags, taggings")
        return self.one("SELECT count(*) FROM documents")


if __name__ == "__main__":
    measure.main(PostgresJSONB(), PostgresCasts())
