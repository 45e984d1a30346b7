import Database

extension KithSchema {
    /// Pictures of contacts. Each is the one that its contact's `profile.avatarUrl` names.
    static let avatars: [Migration] = [
        Migration(
            name: "avatars 1",
            tables: """
                CREATE TABLE avatars (
                    org_id INTEGER NOT NULL,
                    contact_id INTEGER NOT NULL,
                    version TEXT NOT NULL,
                    content_type TEXT NOT NULL,
                    bytes BLOB NOT NULL,
                    updated_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, contact_id),
                    FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE
                ) STRICT;
                """
        )
    ]
}
