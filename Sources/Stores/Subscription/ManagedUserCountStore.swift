package import Database
package import Domain

/// How many managed users an organization had, hour by hour.
package struct ManagedUserCountStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Keeps the count of an hour; the last one of an hour counts.
    package func keep(_ count: HourlyCount) throws {
        try connection.execute(
            """
            INSERT INTO managed_user_counts (org_id, hour, contacts)
            VALUES (\(organization.rawValue), \(count.at.milliseconds), \(Int64(count.contacts)))
            ON CONFLICT (org_id, hour) DO UPDATE SET contacts = excluded.contacts
            """
        )
    }

    /// The counts since a moment, the oldest first.
    package func counts(from start: Instant) throws -> [HourlyCount] {
        try connection.all(
            """
            SELECT hour, contacts FROM managed_user_counts
            WHERE org_id = \(organization.rawValue) AND hour >= \(start.milliseconds) ORDER BY hour
            """
        ) { HourlyCount(at: Instant(milliseconds: try $0.integer(0)), contacts: Int(try $0.integer(1))) }
    }
}
