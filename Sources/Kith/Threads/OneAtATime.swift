import Dispatch
import Synchronization

/// Runs work that blocks on a thread of its own, one piece at a time: so its memory and its share of the processor are
/// those of one piece.
final class OneAtATime: Sendable {
    private let thread: DispatchQueue
    private let mostWaiting: Int
    private let waiting = Mutex(0)

    /// More than `mostWaiting` pieces are refused rather than queued for seconds.
    init(_ label: String, mostWaiting: Int) {
        thread = DispatchQueue(label: label)
        self.mostWaiting = mostWaiting
    }

    /// Throws `busy` where too much waits already.
    func run<Result: Sendable>(
        orElse busy: any Error,
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        let isAdmitted = waiting.withLock { waiting in
            guard waiting < mostWaiting else { return false }
            waiting += 1
            return true
        }
        guard isAdmitted else { throw busy }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            thread.async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
