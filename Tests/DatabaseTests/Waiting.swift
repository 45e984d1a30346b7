import Dispatch
import Synchronization

/// Blocks an engine's own thread until the stream has finished.
func wait(for stream: AsyncStream<Void>) {
    let finished = DispatchSemaphore(value: 0)
    Task.detached {
        for await _ in stream {}
        finished.signal()
    }
    finished.wait()
}

/// Blocks the threads of those who arrive until all are there.
final class Meeting: Sendable {
    private let missing: Mutex<Int>
    private let isComplete = DispatchSemaphore(value: 0)

    init(of count: Int) {
        missing = Mutex(count)
    }

    func arrive() {
        let isLast = missing.withLock { missing in
            missing -= 1
            return missing == 0
        }
        if !isLast {
            isComplete.wait()
        }
        // Each who leaves lets the next one go.
        isComplete.signal()
    }
}

/// Counts how often bodies ran.
final class Tries: Sendable {
    private let counts = Mutex<[Int64: Int]>([:])

    var total: Int { counts.withLock { $0.values.reduce(0, +) } }

    /// Counts one more and returns the number so far.
    func count(_ name: Int64) -> Int {
        counts.withLock { counts in
            counts[name, default: 0] += 1
            return counts[name, default: 0]
        }
    }
}
