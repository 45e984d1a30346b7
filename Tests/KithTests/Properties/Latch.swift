import Dispatch
import Domain
import Synchronization

/// What a transaction read, each time that it ran.
final class Attempts: Sendable {
    private let state = Mutex<[PropertyType?]>([])

    /// Whether this is the first time.
    func begin(_ type: PropertyType?) -> Bool {
        state.withLock { state in
            state.append(type)
            return state.count == 1
        }
    }

    var types: [PropertyType?] { state.withLock { $0 } }
}

/// Lets a transaction wait for something beside it, on a thread of its engine.
final class Latch: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }
    func wait() { semaphore.wait() }
}
