import Database

extension KithSchema {
    /// How long people are kept, and the links by which they fetch what is kept of them.
    static let privacy: [Migration] = [
        Migration(
            name: "privacy 1",
            tables: """
                -- `subject` is what the rule is about.
                CREATE TABLE retention_rules (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    subject TEXT NOT NULL,
                    action TEXT NOT NULL,
                    days INTEGER NOT NULL,
                    spared_tags JSON NOT NULL,
                    is_on INTEGER NOT NULL,
                    version INTEGER NOT NULL,
                    updated_at INTEGER NOT NULL,
                    last_day INTEGER NOT NULL,
                    last_run_at INTEGER,
                    last_run_contacts INTEGER,
                    PRIMARY KEY (org_id, subject)
                ) STRICT;

                CREATE TABLE subject_links (
                    org_id INTEGER NOT NULL,
                    id INTEGER NOT NULL,
                    contact_id INTEGER NOT NULL,
                    token_hash BLOB NOT NULL,
                    address_hash BLOB NOT NULL,
                    made_by TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL,
                    downloads_left INTEGER NOT NULL,
                    PRIMARY KEY (org_id, id),
                    UNIQUE (org_id, token_hash),
                    FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE
                ) STRICT;
                CREATE INDEX subject_links_of_contact ON subject_links (org_id, contact_id);
                CREATE INDEX subject_links_by_end ON subject_links (org_id, expires_at);
                """
        )
    ]
}
