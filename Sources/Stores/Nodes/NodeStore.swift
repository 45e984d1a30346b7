package import Database
package import Domain

/// Leases node numbers to processes, so that no two of them make the same id.
package struct NodeStore {
    /// A node that nobody else has until the lease ends.
    package struct Lease: Sendable, Hashable {
        package let node: Int
        package let until: Instant
        /// No id of an earlier holder lies after this moment.
        package let lastUsed: Instant
    }

    /// A node is given to another process only so long after its lease ended, because clocks of machines differ.
    package static let graceMilliseconds: Int64 = 60_000

    private let connection: any Connection

    package init(_ connection: any Connection) {
        self.connection = connection
    }

    /// Leases the lowest free node, or returns nil where all 1,024 are in use.
    ///
    /// `holder` is a random name of the process. Two processes that ask at once collide on the primary key or the
    /// row, and the loser's transaction is repeated.
    package func lease(to holder: [UInt8], at now: Instant, until: Instant) throws -> Lease? {
        let free = try connection.first(
            """
            SELECT node, leased_until, last_used, holder FROM nodes
            WHERE leased_until < \((now - Self.graceMilliseconds).milliseconds) ORDER BY node LIMIT 1
            """
        ) { row in
            try (node: Int(row.integer(0)), until: row.integer(1), lastUsed: row.integer(2), holder: row.blob(3))
        }
        if let free {
            let taken = try connection.execute(
                """
                UPDATE nodes SET holder = \(holder), leased_until = \(until.milliseconds)
                WHERE node = \(free.node) AND holder = \(free.holder) AND leased_until = \(free.until)
                """
            )
            guard taken == 1 else { throw DatabaseError(kind: .conflict, message: "another process took the node") }
            // A holder that was killed could make ids until its lease ended.
            let lastUsed = Instant(milliseconds: max(free.lastUsed, free.until))
            return Lease(node: free.node, until: until, lastUsed: lastUsed)
        }
        let next = try connection.first("SELECT COALESCE(MAX(node), -1) + 1 FROM nodes") { try Int($0.integer(0)) }
        guard let next, IdentifierSource.nodes.contains(next) else { return nil }
        let before = IdentifierSource.epoch - 1
        let added = try connection.execute(
            """
            INSERT INTO nodes (node, holder, leased_until, last_used)
            VALUES (\(next), \(holder), \(until.milliseconds), \(before.milliseconds)) ON CONFLICT (node) DO NOTHING
            """
        )
        guard added == 1 else { throw DatabaseError(kind: .conflict, message: "another process took the node") }
        return Lease(node: next, until: until, lastUsed: before)
    }

    /// Lengthens the lease; false where the holder has lost the node.
    package func renew(_ node: Int, of holder: [UInt8], until: Instant) throws -> Bool {
        try connection.execute(
            """
            UPDATE nodes SET leased_until = \(until.milliseconds)
            WHERE node = \(node) AND holder = \(holder)
            """
        ) == 1
    }

    /// Gives the node back. `lastUsed` is the latest moment that an id was made in.
    package func release(_ node: Int, of holder: [UInt8], lastUsed: Instant) throws {
        try connection.execute(
            """
            UPDATE nodes SET leased_until = 0, last_used = \(lastUsed.milliseconds)
            WHERE node = \(node) AND holder = \(holder)
            """
        )
    }
}
