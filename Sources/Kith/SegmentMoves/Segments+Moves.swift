import Database
package import Domain
import Stores

/// A move, and who it was.
package struct ShownMove: Sendable {
    package let move: SegmentMove
    package let contact: Contact
}

extension Segments {
    package static let moveLimits = 1...1_000

    /// Who entered and left the shared segments after a place in the feed of moves, in order: one segment, or all.
    ///
    /// What imports have done is left out unless it is wanted. Each move is there once, for 30 days or as long as the contact.
    /// Personal segments have none. Throws `SegmentError.unknown`.
    package func moves(
        of id: SegmentID? = nil,
        after place: Int64 = 0,
        limit: Int = 100,
        includingImports: Bool = false,
        by caller: Caller
    ) async throws -> [SegmentMove] {
        try caller.require(.seeContacts)
        return try await kith.read { [kith] connection in
            if let id { try kith.requireSegment(id, by: caller, connection) }
            return try SegmentMoveStore(caller.organization, connection)
                .moves(of: id, after: place, limit: limit, includingImports: includingImports)
        }
    }

    /// Who entered and left a shared segment last, imports too, the newest first. Throws `SegmentError.unknown`.
    package func latestMoves(of id: SegmentID, limit: Int, by caller: Caller) async throws -> [ShownMove] {
        try caller.require(.seeContacts)
        return try await kith.read { [kith] connection in
            try kith.requireSegment(id, by: caller, connection)
            let moves = try SegmentMoveStore(caller.organization, connection).latest(of: id, limit: limit)
            let catalogue = try kith.catalogue(of: caller.organization, connection)
            let contacts = try ContactStore(caller.organization, connection)
                .contacts(ids: Array(Set(moves.map(\.contact))), in: catalogue)
            let byID = Dictionary(contacts.map { ($0.id, $0) }) { first, _ in first }
            return moves.compactMap { move in byID[move.contact].map { ShownMove(move: move, contact: $0) } }
        }
    }

    /// Removes moves that were kept long enough, as far as the members that are kept know of them.
    package func trimMoves(of organization: OrganizationID) async throws {
        let place = try await kith.read { [now = kith.now] connection in
            try SegmentMoveStore(organization, connection).place(before: now() - SegmentMove.keptMilliseconds)
        }
        guard place > 0 else { return }
        var count = Self.trimmedAtOnce
        while count == Self.trimmedAtOnce {
            count = try await kith.write { transaction in
                try SegmentMoveStore(organization, transaction.connection)
                    .deleteKept(upTo: place, limit: Self.trimmedAtOnce)
            }
        }
    }

    private static let trimmedAtOnce = 2_000
}

extension Kith {
    /// Throws `SegmentError.unknown` where a caller has no such segment: also where it is another manager's.
    func requireSegment(_ id: SegmentID, by caller: Caller, _ connection: any Connection) throws {
        guard try catalogue(of: caller.organization, connection).seen(by: caller).segments[id] != nil else {
            throw SegmentError.unknown
        }
    }
}
