import Synchronization

/// A write that waits for its turn, is having it, or had it.
protocol QueuedWrite: AnyObject, Sendable {
    /// Whether it is known how it ended.
    var isFinished: Bool { get }
    /// Whether its caller waits no more. It must not be begun.
    var isAbandoned: Bool { get }

    /// Runs the body, within a transaction.
    func run(on connection: SQLiteConnection) throws
    /// Says that what ran last is committed.
    func finish()
    func finish(throwing error: any Error)
    func abandon()
}

/// The write of one caller.
final class Write<Result: Sendable>: QueuedWrite {
    private enum State {
        case waiting
        case ran(Result)
        case finished(Swift.Result<Result, any Error>)
        case abandoned
    }

    private let body: @Sendable (SQLiteConnection) throws -> Result
    private let state = Mutex<State>(.waiting)

    init(_ body: @escaping @Sendable (SQLiteConnection) throws -> Result) {
        self.body = body
    }

    var isFinished: Bool { result != nil }

    var isAbandoned: Bool {
        state.withLock { if case .abandoned = $0 { true } else { false } }
    }

    /// How it ended; nil while that is not known.
    var result: Swift.Result<Result, any Error>? {
        state.withLock { if case .finished(let result) = $0 { result } else { nil } }
    }

    func run(on connection: SQLiteConnection) throws {
        let result = try body(connection)
        move(to: .ran(result))
    }

    func finish() {
        state.withLock { state in
            if case .ran(let result) = state {
                state = .finished(.success(result))
            }
        }
    }

    func finish(throwing error: any Error) {
        move(to: .finished(.failure(error)))
    }

    func abandon() {
        move(to: .abandoned)
    }

    private func move(to next: State) {
        state.withLock { state in
            switch state {
            case .waiting, .ran: state = next
            case .finished, .abandoned: break
            }
        }
    }
}
