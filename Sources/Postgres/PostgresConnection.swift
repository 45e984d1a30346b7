import CPQ
import Database

/// A PostgreSQL connection during one transaction, or outside of any for maintenance.
final class PostgresConnection: Connection {
    let dialect = Dialect.postgres

    private let wire: Wire
    /// The command that begins the transaction; sent with the first statement. Nil outside of transactions.
    private let beginning: String?
    private var hasBegun = false
    /// What made the transaction fail.
    private(set) var failure: DatabaseError?
    /// A statement of this transaction has succeeded, so the body may have acted on what it saw.
    private var hasAnswered = false
    /// A statement failed in a way that only a new connection mends.
    private(set) var needsNewWire = false

    init(wire: Wire, beginning: String?) {
        self.wire = wire
        self.beginning = beginning
    }

    /// The connection was of no more use before the body heard anything from it: running it again is safe.
    var wasStale: Bool { needsNewWire && !hasAnswered }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try remembering { try start(sql).sumOfChanges() }
    }

    @discardableResult
    func execute(_ text: StaticText, rows: some Collection<[SQLValue]>) throws -> Int {
        guard !rows.isEmpty else { return 0 }
        return try remembering {
            try wire.run(wire.numbered(text), rows: rows, after: takePreamble())
        }
    }

    func send(_ text: StaticText, rows: some Collection<[SQLValue]>) throws {
        guard beginning != nil, rows.count <= Wire.mostRowsUnanswered else {
            try execute(text, rows: rows)
            return
        }
        guard !rows.isEmpty else { return }
        try remembering(isAnswer: false) {
            try wire.send(wire.numbered(text), rows: rows, after: takePreamble())
        }
    }

    func forEach(_ sql: SQL, _ body: (any Row) throws -> Void) throws {
        try remembering {
            try start(sql).forEachResult { result in
                hasAnswered = true
                for row in 0..<PQntuples(result) {
                    try body(PostgresRow(result: result, row: row))
                }
            }
        }
    }

    func execute(unsafeScript script: String) throws {
        try remembering {
            for command in takePreamble() {
                try wire.run(script: command)
            }
            try wire.run(script: script)
        }
    }

    /// Makes the work durable. What breaks here leaves open whether it is.
    func commit() throws {
        try refuseAfterFailure()
        guard hasBegun else { return }
        do {
            var tag = ""
            try wire.startUnprepared("COMMIT", Parameters([])).forEachResult { result in
                tag = PQcmdStatus(result).map { String(cString: $0) } ?? ""
            }
            guard tag == "COMMIT" else {
                throw DatabaseError(kind: .other, message: "PostgreSQL answered \(tag) instead of COMMIT")
            }
        } catch let failure as PostgresFailure {
            needsNewWire = needsNewWire || wire.isBroken || failure.isStaleStatement
            guard wire.isBroken else {
                // Of a statement that was sent before.
                self.failure = failure.error
                throw failure.error
            }
            throw DatabaseError(kind: .commitUnknown, message: failure.error.message)
        }
    }

    /// Ends a transaction that is not to be committed, without waiting for the answer.
    ///
    /// What fails here has broken the connection, which ends it as well.
    func end(_ command: String) {
        // Where what was sent before has failed, so has the transaction that ends here.
        try? wire.answerAll()
        guard !wire.isBroken else { return }
        do {
            if wire.isInTransaction {
                try wire.endLater(command)
            }
        } catch {
            needsNewWire = true
        }
    }

    private func start(_ sql: SQL) throws -> ResultStream {
        let rendered = sql.rendered(for: .postgres)
        let parameters = try Parameters(rendered.binds)
        guard beginning != nil else {
            return try wire.startUnprepared(rendered.text, parameters)
        }
        return try wire.start(rendered.text, parameters, after: takePreamble())
    }

    /// The commands that must precede the next statement.
    private func takePreamble() -> [String] {
        guard let beginning else { return [] }
        defer { hasBegun = true }
        return (hasBegun ? [] : [beginning]) + wire.takeEvictions()
    }

    private func refuseAfterFailure() throws {
        if let failure {
            throw failure
        }
    }

    /// Runs work with the wire, and remembers what makes the transaction fail.
    private func remembering<Result>(isAnswer: Bool = true, _ work: () throws -> Result) throws -> Result {
        try refuseAfterFailure()
        do {
            let result = try work()
            hasAnswered = hasAnswered || isAnswer
            return result
        } catch let failure as PostgresFailure {
            needsNewWire = needsNewWire || wire.isBroken || failure.isStaleStatement
            if beginning != nil {
                self.failure = failure.error
            }
            throw failure.error
        }
    }
}
