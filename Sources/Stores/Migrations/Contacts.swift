import Database

extension KithSchema {
    /// Properties, tags, contacts and what leads to them, the timeline, the change feed.
    static let contacts: [Migration] = [
        Migration(
            name: "contacts 1",
            tables: """
                CREATE TABLE properties (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    key TEXT NOT NULL,
                    name TEXT NOT NULL,
                    type TEXT NOT NULL,
                    options JSON NOT NULL,
                    default_value JSON,
                    is_write_once INTEGER NOT NULL,
                    is_archived INTEGER NOT NULL,
                    is_hidden_in_contacts INTEGER NOT NULL,
                    is_hidden_in_inbox INTEGER NOT NULL,
                    position INTEGER NOT NULL,
                    PRIMARY KEY (org_id, key)
                ) STRICT;

                CREATE TABLE tags (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    id INTEGER NOT NULL,
                    name TEXT NOT NULL,
                    folded TEXT NOT NULL,
                    PRIMARY KEY (org_id, id),
                    UNIQUE (org_id, folded)
                ) STRICT;

                -- Built-in keys are columns, the organization's properties one object; `folded` has the folded copies of those
                -- texts that differ when folded (built-in keys with @ before them), `search` all that the search box looks at.
                CREATE TABLE contacts (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    id INTEGER NOT NULL,
                    kind INTEGER NOT NULL,
                    member_id TEXT,
                    tags JSON NOT NULL,
                    import_tags JSON NOT NULL,
                    properties JSON NOT NULL,
                    folded JSON NOT NULL,
                    search TEXT NOT NULL,
                    version INTEGER NOT NULL,
                    entered_at INTEGER NOT NULL,
                    last_import_id INTEGER,
                    veil_id TEXT,
                    blocked INTEGER NOT NULL DEFAULT 0,
                    has_chat INTEGER NOT NULL DEFAULT 0,
                    unsubscribe_email INTEGER NOT NULL DEFAULT 0,
                    unsubscribe_email_updated_at INTEGER,
                    unsubscribe_email_source TEXT,
                    unsubscribe_texting INTEGER NOT NULL DEFAULT 0,
                    unsubscribe_texting_updated_at INTEGER,
                    unsubscribe_texting_source TEXT,
                    unsubscribe_app_push INTEGER NOT NULL DEFAULT 0,
                    unsubscribe_app_push_updated_at INTEGER,
                    unsubscribe_app_push_source TEXT,
                    last_seen_at INTEGER,
                    created_at INTEGER,
                    updated_at INTEGER,
                    sessions_count INTEGER NOT NULL DEFAULT 0,
                    language TEXT,
                    country TEXT,
                    city TEXT,
                    time_zone TEXT,
                    has_push_token INTEGER NOT NULL DEFAULT 0,
                    web_browser TEXT,
                    web_browser_name TEXT,
                    web_os TEXT,
                    web_os_name TEXT,
                    web_device TEXT,
                    web_sessions_count INTEGER NOT NULL DEFAULT 0,
                    web_last_seen_at INTEGER,
                    mobile_os TEXT,
                    mobile_os_name TEXT,
                    mobile_device TEXT,
                    mobile_app_name TEXT,
                    mobile_app_version TEXT,
                    mobile_sessions_count INTEGER NOT NULL DEFAULT 0,
                    mobile_last_seen_at INTEGER,
                    email_qualified INTEGER NOT NULL DEFAULT 0,
                    mobile_number_qualified INTEGER NOT NULL DEFAULT 0,
                    last_activity_at INTEGER,
                    last_conversation_at INTEGER,
                    last_conversation_state TEXT,
                    conversations_count INTEGER NOT NULL DEFAULT 0,
                    open_conversations_count INTEGER NOT NULL DEFAULT 0,
                    snoozed_conversations_count INTEGER NOT NULL DEFAULT 0,
                    closed_conversations_count INTEGER NOT NULL DEFAULT 0,
                    last_payment_at INTEGER,
                    payments_count INTEGER NOT NULL DEFAULT 0,
                    payments_total INTEGER NOT NULL DEFAULT 0,
                    recent_purchase_count INTEGER NOT NULL DEFAULT 0,
                    recent_purchase_amount INTEGER NOT NULL DEFAULT 0,
                    PRIMARY KEY (org_id, id)
                ) STRICT;

                CREATE TABLE imports (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    id INTEGER NOT NULL,
                    file TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    mode TEXT NOT NULL,
                    tag TEXT,
                    actor TEXT NOT NULL,
                    started_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, id)
                ) STRICT;

                -- One place answers "who is this?", and makes duplicates impossible under concurrency.
                CREATE TABLE identities (
                    org_id INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    value TEXT NOT NULL,
                    contact_id INTEGER NOT NULL,
                    PRIMARY KEY (org_id, kind, value),
                    FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX identities_by_contact ON identities (org_id, contact_id);

                CREATE TABLE duplicate_pairs (
                    org_id INTEGER NOT NULL,
                    first_id INTEGER NOT NULL,
                    second_id INTEGER NOT NULL,
                    evidence TEXT NOT NULL,
                    found_at INTEGER NOT NULL,
                    PRIMARY KEY (org_id, first_id, second_id, evidence),
                    FOREIGN KEY (org_id, first_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE,
                    FOREIGN KEY (org_id, second_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX duplicate_pairs_by_second ON duplicate_pairs (org_id, second_id);

                CREATE TABLE events (
                    org_id INTEGER NOT NULL,
                    contact_id INTEGER NOT NULL,
                    id INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    name TEXT,
                    at INTEGER NOT NULL,
                    actor TEXT NOT NULL,
                    data JSON NOT NULL,
                    PRIMARY KEY (org_id, contact_id, id),
                    FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX events_by_name ON events (org_id, contact_id, name, at) WHERE name IS NOT NULL;

                CREATE TABLE changes (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    seq INTEGER NOT NULL,
                    at INTEGER NOT NULL,
                    changed JSON NOT NULL,
                    PRIMARY KEY (org_id, seq)
                ) STRICT, WITHOUT ROWID;
                """
        ),
        // What would otherwise be counted and read anew for each write: how many contacts are not anonymous, and the
        // last change of what the organization has defined.
        Migration(
            name: "contacts 2",
            tables: """
                ALTER TABLE change_counters ADD COLUMN managed_users INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE change_counters ADD COLUMN catalogue_seq INTEGER NOT NULL DEFAULT 0;
                UPDATE change_counters SET managed_users = (
                    SELECT count(*) FROM contacts WHERE contacts.org_id = change_counters.org_id AND kind <> 0
                );
                """
        ),
        // Pairs that somebody said are two people stay known, so that they are not found again.
        Migration(
            name: "contacts 3",
            tables: "ALTER TABLE duplicate_pairs ADD COLUMN dismissed_at INTEGER;"
        ),
    ]
}
