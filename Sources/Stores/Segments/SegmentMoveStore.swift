package import Database
package import Domain

/// The feed of who entered and left the shared segments.
package struct SegmentMoveStore {
    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func append(_ moves: [SegmentMove]) throws {
        try connection.execute(
            StaticText(
                """
                INSERT INTO segment_moves (org_id, place, segment_id, contact_id, has_entered, at, seq, cause)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
            ),
            rows: moves.map { move in
                [
                    .integer(organization.rawValue), .integer(move.place), .integer(move.segment.rawValue),
                    .integer(move.contact.rawValue), .integer(move.hasEntered ? 1 : 0),
                    .integer(move.at.milliseconds), .integer(move.seq), .text(move.cause.rawValue),
                ]
            }
        )
    }

    /// Moves after a place, in order: of one segment or of all, and without those by imports unless they are wanted.
    package func moves(
        of segment: SegmentID? = nil,
        after place: Int64,
        limit: Int,
        includingImports: Bool = true
    ) throws -> [SegmentMove] {
        let isOfSegment: SQL = segment.map { "AND segment_id = \($0.rawValue)" } ?? ""
        let isWanted: SQL = includingImports ? "" : "AND cause <> \(SegmentMove.Cause.import.rawValue)"
        return try connection.all(
            """
            SELECT place, segment_id, contact_id, has_entered, at, seq, cause FROM segment_moves
            WHERE org_id = \(organization.rawValue) AND place > \(place) \(isOfSegment) \(isWanted)
            ORDER BY place LIMIT \(limit)
            """,
            Self.move
        )
    }

    /// The last moves of a segment, the newest first.
    package func latest(of segment: SegmentID, limit: Int) throws -> [SegmentMove] {
        try connection.all(
            """
            SELECT place, segment_id, contact_id, has_entered, at, seq, cause FROM segment_moves
            WHERE org_id = \(organization.rawValue) AND segment_id = \(segment.rawValue)
            ORDER BY place DESC LIMIT \(limit)
            """,
            Self.move
        )
    }

    private static func move(_ row: any Row) throws -> SegmentMove {
        guard let cause = SegmentMove.Cause(rawValue: try row.text(6)) else {
            throw DatabaseError(kind: .unexpectedValue, message: "a move has a cause that is unknown")
        }
        return SegmentMove(
            place: try row.integer(0),
            segment: SegmentID(rawValue: try row.integer(1)),
            contact: ContactID(rawValue: try row.integer(2)),
            hasEntered: try row.boolean(3),
            at: Instant(milliseconds: try row.integer(4)),
            seq: try row.integer(5),
            cause: cause
        )
    }

    /// The last place before the first move that is not older than a moment.
    package func place(before moment: Instant) throws -> Int64 {
        let bounds = try connection.first(
            "SELECT min(place), max(place) FROM segment_moves WHERE org_id = \(organization.rawValue)"
        ) { (first: try $0.integerIfAny(0), last: try $0.integerIfAny(1)) }
        guard let first = bounds?.first, let last = bounds?.last else { return 0 }
        // Places are in the order of time, which no index needs to know.
        var (low, high) = (first, last + 1)
        while low < high {
            let middle = low + (high - low) / 2
            let found = try connection.first(
                """
                SELECT place, at FROM segment_moves WHERE org_id = \(organization.rawValue) AND place >= \(middle)
                ORDER BY place LIMIT 1
                """
            ) { (place: try $0.integer(0), at: try $0.integer(1)) }
            if let found, found.at < moment.milliseconds {
                low = found.place + 1
            } else {
                high = middle
            }
        }
        return low - 1
    }

    /// The segments that have moves up to a place which their kept members do not have.
    package func segments(unkeptUpTo place: Int64) throws -> Set<SegmentID> {
        Set(
            try connection.all(
                """
                SELECT s.segment_id FROM segment_states AS s WHERE s.org_id = \(organization.rawValue) AND EXISTS (
                    SELECT 1 FROM segment_moves AS m WHERE m.org_id = s.org_id AND m.segment_id = s.segment_id
                    AND m.place > s.checkpoint AND m.place <= \(place)
                )
                """
            ) { SegmentID(rawValue: try $0.integer(0)) }
        )
    }

    /// Removes moves up to a place that the kept members have, at most so many; returns how many there were.
    package func deleteKept(upTo place: Int64, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM segment_moves WHERE org_id = \(organization.rawValue) AND place IN (
                SELECT m.place FROM segment_moves AS m
                JOIN segment_states AS s ON s.org_id = m.org_id AND s.segment_id = m.segment_id
                WHERE m.org_id = \(organization.rawValue) AND m.place <= \(place) AND m.place <= s.checkpoint
                ORDER BY m.place LIMIT \(limit)
            )
            """
        )
    }
}
