import Database

extension KithSchema {
    /// How many managed users there were, hour by hour.
    static let subscription: [Migration] = [
        Migration(
            name: "managed users 1",
            tables: """
                CREATE TABLE managed_user_counts (
                    org_id INTEGER NOT NULL REFERENCES organizations (org_id),
                    hour INTEGER NOT NULL,
                    contacts INTEGER NOT NULL,
                    PRIMARY KEY (org_id, hour)
                ) STRICT, WITHOUT ROWID;
                """
        )
    ]
}
