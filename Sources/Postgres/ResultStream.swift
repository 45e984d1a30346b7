import CPQ

/// The results of an exchange, row by row while they come, up to the exchange's end.
///
/// Whoever takes a result clears it.
final class ResultStream {
    private let wire: Wire
    /// Results that had to be read early, in reverse, because another statement needed the connection.
    private var held: [OpaquePointer] = []
    private var isRead = false
    private var isFirst = true

    init(wire: Wire) {
        self.wire = wire
    }

    deinit {
        abandon()
    }

    /// Calls the body with each result; a single row, or the empty end of a statement's rows.
    ///
    /// The result is cleared after the call. Throws `PostgresFailure` for the statement's own failure.
    func forEachResult(_ body: (OpaquePointer) throws -> Void) throws {
        do {
            while let result = try next() {
                defer { PQclear(result) }
                switch PQresultStatus(result) {
                case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_PIPELINE_ABORTED:
                    throw wire.failure(result)
                default:
                    try body(result)
                }
            }
        } catch {
            abandon()
            if !isRead, !wire.isBroken {
                isRead = true
                wire.streamEnded()
                // The failure that matters is the one that is thrown; a break is noted by the wire.
                try? wire.readToSync()
            }
            throw error
        }
    }

    /// Returns how many rows all statements of the exchange changed.
    func sumOfChanges() throws -> Int {
        var sum = 0
        try forEachResult { result in
            // A SELECT tells its number of rows too, which are no changes.
            guard let tag = PQcmdStatus(result), tag.pointee != CChar(UInt8(ascii: "S")) else { return }
            sum += PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        }
        return sum
    }

    /// Reads what is left into memory, so that the connection is free for another statement.
    func holdRest() throws {
        var rest: [OpaquePointer] = []
        defer { held.insert(contentsOf: rest.reversed(), at: 0) }
        while !isRead, let result = try receive() {
            rest.append(result)
        }
    }

    /// Drops what was read and not used.
    func abandon() {
        for result in held {
            PQclear(result)
        }
        held = []
    }

    private func next() throws -> OpaquePointer? {
        if let result = held.popLast() {
            return result
        }
        return isRead ? nil : try receive()
    }

    private func receive() throws -> OpaquePointer? {
        if isFirst {
            isFirst = false
            PQsetSingleRowMode(wire.connection)
        }
        var gaps = 0
        // Between two statements of an exchange comes one empty answer; three mean that nothing else will come.
        while gaps < 3 {
            guard let result = PQgetResult(wire.connection) else {
                gaps += 1
                continue
            }
            guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else { return result }
            PQclear(result)
            isRead = true
            wire.streamEnded()
            return nil
        }
        isRead = true
        wire.streamEnded()
        throw wire.broken()
    }
}
