package import Database
package import Domain

/// Which process watches the segments of an organization, and how far it is.
package struct SegmentWatchStore {
    /// Where the watching is, as the last commit left it.
    package struct Place: Hashable, Sendable {
        /// Goes up with each commit of a watcher.
        package var step: Int64
        package var seq: Int64
        package var minute: Instant
        /// The place of the newest move, or of one that was never made.
        package var lastMove: Int64
    }

    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    /// Whether a process may begin to watch: nobody does, or whoever did is silent. Cheap, and locks nothing.
    package func isFree(for holder: [UInt8], at now: Instant) throws -> Bool {
        let isTaken = try connection.first(
            """
            SELECT 1 FROM segment_watches WHERE org_id = \(organization.rawValue)
            AND leased_until > \(now.milliseconds) AND lease_holder <> \(holder)
            """
        ) { _ in true }
        return isTaken == nil
    }

    /// Takes the watch for a process, or prolongs it; nil where another has it.
    package func lease(to holder: [UInt8], at now: Instant, until: Instant) throws -> Place? {
        try connection.execute(
            """
            INSERT INTO segment_watches (org_id, leased_until, step, seq, minute, last_move)
            VALUES (\(organization.rawValue), 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING
            """
        )
        return try connection.first(
            """
            UPDATE segment_watches SET lease_holder = \(holder), leased_until = \(until.milliseconds)
            WHERE org_id = \(organization.rawValue)
                AND (leased_until <= \(now.milliseconds) OR lease_holder IS NULL OR lease_holder = \(holder))
            RETURNING step, seq, minute, last_move
            """
        ) { row in
            Place(
                step: try row.integer(0),
                seq: try row.integer(1),
                minute: Instant(milliseconds: try row.integer(2)),
                lastMove: try row.integer(3)
            )
        }
    }

    /// Goes on from a place to the next, with so many more moves, and prolongs the watch; nil where another process
    /// has gone on from it: then nothing counts. Whoever does so first keeps others waiting until the commit.
    package func advance(
        from place: Place,
        seq: Int64,
        minute: Instant,
        moves: Int,
        heldBy holder: [UInt8],
        until: Instant
    ) throws -> Place? {
        let next = Place(
            step: place.step + 1,
            seq: seq,
            minute: minute,
            lastMove: place.lastMove + Int64(moves)
        )
        let count = try connection.execute(
            """
            UPDATE segment_watches SET step = \(next.step), seq = \(next.seq), minute = \(next.minute.milliseconds),
                last_move = \(next.lastMove), leased_until = \(until.milliseconds)
            WHERE org_id = \(organization.rawValue) AND lease_holder = \(holder) AND step = \(place.step)
                AND seq = \(place.seq) AND minute = \(place.minute.milliseconds)
            """
        )
        return count == 1 ? next : nil
    }

    /// Lets another process watch at once.
    package func release(heldBy holder: [UInt8]) throws {
        try connection.execute(
            """
            UPDATE segment_watches SET lease_holder = NULL, leased_until = 0
            WHERE org_id = \(organization.rawValue) AND lease_holder = \(holder)
            """
        )
    }
}
