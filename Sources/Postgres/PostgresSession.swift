import Database

/// A place in the pool: runs transactions one after the other on a connection that it opens when needed.
actor PostgresSession {
    enum Mode {
        case read
        case attempt
        case maintain

        fileprivate var beginning: String? {
            switch self {
            case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            case .attempt: "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE"
            case .maintain: nil
            }
        }
    }

    private let executor: QueueExecutor
    private let url: String
    private var wire: Wire?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(url: String, number: Int) {
        self.url = url
        executor = QueueExecutor(label: "kith.postgres.\(number)")
    }

    /// Runs the body in a transaction, or outside of any.
    ///
    /// A connection that broke while it lay in the pool is replaced, and the body runs again.
    func run<Result: Sendable>(
        _ mode: Mode,
        _ body: @Sendable (any Connection) throws -> Result
    ) throws -> Result {
        if mode == .maintain {
            return try runMaintenance(body)
        }
        if let wire {
            switch transaction(mode, on: wire, body) {
            case .success(let result): return result
            case .failure(.final(let error)): throw error
            case .failure(.stale): break
            }
        }
        let fresh = try Wire(url: url)
        wire = fresh
        switch transaction(mode, on: fresh, body) {
        case .success(let result): return result
        case .failure(.final(let error)), .failure(.stale(let error)): throw error
        }
    }

    func hangUp() {
        wire = nil
    }

    private enum Refusal: Error {
        case stale(any Error)
        case final(any Error)
    }

    private func transaction<Answer>(
        _ mode: Mode,
        on wire: Wire,
        _ body: (any Connection) throws -> Answer
    ) -> Result<Answer, Refusal> {
        let connection = PostgresConnection(wire: wire, beginning: mode.beginning)
        do {
            let answer = try body(connection)
            if mode == .read {
                connection.end("COMMIT")
            } else {
                try connection.commit()
            }
            letGoIfBroken(connection)
            return .success(answer)
        } catch {
            connection.end("ROLLBACK")
            letGoIfBroken(connection)
            guard let failure = connection.failure else { return .failure(.final(error)) }
            if connection.wasStale {
                return .failure(.stale(failure))
            }
            // A lost race stays one, whatever the body made of it: the caller repeats it.
            return .failure(.final(failure.kind == .conflict ? failure : error))
        }
    }

    /// Statements outside of a transaction cannot be repeated, so the connection is tried first.
    private func runMaintenance<Answer>(_ body: (any Connection) throws -> Answer) throws -> Answer {
        let wire = try wireThatWorks()
        defer {
            if wire.isBroken || (try? wire.run(script: Wire.timeouts)) == nil {
                self.wire = nil
            }
        }
        return try body(PostgresConnection(wire: wire, beginning: nil))
    }

    private func wireThatWorks() throws -> Wire {
        if let wire, (try? wire.run(script: Wire.noTimeouts)) != nil {
            return wire
        }
        let fresh = try Wire(url: url)
        wire = fresh
        do {
            try fresh.run(script: Wire.noTimeouts)
        } catch let failure as PostgresFailure {
            throw failure.error
        }
        return fresh
    }

    private func letGoIfBroken(_ connection: PostgresConnection) {
        if connection.needsNewWire || wire?.isBroken == true {
            wire = nil
        }
    }
}
