package import Domain
import Stores

extension Kith {
    package var changes: Changes { Changes(kith: self) }
}

/// The change feed of an organization, for whatever keeps something current by it.
package struct Changes: Sendable {
    let kith: Kith

    /// How soon a change by another process is seen.
    private static let interval: Duration = .milliseconds(100)
    private static let batchSize = 1_000

    /// The place of the newest change, or 0.
    package func newest(by caller: Caller) async throws -> Int64 {
        try await kith.read { try ChangeStore(caller.organization, $0).newest() }
    }

    /// The place up to which each answer knows what was changed that is asked for from now on; nil where SQL answers.
    package func seen(by caller: Caller) -> Int64? {
        kith.rosters.seen(in: caller.organization)
    }

    package static let limits = 1...1_000

    /// Changes after a place, in order.
    package func list(after seq: Int64, limit: Int, by caller: Caller) async throws -> [Change] {
        try caller.require(.seeContacts)
        return try await kith.read { try ChangeStore(caller.organization, $0).changes(after: seq, limit: limit) }
    }

    /// All changes after a place and those to come, each once and in the order of commits, until the task is cancelled.
    package func follow(after seq: Int64, by caller: Caller) -> AsyncThrowingStream<Change, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                var seq = seq
                do {
                    while true {
                        let changes = try await batch(after: seq, by: caller)
                        for change in changes {
                            continuation.yield(change)
                        }
                        seq = changes.last?.seq ?? seq
                        if changes.count < Self.batchSize {
                            try await Task.sleep(for: Self.interval)
                        }
                    }
                } catch is CancellationError {
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func batch(after seq: Int64, by caller: Caller) async throws -> [Change] {
        try await kith.read { connection in
            try ChangeStore(caller.organization, connection).changes(after: seq, limit: Self.batchSize)
        }
    }
}
