import Database

extension KithSchema {
    /// Who did what.
    static let audit: [Migration] = [
        Migration(
            name: "audit 1",
            tables: """
                CREATE TABLE audit_entries (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    id INTEGER NOT NULL,
                    at INTEGER NOT NULL,
                    actor TEXT NOT NULL,
                    address TEXT,
                    action TEXT NOT NULL,
                    subject TEXT,
                    data JSON NOT NULL,
                    PRIMARY KEY (org_id, id)
                ) STRICT, WITHOUT ROWID;
                """
        )
    ]
}
