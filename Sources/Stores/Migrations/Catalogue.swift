import Database

extension KithSchema {
    /// What organizations define beyond the first properties and tags: segments, colours, keys that were seen.
    static let catalogue: [Migration] = [
        Migration(
            name: "properties 2",
            tables: """
                ALTER TABLE properties ADD COLUMN former_type TEXT;
                ALTER TABLE organizations ADD COLUMN collects_unknown_keys INTEGER NOT NULL DEFAULT 1;

                -- `shape` is what a value looks like, never the value: it must not outlive the contact that had it.
                CREATE TABLE unregistered_keys (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    key TEXT NOT NULL,
                    type TEXT NOT NULL,
                    shape TEXT NOT NULL,
                    count INTEGER NOT NULL,
                    first_seen_at INTEGER NOT NULL,
                    last_seen_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, key)
                ) STRICT, WITHOUT ROWID;
                """
        ),
        Migration(
            name: "tags 2",
            tables: """
                ALTER TABLE tags ADD COLUMN colour TEXT;
                """
        ),
        Migration(
            name: "segments 1",
            tables: """
                CREATE TABLE segments (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    id INTEGER NOT NULL,
                    name TEXT NOT NULL,
                    folded TEXT NOT NULL,
                    description TEXT NOT NULL,
                    filter JSON NOT NULL,
                    owner_id INTEGER,
                    created_by TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    updated_at INTEGER NOT NULL,
                    version INTEGER NOT NULL,
                    PRIMARY KEY (org_id, id),
                    FOREIGN KEY (org_id, owner_id) REFERENCES managers (org_id, id) ON DELETE CASCADE
                ) STRICT;
                CREATE UNIQUE INDEX segments_by_name ON segments (org_id, coalesce(owner_id, 0), folded);
                """
        ),
    ]
}
