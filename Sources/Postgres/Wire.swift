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
    /// What was sent, in order, and is not answered yet.
    private var unanswered: [Sent] = []
    /// Texts of statements whose places are numbered.
    private var numberedTexts = RecentlyUsed<StaticText, String>(capacity: mostStatements)
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
        try sendPrepared(name, parameters)
        try sync()
        try readAnswers()
        return open()
    }

    /// Sends a statement that is not worth preparing, outside of a transaction.
    func startUnprepared(_ text: String, _ parameters: Parameters) throws -> ResultStream {
        try settle()
        try sendOnce(text, parameters)
        try sync()
        try readAnswers()
        return open()
    }

    /// Runs one statement for each row of values, a batch of them in each round trip.
    func run(_ text: String, rows: some Collection<[SQLValue]>, after preamble: [String]) throws -> Int {
        try settle()
        let name = try send(preamble: preamble, preparing: text)
        var changes = 0
        var rest = rows[...]
        repeat {
            let batch = rest.prefix(Wire.rowsInFlight)
            rest = rest.dropFirst(batch.count)
            let refusal = try sendRows(batch, of: name).refusal
            try sync()
            try readAnswers()
            let stream = open()
            changes += try stream.sumOfChanges()
            if let refusal {
                throw refusal
            }
        } while !rest.isEmpty
        return changes
    }

    /// Sends one statement for each row of values with the next exchange, which reads the answers.
    func send(_ text: String, rows: some Collection<[SQLValue]>, after preamble: [String]) throws {
        try settle()
        let name = try send(preamble: preamble, preparing: text)
        let (count, refusal) = try sendRows(rows, of: name)
        unanswered += Array(repeating: .command, count: count)
        if let refusal {
            throw refusal
        }
    }

    /// The text of a statement as PostgreSQL wants it.
    func numbered(_ text: StaticText) -> String {
        let numbered = numberedTexts.take(text) ?? numberedPlaceholders(text.text)
        _ = numberedTexts.put(numbered, for: text)
        return numbered
    }

    /// Runs several statements without values in one go.
    func run(script: String) throws {
        try answerAll()
        guard PQpipelineStatus(connection) == PQ_PIPELINE_OFF || PQexitPipelineMode(connection) == 1 else {
            throw broken()
        }
        guard let result = PQexec(connection, script) else { throw broken() }
        defer { PQclear(result) }
        guard PQresultStatus(result) != PGRES_FATAL_ERROR else { throw failure(result) }
    }

    /// Ends a transaction without waiting for the answer, which the next exchange reads.
    func endLater(_ command: String) throws {
        try answerAll()
        try sendOnce(command, Parameters([]))
        try sync()
        unreadEndings += 1
    }

    /// Reads the answers to what was sent without waiting for them.
    func answerAll() throws {
        try settle()
        guard !unanswered.isEmpty else { return }
        try sync()
        try readAnswers()
        try readToSync()
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
    /// More rows than these are answered at once.
    static let mostRowsUnanswered = 100

    private enum Sent {
        case command
        case preparing(text: String, name: String)
    }

    /// Sends what must precede a statement; returns the statement's name.
    private func send(preamble: [String], preparing text: String) throws -> String {
        for command in preamble {
            try sendOnce(command, Parameters([]))
            unanswered.append(.command)
        }
        if let name = statements.take(text) {
            keep(name, for: text)
            return name
        }
        statementsMade += 1
        let name = "kith_\(statementsMade)"
        guard PQsendPrepare(connection, name, text, 0, nil) == 1 else { throw broken() }
        unanswered.append(.preparing(text: text, name: name))
        return name
    }

    /// Reads the answers to all that precedes the last statement. After a failure nothing of the exchange is left.
    private func readAnswers() throws {
        defer { unanswered = [] }
        for sent in unanswered {
            try readAnswer()
            if case .preparing(let text, let name) = sent {
                keep(name, for: text)
            }
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

    /// Returns how many rows were sent, and why the next one could not be bound.
    private func sendRows(
        _ rows: some Collection<[SQLValue]>,
        of name: String
    ) throws -> (count: Int, refusal: (any Error)?) {
        var count = 0
        for row in rows {
            let parameters: Parameters
            do {
                parameters = try Parameters(row)
            } catch {
                return (count, error)
            }
            try sendPrepared(name, parameters)
            count += 1
        }
        return (count, nil)
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
