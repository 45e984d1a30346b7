import Database

extension KithSchema {
    /// Terms that managers look for. `texts` are parted by the character U+0000, which none of them has.
    static let pastedTerms: [Migration] = [
        Migration(
            name: "pasted terms 1",
            tables: """
                CREATE TABLE pasted_terms (
                    org_id INTEGER NOT NULL,
                    manager_id INTEGER NOT NULL,
                    id INTEGER NOT NULL,
                    texts BLOB NOT NULL,
                    is_phrase INTEGER NOT NULL,
                    property_key TEXT,
                    match TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, manager_id, id),
                    FOREIGN KEY (org_id, manager_id) REFERENCES managers (org_id, id) ON DELETE CASCADE
                ) STRICT;
                CREATE INDEX pasted_terms_by_age ON pasted_terms (org_id, created_at);
                """
        )
    ]
}
