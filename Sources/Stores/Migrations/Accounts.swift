import Database

extension KithSchema {
    /// Organizations, who may sign in to them, and the nodes that make ids.
    ///
    /// `organizations`, `manager_emails`, `secret_checks` and `nodes` (and `plugin_keys`) are small reference tables: they are
    /// looked up before the organization is known, and every node of a distributed database has a copy. All others belong to one
    /// organization, and have it in their primary key and in each of their indexes.
    static let accounts: [Migration] = [
        Migration(
            name: "accounts 1",
            tables: """
                CREATE TABLE organizations (
                    org_id INTEGER NOT NULL PRIMARY KEY,
                    key TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    country TEXT NOT NULL,
                    time_zone TEXT NOT NULL,
                    language TEXT NOT NULL,
                    currency TEXT NOT NULL,
                    purchase_window_days INTEGER NOT NULL,
                    managed_users_included INTEGER,
                    managed_users_added INTEGER NOT NULL,
                    created_at INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE change_counters (
                    org_id INTEGER NOT NULL PRIMARY KEY REFERENCES organizations (org_id),
                    seq INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE roles (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    id INTEGER NOT NULL,
                    built_in TEXT,
                    name TEXT NOT NULL,
                    name_folded TEXT NOT NULL,
                    permissions TEXT NOT NULL,
                    PRIMARY KEY (org_id, id),
                    UNIQUE (org_id, name_folded)
                ) STRICT;

                CREATE TABLE managers (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    id INTEGER NOT NULL,
                    email TEXT NOT NULL,
                    email_folded TEXT NOT NULL,
                    name TEXT NOT NULL,
                    role_id INTEGER NOT NULL,
                    password_hash TEXT,
                    created_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, id),
                    UNIQUE (org_id, email_folded),
                    FOREIGN KEY (org_id, role_id) REFERENCES roles (org_id, id)
                ) STRICT;

                CREATE TABLE manager_emails (
                    email_folded TEXT NOT NULL,
                    org_id INTEGER NOT NULL,
                    manager_id INTEGER NOT NULL,
                    PRIMARY KEY (email_folded, org_id)
                ) STRICT;

                CREATE TABLE sessions (
                    org_id INTEGER NOT NULL,
                    token_hash BLOB NOT NULL,
                    manager_id INTEGER NOT NULL,
                    created_at INTEGER NOT NULL,
                    seen_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, token_hash),
                    FOREIGN KEY (org_id, manager_id) REFERENCES managers (org_id, id) ON DELETE CASCADE
                ) STRICT;
                CREATE INDEX sessions_of_manager ON sessions (org_id, manager_id);
                CREATE INDEX sessions_by_age ON sessions (org_id, seen_at);

                CREATE TABLE one_time_links (
                    org_id INTEGER NOT NULL,
                    token_hash BLOB NOT NULL,
                    purpose TEXT NOT NULL,
                    manager_id INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, token_hash),
                    FOREIGN KEY (org_id, manager_id) REFERENCES managers (org_id, id) ON DELETE CASCADE
                ) STRICT;
                CREATE INDEX one_time_links_of_manager ON one_time_links (org_id, manager_id);

                CREATE TABLE keys (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    id INTEGER NOT NULL,
                    name TEXT NOT NULL,
                    scopes TEXT NOT NULL,
                    secret_hash BLOB NOT NULL,
                    created_at INTEGER NOT NULL,
                    created_by TEXT NOT NULL,
                    revoked_at INTEGER,
                    PRIMARY KEY (org_id, id),
                    UNIQUE (org_id, secret_hash)
                ) STRICT;

                CREATE TABLE nodes (
                    node INTEGER NOT NULL PRIMARY KEY,
                    holder BLOB NOT NULL,
                    leased_until INTEGER NOT NULL,
                    last_used INTEGER NOT NULL
                ) STRICT;
                """
        ),
        Migration(
            name: "accounts 2",
            tables: """
                ALTER TABLE managers ADD COLUMN totp_secret BLOB;
                ALTER TABLE managers ADD COLUMN totp_since INTEGER;
                ALTER TABLE managers ADD COLUMN totp_last_step INTEGER;
                ALTER TABLE sessions ADD COLUMN address TEXT;
                ALTER TABLE sessions ADD COLUMN user_agent TEXT;
                ALTER TABLE keys ADD COLUMN last_used_at INTEGER;
                CREATE INDEX one_time_links_by_end ON one_time_links (org_id, expires_at);

                CREATE TABLE recovery_codes (
                    org_id INTEGER NOT NULL,
                    manager_id INTEGER NOT NULL,
                    hash BLOB NOT NULL,
                    PRIMARY KEY (org_id, manager_id, hash),
                    FOREIGN KEY (org_id, manager_id) REFERENCES managers (org_id, id) ON DELETE CASCADE
                ) STRICT;

                CREATE TABLE secret_checks (
                    name TEXT NOT NULL PRIMARY KEY,
                    hash BLOB NOT NULL
                ) STRICT;
                """
        ),
        Migration(
            name: "accounts 3",
            tables: """
                ALTER TABLE managers ADD COLUMN preferences TEXT;
                """
        ),
    ]
}
