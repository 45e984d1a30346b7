import CPQ
import Database

/// One libpq connection, always in pipeline mode except for scripts, with its prepared statements.
///
/// A transaction's beginning travels with its first statement, and so does the preparing of a statement:
/// each statement costs one round trip at most.
final class Wire {
    /// How many prepared statements the server keeps for a connection.
    static let mostStatements = 256

    let connection: OpaquePointer
    /// Set once nothing more can come of this connection.
    private(set) var isBroken = false

    /// Names of prepared statements, by their texts.
    private var statements = RecentlyUsed<String, String>(capacity: mostStatements)
    private var statementsMade = 0
    /// Statements that had to go, which the server hears of with the next exchange.
    private var evicted: [String] = []
    /// Endings of transactions that were sent and whose answers nobody has read yet.
    private var unreadEndings = 0
    /// Weak, as the one who reads the stream holds it, and it holds the wire.
    private weak var stream: ResultStream?

    init(url: String) throws {
        connection = try Wire.connect(url)
    }

    deinit {
        PQfinish(connection)
    }

    var isInTransaction: Bool { PQtransactionStatus(connection) != PQTRANS_IDLE }

    /// Sends a prepared statement, before it what must precede it, and returns its results as they come.
    func start(_ text: String, _ parameters: Parameters, after preamble: [String]) throws -> ResultStream {
        try settle()
        let name = try send(preamble: preamble, preparing: text)
        try sendPrepared(name.text, parameters)
        try sync()
        try readAnswers(to: preamble, preparing: name, text)
        return open()
    }

    /// Sends a statement that is not worth preparing, outside of a transaction.
    func startUnprepared(_ text: String, _ parameters: Parameters) throws -> ResultStream {
        try settle()
        try sendOnce(text, parameters)
        try sync()
        return open()
    }

    /// Runs one statement for each row of values, a batch of them in each round trip.
    func run(_ text: String, rows: some Collection<[SQLValue]>, after preamble: [String]) throws -> Int {
        try settle()
        let name = try send(preamble: preamble, preparing: text)
        var changes = 0
        var isPrepared = false
        var rest = rows[...]
        repeat {
            let batch = rest.prefix(Wire.rowsInFlight)
            rest = rest.dropFirst(batch.count)
            let refusal = try sendRows(batch, of: name.text)
            try sync()
            if !isPrepared {
                try readAnswers(to: preamble, preparing: name, text)
                isPrepared = true
            }
            let stream = open()
            changes += try stream.sumOfChanges()
            if let refusal {
                throw refusal
            }
        } while !rest.isEmpty
        return changes
    }

    /// Runs several statements without values in one go.
    func run(script: String) throws {
        try settle()
        guard PQpipelineStatus(connection) == PQ_PIPELINE_OFF || PQexitPipelineMode(connection) == 1 else {
            throw broken()
        }
        guard let result = PQexec(connection, script) else { throw broken() }
        defer { PQclear(result) }
        guard PQresultStatus(result) != PGRES_FATAL_ERROR else { throw failure(result) }
    }

    /// Ends a transaction without waiting for the answer, which the next exchange reads.
    func endLater(_ command: String) throws {
        try settle()
        try sendOnce(command, Parameters([]))
        try sync()
        unreadEndings += 1
    }

    /// Leaves no answer of an earlier exchange unread: what still streams goes to memory.
    func settle() throws {
        try stream?.holdRest()
        while unreadEndings > 0 {
            unreadEndings -= 1
            try readToSync()
        }
        guard PQpipelineStatus(connection) != PQ_PIPELINE_OFF || PQenterPipelineMode(connection) == 1 else {
            throw broken()
        }
    }

    /// Reads and drops results up to the end of an exchange. Throws the failure that breaks a connection.
    func readToSync() throws {
        var gaps = 0
        // An empty answer separates two commands; more of them mean that nothing else will come.
        while gaps < 3 {
            guard let result = PQgetResult(connection) else {
                gaps += 1
                continue
            }
            defer { PQclear(result) }
            gaps = 0
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC:
                return
            case PGRES_FATAL_ERROR:
                let failure = failure(result)
                if isBroken {
                    throw failure
                }
            default:
                break
            }
        }
        throw broken()
    }

    /// Reads a failed result, and notes when the connection is of no more use.
    func failure(_ result: OpaquePointer) -> PostgresFailure {
        let failure = PostgresFailure(result: result, connection: connection)
        isBroken = isBroken || failure.breaksConnection || PQstatus(connection) == CONNECTION_BAD
        return failure
    }

    func broken() -> PostgresFailure {
        isBroken = true
        return PostgresFailure(brokenConnection: connection)
    }

    /// The stream has come to its end.
    func streamEnded() {
        stream = nil
    }

    private func open() -> ResultStream {
        let stream = ResultStream(wire: self)
        self.stream = stream
        return stream
    }
}

extension Wire {
    /// Rows whose statements are under way at once: few enough for flat memory, enough to hide the round trip.
    private static let rowsInFlight = 1000

    private struct Name {
        let text: String
        let isNew: Bool
    }

    private func send(preamble: [String], preparing text: String) throws -> Name {
        for command in preamble {
            try sendOnce(command, Parameters([]))
        }
        if let name = statements.take(text) {
            keep(name, for: text)
            return Name(text: name, isNew: false)
        }
        statementsMade += 1
        let name = "kith_\(statementsMade)"
        guard PQsendPrepare(connection, name, text, 0, nil) == 1 else { throw broken() }
        return Name(text: name, isNew: true)
    }

    private func readAnswers(to preamble: [String], preparing name: Name, _ text: String) throws {
        for _ in preamble {
            try readAnswer()
        }
        if name.isNew {
            try readAnswer()
            keep(name.text, for: text)
        }
    }

    private func keep(_ name: String, for text: String) {
        if let loser = statements.put(name, for: text) {
            evicted.append(loser)
        }
    }

    /// Commands that tell the server to forget statements. They may not run in a failed transaction.
    func takeEvictions() -> [String] {
        defer { evicted = [] }
        return evicted.map { "DEALLOCATE \($0)" }
    }

    /// Returns why a row could not be bound, once those before it are sent.
    private func sendRows(_ rows: some Collection<[SQLValue]>, of name: String) throws -> (any Error)? {
        for row in rows {
            let parameters: Parameters
            do {
                parameters = try Parameters(row)
            } catch {
                return error
            }
            try sendPrepared(name, parameters)
        }
        return nil
    }

    private func sendPrepared(_ name: String, _ parameters: Parameters) throws {
        let isSent = parameters.withPointers { count, values in
            PQsendQueryPrepared(connection, name, count, values, nil, nil, 0)
        }
        guard isSent == 1 else { throw broken() }
    }

    private func sendOnce(_ text: String, _ parameters: Parameters) throws {
        let isSent = parameters.withPointers { count, values in
            PQsendQueryParams(connection, text, count, nil, values, nil, nil, 0)
        }
        guard isSent == 1 else { throw broken() }
    }

    private func sync() throws {
        guard PQpipelineSync(connection) == 1 else { throw broken() }
    }

    /// Reads the answer to a command that has no rows.
    private func readAnswer() throws {
        guard let result = PQgetResult(connection) else { throw broken() }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            let failure = failure(result)
            if !isBroken {
                try readToSync()
            }
            throw failure
        }
        guard PQgetResult(connection) == nil else { throw broken() }
    }
}
