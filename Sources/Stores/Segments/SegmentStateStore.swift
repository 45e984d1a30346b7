package import Database
package import Domain

/// Who is in the watched segments, as it is kept: members at a checkpoint, and the moves since then.
package struct SegmentStateStore {
    package struct State: Sendable {
        package let segment: SegmentID
        /// A hash of what the filter says.
        package let meaning: [UInt8]
        /// The last move that the kept members have.
        package let checkpoint: Int64
    }

    private let organization: OrganizationID
    private let connection: any Connection

    package init(_ organization: OrganizationID, _ connection: any Connection) {
        self.organization = organization
        self.connection = connection
    }

    package func all() throws -> [State] {
        try connection.all(
            "SELECT segment_id, meaning, checkpoint FROM segment_states WHERE org_id = \(organization.rawValue)"
        ) { row in
            State(
                segment: SegmentID(rawValue: try row.integer(0)),
                meaning: try row.blob(1),
                checkpoint: try row.integer(2)
            )
        }
    }

    /// Who was in a segment at its checkpoint, ascending.
    package func members(of segment: SegmentID) throws -> [ContactID] {
        var ids: [ContactID] = []
        try connection.forEach(
            """
            SELECT ids FROM segment_members
            WHERE org_id = \(organization.rawValue) AND segment_id = \(segment.rawValue) ORDER BY part
            """
        ) { try MemberParts.append($0.blob(0), to: &ids) }
        return ids
    }

    /// Those of the shared segments that are there, which cannot be removed before the commit.
    package func lockShared() throws -> Set<SegmentID> {
        let lock: SQL = connection.dialect == .postgres ? " FOR KEY SHARE" : ""
        return Set(
            try connection.all(
                """
                SELECT id FROM segments WHERE org_id = \(organization.rawValue) AND owner_id IS NULL ORDER BY id\(lock)
                """
            ) { SegmentID(rawValue: try $0.integer(0)) }
        )
    }

    /// Those of the contacts that are there, which cannot be removed before the commit.
    package func lock(_ contacts: Set<ContactID>) throws -> Set<ContactID> {
        guard !contacts.isEmpty else { return [] }
        let lock: SQL = connection.dialect == .postgres ? " FOR KEY SHARE" : ""
        return Set(
            try connection.all(
                """
                SELECT id FROM contacts WHERE org_id = \(organization.rawValue)
                AND id \(isAnyOf: contacts.map(\.rawValue).sorted()) ORDER BY id\(lock)
                """
            ) { ContactID(rawValue: try $0.integer(0)) }
        )
    }

    /// Keeps who is in a segment after the moves up to `checkpoint`, in the place of what was kept.
    package func keep(
        _ ids: [ContactID],
        of segment: SegmentID,
        meaning: [UInt8],
        seq: Int64,
        minute: Instant,
        checkpoint: Int64
    ) throws {
        try connection.execute(
            """
            DELETE FROM segment_members WHERE org_id = \(organization.rawValue) AND segment_id = \(segment.rawValue)
            """
        )
        try connection.execute(
            StaticText("INSERT INTO segment_members (org_id, segment_id, part, ids) VALUES (?, ?, ?, ?)"),
            rows: MemberParts.parts(of: ids).enumerated().map { part, bytes in
                [
                    .integer(organization.rawValue), .integer(segment.rawValue), .integer(Int64(part)), .blob(bytes),
                ]
            }
        )
        try connection.execute(
            """
            INSERT INTO segment_states (org_id, segment_id, meaning, seq, minute, checkpoint)
            VALUES (\(organization.rawValue), \(segment.rawValue), \(meaning), \(seq), \(minute.milliseconds),
                \(checkpoint))
            ON CONFLICT (org_id, segment_id) DO UPDATE SET meaning = excluded.meaning, seq = excluded.seq,
                minute = excluded.minute, checkpoint = excluded.checkpoint
            """
        )
    }
}
