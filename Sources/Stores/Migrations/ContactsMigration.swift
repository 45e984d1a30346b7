package import Database

extension Migration {
    /// Properties, tags, contacts and what belongs to them, timeline, the change feed.
    static let contacts = Migration(
        portable: "0002 contacts",
        """
        CREATE TABLE properties (
            org_id {integer} NOT NULL REFERENCES organizations (id),
            key TEXT NOT NULL,
            name TEXT NOT NULL,
            type TEXT NOT NULL,
            options {json} NOT NULL,
            default_value {json},
            is_write_once {integer} NOT NULL,
            is_archived {integer} NOT NULL,
            is_hidden_in_contacts {integer} NOT NULL,
            is_hidden_in_inbox {integer} NOT NULL,
            position {integer} NOT NULL,
            PRIMARY KEY (org_id, key)
        ) {strict};

        CREATE TABLE tags (
            org_id {integer} NOT NULL REFERENCES organizations (id),
            id {integer} NOT NULL,
            name TEXT NOT NULL,
            folded TEXT NOT NULL,
            PRIMARY KEY (org_id, id),
            UNIQUE (org_id, folded)
        ) {strict};

        -- Built-in keys are columns, the organization's properties one object; `folded` has the folded copies of those
        -- texts that differ when folded (built-in keys with @ before them), `search` all that the search box looks at.
        CREATE TABLE contacts (
            org_id {integer} NOT NULL REFERENCES organizations (id),
            id {integer} NOT NULL,
            kind {integer} NOT NULL,
            member_id TEXT,
            tags {json} NOT NULL,
            import_tags {json} NOT NULL,
            properties {json} NOT NULL,
            folded {json} NOT NULL,
            search TEXT NOT NULL,
            version {integer} NOT NULL,
            entered_at {integer} NOT NULL,
            veil_id TEXT,
            blocked {integer} NOT NULL DEFAULT 0,
            has_chat {integer} NOT NULL DEFAULT 0,
            unsubscribe_email {integer} NOT NULL DEFAULT 0,
            unsubscribe_email_updated_at {integer},
            unsubscribe_email_source TEXT,
            unsubscribe_texting {integer} NOT NULL DEFAULT 0,
            unsubscribe_texting_updated_at {integer},
            unsubscribe_texting_source TEXT,
            unsubscribe_app_push {integer} NOT NULL DEFAULT 0,
            unsubscribe_app_push_updated_at {integer},
            unsubscribe_app_push_source TEXT,
            last_seen_at {integer},
            created_at {integer},
            updated_at {integer},
            sessions_count {integer} NOT NULL DEFAULT 0,
            language TEXT,
            country TEXT,
            city TEXT,
            time_zone TEXT,
            has_push_token {integer} NOT NULL DEFAULT 0,
            web_browser TEXT,
            web_browser_name TEXT,
            web_os TEXT,
            web_os_name TEXT,
            web_device TEXT,
            web_sessions_count {integer} NOT NULL DEFAULT 0,
            web_last_seen_at {integer},
            mobile_os TEXT,
            mobile_os_name TEXT,
            mobile_device TEXT,
            mobile_app_name TEXT,
            mobile_app_version TEXT,
            mobile_sessions_count {integer} NOT NULL DEFAULT 0,
            mobile_last_seen_at {integer},
            email_qualified {integer} NOT NULL DEFAULT 0,
            mobile_number_qualified {integer} NOT NULL DEFAULT 0,
            last_activity_at {integer},
            last_conversation_at {integer},
            last_conversation_state TEXT,
            conversations_count {integer} NOT NULL DEFAULT 0,
            open_conversations_count {integer} NOT NULL DEFAULT 0,
            snoozed_conversations_count {integer} NOT NULL DEFAULT 0,
            closed_conversations_count {integer} NOT NULL DEFAULT 0,
            last_payment_at {integer},
            payments_count {integer} NOT NULL DEFAULT 0,
            payments_total {integer} NOT NULL DEFAULT 0,
            recent_purchase_count {integer} NOT NULL DEFAULT 0,
            recent_purchase_amount {integer} NOT NULL DEFAULT 0,
            PRIMARY KEY (org_id, id)
        ) {strict};

        -- One place answers "who is this?", and makes duplicates impossible under concurrency.
        CREATE TABLE identities (
            org_id {integer} NOT NULL,
            kind TEXT NOT NULL,
            value TEXT NOT NULL,
            contact_id {integer} NOT NULL,
            PRIMARY KEY (org_id, kind, value),
            FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id)
        ) {clustered};
        CREATE INDEX identities_by_contact ON identities (org_id, contact_id);

        CREATE TABLE duplicate_pairs (
            org_id {integer} NOT NULL,
            first_id {integer} NOT NULL,
            second_id {integer} NOT NULL,
            evidence TEXT NOT NULL,
            found_at {integer} NOT NULL,
            PRIMARY KEY (org_id, first_id, second_id, evidence),
            FOREIGN KEY (org_id, first_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE,
            FOREIGN KEY (org_id, second_id) REFERENCES contacts (org_id, id) ON DELETE CASCADE
        ) {clustered};
        CREATE INDEX duplicate_pairs_by_second ON duplicate_pairs (org_id, second_id);

        CREATE TABLE events (
            org_id {integer} NOT NULL,
            contact_id {integer} NOT NULL,
            id {integer} NOT NULL,
            kind TEXT NOT NULL,
            name TEXT,
            at {integer} NOT NULL,
            actor TEXT NOT NULL,
            data {json} NOT NULL,
            PRIMARY KEY (org_id, contact_id, id),
            FOREIGN KEY (org_id, contact_id) REFERENCES contacts (org_id, id)
        ) {clustered};
        CREATE INDEX events_by_name ON events (org_id, contact_id, name, at) WHERE name IS NOT NULL;

        CREATE TABLE changes (
            org_id {integer} NOT NULL REFERENCES organizations (id),
            seq {integer} NOT NULL,
            at {integer} NOT NULL,
            changed {json} NOT NULL,
            PRIMARY KEY (org_id, seq)
        ) {clustered};
        """
    )
}
