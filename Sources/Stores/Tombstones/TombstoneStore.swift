package import Database
package import Domain

/// What remains of deleted contacts: keyed hashes of the ids that other programs know them by, for 30 days.
package struct TombstoneStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func insert(_ hashes: [[UInt8]], at now: Instant) throws {
        try connection.execute(
            StaticText(
                """
                INSERT INTO tombstones (org_id, hash, deleted_at) VALUES (?, ?, ?)
                ON CONFLICT (org_id, hash) DO UPDATE SET deleted_at = excluded.deleted_at
                """
            ),
            rows: hashes.map { [.integer(organization.rawValue), .blob($0), .integer(now.milliseconds)] }
        )
    }

    /// When the contact that an id led to was deleted; nil where none was, as far as is remembered.
    package func deletion(of hash: [UInt8]) throws -> Instant? {
        try connection.first(
            "SELECT deleted_at FROM tombstones WHERE org_id = \(organization.rawValue) AND hash = \(hash)"
        ) { Instant(milliseconds: try $0.integer(0)) }
    }

    /// Forgets deletions. Returns how many.
    @discardableResult
    package func deleteAll(before moment: Instant) throws -> Int {
        try connection.execute(
            "DELETE FROM tombstones WHERE org_id = \(organization.rawValue) AND deleted_at < \(moment.milliseconds)"
        )
    }
}
