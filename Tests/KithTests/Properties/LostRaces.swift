import Database
import Synchronization

/// An engine that counts the transactions that lost a race, and begin anew therefore.
final class LostRaces: Engine {
    private let engine: any Engine
    private let state = Mutex(0)

    var count: Int { state.withLock { $0 } }
    var dialect: Dialect { engine.dialect }

    init(on engine: any Engine) {
        self.engine = engine
    }

    func attempt<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        do {
            return try await engine.attempt(body)
        } catch let error as DatabaseError where error.kind == .conflict {
            state.withLock { $0 += 1 }
            throw error
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await engine.read(body)
    }

    func maintain(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await engine.maintain(body)
    }

    func close() async { await engine.close() }
}
