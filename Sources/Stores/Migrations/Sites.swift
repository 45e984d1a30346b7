import Database

extension KithSchema {
    /// How sites of organizations speak to Kith, and pictures of organizations.
    ///
    /// `plugin_keys` is a small reference table as `manager_emails` is: a site shows its key before anybody knows whose it is.
    static let sites: [Migration] = [
        Migration(
            name: "sites 1",
            tables: """
                CREATE TABLE plugin_keys (
                    plugin_key TEXT NOT NULL PRIMARY KEY,
                    org_id INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE sites (
                    org_id INTEGER NOT NULL PRIMARY KEY REFERENCES organizations (org_id),
                    plugin_key TEXT,
                    plugin_key_at INTEGER,
                    member_secret BLOB,
                    member_secret_at INTEGER,
                    enforces_member_hash INTEGER NOT NULL
                ) STRICT;

                ALTER TABLE organizations ADD COLUMN logo_version TEXT;

                CREATE TABLE organization_logos (
                    org_id INTEGER NOT NULL PRIMARY KEY REFERENCES organizations (org_id),
                    version TEXT NOT NULL,
                    content_type TEXT NOT NULL,
                    bytes BLOB NOT NULL,
                    updated_at INTEGER NOT NULL
                ) STRICT;
                """
        )
    ]
}
