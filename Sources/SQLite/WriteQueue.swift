import Database
import GRDB
import Synchronization

/// The writes that wait for the one writer. Those that come together share a transaction, and so one sync of the disk.
///
/// Each that throws is undone alone. Where the transaction itself fails, the others run again, each in one of its own:
/// so everybody gets the error that is theirs, or none.
final class WriteQueue: Sendable {
    /// What begins within this time shares the transaction, so that nobody waits long for the work of others.
    private static let window: Duration = .milliseconds(5)

    private struct State {
        var waiting: [any QueuedWrite] = []
        /// Those whose transaction failed with others in it. They came before those that wait.
        var alone: [any QueuedWrite] = []
    }

    private let state = Mutex(State())

    /// Lets a write wait for its turn. Whoever adds one calls `work(until:…)` in the engine's writer afterwards.
    func add(_ write: any QueuedWrite) {
        state.withLock { $0.waiting.append(write) }
    }

    /// Runs what waits until a write is finished, by this call or before it by that of another caller.
    func work(
        until own: any QueuedWrite,
        on database: GRDB.Database,
        connection: () throws -> SQLiteConnection
    ) throws {
        while !own.isFinished {
            var begun: [any QueuedWrite] = []
            do {
                // Immediate: a transaction that reads first and writes later could not wait for its turn.
                try database.inTransaction(.immediate) {
                    let end = ContinuousClock.now + Self.window
                    guard let first = takeFirst() else { return .rollback }
                    begun = [first.write]
                    try Self.run(first.write, on: connection())
                    while !first.isAlone, ContinuousClock.now < end, let write = takeNext() {
                        begun.append(write)
                        try Self.runBesideOthers(write, on: connection(), own: own)
                    }
                    return .commit
                }
                for write in begun {
                    write.finish()
                }
            } catch {
                settle(begun.filter { !$0.isFinished }, after: error, own: own)
            }
        }
    }

    private func takeFirst() -> (write: any QueuedWrite, isAlone: Bool)? {
        state.withLock { state in
            if let write = state.alone.takeFirst() { return (write, true) }
            return state.waiting.takeFirst().map { ($0, false) }
        }
    }

    private func takeNext() -> (any QueuedWrite)? {
        state.withLock { $0.waiting.takeFirst() }
    }

    private static func run(_ write: any QueuedWrite, on connection: SQLiteConnection) throws {
        do {
            try write.run(on: connection)
            try connection.refuseAfterFailure()
        } catch {
            throw connection.lostRace ?? error
        }
    }

    /// Runs a write after others, in a savepoint: the first needs none, which would cost a copy of each page it touches.
    private static func runBesideOthers(
        _ write: any QueuedWrite,
        on connection: SQLiteConnection,
        own: any QueuedWrite
    ) throws {
        try connection.savepoint()
        do {
            try run(write, on: connection)
        } catch {
            // The cancelling of the caller, whose task this is, interrupts whatever runs here.
            if Task.isCancelled { throw error }
            write.finish(throwing: error)
            try connection.undoToSavepoint()
        }
        try connection.releaseSavepoint()
    }

    /// Says to those whose transaction failed how they ended, or lets them run again.
    private func settle(_ unfinished: [any QueuedWrite], after error: any Error, own: any QueuedWrite) {
        var others = unfinished
        if Task.isCancelled {
            own.finish(throwing: CancellationError())
            others.removeAll { $0 === own }
        } else if unfinished.isEmpty {
            // It could not even begin.
            own.finish(throwing: error)
        } else if unfinished.count == 1 {
            unfinished[0].finish(throwing: error)
            others = []
        }
        state.withLock { $0.alone.insert(contentsOf: others, at: 0) }
    }
}

extension [any QueuedWrite] {
    /// Takes the first one for which somebody still waits.
    fileprivate mutating func takeFirst() -> (any QueuedWrite)? {
        guard let place = firstIndex(where: { !$0.isFinished && !$0.isAbandoned }) else {
            removeAll()
            return nil
        }
        defer { removeFirst(place + 1) }
        return self[place]
    }
}
