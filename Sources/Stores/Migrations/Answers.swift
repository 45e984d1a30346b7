import Database

extension KithSchema {
    /// Answers to requests that may come a second time.
    static let answers: [Migration] = [
        Migration(
            name: "answers 1",
            tables: """
                CREATE TABLE answers (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    actor TEXT NOT NULL,
                    key_hash BLOB NOT NULL,
                    request_hash BLOB NOT NULL,
                    state TEXT NOT NULL,
                    status INTEGER,
                    headers JSON,
                    body BLOB,
                    contact_id INTEGER,
                    created_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, actor, key_hash)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX answers_by_age ON answers (org_id, created_at);
                CREATE INDEX answers_by_contact ON answers (org_id, contact_id) WHERE contact_id IS NOT NULL;
                """
        )
    ]
}
