package import Database
package import Domain

/// How many contacts were in the shared segments, hour by hour.
package struct SegmentSizeStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Keeps sizes in one hour; the last one of an hour counts.
    package func keep(_ sizes: [SegmentID: Int], at hour: Instant) throws {
        try connection.execute(
            StaticText(
                """
                INSERT INTO segment_sizes (org_id, segment_id, hour, contacts) VALUES (?, ?, ?, ?)
                ON CONFLICT (org_id, segment_id, hour) DO UPDATE SET contacts = excluded.contacts
                """
            ),
            rows: sizes.sorted { $0.key < $1.key }.map { segment, count in
                [
                    .integer(organization.rawValue), .integer(segment.rawValue), .integer(hour.milliseconds),
                    .integer(Int64(count)),
                ]
            }
        )
    }

    /// The sizes of one segment, the oldest first.
    package func sizes(of segment: SegmentID, from start: Instant, to end: Instant) throws -> [HourlyCount] {
        try connection.all(
            """
            SELECT hour, contacts FROM segment_sizes
            WHERE org_id = \(organization.rawValue) AND segment_id = \(segment.rawValue)
                AND hour >= \(start.milliseconds) AND hour <= \(end.milliseconds)
            ORDER BY hour
            """
        ) { HourlyCount(at: Instant(milliseconds: try $0.integer(0)), contacts: Int(try $0.integer(1))) }
    }
}
