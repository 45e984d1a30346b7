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
        ),
        Migration(
            name: "audit 2",
            tables: """
                CREATE INDEX audit_entries_by_actor ON audit_entries (org_id, actor, id);
                CREATE INDEX audit_entries_by_action ON audit_entries (org_id, action, id);
                CREATE INDEX audit_entries_by_subject ON audit_entries (org_id, subject, id);
                """
        ),
    ]
}
