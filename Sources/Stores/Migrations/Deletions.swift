import Database

extension KithSchema {
    /// What remains of contacts that were deleted.
    static let deletions: [Migration] = [
        Migration(
            name: "deletions 1",
            tables: """
                CREATE TABLE tombstones (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    hash BLOB NOT NULL,
                    deleted_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, hash)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX tombstones_by_age ON tombstones (org_id, deleted_at);
                """
        )
    ]
}
